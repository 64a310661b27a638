//! The query of the page's address: pairs to text and back, and `st.query_params`.

use rhai::{Array, Dynamic, EvalAltResult, FuncRegistration, Map, Module, NativeCallContext};

use super::{
    context::{Inner, Run},
    errors,
};

/// `st.query_params`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Query;

type Context<'a> = NativeCallContext<'a>;
type Outcome<T> = Result<T, Box<EvalAltResult>>;

/// Registers its methods.
pub(super) fn register(module: &mut Module) {
    module.set_custom_type::<Query>("query_params");
    read(module);
    write(module);
}

fn read(module: &mut Module) {
    FuncRegistration::new_index_getter().set_into_module(
        module,
        |context: Context<'_>, _: &mut Query, key: &str| -> Outcome<Dynamic> {
            last(&Run::of(&context)?, key).ok_or_else(|| {
                let hint = format!("ask with `st.query_params.get(\"{key}\", default)`");
                errors::at(&context, format!("the address has no `{key}`; {hint}"))
            })
        },
    );
    FuncRegistration::new("contains").set_into_module(
        module,
        |context: Context<'_>, _: &mut Query, key: &str| -> Outcome<bool> {
            Ok(last(&Run::of(&context)?, key).is_some())
        },
    );
    FuncRegistration::new("get").set_into_module(
        module,
        |context: Context<'_>, _: &mut Query, key: &str| -> Outcome<Dynamic> {
            Ok(last(&Run::of(&context)?, key).unwrap_or_default())
        },
    );
    FuncRegistration::new("get").set_into_module(
        module,
        |context: Context<'_>, _: &mut Query, key: &str, default: Dynamic| -> Outcome<Dynamic> {
            Ok(last(&Run::of(&context)?, key).unwrap_or(default))
        },
    );
    FuncRegistration::new("get_all").set_into_module(
        module,
        |context: Context<'_>, _: &mut Query, key: &str| -> Outcome<Array> {
            let run = Run::of(&context)?;
            let inner = run.inner();
            let found = inner.query.iter().filter(|(name, _)| name == key);
            Ok(found.map(|(_, value)| value.as_str().into()).collect())
        },
    );
    FuncRegistration::new("keys").set_into_module(
        module,
        |context: Context<'_>, _: &mut Query| -> Outcome<Array> {
            let run = Run::of(&context)?;
            let mut names: Vec<String> = Vec::new();
            for (name, _) in &run.inner().query {
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
            Ok(names.into_iter().map(Into::into).collect())
        },
    );
    for name in ["to_map", "to_dict"] {
        FuncRegistration::new(name).set_into_module(
            module,
            |context: Context<'_>, _: &mut Query| -> Outcome<Map> {
                let run = Run::of(&context)?;
                let inner = run.inner();
                let pairs = inner.query.iter();
                Ok(pairs
                    .map(|(name, value)| (name.as_str().into(), value.as_str().into()))
                    .collect())
            },
        );
    }
}

fn write(module: &mut Module) {
    FuncRegistration::new_index_setter().set_into_module(
        module,
        |context: Context<'_>, _: &mut Query, key: &str, value: Dynamic| -> Outcome<()> {
            change(&context, |query| put(query, key, &value))
        },
    );
    FuncRegistration::new("remove").set_into_module(
        module,
        |context: Context<'_>, _: &mut Query, key: &str| -> Outcome<()> {
            change(&context, |query| query.retain(|(name, _)| name != key))
        },
    );
    FuncRegistration::new("clear").set_into_module(
        module,
        |context: Context<'_>, _: &mut Query| -> Outcome<()> { change(&context, Vec::clear) },
    );
    FuncRegistration::new("from_dict").set_into_module(
        module,
        |context: Context<'_>, _: &mut Query, map: Map| -> Outcome<()> {
            change(&context, |query| *query = to_pairs(&map))
        },
    );
    FuncRegistration::new("update").set_into_module(
        module,
        |context: Context<'_>, _: &mut Query, map: Map| -> Outcome<()> {
            change(&context, |query| {
                for (name, value) in &map {
                    put(query, name, value);
                }
            })
        },
    );
}

/// The last value under a name.
fn last(run: &Run, key: &str) -> Option<Dynamic> {
    let inner: &Inner = &run.inner();
    let mut pairs = inner.query.iter().rev();
    let found = pairs.find(|(name, _)| name == key);
    found.map(|(_, value)| value.as_str().into())
}

fn change(context: &Context<'_>, change: impl FnOnce(&mut Vec<(String, String)>)) -> Outcome<()> {
    let run = Run::of(context)?;
    let mut inner = run.inner();
    let before = inner.query.clone();
    change(&mut inner.query);
    if inner.query != before {
        inner.show_query();
    }
    Ok(())
}

/// Puts a value under a name, where that name stands already or at the end; `()` takes it out.
fn put(query: &mut Vec<(String, String)>, key: &str, value: &Dynamic) {
    let at = query.iter().position(|(name, _)| name == key);
    query.retain(|(name, _)| name != key);
    let at = at.unwrap_or(query.len()).min(query.len());
    query.splice(
        at..at,
        texts(value).into_iter().map(|text| (key.to_owned(), text)),
    );
}

/// The query that a map stands for; a list gives its name several times.
pub(super) fn to_pairs(map: &Map) -> Vec<(String, String)> {
    let pairs = map.iter().flat_map(|(name, value)| {
        let texts = texts(value).into_iter();
        texts.map(|text| (name.to_string(), text))
    });
    pairs.collect()
}

fn texts(value: &Dynamic) -> Vec<String> {
    match value.read_lock::<Array>() {
        Some(list) => list.iter().map(ToString::to_string).collect(),
        None if value.is_unit() => Vec::new(),
        None => vec![value.to_string()],
    }
}

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
