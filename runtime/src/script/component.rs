//! Where a component is that a script names, and whether it is trusted.

use std::path::Path;

use mirror_widgets::ComponentFiles;

use super::Shared;

/// The folder for those that are named without one.
const USUAL: &str = "components";
/// Its module, where the script names only the folder.
const MODULE: &str = "index.js";

impl Shared {
    /// The component in a folder beneath the app's folder, or in a module there.
    pub(super) fn component(&self, path: &str) -> Result<ComponentFiles, String> {
        let path = path
            .strip_prefix("./")
            .unwrap_or(path)
            .trim_end_matches('/');
        let path = match path.contains('/') {
            true => path.to_owned(),
            false => format!("{USUAL}/{path}"),
        };
        let full = self.beneath(&path)?;
        let is_module = [".js", ".mjs"].iter().any(|end| path.ends_with(end));
        let (folder, module) = match (is_module, full.parent(), path.rsplit_once('/')) {
            (true, Some(folder), Some((_, name))) => (folder, name),
            _ => (full.as_path(), MODULE),
        };
        if folder == self.folder() {
            return Err(format!(
                "a component needs a folder of its own, such as `{USUAL}/NAME/{MODULE}`; all files in it can be read by browsers"
            ));
        }
        if !folder.is_dir() {
            let near = self.sibling(folder).replace(
                "; did you mean `",
                &format!("; did you mean `{}", parent(&path)),
            );
            return Err(format!("there is no folder {path}{near}"));
        }
        let opened = self
            .components()
            .open(folder)
            .map_err(|error| format!("{error}: {path}"))?;
        let has = |name: &str| opened.names.iter().any(|known| known == name);
        if !has(module) {
            return Err(format!(
                "there is no {module} in {}",
                folder_name(&path, is_module)
            ));
        }
        let stem = module.rsplit_once('.').map_or(module, |(stem, _)| stem);
        let style = format!("{stem}.css");
        Ok(ComponentFiles {
            module: format!("{}/{module}", opened.address),
            style: has(&style).then(|| format!("{}/{style}", opened.address)),
            trusted: self.trusts(&path),
        })
    }

    /// Whether `trusted_components` names it: by its path, or by its last part.
    fn trusts(&self, path: &str) -> bool {
        let last = path.rsplit('/').next();
        let named = |trusted: &String| {
            let trusted = trusted
                .strip_prefix("./")
                .unwrap_or(trusted)
                .trim_end_matches('/');
            trusted == path || Some(trusted) == last
        };
        self.0.trusted_components.iter().any(named)
    }
}

/// The part of a path before its last name, with the slash.
fn parent(path: &str) -> String {
    let parent = Path::new(path)
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    parent.map_or_else(String::new, |parent| format!("{}/", parent.display()))
}

fn folder_name(path: &str, is_module: bool) -> String {
    match is_module {
        true => parent(path).trim_end_matches('/').to_owned(),
        false => path.to_owned(),
    }
}
