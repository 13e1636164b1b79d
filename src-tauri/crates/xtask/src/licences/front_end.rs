//! The packages the front end is bundled from, read from its lock file.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use super::{Package, texts};
use crate::npm;

/// Every package that is not only for development. They must be installed, but for optional ones.
pub fn packages(ui: &Path) -> Result<Vec<Package>> {
    let locked = npm::packages(&npm::read(&ui.join("package-lock.json"))?);
    shipped(&locked)
        .filter(|(path, entry)| !is(entry, "optional") || ui.join(path).exists())
        .map(|(path, entry)| package(path, entry, &ui.join(path)).with_context(|| path.clone()))
        .collect()
}

fn shipped(locked: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    locked.iter().filter(|(path, entry)| {
        !path.is_empty() && !["dev", "devOptional", "link"].iter().any(|mark| is(entry, mark))
    })
}

fn is(entry: &Value, mark: &str) -> bool {
    entry[mark] == Value::Bool(true)
}

fn package(path: &str, entry: &Value, folder: &Path) -> Result<Package> {
    let licence = match entry["license"].as_str() {
        Some(licence) => Some(licence.to_owned()),
        None => npm::read(&folder.join("package.json"))?["license"]
            .as_str()
            .map(str::to_owned),
    };
    Ok(Package {
        name: name(path, entry).to_owned(),
        version: entry["version"].as_str().context("has no version")?.to_owned(),
        kind: "npm",
        licence,
        texts: texts::of_folder(folder)?,
    })
}

/// The folder's name, unless the package was installed under another one.
fn name<'a>(path: &'a str, entry: &'a Value) -> &'a str {
    let folder = path
        .rsplit_once("node_modules/")
        .map_or(path, |(_, folder)| folder);
    entry["name"].as_str().unwrap_or(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::fs;

    #[test]
    fn what_is_only_for_development_is_left_out() {
        let lock = json!({"packages": {
            "": {"version": "0.1.0"},
            "node_modules/a": {},
            "node_modules/dev": {"dev": true},
            "node_modules/maybe": {"devOptional": true},
            "node_modules/linked": {"link": true},
            "node_modules/optional": {"optional": true, "dev": false},
        }});
        let locked = npm::packages(&lock);
        let paths: Vec<&str> = shipped(&locked).map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["node_modules/a", "node_modules/optional"]);
    }

    #[test]
    fn names_come_from_the_folder_or_the_entry() {
        assert_eq!(name("node_modules/@x/a", &json!({})), "@x/a");
        assert_eq!(name("node_modules/a/node_modules/b", &json!({})), "b");
        assert_eq!(name("node_modules/alias", &json!({"name": "@x/real"})), "@x/real");
    }

    #[test]
    fn a_package_is_read_from_its_lock_entry_and_its_folder() {
        let ui = tempfile::tempdir().unwrap();
        let folder = ui.path().join("node_modules/@x/a");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("package.json"), r#"{"license": "ISC"}"#).unwrap();
        fs::write(folder.join("LICENSE"), "Permission\n").unwrap();
        let mut lock = json!({"packages": {
            "node_modules/@x/a": {"version": "1.0.0"},
            "node_modules/@x/win32": {"version": "1.0.0", "optional": true},
        }});
        let read = |lock: &Value| {
            fs::write(ui.path().join("package-lock.json"), lock.to_string()).unwrap();
            packages(ui.path())
        };
        let expected = Package {
            name: "@x/a".into(),
            version: "1.0.0".into(),
            kind: "npm",
            licence: Some("ISC".into()),
            texts: vec!["Permission".into()],
        };
        assert_eq!(read(&lock).unwrap(), [expected]);
        lock["packages"]["node_modules/gone"] = json!({"version": "1.0.0", "license": "MIT"});
        let error = read(&lock).unwrap_err();
        assert!(
            error.to_string().contains("node_modules/gone"),
            "not installed: {error}"
        );
    }
}
