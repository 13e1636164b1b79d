//! Answers that are explained: "resolved: the caller …", "none if …".

use super::words::*;
use super::{How, Item, Reading};
use crate::lint::text::{Kind, Sentence};

/// Words that open a rule about when an answer is given, and are none.
const SMALL_OPENINGS: &[&str] = &[
    "also",
    "only",
    "even",
    "but",
    "and",
    "or",
    "so",
    "except",
    "especially",
    "not",
    "just",
    "true",
    "false",
    "yes",
    "no",
    "this",
    "that",
    "it",
    "same",
    "again",
    "then",
];

impl Reading<'_> {
    pub(super) fn explained(&mut self) {
        let mut labels: Vec<(Item, bool)> = Vec::new();
        for sentence in self.text.sentences.clone() {
            for at in self.starts(sentence) {
                if let Some(label) = self.label(at) {
                    labels.push(label);
                }
            }
        }
        let lower = |item: &Item| {
            let written = self.text.written(item.first, item.end);
            written.chars().next().is_some_and(char::is_lowercase)
        };
        let known: Vec<&Item> = labels
            .iter()
            .filter(|(item, _)| item.known)
            .map(|(item, _)| item)
            .collect();
        let known_lower = known.iter().any(|item| lower(item));
        let known_upper = known.iter().any(|item| !lower(item));
        let strangers = labels
            .iter()
            .filter(|(item, by_mark)| !item.known && *by_mark && item.words() == 1 && lower(item))
            .count();
        let sure: Vec<bool> = labels
            .iter()
            .map(|(item, by_mark)| {
                let alike = if lower(item) { known_lower } else { known_upper };
                let opens = self.text.before(item.first).is_none();
                // "Refunds for damaged goods are billing": a case, and no answer.
                let case = !item.known
                    && (!by_mark || item.quoted)
                    && self.word(item.end) != ":"
                    && self.leads_to_choice(item.end);
                if case {
                    return false;
                }
                let by_condition = !by_mark
                    && item.words() == 1
                    && alike
                    && known.len() >= 2
                    && !(opens && matches!(self.word(item.end), "for" | "where" | "only"));
                // "… Did they pay? pending if they ask for time."
                let opens_small = !by_mark
                    && opens
                    && lower(item)
                    && item.words() == 1
                    && item.first > 0
                    && matches!(self.word(item.end), "if" | "when" | "unless")
                    && !self.verb(item.first)
                    && !SMALL_OPENINGS.contains(&self.word(item.first))
                    && self
                        .text
                        .sentence_of(item.first)
                        .is_some_and(|sentence| !sentence.bullet && !self.text.asks(sentence));
                item.known
                    || opens_small
                    || by_condition
                    || item.quoted && !by_mark && item.words() <= 3
                    || item.standard
                        && (by_mark_or_if(self.word(item.end)) || !known.is_empty())
                        && (known.len() + strangers > 1 || !by_mark)
                    || item.code && item.words() == 1 && (!known.is_empty() || !by_mark)
                    || item.quoted
                        && *by_mark
                        && item.words() <= 3
                        && !known.is_empty()
                        && self.known_end(item.end + 1).is_none()
                    || *by_mark && item.words() == 1 && !item.number && alike && known.len() >= 2
                    || *by_mark && item.words() == 2 && alike && known.len() >= 2 && self.resembles(item)
                    || *by_mark
                        && item.words() == 1
                        && !item.number
                        && lower(item)
                        && known.is_empty()
                        && strangers >= 3
            })
            .collect();
        for ((item, _), sure) in labels.into_iter().zip(sure) {
            self.push(&item, How::Explained, None, sure);
        }
    }

    /// Where a label may begin: at the beginning of a sentence or entry, behind a semicolon, and behind a comma for
    /// a choice.
    pub(super) fn starts(&self, sentence: Sentence) -> Vec<usize> {
        let numbered = sentence.bullet
            && self
                .text
                .token(sentence.first)
                .is_some_and(|token| token.kind == Kind::Number);
        let opening = sentence.first + usize::from(numbered);
        let mut starts = vec![opening];
        // "high – says they leave, asks for the code": what explains one choice names no other.
        let explains = self
            .known_end(opening)
            .is_some_and(|end| matches!(self.word(end), ":" | "=" | "-" | "–" | "—" | "→" | "means" | "("));
        for at in sentence.first..sentence.end {
            let mark = self.word(at);
            let inside = self.text.token(at).is_some_and(|token| token.quote.is_some());
            let known =
                matches!(mark, "," | ":" | "?" | "/" | "and" | "or") && self.known_end(at + 1).is_some();
            let labelled = matches!(mark, "," | "/")
                && self.label_follows(at + 1, mark == "/")
                && !(explains
                    && self
                        .item(at + 1)
                        .is_none_or(|item| !item.plain() && CONDITIONS.contains(&self.word(item.end))));
            if !inside && (mark == ";" || known || labelled) && at + 1 < sentence.end {
                starts.push(at + 1);
            }
        }
        starts
    }

    /// A word with its mark or condition, as one of several behind commas.
    pub(super) fn label_follows(&self, at: usize, colon: bool) -> bool {
        self.item(at).is_some_and(|item| {
            let next = self.word(item.end);
            let marked = matches!(next, "=" | "→" | "if" | "when" | "where" | "for")
                || item.standard && matches!(next, "otherwise" | "else")
                || colon && next == ":"
                || item.standard && next == "in";
            item.words() <= 2 && marked && !item.number && (item.plain() || !self.no_answer(&item))
        })
    }

    /// The label at `at`, and whether a mark explains it (`word: …`) rather than a condition (`word if …`).
    pub(super) fn label(&self, at: usize) -> Option<(Item, bool)> {
        let token = self.text.token(at)?;
        let mut item = self.item(at)?;
        if item.number && !item.quoted && !item.known {
            return None;
        }
        let sentence = token.sentence;
        let next = self
            .text
            .token(item.end)
            .filter(|next| next.sentence == sentence)?;
        self.text
            .token(item.end + 1)
            .filter(|more| more.sentence == sentence)?;
        let by_mark = match next.lower.as_str() {
            ":" | "=" => true,
            "-" | "–" | "—" => !next.glued,
            "→" => true,
            "otherwise" | "else" if item.standard || item.code || item.quoted => false,
            "means" | "(" => true,
            "if" | "when" | "where" | "only" => false,
            "for" => false,
            "in" if item.standard => false,
            "covers" | "applies" | "stands" | "includes" | "describes" => true,
            _ => return None,
        };
        if next.is("(") && !item.known {
            return None;
        }
        let refused = !item.known
            && !item.standard
            && !item.quoted
            && (NO_LABELS.contains(&self.word(at)) || self.no_answer(&item) || item.words() > 3);
        if refused {
            return None;
        }
        item.conditional = true;
        Some((item, by_mark))
    }
}
