//! `color_picker`: a color, chosen by eye or by its number.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, named, place},
    widget::LABEL,
};

/// A color.
pub(crate) struct ColorPicker;

/// What the browser draws for a color.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ColorPickerProps {
    /// What is asked, in Markdown.
    label: String,
    /// Whether the color may shine through.
    alpha: bool,
}

impl Input for ColorPicker {
    const NAME: &'static str = "color_picker";
    const DOC: &'static str = "A color, chosen by eye, by its number or among those of the charts.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        place(
            "value",
            "text",
            "\"#000000\"",
            "The color at the start, like `\"#1e90ff\"`.",
        ),
        named(
            "alpha",
            "true or false",
            "false",
            "Whether the color may shine through; its number has two digits more then, like `\"#1e90ff80\"`.",
        ),
    ];
    const VALUE: &'static str = "string";
    type Props = ColorPickerProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(ColorPickerProps, Value), WidgetError> {
        let props = ColorPickerProps {
            label: args.required_text("label")?,
            alpha: args.flag("alpha", false)?,
        };
        let default = match args.value("value")? {
            None => "#000000".into(),
            Some(given) => {
                Self::accept(&props, given).map_err(|why| args.error(format!("`value` {why}")))?
            }
        };
        Ok((props, default))
    }

    fn accept(props: &ColorPickerProps, sent: &Value) -> Result<Value, String> {
        let color = sent.as_str().and_then(|text| color(text, props.alpha));
        color.map(Value::from).ok_or_else(|| {
            let example = if props.alpha { "#1e90ff80" } else { "#1e90ff" };
            format!("must be a color like \"{example}\", not {}", describe(sent))
        })
    }

    /// A color that may shine through no more becomes solid.
    fn fit(props: &ColorPickerProps, value: Value) -> Result<Value, String> {
        let solid = value
            .as_str()
            .filter(|text| text.len() == 9 && !props.alpha);
        match solid.and_then(|text| text.get(..7)) {
            Some(solid) => Self::accept(props, &solid.into()),
            None => Self::accept(props, &value),
        }
    }
}

/// A color in small letters with all its digits; what does not shine through has six of them.
fn color(text: &str, alpha: bool) -> Option<String> {
    let digits = text.strip_prefix('#')?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let digits: String = match digits.len() {
        3 | 4 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        6 | 8 => digits.into(),
        _ => return None,
    };
    let digits = digits.to_ascii_lowercase();
    match digits.strip_suffix("ff").filter(|rest| rest.len() == 6) {
        Some(solid) => Some(format!("#{solid}")),
        None => (digits.len() == 6 || alpha).then(|| format!("#{digits}")),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn black_is_where_it_starts() {
        assert_eq!(
            Stage::default().props("color_picker", args!["C"]).unwrap(),
            json!({ "label": "C", "alpha": false, "value": "#000000" })
        );
    }

    #[test]
    fn a_color_has_all_its_digits() {
        for (given, alpha, color) in [
            ("#1E90FF", false, "#1e90ff"),
            ("#abc", false, "#aabbcc"),
            ("#1e90ffff", false, "#1e90ff"),
            ("#1e90ff80", true, "#1e90ff80"),
            ("#abc8", true, "#aabbcc88"),
            ("#abcf", true, "#aabbcc"),
        ] {
            let value = Stage::default().value("color_picker", args!["C", given, alpha = alpha]);
            assert_eq!(value, Ok(json!(color)));
        }
    }

    #[test]
    fn only_colors_are_taken() {
        let mut stage = Stage::default();
        stage.draw("color_picker", args!["C"]).unwrap();
        for sent in [
            json!("red"),
            json!("#12"),
            json!("#1e90ff80"),
            json!("#gggggg"),
            json!(7),
            json!("1e90ff"),
        ] {
            assert!(stage.send(sent.clone()).is_err(), "{sent}");
        }
        assert_eq!(
            stage.send(json!("red")),
            Err("must be a color like \"#1e90ff\", not the text \"red\"".into())
        );
    }

    #[test]
    fn a_color_becomes_solid_where_it_must() {
        let mut stage = Stage::default();
        stage
            .draw("color_picker", args!["C", alpha = true])
            .unwrap();
        stage.send(json!("#1e90ff80")).unwrap();
        assert_eq!(
            stage.value("color_picker", args!["C"]),
            Ok(json!("#1e90ff"))
        );
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(
            Stage::default()
                .draw("color_picker", args!["C", "blue"])
                .unwrap_err(),
            "color_picker: `value` must be a color like \"#1e90ff\", not the text \"blue\""
        );
    }
}
