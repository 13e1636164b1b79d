//! The house's arrows between crates, checked on what cargo resolved (`cargo metadata`).

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::metadata::{list, text};

/// What one crate of the workspace may use.
struct Rule {
    name: &'static str,
    /// Our crates it may depend on.
    uses: &'static [&'static str],
    /// Our crates only its tests may use as well.
    tests_use: &'static [&'static str],
    /// Packages it must not reach, not even through others; a name ending in `*` is a prefix.
    never: &'static [&'static str],
    /// May link system libraries.
    links: bool,
}

const WINDOW: &[&str] = &["tauri", "tauri-*", "wry", "tao", "webkit2gtk*"];
const NO_DISK: &[&str] = &[
    "tauri",
    "tauri-*",
    "wry",
    "tao",
    "webkit2gtk*",
    "rusqlite",
    "keyring*",
];
const PURE: &[&str] = &[
    "tauri",
    "tauri-*",
    "wry",
    "tao",
    "webkit2gtk*",
    "rusqlite",
    "keyring*",
    "tokio",
    "reqwest",
    "hyper",
];

const RULES: &[Rule] = &[
    Rule {
        name: "debrief",
        uses: &["debrief-engine", "atoms-sandbox"],
        tests_use: &["debrief-metrics", "debrief-atoms"],
        never: &[],
        links: true,
    },
    Rule {
        name: "debrief-engine",
        uses: &["debrief-atoms", "debrief-metrics"],
        tests_use: &["atoms-sandbox"],
        never: WINDOW,
        links: true,
    },
    Rule {
        name: "debrief-atoms",
        uses: &[],
        tests_use: &["atoms-sandbox"],
        never: NO_DISK,
        links: true,
    },
    Rule {
        name: "debrief-metrics",
        uses: &[],
        tests_use: &[],
        never: PURE,
        links: false,
    },
    Rule {
        name: "atoms-sandbox",
        uses: &[],
        tests_use: &[],
        never: WINDOW,
        links: true,
    },
    Rule {
        name: "xtask",
        uses: &[],
        tests_use: &[],
        never: WINDOW,
        links: false,
    },
];

/// Features that change what the whole graph does, and why they must stay off.
const FORBIDDEN_FEATURES: &[(&str, &str, &str)] = &[
    (
        "serde_json",
        "arbitrary_precision",
        "it breaks untagged decimals everywhere",
    ),
    (
        "zbus",
        "tokio",
        "blocking keychain calls would panic inside async commands",
    ),
];

/// `links` values that name no library: the crate only wants to be alone in the graph.
const NO_LIBRARY: &[&str] = &["wasm_bindgen"];

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Kind {
    Normal,
    Build,
    Dev,
}

struct Package {
    name: String,
    links: Option<String>,
    features: Vec<String>,
    needs: Vec<(Kind, String)>,
}

/// The resolved graph, by package id.
pub struct Graph {
    packages: BTreeMap<String, Package>,
    members: Vec<String>,
}

impl Graph {
    /// Reads the output of `cargo metadata --format-version 1`.
    pub fn read(metadata: &Value) -> Result<Self> {
        let mut packages = BTreeMap::new();
        for package in list(&metadata["packages"], "packages")? {
            let entry = Package {
                name: text(&package["name"])?,
                links: package["links"]
                    .as_str()
                    .filter(|name| !NO_LIBRARY.contains(name))
                    .map(str::to_owned),
                features: Vec::new(),
                needs: Vec::new(),
            };
            packages.insert(text(&package["id"])?, entry);
        }
        for node in list(&metadata["resolve"]["nodes"], "resolve.nodes")? {
            let id = text(&node["id"])?;
            let package = packages
                .get_mut(&id)
                .with_context(|| format!("{id} is not in packages"))?;
            package.features = list(&node["features"], "features")?
                .iter()
                .map(text)
                .collect::<Result<_>>()?;
            for dep in list(&node["deps"], "deps")? {
                for kind in list(&dep["dep_kinds"], "dep_kinds")? {
                    let kind = match kind["kind"].as_str() {
                        Some("dev") => Kind::Dev,
                        Some("build") => Kind::Build,
                        _ => Kind::Normal,
                    };
                    package.needs.push((kind, text(&dep["pkg"])?));
                }
            }
        }
        let members = list(&metadata["workspace_members"], "workspace_members")?
            .iter()
            .map(text)
            .collect::<Result<_>>()?;
        Ok(Self { packages, members })
    }

    fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.packages.get(id).map_or(id, |package| &package.name)
    }

    fn needs(&self, id: &str) -> &[(Kind, String)] {
        self.packages.get(id).map_or(&[], |package| &package.needs)
    }

    /// Everything reachable from a member, with the package through which it was found first. The member's own tests
    /// count (they must build without a window, too) unless `tests` is false; other crates' tests never do.
    fn reach<'a>(&'a self, start: &'a str, tests: bool) -> BTreeMap<&'a str, &'a str> {
        let mut from = BTreeMap::new();
        let mut open = vec![start];
        while let Some(id) = open.pop() {
            for (kind, next) in self.needs(id) {
                let counts = *kind != Kind::Dev || (tests && id == start);
                if counts && next != start && !from.contains_key(next.as_str()) {
                    from.insert(next.as_str(), id);
                    open.push(next);
                }
            }
        }
        from
    }
}

/// One line per arrow that points the wrong way.
pub fn problems(graph: &Graph) -> Vec<String> {
    let mut problems = Vec::new();
    let ours: BTreeSet<&str> = graph.members.iter().map(String::as_str).collect();
    for id in &graph.members {
        let name = graph.name(id);
        let Some(rule) = RULES.iter().find(|rule| rule.name == name) else {
            problems.push(format!(
                "{name} has no rule: say in xtask's arrows.rs what it may use"
            ));
            continue;
        };
        for (kind, other) in graph
            .needs(id)
            .iter()
            .filter(|(_, other)| ours.contains(other.as_str()))
        {
            let other = graph.name(other);
            let allowed =
                rule.uses.contains(&other) || (*kind == Kind::Dev && rule.tests_use.contains(&other));
            if !allowed {
                problems.push(format!("{name} must not depend on {other} ({kind:?} dependency)"));
            }
        }
        for (found, through) in graph.reach(id, true) {
            let found = graph.name(found);
            if rule.never.iter().any(|pattern| fits(pattern, found)) {
                problems.push(format!(
                    "{name} must not reach {found} (through {})",
                    graph.name(through)
                ));
            }
        }
        if !rule.links {
            for (found, through) in graph.reach(id, false) {
                if let Some(library) = graph
                    .packages
                    .get(found)
                    .and_then(|package| package.links.as_ref())
                {
                    let (found, through) = (graph.name(found), graph.name(through));
                    problems.push(format!(
                        "{name} must not link {library} ({found}, through {through})"
                    ));
                }
            }
        }
    }
    for (name, feature, why) in FORBIDDEN_FEATURES {
        let on = |package: &Package| package.name == *name && package.features.iter().any(|on| on == feature);
        if graph.packages.values().any(on) {
            problems.push(format!("the feature {feature} of {name} must stay off: {why}"));
        }
    }
    problems.sort();
    problems.dedup();
    problems
}

fn fits(pattern: &str, name: &str) -> bool {
    pattern
        .strip_suffix('*')
        .map_or(name == pattern, |prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A graph from lines `crate kind dependency`; the crates with a rule are the workspace's members.
    fn graph(lines: &[&str], links: &[&str], features: &[&str]) -> Graph {
        let mut names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
        let members: Vec<&str> = names.iter().copied().collect();
        let edges: Vec<Vec<&str>> = lines.iter().map(|line| line.split(' ').collect()).collect();
        names.extend(edges.iter().flat_map(|edge| [edge[0], edge[2]]));
        let packages: Vec<Value> = names
            .iter()
            .map(|name| json!({"id": name, "name": name, "links": links.contains(name).then_some("ssl")}))
            .collect();
        let nodes: Vec<Value> = names
            .iter()
            .map(|name| {
                let deps: Vec<Value> = edges
                    .iter()
                    .filter(|edge| edge[0] == *name)
                    .map(|edge| {
                        let kind = (edge[1] != "normal").then_some(edge[1]);
                        json!({"pkg": edge[2], "dep_kinds": [{"kind": kind, "target": null}]})
                    })
                    .collect();
                json!({"id": name, "deps": deps, "features": features})
            })
            .collect();
        let metadata =
            json!({"packages": packages, "workspace_members": members, "resolve": {"nodes": nodes}});
        Graph::read(&metadata).unwrap()
    }

    fn problems_of(lines: &[&str]) -> Vec<String> {
        problems(&graph(lines, &[], &[]))
    }

    #[test]
    fn the_house_as_designed_has_no_problem() {
        let house = [
            "debrief normal debrief-engine",
            "debrief normal atoms-sandbox",
            "debrief normal tauri",
            "debrief build tauri-build",
            "debrief-engine normal debrief-atoms",
            "debrief-engine normal debrief-metrics",
            "debrief-engine dev atoms-sandbox",
            "debrief-engine normal rusqlite",
            "debrief-atoms normal reqwest",
            "reqwest normal tokio",
            "xtask normal clap",
        ];
        assert_eq!(problems_of(&house), Vec::<String>::new());
    }

    #[test]
    fn arrows_between_our_crates_point_one_way() {
        for wrong in [
            "debrief-metrics normal debrief-atoms",
            "debrief-atoms normal debrief-metrics",
            "debrief-engine normal debrief",
            "debrief-engine normal atoms-sandbox",
            "atoms-sandbox dev debrief-atoms",
            "xtask normal debrief-metrics",
            "debrief normal debrief-atoms",
        ] {
            assert_eq!(problems_of(&[wrong]).len(), 1, "{wrong}");
        }
    }

    #[test]
    fn only_the_shell_reaches_the_window_and_only_in_its_own_name() {
        let hidden = problems_of(&[
            "debrief-engine normal dialogs",
            "dialogs normal tauri-plugin-dialog",
        ]);
        assert_eq!(
            hidden,
            ["debrief-engine must not reach tauri-plugin-dialog (through dialogs)"]
        );
        assert_eq!(problems_of(&["debrief-atoms dev wry"]).len(), 1);
        // What another crate's tests use is not reached.
        assert!(problems_of(&["debrief-engine normal other", "other dev tauri"]).is_empty());
    }

    #[test]
    fn the_pure_crate_stays_pure_and_xtask_links_nothing() {
        let found = problems_of(&["debrief-metrics normal x", "x normal tokio"]);
        assert_eq!(found, ["debrief-metrics must not reach tokio (through x)"]);
        let found = problems(&graph(&["xtask normal openssl"], &["openssl"], &[]));
        assert_eq!(found, ["xtask must not link ssl (openssl, through xtask)"]);
    }

    #[test]
    fn a_feature_that_must_stay_off_is_found() {
        let found = problems(&graph(
            &["debrief normal serde_json"],
            &[],
            &["arbitrary_precision"],
        ));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("serde_json"));
    }

    #[test]
    fn a_crate_without_a_rule_is_a_problem() {
        let metadata = json!({
            "packages": [{"id": "n", "name": "newcomer", "links": null}],
            "workspace_members": ["n"],
            "resolve": {"nodes": [{"id": "n", "deps": [], "features": []}]},
        });
        let found = problems(&Graph::read(&metadata).unwrap());
        assert!(found[0].contains("newcomer has no rule"), "{found:?}");
    }

    #[test]
    fn output_of_another_shape_is_an_error() {
        assert!(Graph::read(&json!({"packages": []})).is_err());
    }
}
