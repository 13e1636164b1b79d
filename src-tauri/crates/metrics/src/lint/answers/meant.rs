//! Where words that look like an answer are none: in a condition, in what people say, in an example.

use super::Reading;
use super::words::*;

/// What people do with words, and what a metric counts: what follows is no answer of the model.
#[rustfmt::skip]
const REPORTS: &[&str] = &[
    "says", "said", "say", "mentions", "mentioned", "mention", "asks", "asked", "names", "named", "uses",
    "used", "contains", "contain", "hears", "offers", "offered", "reads", "told", "tells", "promises",
    "promised", "claims", "claimed", "thinks", "feels", "whether", "who", "count", "heard", "repeats",
    "explains", "explained", "discusses", "discussed", "answers", "replies", "replied", "answered",
];

/// Adjectives among the standard answers: in a row of cases they go on with it.
#[rustfmt::skip]
const QUALITIES: &[&str] = &[
    "unclear", "unsure", "undecided", "undetermined", "uncertain", "inconclusive", "partial", "mixed",
    "partially", "partly", "unspecified", "unconfirmed", "not sure", "not clear", "unavailable",
    "not mentioned", "not discussed", "not stated", "not given", "not asked",
];

/// How many words a condition or a report has at most.
const FARTHEST: usize = 100;

impl Reading<'_> {
    pub(super) fn first_of_sentence(&self, at: usize) -> usize {
        self.text.sentence_of(at).map_or(at, |sentence| sentence.first)
    }

    pub(super) fn asks_at(&self, at: usize) -> bool {
        self.text
            .sentence_of(at)
            .is_some_and(|sentence| self.text.asks(sentence))
    }

    /// Whether the sentence up to `at` tells what people say, or states a condition that has not ended.
    pub(super) fn reported(&self, at: usize) -> bool {
        let first = self.first_of_sentence(at);
        // As far as anybody would read; a text without marks must not take for ever.
        let first = first.max(at.saturating_sub(FARTHEST));
        let start = (first..at)
            .rev()
            .find(|index| matches!(self.word(*index), ";" | ":" | "(" | "→"))
            .map_or(first, |index| index + 1);
        let report = (start..at).rev().find(|index| {
            self.text
                .token(*index)
                .is_some_and(|token| token.quote.is_none() && token.one_of(REPORTS))
                // "The only valid replies are …" states no condition.
                || CONDITIONS.contains(&self.word(*index))
                    && !(self.word(*index) == "only" && matches!(self.word(index.wrapping_sub(1)), "the" | "your"))
        });
        // A verb in the imperative behind it begins what is to be done.
        report.is_some_and(|report| !(report + 1..at).any(|index| self.told_at(index)))
    }

    fn told_at(&self, at: usize) -> bool {
        self.verb(at)
            && matches!(
                self.word(at.wrapping_sub(1)),
                "," | "then" | "please" | "just" | "-" | "–" | "—"
            )
    }

    /// Whether `at` stands in the condition that opens a sentence: "If unclear, mixed or unknown, answer false".
    pub(super) fn in_condition(&self, at: usize) -> bool {
        let Some(sentence) = self.text.sentence_of(at) else {
            return false;
        };
        let opens = matches!(
            self.word(sentence.first),
            "if" | "when" | "where" | "unless" | "whenever" | "should"
        );
        opens
            && at - sentence.first <= FARTHEST
            && !(sentence.first..at).any(|index| self.told_at(index))
            && (at + 1..sentence.end).take(FARTHEST).any(|index| {
                matches!(self.word(index), "," | ":" | "→" | "then")
                    && (self.verb(index + 1)
                        || matches!(
                            self.word(index + 1),
                            "then" | "please" | "the" | "it" | "that" | "this"
                        )
                        || self.known_end(index + 1).is_some()
                        || self
                            .item(index + 1)
                            .is_some_and(|item| item.number || item.standard))
            })
    }

    /// "… if the caller was vague, unclear, or unsure": the last of several cases, and no answer.
    pub(super) fn goes_on_with_cases(&self, or: usize, written: &str) -> bool {
        let comma = self.word(or.wrapping_sub(1)) == ",";
        let first = self.first_of_sentence(or).max(or.saturating_sub(FARTHEST));
        let mut end = or.saturating_sub(usize::from(comma));
        let mut cases = 0;
        loop {
            let start = (first..end)
                .rev()
                .find(|index| matches!(self.word(*index), "," | ";" | ":"))
                .map_or(first, |index| index + 1);
            let condition = (start..end).find(|index| CONDITIONS.contains(&self.word(*index)));
            if let Some(condition) = condition {
                // "…, false if not, or unknown": a row of answers with their conditions.
                let answer = self.known_end(start).is_some_and(|end| end == condition) && start > first;
                let told = cases > 0 || comma && QUALITIES.contains(&written);
                return told && !answer || cases > 0;
            }
            cases += 1;
            if start <= first || self.word(start - 1) != "," {
                return false;
            }
            end = start - 1;
        }
    }

    /// Whether the words of a list come up again as a case of a choice: "steps: a, b, c. B is other."
    pub(super) fn is_case_elsewhere(&self, first: usize, end: usize) -> bool {
        let words: Vec<&str> = (first..end).map(|at| self.word(at)).collect();
        (0..self.text.tokens.len()).any(|at| {
            at != first
                && self.sentence_index(at) != self.sentence_index(first)
                && words
                    .iter()
                    .enumerate()
                    .all(|(offset, word)| self.word(at + offset) == *word)
                && self.leads_to_choice(at + words.len())
        })
    }

    /// Whether what stands behind an unknown word makes it a case: "'cancel' for one order is other".
    pub(super) fn leads_to_choice(&self, end: usize) -> bool {
        let sentence = self.sentence_index(end);
        (end..end + 30)
            .take_while(|index| self.in_sentence(*index, sentence))
            .take_while(|index| self.word(*index) != ";")
            .any(|index| {
                matches!(
                    self.word(index),
                    "is" | "are" | "as" | "count" | "counts" | "means" | "go" | "goes" | "under" | "→" | "="
                ) && self.text.token(index).is_some_and(|token| token.quote.is_none())
                    && (index + 1..=index + 3).any(|next| {
                        // "None if there is no dispute": the choice is all that the case leads to.
                        self.in_sentence(next, sentence)
                            && self.known_end(next).is_some_and(|end| self.ends_well(end))
                    })
            })
    }
}
