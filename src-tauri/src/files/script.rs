//! Answers to dialogs from a file, one JSON object a line: `{"save": "/path"}`, `{"open": "/path"}`, `{"cancel": true}`.
//! For tests of the real window, whose driver cannot press a button of the system's dialog.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use debrief_engine::DialogAnswer;

/// A script and how far it was read. The file is read anew at each dialog, so that lines may be added meanwhile.
pub(crate) struct Script {
    file: PathBuf,
    read: AtomicUsize,
}

impl Script {
    pub(crate) fn new(file: PathBuf) -> Self {
        Self {
            file,
            read: AtomicUsize::new(0),
        }
    }

    /// The answer in the next line that was not read yet.
    pub(crate) fn next(&self) -> Option<DialogAnswer> {
        let text = std::fs::read_to_string(&self.file)
            .inspect_err(|error| tracing::error!(%error, "the answers to dialogs cannot be read"))
            .ok()?;
        let at = self.read.fetch_add(1, Ordering::SeqCst);
        let line = text.lines().filter(|line| !line.trim().is_empty()).nth(at);
        if line.is_none() {
            tracing::error!(at, "a dialog has no answer");
        }
        serde_json::from_str(line?)
            .inspect_err(|error| tracing::error!(at, %error, "an answer to a dialog cannot be understood"))
            .ok()
    }

    /// An answer that is not of the dialog's kind counts as Cancel; only where it is none is that told.
    pub(crate) fn unfit(&self, kind: &str, answer: Option<&DialogAnswer>) -> Option<PathBuf> {
        if let Some(DialogAnswer::Save(_) | DialogAnswer::Open(_)) = answer {
            tracing::error!(kind, ?answer, "the next answer is for a dialog of another kind");
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_dialog_takes_the_next_line_and_lines_may_be_added_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("answers.jsonl");
        std::fs::write(&file, "{\"save\": \"/a\"}\n\n{\"cancel\": true}\n").unwrap();
        let script = Script::new(file.clone());
        assert_eq!(script.next(), Some(DialogAnswer::Save("/a".into())));
        assert_eq!(script.next(), Some(DialogAnswer::Cancel(true)));
        std::fs::write(
            &file,
            "{\"save\": \"/a\"}\n{\"cancel\": true}\n{\"open\": \"/b\"}\nnonsense\n",
        )
        .unwrap();
        assert_eq!(script.next(), Some(DialogAnswer::Open("/b".into())));
        assert_eq!(script.next(), None);
        assert_eq!(script.next(), None);
        assert_eq!(script.unfit("save", Some(&DialogAnswer::Open("/b".into()))), None);
    }
}
