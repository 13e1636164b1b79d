//! The front end's packages: installed exactly as the lock file says, and only when they are not already.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use crate::process::run_shown;
use crate::workspace::{Workspace, tool};

/// The oldest Node the front end's tools run on (major, minor).
const OLDEST_NODE: (u32, u32) = (20, 19);

/// `npm ci`, unless what is installed already matches the lock.
pub fn install(workspace: &Workspace) -> Result<()> {
    check_node()?;
    if is_current(&workspace.ui())? {
        return Ok(());
    }
    run_shown(
        &mut workspace.npm(&["ci", "--no-audit", "--no-fund"]),
        Duration::from_mins(30),
    )
}

fn check_node() -> Result<()> {
    let output = tool("node")
        .arg("--version")
        .output()
        .context("starting node: install Node.js 20.19 or newer")?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    match parse_version(&version) {
        Some(found) if found >= OLDEST_NODE => Ok(()),
        _ => bail!(
            "Node.js {}.{} or newer is needed, found {version:?}",
            OLDEST_NODE.0,
            OLDEST_NODE.1
        ),
    }
}

fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// Whether `node_modules` holds what the lock asks for.
pub fn is_current(ui: &Path) -> Result<bool> {
    // npm's own record of what it installed.
    let record = ui.join("node_modules/.package-lock.json");
    if !record.exists() {
        return Ok(false);
    }
    Ok(matches(
        &read(&ui.join("package.json"))?,
        &read(&ui.join("package-lock.json"))?,
        &read(&record)?,
    ))
}

/// A JSON file.
pub fn read(file: &Path) -> Result<Value> {
    let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("reading {}", file.display()))
}

/// The entries of a lock file, by their folders.
pub fn packages(lock: &Value) -> Map<String, Value> {
    lock["packages"].as_object().cloned().unwrap_or_default()
}

fn matches(manifest: &Value, lock: &Value, record: &Value) -> bool {
    let locked = packages(lock);
    let installed = packages(record);
    // A manifest that was edited without its lock is for `npm ci` to refuse.
    let root = locked.get("").cloned().unwrap_or_default();
    let in_step = ["dependencies", "devDependencies"]
        .iter()
        .all(|key| manifest.get(key) == root.get(key));
    let same = |name: &String, entry: &Value| {
        locked.get(name).is_some_and(|wanted| {
            wanted.get("version") == entry.get("version") && wanted.get("integrity") == entry.get("integrity")
        })
    };
    let nothing_else = installed.iter().all(|(name, entry)| same(name, entry));
    // Packages for other platforms are optional and not installed here.
    let nothing_missing = locked
        .iter()
        .filter(|(name, entry)| !name.is_empty() && entry["optional"] != Value::Bool(true))
        .all(|(name, _)| installed.contains_key(name));
    in_step && nothing_else && nothing_missing
}

/// What is wrong with the lock file: platform packages npm left out (then `npm ci` fails on that platform), and
/// addresses, which tie the lock to one registry.
pub fn lock_problems(workspace: &Workspace) -> Result<Vec<String>> {
    Ok(problems_of(&read(&workspace.ui().join("package-lock.json"))?))
}

fn problems_of(lock: &Value) -> Vec<String> {
    let locked = packages(lock);
    let mut problems = Vec::new();
    for (name, entry) in &locked {
        if entry.get("resolved").is_some() && entry["link"] != Value::Bool(true) {
            problems.push(format!("{name}: has a \"resolved\" address"));
        }
        for wanted in entry["optionalDependencies"]
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
        {
            if !is_found(&locked, name, wanted) {
                problems.push(format!(
                    "{name}: its optional dependency {wanted} is not in the lock"
                ));
            }
        }
    }
    problems
}

/// Node's look-up: beside the package, then beside each folder above it.
fn is_found(locked: &Map<String, Value>, from: &str, wanted: &str) -> bool {
    let mut folder = from;
    loop {
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        if locked.contains_key(&format!("{prefix}node_modules/{wanted}")) {
            return true;
        }
        match folder.rfind("node_modules/") {
            Some(at) => folder = folder[..at].trim_end_matches('/'),
            None => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn lock(version: &str) -> Value {
        json!({"packages": {
            "": {"dependencies": {"a": "1.0.0"}},
            "node_modules/a": {"version": version, "integrity": "x"},
            "node_modules/a-darwin": {"version": "1.0.0", "optional": true},
        }})
    }

    #[test]
    fn installed_packages_match_their_lock_without_other_platforms() {
        let manifest = json!({"dependencies": {"a": "1.0.0"}});
        let record = json!({"packages": {"node_modules/a": {"version": "1.0.0", "integrity": "x"}}});
        assert!(matches(&manifest, &lock("1.0.0"), &record));
        assert!(!matches(&manifest, &lock("1.0.1"), &record), "another version");
        assert!(
            !matches(&json!({}), &lock("1.0.0"), &record),
            "manifest out of step"
        );
        assert!(
            !matches(&manifest, &lock("1.0.0"), &json!({"packages": {}})),
            "missing"
        );
        let mut more = record;
        more["packages"]["node_modules/b"] = json!({"version": "1.0.0"});
        assert!(!matches(&manifest, &lock("1.0.0"), &more), "left over");
    }

    #[test]
    fn dropped_platform_packages_and_addresses_are_found() {
        let lock = json!({"packages": {
            "node_modules/a": {"optionalDependencies": {"here": "1", "top": "1", "gone": "1"}},
            "node_modules/a/node_modules/here": {},
            "node_modules/top": {"resolved": "https://registry.example/top.tgz"},
            "node_modules/x/node_modules/gone": {},
        }});
        let problems = problems_of(&lock);
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].contains("gone") && problems[1].contains("node_modules/top"));
    }

    #[test]
    fn node_versions_compare_by_number() {
        assert_eq!(parse_version("v20.9.0"), Some((20, 9)));
        assert!(parse_version("v20.9.0") < Some(OLDEST_NODE));
        assert!(parse_version("v22.1.0") > Some(OLDEST_NODE));
        assert_eq!(parse_version("not node"), None);
    }
}
