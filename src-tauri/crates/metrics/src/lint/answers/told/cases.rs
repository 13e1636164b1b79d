//! Answers behind their case: "or unknown", "if unclear: unknown", "voicemails are labelled other".

use super::super::words::*;
use super::super::{How, Reading, key};
use crate::lint::text::Kind;

impl Reading<'_> {
    /// "…, or unknown if it cannot be told": a word for nothing as the last way.
    pub(in crate::lint::answers) fn or_else(&mut self, at: usize) {
        if self.or_word(at) {
            return;
        }
        let Some(item) = self.item(at) else { return };
        // "if some or none": a case, and no answer.
        let mut back = at - 1;
        while let Some(before) = self.text.before(back).filter(|before| !before.is_mark()) {
            if before.one_of(CONDITIONS)
                || before.one_of(&["whether", "not", "never", "don't", "no", "without", "avoid"])
            {
                return;
            }
            back -= 1;
        }
        // ""coming" (on_order) or "gone" (sold_out)": a case of a choice.
        if item.quoted && self.word(item.end) == "(" && self.known_end(item.end + 1).is_some() {
            return;
        }
        let asks = self
            .text
            .sentence_of(at)
            .is_some_and(|sentence| self.text.asks(sentence));
        let written = key(self.text.written(item.first, item.end));
        // "How many calls were missed or not answered?"
        let asked_for = asks
            && written.starts_with("not ")
            && self.text.before(at - 1).is_some_and(|before| !before.is_mark());
        if asked_for {
            return;
        }
        // "n/a or unknown: 0"
        let case = matches!(self.word(item.end), ":" | "→" | "=");
        if case || self.in_condition(at) || self.goes_on_with_cases(at - 1, &written) {
            return;
        }
        // "the caller says 'stop', or 'cancel'"
        let spoken = self
            .text
            .token(at.saturating_sub(2))
            .is_some_and(|token| token.quote.is_some() || token.is(","))
            && self.reported(at);
        if item.quoted && spoken && !CONDITIONS.contains(&self.word(item.end)) {
            return;
        }
        let nothing = item.standard
            && !matches!(
                written.as_str(),
                "other"
                    | "others"
                    | "neither"
                    | "mixed"
                    | "partial"
                    | "partly"
                    | "partially"
                    | "perhaps"
                    | "maybe"
                    | "possibly"
            );
        let imperative = self.text.sentence_of(at).is_some_and(|sentence| {
            matches!(
                self.word(sentence.first),
                "a" | "an" | "the" | "number" | "name" | "text"
            ) || self.verb(sentence.first)
        });
        // "Weekly hours or "flexible"."
        let alone = back + 3 >= at - 1
            && !self.reported(at)
            && self
                .text
                .token(at.saturating_sub(2))
                .is_some_and(|before| before.quote.is_none() && before.kind == Kind::Word);
        let named = item.quoted && !asks && (imperative || alone) && item.words() <= 3;
        let behind = CONDITIONS.contains(&self.word(item.end))
            && (self.word(item.end) != "for" || item.quoted && !self.reported(at));
        let more = item.quoted
            && self
                .text
                .token(at.saturating_sub(2))
                .is_some_and(|token| token.kind == Kind::Number && token.quote.is_none());
        if (nothing
            || more
            || named
            || item.quoted && (behind || !asks && at >= 2 && self.word(at - 2) == ",") && item.words() <= 3
            || item.code && !asks)
            && (self.text.clause_ends_before(item.end) || behind)
        {
            self.push(&item, How::Told, None, true);
        }
    }

    /// "the number or "unknown"", "a count, or the word none": a number, or a word in its place.
    fn or_word(&mut self, at: usize) -> bool {
        let comma = usize::from(self.word(at.wrapping_sub(2)) == ",");
        let Some(count) = at.checked_sub(2 + comma) else {
            return false;
        };
        let counted = matches!(
            self.word(count),
            "number"
                | "count"
                | "amount"
                | "figure"
                | "value"
                | "digits"
                | "digit"
                | "integer"
                | "total"
                | "sum"
        );
        let behind = self.skip_fillers(at);
        let Some(item) = self.item(behind).filter(|_| counted) else {
            return false;
        };
        let written = key(self.text.written(item.first, item.end));
        // "the same number or other details"
        let vague = matches!(written.as_str(), "other" | "mixed" | "partial" | "neither");
        let named = (item.quoted && item.words() <= 3 || item.standard || item.code) && !vague && !item.known;
        let told = named
            && self.ends_well(item.end)
            && !self.asks_at(at)
            && !self.reported(count)
            && !self.in_condition(at);
        if told {
            self.push(&item, How::Told, None, true);
        }
        told
    }

    /// "…, and N/A for voicemails": one more answer with its condition.
    pub(in crate::lint::answers) fn and_else(&mut self, at: usize) {
        let Some(mut item) = self.item(at) else { return };
        let before = at.checked_sub(2).and_then(|index| self.text.token(index));
        let goes_on = before.is_some_and(|token| {
            let opens = self.word(at - 1) == "but" || token.is(",") || token.kind == Kind::Number;
            token.sentence == self.sentence_index(at) && opens
        });
        let condition = matches!(
            self.word(item.end),
            "if" | "when" | "where" | "for" | "unless" | "otherwise"
        );
        let named = item.standard && self.word(item.first) != "other" || item.quoted && item.words() <= 3;
        if goes_on
            && condition
            && named
            && !item.known
            && !self.asks_at(at)
            && !self.reported(at - 1)
            && !self.in_condition(at)
        {
            item.conditional = true;
            self.push(&item, How::Told, None, true);
        }
    }

    /// ""unsure" is allowed too", "maybe is fine": an answer that is let through.
    pub(in crate::lint::answers) fn allowed(&mut self) {
        for at in 1..self.text.tokens.len() {
            let verb = matches!(self.word(at), "is" | "are" | "would");
            if !verb || self.text.token(at).is_some_and(|token| token.quote.is_some()) {
                continue;
            }
            let ends = |word: &str| {
                matches!(
                    word,
                    "allowed"
                        | "fine"
                        | "ok"
                        | "okay"
                        | "possible"
                        | "accepted"
                        | "acceptable"
                        | "valid"
                        | "permitted"
                )
            };
            let skipped = usize::from(matches!(self.word(at + 1), "also" | "too" | "be" | "perfectly"));
            if !ends(self.word(at + 1 + skipped)) {
                continue;
            }
            let item = (1..=4)
                .filter_map(|back| at.checked_sub(back))
                .filter_map(|first| self.item(first))
                .find(|item| {
                    item.end == at && (item.quoted && item.words() <= 3 || item.standard || item.code)
                });
            let Some(item) = item else { continue };
            let opens = self.text.before(item.first).is_none_or(|before| {
                before.is_mark() || before.one_of(&["and", "or", "also", "answer", "but"])
            });
            if opens && !item.known && !self.asks_at(at) && !self.reported(item.first) {
                self.push(&item, How::Told, None, true);
            }
        }
    }

    /// "Accepted under a condition is "conditional".": a statement that ends with a word in quotes.
    pub(in crate::lint::answers) fn stated(&mut self) {
        for sentence in self.text.sentences.clone() {
            let opening = self.word(sentence.first);
            let case =
                CONDITIONS.contains(&opening) || matches!(opening, "the" | "our" | "this" | "a" | "an");
            if self.text.asks(sentence) || case {
                continue;
            }
            let Some(verb) = (sentence.first + 1..sentence.end).find(|at| {
                matches!(self.word(*at), "is" | "are" | "means")
                    && self.text.token(*at).is_some_and(|token| token.quote.is_none())
            }) else {
                continue;
            };
            let Some(item) = self.item(verb + 1) else { continue };
            let small = self
                .text
                .written(item.first, item.end)
                .chars()
                .all(|c| !c.is_uppercase());
            let last = item.end == sentence.end || item.end + 1 == sentence.end && self.word(item.end) == ".";
            if item.quoted && !item.known && small && last && item.words() <= 2 && !self.reported(verb) {
                self.push(&item, How::Told, None, true);
            }
        }
    }

    /// "Voicemails are labelled voicemail_only", "everything else is 'misc'".
    pub(in crate::lint::answers) fn passive(&mut self) {
        let patterns = self.patterns;
        for phrase in &patterns.passive {
            for found in phrase.matches(self.text) {
                let related = (1..=3).any(|back| {
                    found.first.checked_sub(back).is_some_and(|at| {
                        matches!(
                            self.word(at),
                            "who"
                                | "that"
                                | "which"
                                | "whether"
                                | "was"
                                | "were"
                                | "did"
                                | "said"
                                | "says"
                                | "say"
                                | "if"
                                | "when"
                        )
                    })
                });
                let asks = self
                    .text
                    .sentence_of(found.first)
                    .is_some_and(|sentence| self.text.asks(sentence));
                if related || asks || self.in_condition(found.first) {
                    continue;
                }
                let article = matches!(self.word(found.end), "a" | "an" | "the");
                let Some(mut item) = self.item(found.end + usize::from(article)) else {
                    continue;
                };
                let spelled = item.code && self.text.written(item.first, item.end).contains('_');
                if (item.quoted && item.words() <= 3 || item.standard || spelled) && self.ends_well(item.end)
                {
                    item.conditional = true;
                    self.push(&item, How::Told, None, true);
                }
            }
        }
    }

    /// "If unclear: unknown", "Not stated → unknown", "Default: unknown": the case, a mark, and the answer.
    pub(in crate::lint::answers) fn rests(&mut self) {
        for sentence in self.text.sentences.clone() {
            if self.text.asks(sentence) {
                continue;
            }
            let opening = self.word(sentence.first).to_owned();
            let opening = opening.as_str();
            let conditional = matches!(
                opening,
                "if" | "when" | "unless" | "in" | "for" | "otherwise" | "should" | "where" | "else"
            );
            let mut clause = sentence.first;
            for at in sentence.first + 1..sentence.end {
                if self.text.token(at).is_some_and(|token| token.quote.is_some()) {
                    continue;
                }
                let mark = self.word(at);
                if matches!(self.word(at - 1), "," | ";") {
                    clause = at;
                }
                let leads = match mark {
                    "," => conditional,
                    ":" | "=" | "→" => conditional || at - clause <= 7,
                    ">" => self.word(at - 1) == "-" || self.word(at - 1) == "=",
                    "-" | "–" | "—" => conditional && self.text.token(at).is_some_and(|dash| !dash.glued),
                    _ => false,
                };
                let behind = at + 1 + usize::from(self.word(at + 1) == "then");
                let Some(mut item) = self.item(behind).filter(|_| leads) else {
                    continue;
                };
                let listed = matches!(mark, ":" | "=") && !conditional && self.header(at);
                // "For example, refunds."
                let example = matches!(opening, "for" | "in")
                    && mark == ","
                    && !(sentence.first..at).any(|index| {
                        matches!(
                            self.word(index),
                            "else" | "other" | "others" | "rest" | "all" | "cases" | "doubt"
                        )
                    });
                let none = self.enumerated && mark == ":" && matches!(opening, "no" | "not");
                // "Parents who hang up before the pitch: dropped."
                let described = self.enumerated
                    && mark == ":"
                    && at - sentence.first >= 3
                    && (sentence.first + 1..at).any(|index| {
                        matches!(
                            self.word(index),
                            "who" | "that" | "without" | "before" | "after" | "when" | "if" | "where"
                        )
                    });
                // "First call → first", of a number
                let short = at - sentence.first <= 4;
                let equal = mark == "=" && (2..=4).contains(&(at - sentence.first));
                let arrow = !self.enumerated && matches!(mark, "→" | ">") && short || equal;
                let single = (conditional || none || described || arrow)
                    && !example
                    && (equal || matches!(mark, ":" | "→" | ">" | ","))
                    && item.words() == 1
                    && !self.no_answer(&item)
                    && !TIES.contains(&self.word(item.first));
                let told = item.standard || item.code || single || item.quoted && item.words() <= 3;
                let whole = !self.in_sentence(item.end, self.sentence_index(at))
                    || matches!(self.word(item.end), "." | ";" | ")" | "!");
                let number = at.checked_sub(1).is_some_and(|before| {
                    self.text
                        .token(before)
                        .is_some_and(|token| token.kind == Kind::Number)
                });
                if told && whole && !listed && !number {
                    item.conditional = true;
                    self.push(&item, How::Told, None, true);
                }
            }
        }
    }

    /// Whether the word before a colon explains or gives an example.
    pub(in crate::lint::answers) fn header(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |index| self.word(index));
        NO_LABELS.contains(&before) && !matches!(before, "return" | "answer" | "output")
            || self.item(at - 1).is_some_and(|item| item.known)
    }
}
