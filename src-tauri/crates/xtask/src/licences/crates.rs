//! The crates the app is made of, read from `cargo metadata`. It is generous with optional dependencies, so that some
//! more are listed than are linked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Package, texts};
use crate::metadata::{list, text};
use crate::workspace::{Workspace, json_output};

const APP: &str = "debrief";
/// The list is the same wherever it is made.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// Every crate of other people that the app depends on.
pub fn packages(workspace: &Workspace) -> Result<Vec<Package>> {
    let metadata = json_output(&mut workspace.cargo(&[
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--filter-platform",
        PLATFORM,
    ]))?;
    shipped(&metadata)?.into_iter().map(package).collect()
}

fn package(entry: &Value) -> Result<Package> {
    let manifest = text(&entry["manifest_path"])?;
    let folder = Path::new(&manifest)
        .parent()
        .with_context(|| format!("{manifest} is in no folder"))?;
    let mut texts = texts::of_folder(folder)?;
    if let Some(file) = entry["license_file"].as_str() {
        texts.extend(texts::of_file(&folder.join(file))?);
    }
    Ok(Package {
        name: text(&entry["name"])?,
        version: text(&entry["version"])?,
        kind: "rust",
        licence: entry["license"].as_str().map(expression),
        texts,
    })
}

/// Cargo also takes the older spelling `MIT/Apache-2.0`.
fn expression(licence: &str) -> String {
    licence.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

/// What the app reaches, without the crates of the workspace.
fn shipped(metadata: &Value) -> Result<Vec<&Value>> {
    let packages = list(&metadata["packages"], "packages")?;
    let is_ours = |package: &Value| package["source"].is_null();
    let app = packages
        .iter()
        .find(|package| is_ours(package) && package["name"] == APP)
        .with_context(|| format!("the workspace has no package {APP}"))?;
    let reached = closure(metadata, text(&app["id"])?)?;
    Ok(packages
        .iter()
        .filter(|package| !is_ours(package))
        .filter(|package| package["id"].as_str().is_some_and(|id| reached.contains(id)))
        .collect())
}

/// A package and all it needs to run: neither what only tests nor what only build scripts need.
fn closure(metadata: &Value, start: String) -> Result<BTreeSet<String>> {
    let mut needs = BTreeMap::new();
    for node in list(&metadata["resolve"]["nodes"], "resolve.nodes")? {
        needs.insert(text(&node["id"])?, normal_needs(node)?);
    }
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        if reached.contains(&id) {
            continue;
        }
        let next = needs
            .get(&id)
            .with_context(|| format!("{id} is not in resolve.nodes"))?;
        open.extend(next.iter().cloned());
        reached.insert(id);
    }
    Ok(reached)
}

fn normal_needs(node: &Value) -> Result<Vec<String>> {
    let mut needs = Vec::new();
    for dep in list(&node["deps"], "deps")? {
        let kinds = list(&dep["dep_kinds"], "dep_kinds")?;
        if kinds.iter().any(|kind| kind["kind"].is_null()) {
            needs.push(text(&dep["pkg"])?);
        }
    }
    Ok(needs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn entry(name: &str, ours: bool) -> Value {
        json!({"id": format!("{name}#1"), "name": name, "source": (!ours).then_some("elsewhere")})
    }

    fn node(name: &str, deps: &[(&str, &[Option<&str>])]) -> Value {
        let deps: Vec<Value> = deps
            .iter()
            .map(|(name, kinds)| {
                let kinds: Vec<Value> = kinds.iter().map(|kind| json!({"kind": kind})).collect();
                json!({"pkg": format!("{name}#1"), "dep_kinds": kinds})
            })
            .collect();
        json!({"id": format!("{name}#1"), "deps": deps})
    }

    fn names(metadata: &Value) -> Vec<String> {
        shipped(metadata)
            .unwrap()
            .iter()
            .map(|package| text(&package["name"]).unwrap())
            .collect()
    }

    #[test]
    fn only_what_the_app_needs_to_run_is_shipped() {
        let metadata = json!({
            "packages": [
                entry("debrief", true), entry("engine", true), entry("xtask", true), entry("a", false),
                entry("both", false), entry("deep", false), entry("tests", false), entry("builds", false),
                entry("of-xtask", false),
            ],
            "resolve": {"nodes": [
                node("debrief", &[
                    ("engine", &[None]), ("tests", &[Some("dev")]), ("builds", &[Some("build")]),
                ]),
                node("engine", &[("a", &[None]), ("both", &[Some("dev"), None])]),
                node("xtask", &[("of-xtask", &[None])]),
                node("a", &[("deep", &[None]), ("builds", &[Some("build")])]),
                node("deep", &[("a", &[None])]),
                node("both", &[]), node("tests", &[]), node("builds", &[]), node("of-xtask", &[]),
            ]},
        });
        assert_eq!(names(&metadata), ["a", "both", "deep"]);
    }

    #[test]
    fn output_of_another_shape_is_an_error() {
        let stranger = json!({"packages": [entry("debrief", false)], "resolve": {"nodes": []}});
        assert!(shipped(&stranger).is_err(), "not our package");
        let unresolved = json!({"packages": [entry("debrief", true)], "resolve": {"nodes": []}});
        assert!(shipped(&unresolved).is_err());
    }

    #[test]
    fn the_older_spelling_becomes_an_expression() {
        assert_eq!(expression("Apache-2.0 / MIT"), "Apache-2.0 OR MIT");
        assert_eq!(expression("MIT/Apache-2.0"), "MIT OR Apache-2.0");
        assert_eq!(expression("ISC AND (MIT OR Zlib)"), "ISC AND (MIT OR Zlib)");
    }
}
