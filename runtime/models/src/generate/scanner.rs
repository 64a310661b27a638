//! Bytes in, text out: whole characters only, and nothing of a stop text.

/// Turns the bytes of one token after the other into text that may be shown at once.
///
/// What is held back is at most the beginning of a character or of a stop text.
#[derive(Debug)]
pub(crate) struct Scanner {
    stops: Vec<Vec<u8>>,
    /// The bytes before the held ones that a stop text could begin in, the prompt's end included.
    shown: Vec<u8>,
    held: Vec<u8>,
}

impl Scanner {
    /// A scanner for text that follows a prompt.
    pub(crate) fn new(stops: &[String], prompt: &str) -> Self {
        let stops = stops.iter().map(|stop| stop.clone().into_bytes()).collect();
        let mut scanner = Self {
            stops,
            shown: prompt.as_bytes().to_vec(),
            held: Vec::new(),
        };
        scanner.forget();
        scanner
    }

    /// Takes the bytes of a token; gives the text to show, and whether a stop text ended in this token.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> (String, bool) {
        let old = self.shown.len() + self.held.len();
        self.held.extend_from_slice(bytes);
        let window = [&self.shown[..], &self.held[..]].concat();
        let begins = self
            .stops
            .iter()
            .filter_map(|stop| find_ending_after(&window, stop, old));
        if let Some(begin) = begins.min() {
            // A stop text that began in the prompt takes all of the answer, and none of the prompt.
            self.held.truncate(begin.saturating_sub(self.shown.len()));
            return (self.finish(), true);
        }
        let keep = self
            .stops
            .iter()
            .map(|stop| partial(&window, stop))
            .max()
            .unwrap_or(0);
        let free = self.held.len() - keep.min(self.held.len());
        let (text, used) = characters(&self.held[..free]);
        self.shown.extend(self.held.drain(..used));
        self.forget();
        (text, false)
    }

    /// Gives what is still held, at the end of the text.
    pub(crate) fn finish(&mut self) -> String {
        String::from_utf8_lossy(&std::mem::take(&mut self.held)).into_owned()
    }

    /// Drops the shown bytes that no stop text can reach any more.
    fn forget(&mut self) {
        let longest = self.stops.iter().map(Vec::len).max().unwrap_or(0);
        self.shown
            .drain(..self.shown.len().saturating_sub(longest.saturating_sub(1)));
    }
}

/// Where a stop text begins that ends after the first `old` bytes.
fn find_ending_after(window: &[u8], stop: &[u8], old: usize) -> Option<usize> {
    (window.windows(stop.len()).enumerate())
        .find(|(begin, part)| begin + stop.len() > old && *part == stop)
        .map(|(begin, _)| begin)
}

/// How many of the last bytes may be the beginning of a stop text.
fn partial(window: &[u8], stop: &[u8]) -> usize {
    let longest = (stop.len() - 1).min(window.len());
    (1..=longest)
        .rev()
        .find(|length| stop.starts_with(&window[window.len() - length..]))
        .unwrap_or(0)
}

/// The text of the bytes up to an unfinished character at the end, and how many bytes that is.
fn characters(bytes: &[u8]) -> (String, usize) {
    let (mut text, mut used) = (String::new(), 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        used += chunk.valid().len();
        let rest = &bytes[used..];
        let unfinished = std::str::from_utf8(rest)
            .is_err_and(|error| error.error_len().is_none() && error.valid_up_to() == 0);
        if unfinished {
            break;
        }
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            used += chunk.invalid().len();
        }
    }
    (text, used)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Pushes the parts; gives the pieces shown, and whether the text was stopped.
    fn run(stops: &[&str], prompt: &str, parts: &[&[u8]]) -> (Vec<String>, bool) {
        let stops: Vec<String> = stops.iter().map(|stop| stop.to_string()).collect();
        let mut scanner = Scanner::new(&stops, prompt);
        let mut pieces = Vec::new();
        for part in parts {
            let (text, stopped) = scanner.push(part);
            pieces.push(text);
            if stopped {
                return (pieces, true);
            }
        }
        pieces.push(scanner.finish());
        (pieces, false)
    }

    #[test]
    fn a_character_is_shown_when_it_is_whole() {
        let (pieces, _) = run(&[], "", &[b"a\xf0\x9f", b"\x98", b"\x80!", b"\xe4\xb8\x96"]);
        assert_eq!(pieces, ["a", "", "😀!", "世", ""]);
    }

    #[test]
    fn broken_bytes_become_the_replacement_character_and_a_literal_one_stays() {
        let (pieces, _) = run(
            &[],
            "",
            &[b"\xff", "\u{fffd}".as_bytes(), b"\xe4", b"x", b"\xe4\xb8"],
        );
        assert_eq!(
            pieces,
            ["\u{fffd}", "\u{fffd}", "", "\u{fffd}x", "", "\u{fffd}"]
        );
    }

    #[test]
    fn a_stop_text_is_held_back_and_cut_off() {
        assert_eq!(
            run(&["stop"], "", &[b"a st", b"opera"]),
            (vec!["a ".into(), "".into()], true)
        );
        assert_eq!(
            run(&["stop"], "", &[b"a st", b"ar"]),
            (vec!["a ".into(), "star".into(), "".into()], false)
        );
        assert_eq!(
            run(&["stop"], "", &[b"sst", b"op"]),
            (vec!["s".into(), "".into()], true)
        );
        assert_eq!(
            run(&["stop"], "", &[b"a st"]),
            (vec!["a ".into(), "st".into()], false)
        );
        assert_eq!(run(&["b", "abc"], "", &[b"xab"]), (vec!["xa".into()], true));
    }

    #[test]
    fn a_stop_text_may_begin_in_the_prompt_but_not_end_there() {
        assert_eq!(
            run(&["\n\n"], "Hello\n", &[b"\nmore"]),
            (vec!["".into()], true)
        );
        assert_eq!(
            run(&["\n\n"], "Hello\n\n", &[b"more"]),
            (vec!["more".into(), "".into()], false)
        );
        assert_eq!(
            run(&["abc"], "xa", &[b"b", b"d"]),
            (vec!["".into(), "bd".into(), "".into()], false)
        );
        assert_eq!(
            run(&["abc"], "xa", &[b"b", b"c"]),
            (vec!["".into(), "".into()], true)
        );
    }

    proptest! {
        /// However the bytes are cut, the pieces add up to the text up to the first stop text.
        #[test]
        fn pieces_add_up(text in "[ab\u{fffd}世😀ก\u{200d}]{0,24}", stop in "[ab世]{1,3}", cuts in proptest::collection::vec(1_usize..5, 1..100)) {
            let mut rest = text.as_bytes();
            let mut parts = Vec::new();
            for cut in cuts.iter().cycle() {
                if rest.is_empty() { break; }
                let (part, after) = rest.split_at((*cut).min(rest.len()));
                parts.push(part);
                rest = after;
            }
            let (whole, _) = run(&[], "", &parts);
            prop_assert_eq!(whole.concat(), text.clone());
            let (pieces, stopped) = run(&[&stop], "", &parts);
            let expected = text.split_once(&stop).map_or(text.as_str(), |(before, _)| before);
            prop_assert_eq!(pieces.concat(), expected);
            prop_assert_eq!(stopped, text.contains(&stop));
        }

        /// Any bytes give what a lossy decoding of all of them gives.
        #[test]
        fn any_bytes_are_decoded_like_the_whole(bytes in proptest::collection::vec(any::<u8>(), 0..40), cut in 1_usize..6) {
            let parts: Vec<&[u8]> = bytes.chunks(cut).collect();
            prop_assert_eq!(run(&[], "", &parts).0.concat(), String::from_utf8_lossy(&bytes));
        }
    }
}
