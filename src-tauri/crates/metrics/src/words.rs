//! The difference of two texts by words, made for reading: a rewritten sentence shows as one change and not
//! as confetti.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, DiffableStr, capture_diff_slices};
use specta::Type;

/// What happened to a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SpanKind {
    /// In both texts.
    Same,
    /// Only in the later text.
    Added,
    /// Only in the earlier text.
    Removed,
}

/// A piece of text, never empty. Next to each other are always pieces of different kinds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// What happened to it.
    pub kind: SpanKind,
    /// The piece, blanks included.
    pub text: String,
}

/// Unchanged words between two changes that are too few to be worth reading on their own.
const ISLAND_WORDS: usize = 2;

/// Leads from `before` to `after` word by word. The pieces that are `Same` or `Added` make up `after`, those
/// that are `Same` or `Removed` make up `before`. One or two unchanged words between two changes count as
/// changed, and in a change what was removed comes first.
#[must_use]
pub fn word_diff(before: &str, after: &str) -> Vec<Span> {
    let old = before.tokenize_unicode_words();
    let new = after.tokenize_unicode_words();
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let last = ops.len().saturating_sub(1);

    let mut spans = Vec::new();
    let mut change = Change::default();
    for (index, op) in ops.iter().enumerate() {
        let removed = old.get(op.old_range()).unwrap_or_default();
        let added = new.get(op.new_range()).unwrap_or_default();
        let same = matches!(op, DiffOp::Equal { .. });
        let island = index > 0 && index < last && word_count(removed) <= ISLAND_WORDS;
        if same && !island {
            change.flush(&mut spans);
            push(&mut spans, SpanKind::Same, removed.concat());
        } else {
            change.removed.extend(removed.iter().copied());
            change.added.extend(added.iter().copied());
        }
    }
    change.flush(&mut spans);
    spans
}

#[derive(Default)]
struct Change {
    removed: String,
    added: String,
}

impl Change {
    fn flush(&mut self, spans: &mut Vec<Span>) {
        push(spans, SpanKind::Removed, std::mem::take(&mut self.removed));
        push(spans, SpanKind::Added, std::mem::take(&mut self.added));
    }
}

fn push(spans: &mut Vec<Span>, kind: SpanKind, text: String) {
    if text.is_empty() {
        return;
    }
    match spans.last_mut() {
        Some(last) if last.kind == kind => last.text.push_str(&text),
        _ => spans.push(Span { kind, text }),
    }
}

/// Blanks and punctuation stand in the text between the words and are none.
fn word_count(tokens: &[&str]) -> usize {
    tokens
        .iter()
        .filter(|token| token.chars().any(char::is_alphanumeric))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn marked(before: &str, after: &str) -> String {
        let mark = |span: Span| match span.kind {
            SpanKind::Same => span.text,
            SpanKind::Added => format!("[+{}]", span.text),
            SpanKind::Removed => format!("[-{}]", span.text),
        };
        word_diff(before, after).into_iter().map(mark).collect()
    }

    #[rstest]
    #[case("Was it solved?", "Was it solved?", "Was it solved?")]
    #[case("", "New text", "[+New text]")]
    #[case("Old text", "", "[-Old text]")]
    #[case("", "", "")]
    #[case("Was it solved?", "Was it resolved?", "Was it [-solved][+resolved]?")]
    #[case(
        "the quick brown fox",
        "the slow brown cat",
        "the [-quick brown fox][+slow brown cat]"
    )]
    #[case("a one two three b", "x one two three y", "[-a][+x] one two three [-b][+y]")]
    #[case("a one two b", "x one two y", "[-a one two b][+x one two y]")]
    #[case("ask first", "ask the caller first", "ask [+the caller ]first")]
    #[case("line one\nline two", "line one\n\nline two", "line one\n[+\n]line two")]
    #[case("Größe 1", "Größe 2", "Größe [-1][+2]")]
    fn reads_well(#[case] before: &str, #[case] after: &str, #[case] expected: &str) {
        assert_eq!(marked(before, after), expected);
    }
}
