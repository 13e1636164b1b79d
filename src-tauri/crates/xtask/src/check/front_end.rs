//! The front end's arrows: who may import what.

use super::sources::Source;

/// Prefix of the packages that reach Rust.
const TAURI: &str = "@tauri-apps/";
/// The one folder that may import them.
const DOOR: &str = "src/host/";

/// One line per import against the rules. Paths are relative to the front end's folder.
pub fn problems(sources: &[Source]) -> Vec<String> {
    let mut problems = Vec::new();
    for source in sources.iter().filter(|source| is_code(&source.path)) {
        for specifier in imports(&source.text) {
            if specifier.starts_with(TAURI) && !source.path.starts_with(DOOR) {
                problems.push(format!("{}: only {DOOR} may import {specifier}", source.path));
            }
            let target = resolve(&source.path, &specifier);
            if source.path.starts_with("src/components/") && is_within(&target, "src/features") {
                problems.push(format!(
                    "{}: a component must not import the feature {target}",
                    source.path
                ));
            }
            if source.path.starts_with(DOOR)
                && (is_within(&target, "src/features") || is_within(&target, "src/components"))
            {
                problems.push(format!(
                    "{}: the door to Rust must not import {target}",
                    source.path
                ));
            }
        }
    }
    problems
}

fn is_code(path: &str) -> bool {
    [".ts", ".tsx", ".js", ".jsx", ".mts", ".mjs"]
        .iter()
        .any(|ending| path.ends_with(ending))
}

fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What follows `from`, `import` or `import(`, as well as what a test mocks.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for keyword in ["from", "import", "mock", "importActual", "require"] {
        for (at, _) in text.match_indices(keyword) {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == '$') {
                continue;
            }
            let rest = text[at + keyword.len()..].trim_start();
            let rest = rest.strip_prefix('(').unwrap_or(rest).trim_start();
            let Some(quote) = rest
                .chars()
                .next()
                .filter(|letter| matches!(letter, '"' | '\'' | '`'))
            else {
                continue;
            };
            if let Some(end) = rest[1..].find(quote) {
                found.push(rest[1..=end].to_owned());
            }
        }
    }
    found
}

/// A specifier of our own code as a path from the front end's folder; packages as they are.
fn resolve(importer: &str, specifier: &str) -> String {
    // The two usual spellings of an alias for the source folder.
    if let Some(rest) = specifier
        .strip_prefix("@/")
        .or_else(|| specifier.strip_prefix("~/"))
    {
        return format!("src/{rest}");
    }
    if !specifier.starts_with('.') {
        return specifier.to_owned();
    }
    let mut parts: Vec<&str> = importer.split('/').collect();
    parts.pop();
    for part in specifier.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems_in(path: &str, text: &str) -> Vec<String> {
        problems(&[Source {
            path: path.into(),
            text: text.into(),
        }])
    }

    #[test]
    fn only_the_door_imports_tauri() {
        let forms = [
            "import { invoke } from \"@tauri-apps/api/core\";",
            "import {\n  invoke,\n} from '@tauri-apps/api/core';",
            "const core = await import(\"@tauri-apps/api/core\");",
            "import \"@tauri-apps/api\";",
            "export * from \"@tauri-apps/api/event\";",
            "vi.mock(\"@tauri-apps/api/core\");",
        ];
        for form in forms {
            assert_eq!(
                problems_in("src/features/agents/list.tsx", form).len(),
                1,
                "{form}"
            );
            assert!(problems_in("src/host/bindings.ts", form).is_empty(), "{form}");
        }
        assert_eq!(problems_in("vite.config.ts", forms[0]).len(), 1);
    }

    #[test]
    fn components_know_no_feature_and_the_door_knows_no_screen() {
        for specifier in [
            "../features/agents/list",
            "../../src/features",
            "@/features/agents",
            "src/features/a",
        ] {
            let text = format!("import x from \"{specifier}\"");
            assert_eq!(
                problems_in("src/components/button.tsx", &text).len(),
                1,
                "{specifier}"
            );
        }
        assert_eq!(
            problems_in("src/host/index.ts", "import x from '../components/toast'").len(),
            1
        );
        assert!(problems_in("src/features/a/b.tsx", "import x from '../../components/toast'").is_empty());
        assert!(problems_in("src/components/a.tsx", "import x from './features'").is_empty());
    }

    #[test]
    fn text_that_only_looks_like_an_import_is_no_import() {
        assert!(problems_in("src/text/a.ts", "const t = 'transform \"@tauri-apps/x\"';").is_empty());
        assert!(problems_in("README.md", "import x from \"@tauri-apps/api\"").is_empty());
    }
}
