//! `token_view`: a generated text with what the model thought of each token.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{named, place},
    common::{COMMON_SELECT, answers_to},
};

/// A generated text with what the model thought of each token.
pub(crate) struct TokenView;

/// A token that could have stood in a place.
#[derive(Debug, Serialize, Deserialize, TS)]
pub(crate) struct OtherToken {
    /// The number by which the model knows it.
    id: u32,
    /// Its text.
    text: String,
    /// Its probability by the model's own scores, before any filter.
    probability: f64,
    /// Its probability after all filters; 0 where they cut it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    filtered: Option<f64>,
}

/// A token of the text.
#[derive(Debug, Serialize, Deserialize, TS)]
pub(crate) struct SeenToken {
    /// Its text.
    text: String,
    /// With what probability it was chosen, after all filters.
    probability: f64,
    /// Its probability by the model's own scores.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    raw_probability: Option<f64>,
    /// Its place among all tokens by the model's own scores; 1 is the likeliest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    rank: Option<u32>,
    /// How undecided the model was, in bits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    entropy: Option<f64>,
    /// What else could have stood here, the likeliest first.
    #[serde(default)]
    #[ts(inline)]
    alternatives: Vec<OtherToken>,
}

/// What the browser draws for a text with its tokens.
#[derive(Debug, Serialize, TS)]
pub(crate) struct TokenViewProps {
    /// What the text is, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    label: Option<String>,
    /// The tokens, in order.
    #[ts(inline)]
    tokens: Vec<SeenToken>,
    /// What the shade of a token says.
    #[ts(type = "\"probability\" | \"rank\" | \"entropy\"")]
    shade: &'static str,
    /// Whether another token can be picked.
    selectable: bool,
}

/// More than this is no text that anybody looks at token by token.
const MOST: usize = 5_000;

impl Input for TokenView {
    const NAME: &'static str = "token_view";
    const DOC: &'static str = "A generated text with each token shaded by how likely it was, and what else could have stood there; pick one to go on from it.";
    const PARAMS: &'static [Param] = &[
        place(
            "tokens",
            "list of maps",
            "",
            "The tokens as a model's stream gives them: `stream.tokens`, with `top_n_tokens` for the alternatives.",
        ),
        named("label", "text", "()", "What the text is, in Markdown."),
        named(
            "shade",
            "\"probability\", \"rank\" or \"entropy\"",
            "\"probability\"",
            "What the color says: how unlikely a token was, how far from the first place, or how undecided the model was.",
        ),
    ];
    const COMMON: &'static [Param] = COMMON_SELECT;
    const VALUE: &'static str = "[number, number]";
    const TRIGGER: bool = true;
    type Props = TokenViewProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(TokenViewProps, Value), WidgetError> {
        let tokens = args
            .list("tokens")?
            .ok_or_else(|| args.missing("tokens", "a list of tokens such as `stream.tokens`"))?;
        if tokens.len() > MOST {
            return Err(args.error(format!(
                "{} tokens are too many to look at; give {MOST} or fewer",
                tokens.len()
            )));
        }
        let read = |token: &Value| {
            SeenToken::deserialize(token).map_err(|why| {
                args.error(format!(
                    "`tokens` must be what a model's stream gives as `stream.tokens`: {why}"
                ))
            })
        };
        let props = TokenViewProps {
            label: args.text("label")?,
            tokens: tokens.iter().map(read).collect::<Result<_, _>>()?,
            shade: args.choice("shade", &["probability", "rank", "entropy"])?,
            selectable: answers_to(args, "on_select")?,
        };
        Ok((props, Value::Null))
    }

    fn answers(props: &TokenViewProps) -> bool {
        props.selectable
    }

    fn accept(props: &TokenViewProps, sent: &Value) -> Result<Value, String> {
        let place = |at: usize| {
            sent.get(at)
                .and_then(Value::as_u64)
                .and_then(|at| usize::try_from(at).ok())
        };
        let pair = sent.as_array().is_some_and(|pair| pair.len() == 2);
        let (Some(index), Some(other), true) = (place(0), place(1), pair) else {
            return Err("a choice is the number of a token and of an alternative".into());
        };
        let token = props.tokens.get(index).ok_or("there is no such token")?;
        let other = token
            .alternatives
            .get(other)
            .ok_or("there is no such alternative")?;
        let before: String = props.tokens[..index]
            .iter()
            .map(|token| token.text.as_str())
            .collect();
        Ok(json!({
            "index": index,
            "id": other.id,
            "text": other.text,
            "prefix": format!("{before}{}", other.text),
        }))
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::{Value, json};

    fn tokens() -> Value {
        json!([
            { "id": 5, "text": "Once", "probability": 0.5, "rank": 1, "entropy": 1.5, "alternatives": [] },
            { "id": 6, "text": " upon", "probability": 0.9, "rank": 2, "alternatives": [
                { "id": 6, "text": " upon", "probability": 0.4, "filtered": 0.9, "kept": true },
                { "id": 9, "text": " there", "probability": 0.5, "filtered": 0.0, "kept": false }
            ] }
        ])
    }

    #[test]
    fn a_picked_alternative_gives_the_text_to_go_on_from() {
        let mut stage = Stage::default();
        let given = || args![tokens(), key = "t", on_select = "rerun"];
        assert_eq!(stage.value("token_view", given()), Ok(json!(null)));
        let picked = json!({ "index": 1, "id": 9, "text": " there", "prefix": "Once there" });
        assert_eq!(stage.send(json!([1, 1])), Ok(picked.clone()));
        stage.fire(picked.clone());
        assert_eq!(stage.value("token_view", given()), Ok(picked));
        for forged in [
            json!([1, 2]),
            json!([7, 0]),
            json!([1]),
            json!("x"),
            json!([1, 1, 1]),
            json!([-1, 0]),
        ] {
            assert!(stage.send(forged.clone()).is_err(), "{forged}");
        }
    }

    #[test]
    fn who_only_looks_gets_no_value() {
        let mut stage = Stage::default();
        let props = stage
            .props("token_view", args![tokens(), shade = "entropy"])
            .unwrap();
        assert_eq!(
            (&props["selectable"], &props["shade"]),
            (&json!(false), &json!("entropy"))
        );
        assert_eq!(props["tokens"][1]["alternatives"][1]["filtered"], 0.0);
    }

    #[test]
    fn mistakes_are_named() {
        let error = Stage::default()
            .draw("token_view", args![json!(["a"])])
            .unwrap_err();
        assert!(
            error.starts_with("token_view: `tokens` must be what a model's stream gives"),
            "{error}"
        );
        let error = Stage::default().draw("token_view", args![]).unwrap_err();
        assert!(error.contains("`stream.tokens`"), "{error}");
    }
}
