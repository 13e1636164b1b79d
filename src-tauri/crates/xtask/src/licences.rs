//! `cargo xtask licences`: the list of other people's packages that are in the app, with their licences, which the app
//! can show. Both are what the packages say of themselves; nothing is added.

mod crates;
mod front_end;
mod texts;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::npm;
use crate::workspace::Workspace;

/// The list, relative to the root.
pub const FILE: &str = "ui/src/features/settings/third-party.json";

/// One package, of one version. The order of the fields is the order of the list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Package {
    name: String,
    version: String,
    /// `rust` or `npm`.
    kind: &'static str,
    /// An SPDX expression. A package may have a text instead.
    licence: Option<String>,
    /// What it brings along, normalised.
    texts: Vec<String>,
}

/// The packages in order, and every text once.
struct List {
    packages: Vec<Package>,
    texts: Vec<String>,
}

/// Writes the list.
pub fn write(workspace: &Workspace) -> Result<ExitCode> {
    npm::install(workspace).context("npm packages")?;
    let list = collect(workspace)?;
    let file = workspace.path(FILE);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    }
    fs::write(&file, list.render()).with_context(|| format!("writing {}", file.display()))?;
    println!(
        "{FILE}: {} packages, {} texts; {} packages bring no text",
        list.packages.len(),
        list.texts.len(),
        list.packages
            .iter()
            .filter(|package| package.texts.is_empty())
            .count()
    );
    Ok(ExitCode::SUCCESS)
}

/// Whether the list is what the packages say now.
pub fn problems(workspace: &Workspace) -> Result<Vec<String>> {
    compare(&workspace.path(FILE), &collect(workspace)?.render())
}

fn compare(file: &Path, wanted: &str) -> Result<Vec<String>> {
    let is_current = file.exists()
        && fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))? == wanted;
    Ok(if is_current {
        Vec::new()
    } else {
        vec![format!("run `cargo xtask licences` and commit {FILE}")]
    })
}

fn collect(workspace: &Workspace) -> Result<List> {
    let mut packages = crates::packages(workspace)?;
    packages.extend(front_end::packages(&workspace.ui())?);
    List::of(packages)
}

impl List {
    fn of(mut packages: Vec<Package>) -> Result<Self> {
        let silent: Vec<String> = packages
            .iter()
            .filter(|package| {
                package.licence.as_deref().unwrap_or_default().is_empty() && package.texts.is_empty()
            })
            .map(|package| format!("{} {} ({})", package.name, package.version, package.kind))
            .collect();
        if !silent.is_empty() {
            bail!("neither a licence nor a text of one: {}", silent.join(", "));
        }
        packages.sort();
        packages.dedup_by(|a, b| (&a.name, &a.version, a.kind) == (&b.name, &b.version, b.kind));
        let texts: BTreeSet<String> = packages
            .iter()
            .flat_map(|package| package.texts.iter().cloned())
            .collect();
        Ok(Self {
            packages,
            texts: texts.into_iter().collect(),
        })
    }

    /// As JSON, with a line for each package and each text, so that a difference can be read.
    fn render(&self) -> String {
        let packages = self.packages.iter().map(|package| self.entry(package));
        let texts = self.texts.iter().map(|text| json!(text));
        format!(
            "{{\n\"packages\": [\n{}\n],\n\"texts\": [\n{}\n]\n}}\n",
            in_lines(packages),
            in_lines(texts)
        )
    }

    fn entry(&self, package: &Package) -> Value {
        let texts: BTreeSet<usize> = package
            .texts
            .iter()
            .filter_map(|text| self.texts.binary_search(text).ok())
            .collect();
        json!({
            "name": package.name,
            "version": package.version,
            "kind": package.kind,
            "licence": package.licence,
            "texts": texts,
        })
    }
}

fn in_lines(values: impl Iterator<Item = Value>) -> String {
    values
        .map(|value| value.to_string())
        .collect::<Vec<_>>()
        .join(",\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, version: &str, kind: &'static str, texts: &[&str]) -> Package {
        Package {
            name: name.into(),
            version: version.into(),
            kind,
            licence: Some("MIT".into()),
            texts: texts.iter().map(|text| (*text).to_owned()).collect(),
        }
    }

    #[test]
    fn packages_are_sorted_and_every_text_is_there_once() {
        let packages = vec![
            package("b", "1.0.0", "rust", &["second", "first"]),
            package("a", "2.0.0", "rust", &["second", "second"]),
            package("a", "1.0.0", "rust", &[]),
            package("a", "1.0.0", "npm", &["first"]),
        ];
        let mut turned = packages.clone();
        turned.reverse();
        let rendered = List::of(packages).unwrap().render();
        assert_eq!(rendered, List::of(turned).unwrap().render());
        let expected = r#"{
"packages": [
{"name":"a","version":"1.0.0","kind":"npm","licence":"MIT","texts":[0]},
{"name":"a","version":"1.0.0","kind":"rust","licence":"MIT","texts":[]},
{"name":"a","version":"2.0.0","kind":"rust","licence":"MIT","texts":[1]},
{"name":"b","version":"1.0.0","kind":"rust","licence":"MIT","texts":[0,1]}
],
"texts": [
"first",
"second"
]
}
"#;
        assert_eq!(rendered, expected);
    }

    #[test]
    fn a_package_found_twice_is_listed_once() {
        let same = package("a", "1.0.0", "npm", &["text"]);
        let list = List::of(vec![same.clone(), same.clone()]).unwrap();
        assert_eq!(list.packages, [same]);
    }

    #[test]
    fn a_list_that_is_missing_or_out_of_date_is_a_problem() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("list.json");
        let problem = ["run `cargo xtask licences` and commit ui/src/features/settings/third-party.json"];
        assert_eq!(compare(&file, "new").unwrap(), problem);
        fs::write(&file, "old").unwrap();
        assert_eq!(compare(&file, "new").unwrap(), problem);
        fs::write(&file, "new").unwrap();
        assert!(compare(&file, "new").unwrap().is_empty());
    }

    #[test]
    fn a_package_without_licence_and_text_is_an_error_that_names_it() {
        let mut silent = package("silent", "1.2.3", "rust", &[]);
        silent.licence = None;
        let error = List::of(vec![package("a", "1.0.0", "npm", &[]), silent.clone()])
            .err()
            .unwrap();
        assert!(error.to_string().ends_with(": silent 1.2.3 (rust)"), "{error}");
        silent.texts.push("its own terms".into());
        let rendered = List::of(vec![silent]).unwrap().render();
        assert!(rendered.contains(r#""licence":null,"texts":[0]"#), "{rendered}");
    }
}
