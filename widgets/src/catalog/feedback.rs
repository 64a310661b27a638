//! `feedback`: what somebody thinks of something, by one click.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, named, place},
};

/// What somebody thinks of something, by one click.
pub(crate) struct Feedback;

/// What the browser draws for feedback.
#[derive(Debug, Serialize, TS)]
pub(crate) struct FeedbackProps {
    /// What is asked, for those who cannot see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    label: Option<String>,
    /// What there is to click on.
    #[ts(type = "\"thumbs\" | \"faces\" | \"stars\"")]
    options: &'static str,
}

impl FeedbackProps {
    fn most(&self) -> i64 {
        if self.options == "thumbs" { 1 } else { 4 }
    }
}

impl Input for Feedback {
    const NAME: &'static str = "feedback";
    const DOC: &'static str = "What somebody thinks of something, by one click: () until then, or a number from 0, the worst.";
    const PARAMS: &'static [Param] = &[
        place(
            "options",
            "\"thumbs\", \"faces\" or \"stars\"",
            "\"thumbs\"",
            "What there is to click on: two thumbs, five faces or five stars.",
        ),
        place(
            "default",
            "number",
            "()",
            "What is chosen at the start, counted from 0; with one, the choice cannot be taken back.",
        ),
        named(
            "label",
            "text",
            "()",
            "What is asked; by default only screen readers hear that it is feedback.",
        ),
    ];
    const VALUE: &'static str = "number | null";
    type Props = FeedbackProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(FeedbackProps, Value), WidgetError> {
        let props = FeedbackProps {
            label: args.text("label")?,
            options: args.choice("options", &["thumbs", "faces", "stars"])?,
        };
        let default = args.integer("default")?.map_or(Value::Null, Value::from);
        let default =
            Self::fit(&props, default).map_err(|why| args.error(format!("`default` {why}")))?;
        Ok((props, default))
    }

    fn accept(props: &FeedbackProps, sent: &Value) -> Result<Value, String> {
        Self::fit(props, sent.clone())
    }

    fn fit(props: &FeedbackProps, value: Value) -> Result<Value, String> {
        match value.as_i64() {
            Some(number) if (0..=props.most()).contains(&number) => Ok(number.into()),
            None if value.is_null() => Ok(value),
            _ => Err(format!(
                "must be between 0 and {}, or (), not {}",
                props.most(),
                describe(&value)
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_click_is_a_number_and_can_be_taken_back() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.props("feedback", args![]).unwrap(),
            json!({ "options": "thumbs", "value": null })
        );
        assert_eq!(stage.send(json!(1)), Ok(json!(1)));
        assert_eq!(stage.value("feedback", args![]), Ok(json!(1)));
        assert_eq!(stage.send(json!(null)), Ok(json!(null)));
        assert!(stage.send(json!(2)).is_err());
    }

    #[test]
    fn faces_and_stars_go_to_four() {
        for options in ["faces", "stars"] {
            let mut stage = Stage::default();
            let value = stage.value("feedback", args![options, 3, label = "How was it?"]);
            assert_eq!(value, Ok(json!(3)));
            assert_eq!(stage.send(json!(4)), Ok(json!(4)));
            for sent in [json!(5), json!(-1), json!(0.5), json!("1")] {
                assert!(stage.send(sent).is_err());
            }
        }
        assert_eq!(
            Stage::default()
                .draw("feedback", args!["thumbs", 2])
                .unwrap_err(),
            "feedback: `default` must be between 0 and 1, or (), not 2"
        );
    }
}
