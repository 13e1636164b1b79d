//! The project's files: everything below the root but what is generated or installed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

const SKIPPED: &[&str] = &[".git", "target", "node_modules", "gen", "dist", "test-results"];

/// One text file.
pub struct Source {
    /// Relative to the folder that was read, with `/`.
    pub path: String,
    /// Its content.
    pub text: String,
}

/// All text files below `folder`, sorted by path. Files that are not UTF-8 (icons) are left out.
pub fn read(folder: &Path) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(relative) = folders.pop() {
        let current = folder.join(&relative);
        let entries = fs::read_dir(&current).with_context(|| format!("reading {}", current.display()))?;
        for entry in entries {
            let entry = entry.with_context(|| format!("reading {}", current.display()))?;
            let path = relative.join(entry.file_name());
            let kind = entry
                .file_type()
                .with_context(|| format!("looking at {}", path.display()))?;
            if kind.is_dir() {
                if !SKIPPED.contains(&entry.file_name().to_string_lossy().as_ref()) {
                    folders.push(path);
                }
            } else if kind.is_file() {
                let bytes =
                    fs::read(folder.join(&path)).with_context(|| format!("reading {}", path.display()))?;
                if let Ok(text) = String::from_utf8(bytes) {
                    let path = path.to_string_lossy().replace('\\', "/");
                    sources.push(Source { path, text });
                }
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn installed_generated_and_binary_files_are_left_out() {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in [
            ("ui/src/a.ts", &b"a"[..]),
            ("ui/node_modules/b.ts", b"b"),
            ("target/c.rs", b"c"),
            ("icons/d.png", b"\x89PNG"),
            (".ci/run", b"e"),
        ] {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
        let paths: Vec<String> = read(folder.path())
            .unwrap()
            .into_iter()
            .map(|source| source.path)
            .collect();
        assert_eq!(paths, [".ci/run", "ui/src/a.ts"]);
    }
}
