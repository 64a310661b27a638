//! `help`: what a widget or a function does, and what it takes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{hidden, nearest, place},
    catalog::{CATALOG, entry},
};

/// What a widget or a function does, and what it takes.
pub(crate) struct Help;

/// One parameter, for people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub(crate) struct HelpParam {
    /// Its name.
    name: String,
    /// What it takes.
    #[serde(default)]
    takes: String,
    /// The default; empty when it must be given.
    #[serde(default)]
    default: String,
    /// What it does.
    #[serde(default)]
    doc: String,
}

/// What the browser draws for help.
#[derive(Debug, PartialEq, Serialize, Deserialize, TS)]
pub(crate) struct HelpProps {
    /// How it is called: `st.slider(label, ...)`.
    call: String,
    /// What it does, in Markdown.
    doc: String,
    /// Its parameters.
    #[ts(inline)]
    params: Vec<HelpParam>,
}

impl Display for Help {
    const NAME: &'static str = "help";
    const DOC: &'static str = "What a widget or one of your functions does, and what it takes.";
    const PARAMS: &'static [Param] = &[
        place(
            "obj",
            "text or function",
            "",
            "The name of a widget, such as \"slider\", or a function of the script: its comments that begin with `///` are shown.",
        ),
        // The runtime knows the functions of the script.
        hidden("described"),
    ];
    type Props = HelpProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<HelpProps, WidgetError> {
        if let Some(known) = args.value("described")? {
            return HelpProps::deserialize(known).map_err(|why| args.error(why.to_string()));
        }
        let asked = args.required_text("obj")?;
        let name = asked.strip_prefix("st.").unwrap_or(&asked);
        of_widget(name).ok_or_else(|| {
            let names = CATALOG.iter().map(|entry| entry.name);
            args.error(match nearest(name, names) {
                Some(near) => format!("there is no `{name}`; did you mean `{near}`?"),
                None => format!("there is no `{name}`; the gallery shows all there is"),
            })
        })
    }
}

fn of_widget(name: &str) -> Option<HelpProps> {
    let entry = entry(name)?;
    let params = entry.documented().map(|param| HelpParam {
        name: param.name.into(),
        takes: param.takes.into(),
        default: param.default.into(),
        doc: param.doc.into(),
    });
    let given = |param: &&Param| param.positional && !param.is_hidden();
    let names: Vec<&str> = entry
        .params
        .iter()
        .filter(given)
        .map(|param| param.name)
        .collect();
    let more = if names.is_empty() { "..." } else { ", ..." };
    Some(HelpProps {
        call: format!("st.{name}({}{more})", names.join(", ")),
        doc: entry.doc.into(),
        params: params.collect(),
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_widget_is_described_by_its_own_declaration() {
        for name in ["badge", "st.badge"] {
            let props = Stage::default().props("help", args![name]).unwrap();
            assert_eq!(props["call"], "st.badge(label, ...)");
            assert!(
                props["params"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|param| param["name"] == "color")
            );
        }
        assert_eq!(
            Stage::default().draw("help", args!["badje"]).unwrap_err(),
            "help: there is no `badje`; did you mean `badge`?"
        );
    }

    #[test]
    fn the_runtime_may_describe_what_it_knows() {
        let known = json!({ "call": "double(x)", "doc": "Twice.", "params": [{ "name": "x" }] });
        let props = Stage::default()
            .props("help", args!["double", described = known])
            .unwrap();
        assert_eq!(
            (&props["call"], &props["params"][0]["takes"]),
            (&json!("double(x)"), &json!(""))
        );
    }
}
