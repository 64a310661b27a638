//! `tabs`: containers of which one is seen at a time.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Container, Host, Param, Props, WidgetError,
    call::{named, nearest, place},
    widget::object,
};

/// Containers of which one is seen at a time.
pub(crate) struct Tabs;

/// What the browser draws for tabs; each part has its `label`.
#[derive(Debug, Serialize, TS)]
pub(crate) struct TabsProps {
    /// The tab that is open at the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    default: Option<usize>,
    #[serde(skip)]
    #[ts(skip)]
    labels: Vec<String>,
}

/// What the browser draws for one tab.
#[derive(Debug, Serialize, TS)]
pub(crate) struct TabProps {
    /// What stands on it, in Markdown.
    label: String,
}

impl Container for Tabs {
    const NAME: &'static str = "tabs";
    const DOC: &'static str = "Containers of which one is seen at a time.";
    const PARAMS: &'static [Param] = &[
        place("tabs", "list", "", "The labels of the tabs, in Markdown."),
        named(
            "default",
            "text",
            "()",
            "The label of the tab that is open at the start; by default the first.",
        ),
    ];
    type Props = TabsProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<TabsProps, WidgetError> {
        let labels = args
            .texts("tabs")?
            .filter(|labels| !labels.is_empty())
            .ok_or_else(|| args.missing("tabs", "a list with at least one label"))?;
        let default = args.text("default")?;
        let place = default.map(|label| {
            let place = labels.iter().position(|other| *other == label);
            place.ok_or_else(|| {
                let near = nearest(&label, labels.iter().map(String::as_str));
                let hint = near.map_or(String::new(), |near| format!("; did you mean \"{near}\"?"));
                args.error(format!(
                    "`default` must be one of the labels, not \"{label}\"{hint}"
                ))
            })
        });
        Ok(TabsProps {
            default: place.transpose()?,
            labels,
        })
    }

    fn parts(props: &TabsProps) -> Option<Vec<(&'static str, Props)>> {
        let part = |label: &String| {
            (
                "tab",
                object(&TabProps {
                    label: label.clone(),
                }),
            )
        };
        Some(props.labels.iter().map(part).collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::Drawn;
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn each_tab_is_a_container_of_its_own() {
        let mut stage = Stage::default();
        let drawn = stage
            .draw("tabs", args![["One", "Two"], default = "Two"])
            .unwrap();
        let Drawn::Containers(ids) = drawn else {
            panic!("{drawn:?}")
        };
        let tabs = stage.last();
        assert_eq!(json!(*tabs.props), json!({ "default": 1 }));
        assert_eq!(ids, [tabs.children[0].id, tabs.children[1].id]);
        assert_ne!(ids[0], ids[1]);
        assert_eq!(tabs.children[1].kind, "tab");
        assert_eq!(json!(*tabs.children[1].props), json!({ "label": "Two" }));
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        let none: [&str; 0] = [];
        for (given, expected) in [
            (
                args![],
                "tabs: `tabs` is missing: give a list with at least one label",
            ),
            (
                args![none],
                "tabs: `tabs` is missing: give a list with at least one label",
            ),
            (
                args!["One"],
                "tabs: `tabs` must be a list, not the text \"One\"",
            ),
            (
                args![[[1]]],
                "tabs: `tabs` must hold texts, not a list of 1",
            ),
            (
                args![["One", "Two"], default = "Tow"],
                "tabs: `default` must be one of the labels, not \"Tow\"; did you mean \"Two\"?",
            ),
        ] {
            assert_eq!(stage.draw("tabs", given).unwrap_err(), expected);
        }
    }
}
