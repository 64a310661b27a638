//! The props of all widgets as TypeScript, for the browser's code.

use std::collections::BTreeSet;

use crate::{CATALOG, Entry, Role, catalog::parts};

/// What stands before the declarations: what elements of every kind may carry.
const HEAD: &str = r#"// Generated from the props in `widgets/src`; do not edit. To write it anew after a change:
// UPDATE_GENERATED=1 cargo test -p mirror-widgets

/** What every element may carry. */
export type CommonProps = {
/** Its name: a CSS class `st-key-NAME`. */
key?: string,
/** How wide it is; absent: the widget's own default. */
width?: "stretch" | "content" | number, };

/** What every input carries whose value lasts one run only. */
export type TriggerProps = CommonProps & {
/** A tooltip, in Markdown. */
help?: string,
/** Takes no input. */
disabled?: boolean,
/** `ignore`: a click is not sent. */
on_click?: "ignore",
/** `false`: a long text is cut off. */
wrap?: false, };

/** What every input carries: the server's value, and how it is shown. */
export type InputProps<V> = TriggerProps & {
/** The server's value. */
value: V,
/** Whether the label is seen. */
label_visibility?: "hidden" | "collapsed",
/** A form is not sent while it is empty. */
required?: boolean,
/** `ignore`: a new value waits for the next run. */
on_change?: "ignore", };
"#;

/// All declarations: each props type once, and the props of each kind by its name.
pub fn typescript() -> String {
    let (mut text, mut seen) = (String::from(HEAD), BTreeSet::new());
    let mut kinds = String::new();
    let of_widgets = CATALOG.iter().map(|entry| {
        let (name, declaration) = (entry.typescript)();
        (
            entry.name,
            format!("{name} & {}", shared(entry)),
            name,
            declaration,
        )
    });
    let of_parts = parts()
        .into_iter()
        .map(|(kind, (name, declaration))| (kind, name.clone(), name, declaration));
    for (kind, props, name, declaration) in of_widgets.chain(of_parts) {
        if seen.insert(name) {
            text += &format!("\nexport {}\n", tidy(&declaration));
        }
        kinds += &format!("  {kind}: {props},\n");
    }
    text + &format!(
        "\n/** The props of each kind of element. */\nexport type PropsByKind = {{\n{kinds}}};\n"
    )
}

/// A declaration with its short comments on one line each, and no blanks at the ends of lines.
fn tidy(declaration: &str) -> String {
    let lines: Vec<&str> = declaration.lines().map(str::trim_end).collect();
    let text = lines.join("\n");
    text.replace("/**\n * ", "/** ").replace("\n */", " */")
}

/// What a widget's props have on top of its own.
fn shared(entry: &Entry) -> String {
    match entry.role {
        Role::Input => format!("InputProps<{}>", entry.value),
        Role::Trigger => "TriggerProps".into(),
        // The browser knows the state only where the script follows it.
        _ if !entry.value.is_empty() => format!("CommonProps & {{ value?: {} }}", entry.value),
        _ => "CommonProps".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::typescript;
    use std::{env, fs, path::Path};

    #[test]
    fn the_browser_knows_the_props_as_they_are() {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../web-client/src/generated/widgets.ts");
        let (now, before) = (typescript(), fs::read_to_string(&path).unwrap_or_default());
        if now == before {
            return;
        }
        if env::var_os("UPDATE_GENERATED").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, now).unwrap();
            return;
        }
        panic!(
            "{} is out of date: run UPDATE_GENERATED=1 cargo test -p mirror-widgets",
            path.display()
        );
    }
}
