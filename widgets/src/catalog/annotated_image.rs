//! `annotated_image`: a picture with labeled areas, and a legend that lights them up.

use serde::Serialize;
use serde_json::{Value, json};
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, named, place, plain_text},
    common::{COMMON_SELECT, answers_to},
    marks::{Mark, color},
    picture::Picture,
};

/// A picture with labeled areas.
pub(crate) struct AnnotatedImage;

/// What the browser draws for an annotated picture.
#[derive(Debug, Serialize, TS)]
pub(crate) struct AnnotatedImageProps {
    /// The picture.
    #[ts(inline)]
    image: Picture,
    /// The areas, in order.
    #[ts(inline)]
    marks: Vec<Mark>,
    /// Whether the labels stand below the picture.
    legend: bool,
    /// An area can be chosen.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    selectable: bool,
}

impl Input for AnnotatedImage {
    const NAME: &'static str = "annotated_image";
    const DOC: &'static str =
        "A picture with labeled boxes, masks or outlines, and a legend that lights them up.";
    const PARAMS: &'static [Param] = &[
        place("image", "picture", "", "The picture, as `image` takes it."),
        place(
            "annotations",
            "list",
            "",
            "Pairs `[area, label]` (an area is `[x1, y1, x2, y2]`, or rows of 0 and 1), or maps as `boxes` and `masks` of `image` have them.",
        ),
        place("color_map", "map", "#{}", "A color for each label."),
        place(
            "legend",
            "true or false",
            "true",
            "Whether the labels stand below the picture.",
        ),
        named("caption", "text", "()", "The text below it, in Markdown."),
        named(
            "alt",
            "text",
            "()",
            "What it shows, for those who do not see it; by default the caption.",
        ),
    ];
    const COMMON: &'static [Param] = COMMON_SELECT;
    const VALUE: &'static str = "{ index: number; label: string } | null";
    type Props = AnnotatedImageProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(AnnotatedImageProps, Value), WidgetError> {
        let mut image = Picture::required(args, host, "image")?;
        image.caption = args.text("caption")?;
        image.alt = match args.text("alt")? {
            Some(alt) => alt,
            None => image.caption.clone().unwrap_or_default(),
        };
        let Some(items) = args.list("annotations")? else {
            return Err(args.missing("annotations", "a list of areas with labels"));
        };
        let mut marks = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            let wrong = |why: String| args.error(format!("`annotations`, item {at}: {why}"));
            let mut mark = annotation(host, item).map_err(wrong)?;
            let colors = args.value("color_map")?;
            let label = mark.label.clone().unwrap_or_default();
            if let (None, Some(own)) = (&mark.color, colors.and_then(|map| map.get(&label))) {
                let wrong = |why| args.error(format!("`color_map`: {why}"));
                mark.color = Some(color(own).map_err(wrong)?);
            }
            marks.push(mark);
        }
        let props = AnnotatedImageProps {
            image,
            marks,
            legend: args.flag("legend", true)?,
            selectable: answers_to(args, "on_select")?,
        };
        Ok((props, Value::Null))
    }

    fn answers(props: &AnnotatedImageProps) -> bool {
        props.selectable
    }

    fn accept(props: &AnnotatedImageProps, sent: &Value) -> Result<Value, String> {
        if sent.is_null() {
            return Ok(Value::Null);
        }
        let index = sent.get("index").and_then(Value::as_u64);
        let at = index.and_then(|index| usize::try_from(index).ok());
        match at.and_then(|at| props.marks.get(at)) {
            Some(mark) => {
                Ok(json!({ "index": index, "label": mark.label.as_deref().unwrap_or_default() }))
            }
            None => Err(format!("there is no area {}", describe(sent))),
        }
    }

    fn fit(props: &AnnotatedImageProps, value: Value) -> Result<Value, String> {
        Self::accept(props, &value)
    }
}

/// A pair of an area and its label, or a map.
fn annotation(host: &mut dyn Host, item: &Value) -> Result<Mark, String> {
    match item {
        Value::Array(pair) => match &pair[..] {
            [area, label @ Value::String(_)] => {
                let mut mark = Mark::read(host, area, false)?;
                mark.label = plain_text(label);
                Ok(mark)
            }
            _ => Err("a pair must be `[area, label]`".into()),
        },
        Value::Object(_) => Mark::read(host, item, false),
        other => Err(format!(
            "must be `[area, label]` or a map, not {}",
            describe(other)
        )),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::{Value, json};

    const SVG: &str = "<svg width='40' height='30'/>";

    #[test]
    fn areas_have_labels_and_colors() {
        let areas = json!([
            [[1, 2, 3, 4], "cat"],
            [[[0, 1], [1, 1]], "dog"],
            { "polygon": [[0, 0], [4, 0], [4, 4]], "label": "cat" }
        ]);
        let given = args![SVG, areas, json!({ "cat": "#ff0000" }), alt = "Pets"];
        let props = Stage::default().props("annotated_image", given).unwrap();
        assert_eq!(
            props["marks"],
            json!([
                { "label": "cat", "color": "#ff0000", "box": [1.0, 2.0, 2.0, 2.0] },
                { "label": "dog", "mask": "media/2" },
                { "label": "cat", "color": "#ff0000", "polygons": [[[0.0, 0.0], [4.0, 0.0], [4.0, 4.0]]] }
            ])
        );
        assert_eq!(props["legend"], true);
        assert_eq!(props["image"]["alt"], "Pets");
    }

    #[test]
    fn the_chosen_area_is_the_value() {
        let mut stage = Stage::default();
        let given = || {
            args![
                SVG,
                json!([[[1, 2, 3, 4], "cat"]]),
                on_select = "rerun",
                key = "a"
            ]
        };
        assert_eq!(stage.value("annotated_image", given()), Ok(Value::Null));
        let cat = json!({ "index": 0, "label": "cat" });
        assert_eq!(stage.send(json!({ "index": 0 })), Ok(cat.clone()));
        assert_eq!(stage.value("annotated_image", given()), Ok(cat));
        assert!(stage.send(json!({ "index": 1 })).is_err());
        assert_eq!(stage.send(Value::Null), Ok(Value::Null));
    }

    #[test]
    fn mistakes_are_named() {
        let error = |given| Stage::default().draw("annotated_image", given).unwrap_err();
        assert_eq!(
            error(args![SVG, [[[1, 2, 3, 4]]]]),
            "annotated_image: `annotations`, item 0: a pair must be `[area, label]`"
        );
        assert!(error(args![SVG]).contains("`annotations` is missing"));
        assert!(
            error(args![
                SVG,
                json!([[[1, 2, 3, 4], "a"]]),
                json!({ "a": "url(x)" })
            ])
            .contains("is no color")
        );
    }
}
