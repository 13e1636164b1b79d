//! Answers behind verbs and conditions: "answer none", "if unclear: unknown".

mod cases;
mod values;

use super::Reading;
use super::words::*;
use crate::lint::clause::{TALKERS, about_any};
use crate::lint::text::Kind;

impl Reading<'_> {
    pub(super) fn told(&mut self) {
        for at in 0..self.text.tokens.len() {
            let Some(token) = self.text.token(at) else {
                continue;
            };
            if token.is_mark() || token.quote.is_some() {
                continue;
            }
            // "return: the customer wants the money back": a choice, and no verb.
            if self.known_end(at).is_some() && matches!(self.word(at + 1), ":" | "-" | "=" | "–") {
                continue;
            }
            if token.one_of(STRONG) && self.imperative(at, true) {
                self.values(at + 1, true);
            } else if token.one_of(WEAK) && self.imperative(at, true) {
                self.values(at + 1, false);
            } else if token.one_of(SORTING) && self.imperative(at, true) {
                let names = matches!(
                    self.word(at),
                    "classify"
                        | "label"
                        | "mark"
                        | "tag"
                        | "code"
                        | "categorise"
                        | "categorize"
                        | "record"
                        | "log"
                );
                match self.behind_as(at + 1) {
                    Some(behind) if names => {
                        self.values(behind, false);
                        self.values_if_plain(behind);
                    }
                    Some(behind) => self.values(behind, false),
                    None => {
                        let direct = self
                            .item(at + 1)
                            .filter(|item| item.quoted || item.standard || item.code);
                        if direct.is_some_and(|item| self.ends_well(item.end)) {
                            self.values_if_plain(at + 1);
                        }
                    }
                }
            } else if let Some(end) = self.patterns.otherwise.end_at(self.text, at) {
                let opens = self
                    .text
                    .before(at)
                    .is_none_or(|before| before.is_mark() || before.one_of(&["or", "and"]));
                // "upset or otherwise unhappy"
                let joined = self
                    .text
                    .before(at)
                    .is_some_and(|before| before.one_of(&["or", "and"]));
                if opens && !(joined && (self.reported(at) || self.asks_at(at))) {
                    self.short_rest(end);
                }
            } else if token.is("or") {
                self.or_else(at + 1);
            } else if token.one_of(&["and", "but"]) {
                self.and_else(at + 1);
            } else if token.is("then") && self.text.before(at).is_none() {
                // "Wrong person on the line? Then wrong_party."
                self.short_rest(at + 1);
            } else if let Some(end) = self.patterns.must_be.end_at(self.text, at) {
                self.known_row(end);
            } else if let Some(end) = self.patterns.should_be.end_at(self.text, at) {
                let question = self
                    .text
                    .sentence_of(at)
                    .is_some_and(|sentence| self.text.asks(sentence));
                let people = self.about_people(self.first_of_sentence(at), at);
                let other = self.text.before(at).is_some_and(|before| !before.is("the"));
                let theirs = people && other;
                if !question
                    && !theirs
                    && !self.in_condition(at)
                    && (token.is("value") || token.is("answer") || token.is("result"))
                    && end > at + 1
                {
                    if people || self.word(end - 1) == "be" {
                        // "The answer must be short"
                        self.known_row(self.skip_fillers(end));
                        self.values_if_named(end);
                    } else {
                        self.values_if_plain(end);
                    }
                }
            }
        }
    }

    /// Whether the verb at `at` tells the model what to do, and is not about what people did.
    pub(super) fn imperative(&self, at: usize, allow_condition: bool) -> bool {
        let Some(sentence) = self.text.sentence_of(at) else {
            return false;
        };
        let Some(before) = self.text.before(at) else {
            return true;
        };
        let asks = self.text.asks(sentence);
        if before.is_mark() {
            let opens = before.one_of(&["(", "-", "–", "—", ":", ")"]);
            return opens || !asks && before.one_of(&[",", ";", "/", ">"]);
        }
        if before.kind == Kind::Number && sentence.bullet && at == sentence.first + 1 {
            return true;
        }
        if asks {
            return false;
        }
        if before.one_of(BEFORE_IMPERATIVE) {
            let two_before = at
                .checked_sub(2)
                .filter(|index| *index >= sentence.first)
                .map_or("", |i| self.word(i));
            let opens = matches!(
                self.word(sentence.first),
                "if" | "when" | "where" | "unless" | "whenever"
            );
            let comma = (sentence.first..at).any(|index| self.word(index) == ",");
            return match before.lower.as_str() {
                "should" | "must" => matches!(two_before, "you" | "ai" | "model" | "and" | "it"),
                // "If they return one and keep another, …": still the condition.
                "and" | "or" => (!opens || comma) && !self.about_people(sentence.first, at),
                _ => true,
            };
        }
        if before.quote.is_some() {
            return true;
        }
        // "…, and if the host has no clue answer unclear": the clause counts, and not the sentence.
        let opening = (sentence.first..at)
            .rev()
            .find(|index| self.word(*index) == ",")
            .map_or(sentence.first, |comma| {
                comma + 1 + usize::from(matches!(self.word(comma + 1), "and" | "but" | "so" | "or"))
            });
        let clause = CONDITIONS.contains(&self.word(opening)) && self.word(opening) != "only";
        let opening = if clause { opening } else { sentence.first };
        let first = self.word(opening);
        let no_comma = (opening..at).all(|index| self.word(index) != ",");
        // "For emergencies return critical."
        let whole = matches!(first, "for" | "in" | "if" | "when" | "unless")
            && (STRONG.contains(&self.word(at))
                || matches!(self.word(at), "choose" | "pick" | "select" | "use" | "put"))
            && !self.in_sentence(at + 3, self.sentence_index(at))
            && self.word(at + 2) == ".";
        // "Whenever it was left next door we say neighbour."
        let ours = before.is("we")
            && self.verb(at)
            && matches!(first, "if" | "when" | "whenever" | "where" | "for")
            && self
                .item(at + 1)
                .is_some_and(|item| self.text.clause_ends_before(item.end));
        if ours {
            return true;
        }
        // "If unclear say pending."
        let whole = whole
            || self.verb(at)
                && matches!(first, "if" | "when" | "unless" | "in" | "where")
                && ENDS_OF_CONDITIONS.contains(&before.lower.as_str())
                && self
                    .item(self.skip_fillers(at + 1))
                    .is_some_and(|item| self.text.clause_ends_before(item.end));
        allow_condition
            && no_comma
            && matches!(
                first,
                "if" | "when" | "where" | "unless" | "for" | "in" | "whenever"
            )
            && !before.one_of(NO_IMPERATIVE)
            && !before.lower.ends_with("'s")
            && (whole || self.plain_value(at + 1) || self.sorted_value(at))
    }

    pub(super) fn plain_value(&self, at: usize) -> bool {
        self.item(self.skip_fillers(at))
            .is_some_and(|item| item.plain() || item.number)
    }

    /// "mark it as no_response"
    fn sorted_value(&self, at: usize) -> bool {
        SORTING.contains(&self.word(at))
            && self
                .behind_as(at + 1)
                .is_some_and(|behind| self.plain_value(behind))
    }

    /// Behind "it as", "the call as", "to".
    pub(super) fn behind_as(&self, at: usize) -> Option<usize> {
        let sentence = self.text.token(at)?.sentence;
        (at..at + 5)
            .take_while(|index| self.in_sentence(*index, sentence))
            .take_while(|index| {
                !self
                    .text
                    .tokens
                    .get(*index)
                    .is_some_and(crate::lint::text::Token::is_mark)
            })
            .find(|index| matches!(self.word(*index), "as" | "to"))
            .map(|index| index + 1)
    }

    pub(super) fn verb(&self, at: usize) -> bool {
        let word = self.word(at);
        STRONG.contains(&word) || WEAK.contains(&word) || SORTING.contains(&word)
    }

    /// Whether the words before a verb are about what somebody does: "the caller agrees to stop and skip".
    pub(super) fn about_people(&self, first: usize, at: usize) -> bool {
        about_any(self.text, first, at, TALKERS) || about_any(self.text, first, at, &["agent"])
    }
}
