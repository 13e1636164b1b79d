//! The licence texts and notices that packages bring along.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// How their files are called, in any case.
const NAMES: &[&str] = &["license", "licence", "copying", "notice", "unlicense"];

/// The texts beside a package's manifest, in the order of their files' names.
pub fn of_folder(folder: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let entry = entry.with_context(|| format!("reading {}", folder.display()))?;
        let kind = entry
            .file_type()
            .with_context(|| format!("looking at {}", entry.path().display()))?;
        if kind.is_file() && is_licence(&entry.file_name().to_string_lossy()) {
            files.push(entry.path());
        }
    }
    files.sort();
    let mut texts = Vec::new();
    for file in &files {
        texts.extend(of_file(file)?);
    }
    Ok(texts)
}

/// A file's text; none if the file is empty or holds something else than text.
pub fn of_file(file: &Path) -> Result<Option<String>> {
    let bytes = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    if bytes.contains(&0) {
        return Ok(None);
    }
    // A text in another encoding is for a person to look at: left out, its terms would be missing without a word.
    let text = String::from_utf8(bytes).with_context(|| format!("reading {}", file.display()))?;
    Ok(Some(normalise(&text)).filter(|text| !text.is_empty()))
}

fn is_licence(name: &str) -> bool {
    let name = name.to_lowercase();
    NAMES.iter().any(|prefix| name.starts_with(prefix))
}

/// One kind of line ending, no white space at the ends of lines, no empty lines around. The first line keeps its
/// indentation: headings are centred.
fn normalise(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let lines: Vec<&str> = text.split(['\n', '\r']).map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_in_white_space_alone_are_the_same() {
        let expected = "  Title\n\nline";
        for text in [
            "  Title\n\nline",
            "\n  Title \n\t\nline\n\n",
            "\u{feff}  Title\r\n\r\nline\r\n",
            "  Title\r\rline\r",
        ] {
            assert_eq!(normalise(text), expected, "{text:?}");
        }
    }

    #[test]
    fn licences_and_notices_are_found_by_their_names() {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in [
            ("LICENSE-MIT", &b"b"[..]),
            ("COPYING", b"a"),
            ("licence.md", b"d"),
            ("Notice.txt", b"c"),
            ("UNLICENSE", b" \n"),
            ("LICENSE.bin", b"\0"),
            ("README.md", b"no"),
        ] {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        fs::create_dir(folder.path().join("LICENSES")).unwrap();
        assert_eq!(of_folder(folder.path()).unwrap(), ["a", "b", "c", "d"]);
        fs::write(folder.path().join("LICENSE-OLD"), b"\xa9 1999").unwrap();
        let error = of_folder(folder.path()).unwrap_err();
        assert!(error.to_string().contains("LICENSE-OLD"), "{error}");
    }
}
