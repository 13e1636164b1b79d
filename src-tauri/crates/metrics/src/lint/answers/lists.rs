//! Answers in a row or below each other: "Options: a, b".

use super::words::*;
use super::{How, Item, Reading};
use crate::lint::text::{Kind, Sentence};

impl Reading<'_> {
    pub(super) fn listed(&mut self) {
        for at in 0..self.text.tokens.len() {
            let Some(token) = self.text.token(at) else {
                continue;
            };
            if token.quote.is_some() || token.is_mark() && !token.one_of(&["(", "[", ":"]) {
                continue;
            }
            if token.is(":") {
                // "The agent asks: heart, skin or eye?"
                if !self.spoken_before(at) {
                    self.bare_list(at + 1, false);
                }
                continue;
            }
            let patterns = self.patterns;
            let ends: Vec<usize> = patterns
                .headers
                .iter()
                .filter_map(|header| header.end_at(self.text, at))
                .collect();
            if let Some(end) = ends.into_iter().max() {
                // "all options: three": a choice, and no header.
                let chosen = (1..=3).any(|back| {
                    at.checked_sub(back)
                        .is_some_and(|index| self.known_end(index).is_some_and(|known| known > at))
                });
                if !chosen && !self.example_before(at) && !self.condition_before(at) {
                    let marked = self.word(end - 1) == ":" || self.word(end - 1) == "=";
                    // "The results are good": one word is no list, and a list of what people have is none of answers.
                    let named = matches!(
                        token.lower.as_str(),
                        "options"
                            | "choices"
                            | "categories"
                            | "answers"
                            | "replies"
                            | "responses"
                            | "possible"
                            | "allowed"
                            | "valid"
                            | "accepted"
                            | "permitted"
                            | "enum"
                            | "labels"
                            | "outcomes"
                            | "statuses"
                    );
                    let people = self.about_people(self.first_of_sentence(at), at);
                    let fewest = if marked { 1 } else { 2 };
                    let asked = self.asks_at(at) && !marked;
                    if named && !people && !asked || self.told_before(at) {
                        self.list_behind(end, fewest);
                    } else {
                        self.list_with_choices(end, fewest);
                    }
                }
            } else if let Some(end) = patterns.one_of.end_at(self.text, at) {
                let marked = self.word(end.wrapping_sub(1)) == ":";
                // "Only if one of the two is said" is a condition and no list of answers.
                let condition = self.text.before(at).is_some_and(|token| token.one_of(CONDITIONS))
                    || self.condition_before(at);
                if !condition
                    && !self.example_before(at)
                    && (marked || self.told_before(at) || self.text.before(at).is_none())
                {
                    self.list_behind(end, 2);
                }
            } else if token.one_of(&["(", "["]) {
                self.bare_list(at + 1, true);
            }
        }
        for sentence in self.text.sentences.clone() {
            if self.text.asks(sentence) {
                self.asked_list(sentence);
            } else {
                self.bare_list(sentence.first, false);
            }
        }
        self.entries();
        self.sorted();
    }

    /// "True if the caller uses one of these words: …"
    fn condition_before(&self, at: usize) -> bool {
        self.reported(at) || self.in_condition(at)
    }

    fn spoken_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| {
            matches!(
                self.word(before),
                "asks" | "asked" | "says" | "said" | "offers" | "offered"
            )
        })
    }

    /// An answer such as "in progress".
    fn state(&self, at: usize, sentence: usize) -> Option<Item> {
        let listed = at
            .checked_sub(1)
            .is_some_and(|before| matches!(self.word(before), "/" | "," | "|" | "or"));
        let opens = matches!(self.word(at), "in" | "on" | "under" | "at");
        let word = self.text.token(at + 1).filter(|token| {
            token.sentence == sentence
                && token.kind == Kind::Word
                && !token.one_of(STOPS)
                && token.quote.is_none()
        });
        (listed && opens && word.is_some() && self.text.clause_ends_before(at + 2)).then_some(Item {
            first: at,
            end: at + 2,
            quoted: false,
            number: false,
            known: false,
            standard: false,
            code: false,
            conditional: false,
        })
    }

    /// A list that is one of answers only if it has a choice in it.
    fn list_with_choices(&mut self, at: usize, fewest: usize) {
        let before = self.found.len();
        self.list_behind(at, fewest);
        let known = self
            .found
            .iter()
            .skip(before)
            .any(|answer| self.choices.contains(&answer.key));
        if !known {
            self.found.truncate(before);
        }
    }

    pub(super) fn example_before(&self, at: usize) -> bool {
        (1..=3).any(|back| {
            at.checked_sub(back)
                .is_some_and(|index| self.patterns.examples.end_at(self.text, index).is_some())
        })
    }

    pub(super) fn told_before(&self, at: usize) -> bool {
        (1..=4).any(|back| {
            at.checked_sub(back).is_some_and(|index| {
                let word = self.word(index);
                STRONG.contains(&word) || WEAK.contains(&word) || matches!(word, "be" | "as" | "into" | "is")
            })
        })
    }

    /// A list on the rest of the line, or as entries below it.
    pub(super) fn list_behind(&mut self, at: usize, fewest: usize) {
        let Some(header) = at
            .checked_sub(1)
            .and_then(|index| self.text.token(index))
            .map(|token| token.sentence)
        else {
            return;
        };
        let mut items = self.row(at, header);
        if items.is_empty() && !self.in_sentence(at, header) {
            for index in header + 1..self.text.sentences.len().min(header + 41) {
                let Some(sentence) = self.text.sentences.get(index).copied() else {
                    break;
                };
                if !sentence.bullet {
                    // A list may also stand whole on the next line.
                    if index == header + 1 {
                        items = self.row(sentence.first, index);
                    }
                    break;
                }
                let numbered = self
                    .text
                    .token(sentence.first)
                    .is_some_and(|token| token.kind == Kind::Number);
                let first = sentence.first + usize::from(numbered && sentence.end > sentence.first + 1);
                match self.entry(first, index) {
                    Some(item) => items.push(item),
                    None => break,
                }
            }
        }
        if items.len() < fewest {
            return;
        }
        self.lists += 1;
        let list = Some(self.lists);
        for item in items {
            self.push(&item, How::Listed, list, true);
        }
    }

    /// One entry of a list: its words up to a mark.
    pub(super) fn entry(&self, at: usize, sentence: usize) -> Option<Item> {
        let mut item = self
            .in_sentence(at, sentence)
            .then(|| self.item(at).or_else(|| self.state(at, sentence)))
            .flatten()?;
        if !item.plain() && !item.number {
            // Entries may have small words in them: "out of stock".
            let words = (at..at + 6)
                .take_while(|index| {
                    self.text.token(*index).is_some_and(|token| {
                        token.sentence == sentence
                            && !token.is_mark()
                            && token.quote.is_none()
                            && !token.one_of(&["or", "if", "when", "unless", "for"])
                    })
                })
                .count();
            if words == 0 || words > 4 {
                return None;
            }
            item.end = at + words;
        }
        let next = self.word(item.end);
        let described =
            self.in_sentence(item.end, sentence) && matches!(next, ":" | "-" | "–" | "—" | "=" | "(");
        item.conditional = described || CONDITIONS.contains(&next);
        (self.ends_well(item.end) || described).then_some(item)
    }

    /// Entries with commas, bars or "or" between them.
    pub(super) fn row(&self, mut at: usize, sentence: usize) -> Vec<Item> {
        let mut items = Vec::new();
        at = self.separators(at, sentence);
        while matches!(self.word(at), "[" | "either") && self.in_sentence(at, sentence) {
            at += 1;
        }
        while self.in_sentence(at, sentence) && items.len() < 60 {
            let Some(item) = self.row_entry(at, sentence) else {
                break;
            };
            at = item.end;
            if self.in_sentence(at, sentence) && self.word(at) == "(" {
                match self.closing(at, sentence) {
                    Some(end) => at = end,
                    None => break,
                }
            }
            let described =
                matches!(self.word(at), ":" | "-" | "–" | "—" | "=") || CONDITIONS.contains(&self.word(at));
            if self.in_sentence(at, sentence) && described {
                // As far as anybody would read; a text without marks must not take for ever.
                let most = at + 60;
                while at < most
                    && self.in_sentence(at, sentence)
                    && !matches!(self.word(at), "," | ";" | "." | "|")
                {
                    at += 1;
                }
            }
            // "False if partial, pending or cancelled": the cases go on, and no answers.
            let cases = items.last().is_some_and(|last: &Item| {
                CONDITIONS.contains(&self.word(last.end)) && !item.known && !item.conditional
            });
            if cases {
                break;
            }
            items.push(item);
            let behind = self.separators(at, sentence);
            if behind == at {
                break;
            }
            at = behind;
        }
        items
    }

    /// As [`Self::entry`], and "and" parts two of them unless a choice has it.
    pub(super) fn row_entry(&self, at: usize, sentence: usize) -> Option<Item> {
        let mut item = self.entry(at, sentence)?;
        if !item.plain()
            && let Some(and) = (item.first..item.end).find(|index| self.word(*index) == "and")
        {
            if and == item.first {
                return None;
            }
            item.end = and;
        }
        Some(item)
    }

    /// "yes, no, or unclear" as a sentence of its own, behind a colon or in parentheses: at least two are known.
    pub(super) fn bare_list(&mut self, at: usize, inside: bool) {
        let Some(sentence) = self.text.token(at).map(|token| token.sentence) else {
            return;
        };
        let items = self.row(at, sentence);
        let Some(last) = items.last() else { return };
        let known = items.iter().filter(|item| item.known).count();
        let short = items.iter().all(|item| {
            // "yes / no / not checked"
            let negated = item.words() == 2 && matches!(self.word(item.first), "no" | "not");
            item.words() <= 3 && (item.plain() || negated || !self.no_answer(item))
        });
        let described = items.iter().any(|item| {
            self.in_sentence(item.end, sentence) && matches!(self.word(item.end), ":" | "-" | "–" | "—" | "=")
        });
        let mut end = last.end;
        if self.in_sentence(end, sentence) && self.word(end) == "(" && !inside {
            end = self.closing(end, sentence).unwrap_or(end);
        }
        let word = self.word(end);
        let whole = if inside {
            matches!(word, ")" | "]")
        } else {
            !self.in_sentence(end, sentence)
                || matches!(word, "." | "!" | ";" | "?" | "]")
                || CONDITIONS.contains(&word)
        };
        if items.len() >= 2 && known >= 2 && known * 2 >= items.len() && short && whole && !described {
            self.keep_list(&items);
        }
    }

    /// Entries below each other of which at least two are known.
    pub(super) fn entries(&mut self) {
        let sentences = self.text.sentences.clone();
        let mut index = 0;
        while index < sentences.len() {
            let run = sentences
                .iter()
                .skip(index)
                .take_while(|sentence| sentence.bullet || self.short_line(**sentence))
                .count();
            let mut items = Vec::new();
            for (offset, sentence) in sentences.iter().enumerate().skip(index).take(run.min(60)) {
                let numbered = self
                    .text
                    .token(sentence.first)
                    .is_some_and(|token| token.kind == Kind::Number);
                let skipped = match self.word(sentence.first + 1) {
                    "-" | "–" | ":" | "=" | "." | ")" if numbered => 2,
                    _ => usize::from(numbered && sentence.end > sentence.first + 1),
                };
                let first = sentence.first + skipped;
                items.extend(self.entry(first, offset).filter(|item| {
                    let next = self.word(item.end);
                    let ends = !self.in_sentence(item.end, offset)
                        || matches!(next, ":" | "-" | "–" | "—" | "=" | "(" | "." | ",");
                    item.words() <= 3
                        && ends
                        && !NO_LABELS.contains(&self.word(item.first))
                        && (item.known
                            || item.words() == 1
                            || self.in_sentence(item.end, offset)
                                && matches!(next, ":" | "-" | "–" | "—" | "=" | "("))
                }));
            }
            let known = items.iter().filter(|item| item.known).count();
            if known >= 2 && known * 2 >= items.len() {
                self.keep_list(&items);
            }
            index += run.max(1);
        }
    }

    /// "Rate the lead A, B, C or D": a list behind a verb that sorts.
    pub(super) fn sorted(&mut self) {
        for sentence in self.text.sentences.clone() {
            let opening = self.word(sentence.first);
            let sorts = SORTING.contains(&opening)
                || matches!(
                    opening,
                    "rate" | "sort" | "grade" | "group" | "assign" | "rank" | "choose" | "pick" | "select"
                );
            if self.text.asks(sentence) || !sorts {
                continue;
            }
            let index = self.sentence_index(sentence.first);
            for at in sentence.first + 1..sentence.end {
                if self.known_end(at).is_none() {
                    continue;
                }
                let items = self.row(at, index);
                let known = items.iter().filter(|item| item.known).count();
                let or = items
                    .last()
                    .is_some_and(|last| self.word(last.first.wrapping_sub(1)) == "or");
                if items.len() >= 3 && known >= 2 && or && items.iter().all(|item| item.words() <= 2) {
                    self.keep_list(&items);
                    break;
                }
            }
        }
    }

    /// A line of one or two words, or of a number and a word.
    pub(super) fn short_line(&self, sentence: Sentence) -> bool {
        let tokens = self.text.of(sentence);
        let marks = tokens.iter().filter(|token| token.is_mark()).count();
        let numbered =
            tokens.first().is_some_and(|token| token.kind == Kind::Number) && tokens.len() <= 4 && marks == 1;
        tokens.len() <= 2 && marks == 0 || numbered
    }

    /// "Did they agree, yes, no or maybe?": a list at the end of a question that begins with a plain answer.
    pub(super) fn asked_list(&mut self, sentence: Sentence) {
        let plain = ["yes", "y", "true", "low", "high"];
        let at = (sentence.first + 3..sentence.end).find(|at| {
            let opened = matches!(self.word(at - 1), "," | "-" | "–" | "—")
                && self.text.token(*at).is_some_and(|token| token.quote.is_none());
            opened && plain.contains(&self.word(*at))
        });
        if let Some(at) = at {
            self.bare_list(at, false);
        }
    }

    /// "must be paid, refused or none": a list of which at least two are known.
    pub(super) fn known_row(&mut self, at: usize) {
        let Some(sentence) = self.text.token(at).map(|token| token.sentence) else {
            return;
        };
        let items = self.row(at, sentence);
        let known = items.iter().filter(|item| item.known).count();
        if items.len() >= 2 && known >= 2 && items.iter().all(|item| item.words() <= 3) {
            self.keep_list(&items);
        }
    }

    pub(super) fn keep_list(&mut self, items: &[Item]) {
        self.lists += 1;
        let list = Some(self.lists);
        for item in items {
            self.push(item, How::Listed, list, true);
        }
    }
}
