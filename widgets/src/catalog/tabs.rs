//! `tabs`: containers of which one is seen at a time.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Container, Host, Param, Props, WidgetError,
    call::{describe, named, nearest, place},
    layout::{HEIGHT, Height},
    opening::{BIND, Following, LAZY, ON_CHANGE, ON_CHANGE_ARGS},
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
    /// How high its pages are; as their content when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, inline)]
    height: Option<Height>,
    #[serde(skip)]
    #[ts(skip)]
    labels: Vec<String>,
    #[serde(skip)]
    #[ts(skip)]
    following: Following,
}

/// What the browser draws for one tab.
#[derive(Debug, Serialize, TS)]
pub(crate) struct TabProps {
    /// What stands on it, in Markdown.
    label: String,
    /// What stands inside is there only while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    lazy: Option<bool>,
    /// Whether it is seen, where the script follows that.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    open: Option<bool>,
}

impl TabsProps {
    fn place(&self, label: &Value) -> Result<usize, String> {
        let place = self.labels.iter().position(|other| label == other);
        place.ok_or_else(|| match label {
            Value::String(label) => {
                let near = nearest(label, self.labels.iter().map(String::as_str));
                let hint = near.map_or(String::new(), |near| format!("; did you mean \"{near}\"?"));
                format!("must be one of the labels, not \"{label}\"{hint}")
            }
            other => format!("must be one of the labels, not {}", describe(other)),
        })
    }
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
        HEIGHT,
        LAZY,
        ON_CHANGE,
        ON_CHANGE_ARGS,
        BIND,
    ];
    const VALUE: &'static str = "number";
    type Props = TabsProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<TabsProps, WidgetError> {
        let labels = args
            .texts("tabs")?
            .filter(|labels| !labels.is_empty())
            .ok_or_else(|| args.missing("tabs", "a list with at least one label"))?;
        let mut props = TabsProps {
            default: None,
            height: Height::read(args)?,
            labels,
            following: Following::read(args)?,
        };
        let twice = props.labels.iter().enumerate();
        let mut twice = twice.filter(|(at, label)| props.labels[..*at].contains(label));
        if let Some((_, label)) = twice.next().filter(|_| props.following.state) {
            return Err(args.error(format!(
                "two tabs are called \"{label}\": give each its own label, since the label is the value"
            )));
        }
        if let Some(label) = args.text("default")? {
            let place = props.place(&label.into());
            props.default = Some(place.map_err(|why| args.error(format!("`default` {why}")))?);
        }
        Ok(props)
    }

    fn state(props: &TabsProps) -> Option<Value> {
        let label = props.labels.get(props.default.unwrap_or(0))?;
        props.following.state.then(|| label.as_str().into())
    }

    fn accept(props: &TabsProps, sent: &Value) -> Result<Value, String> {
        let label = sent
            .as_u64()
            .and_then(|at| props.labels.get(usize::try_from(at).ok()?));
        label
            .map(|label| label.as_str().into())
            .ok_or_else(|| format!("there is no tab {}", describe(sent)))
    }

    fn fit(props: &TabsProps, state: Value) -> Result<Value, String> {
        props.place(&state).map_err(|why| format!("it {why}"))?;
        Ok(state)
    }

    fn sent(props: &TabsProps, state: &Value) -> Value {
        props.place(state).unwrap_or(0).into()
    }

    fn parts(props: &TabsProps) -> Option<Vec<(&'static str, Props)>> {
        let part = |label: &String| {
            let props = TabProps {
                label: label.clone(),
                lazy: props.following.lazy.then_some(true),
                open: None,
            };
            ("tab", object(&props))
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
    fn a_followed_tab_is_known_by_its_label_and_to_its_parts() {
        let mut stage = Stage::default();
        let given = || args![["One", "Two"], lazy = true];
        assert_eq!(stage.props("tabs", given()).unwrap(), json!({ "value": 0 }));
        assert_eq!(stage.send(json!(1)), Ok(json!("Two")));
        assert_eq!(stage.props("tabs", given()).unwrap(), json!({ "value": 1 }));
        let parts = &stage.last().children;
        assert_eq!(
            json!(*parts[0].props),
            json!({ "label": "One", "lazy": true, "open": false })
        );
        assert_eq!(parts[1].props["open"], json!(true));
        assert_eq!(stage.send(json!(2)), Err("there is no tab 2".into()));
        // A tab that is gone is not seen any more.
        let fewer = stage.props("tabs", args![["One", "Three"], lazy = true]);
        assert_eq!(fewer.unwrap(), json!({ "value": 0 }));
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
                args![["One", "One"], lazy = true],
                "tabs: two tabs are called \"One\": give each its own label, since the label is the value",
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
