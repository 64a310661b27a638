//! The query of the page's address: pairs to text and back.

/// A query as it stands in an address.
pub(super) fn encode_query(pairs: &[(String, String)]) -> String {
    let encode = |text: &str| -> String {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
        text.bytes()
            .map(|byte| {
                if plain(byte) {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect()
    };
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    pairs.join("&")
}

/// The pairs of an address's query.
pub(super) fn decode_query(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
        while let [first, more @ ..] = rest {
            let hex = more.get(..2).and_then(|two| std::str::from_utf8(two).ok());
            match (first, hex.and_then(|two| u8::from_str_radix(two, 16).ok())) {
                (b'%', Some(byte)) => {
                    bytes.push(byte);
                    rest = &more[2..];
                }
                (byte, _) => {
                    bytes.push(if *byte == b'+' { b' ' } else { *byte });
                    rest = more;
                }
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let pairs = query
        .trim_start_matches('?')
        .split('&')
        .filter(|pair| !pair.is_empty())
        .take(100);
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_survive_the_address() {
        let pairs = vec![
            ("tab".to_owned(), "two & three".to_owned()),
            ("é".to_owned(), "100%=+".to_owned()),
        ];
        assert_eq!(decode_query(&encode_query(&pairs)), pairs);
    }

    #[test]
    fn what_is_no_query_is_read_as_well_as_it_can() {
        assert_eq!(
            decode_query("?a+b=1&&flag&x=%zz%4"),
            [
                ("a b".to_owned(), "1".to_owned()),
                ("flag".to_owned(), String::new()),
                ("x".to_owned(), "%zz%4".to_owned()),
            ]
        );
    }
}
