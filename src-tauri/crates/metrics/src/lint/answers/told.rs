//! Answers behind verbs and conditions: "answer none", "if unclear: unknown".

use super::words::*;
use super::{How, Item, Reading, key};
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
        let first = self.word(sentence.first);
        let no_comma = self
            .text
            .of(sentence)
            .iter()
            .take(at - sentence.first)
            .all(|token| !token.is(","));
        // "For emergencies return critical."
        let whole = matches!(first, "for" | "in" | "if" | "when" | "unless")
            && (STRONG.contains(&self.word(at))
                || matches!(self.word(at), "choose" | "pick" | "select" | "use" | "put"))
            && !self.in_sentence(at + 3, self.sentence_index(at))
            && self.word(at + 2) == ".";
        allow_condition
            && no_comma
            && matches!(
                first,
                "if" | "when" | "where" | "unless" | "for" | "in" | "whenever"
            )
            && !before.one_of(NO_IMPERATIVE)
            && !before.lower.ends_with("'s")
            && (whole || self.plain_value(at + 1))
    }

    pub(super) fn plain_value(&self, at: usize) -> bool {
        self.item(self.skip_fillers(at))
            .is_some_and(|item| item.plain() || item.number)
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

    /// Reads the answer, or the list of answers, behind a verb.
    pub(super) fn values(&mut self, at: usize, strong: bool) {
        let sentence = match self.text.token(at.saturating_sub(1)) {
            Some(token) => token.sentence,
            None => return,
        };
        let at = self.skip_fillers(at + usize::from(self.word(at) == "down"));
        let mut items: Vec<Item> = Vec::new();
        let mut at = at;
        let mut after_condition = false;
        while self.in_sentence(at, sentence) && items.len() < 40 {
            let Some(mut item) = self.item(at) else { break };
            if !items.is_empty() && !self.belongs(&item, after_condition) {
                break;
            }
            at = item.end;
            if self.word(at) == "(" {
                let Some(close) = self.closing(at, sentence) else {
                    break;
                };
                item.conditional = true;
                at = close;
            }
            after_condition = CONDITIONS.contains(&self.word(at)) && self.in_sentence(at, sentence);
            if after_condition {
                item.conditional = true;
                at = self.condition_end(at, sentence);
            }
            items.push(item);
            let behind = self.separators(at, sentence);
            if behind == at {
                break;
            }
            at = behind;
        }
        self.keep(&items, strong);
    }

    /// Whether a further item goes on with the list: it must end like one.
    pub(super) fn belongs(&self, item: &Item, after_condition: bool) -> bool {
        if matches!(self.word(item.end), "as" | "under" | "into") && !item.known {
            return false;
        }
        let open = self.word(item.end) == "(";
        let conditioned = CONDITIONS.contains(&self.word(item.end)) || open;
        let otherwise = matches!(self.word(item.first.wrapping_sub(1)), "otherwise" | "else");
        let otherwise = otherwise
            || self.word(item.first.wrapping_sub(1)) == ","
                && matches!(self.word(item.first.wrapping_sub(2)), "otherwise" | "else");
        let short = item.plain() || item.number || item.words() == 1 && !self.no_answer(item);
        if after_condition {
            return short && (conditioned || otherwise && self.ends_well(item.end));
        }
        let last =
            self.word(item.first.wrapping_sub(1)) == "or" && item.words() <= 3 && !self.verb(item.first);
        (short || last) && (self.ends_well(item.end) || open || self.word(item.end) == "/")
    }

    /// Where the words of a condition end: at a comma, a semicolon, "otherwise", or an "and" before another answer
    /// with its own condition.
    pub(super) fn condition_end(&self, at: usize, sentence: usize) -> usize {
        let mut end = at + 1;
        while end < at + 80 && self.in_sentence(end, sentence) {
            let word = self.word(end);
            if matches!(word, "," | ";" | "otherwise" | "else" | "." | ")" | "—") {
                break;
            }
            if matches!(word, "and" | "or") {
                let next = self.item(end + 1);
                if next.is_some_and(|item| item.words() <= 2 && CONDITIONS.contains(&self.word(item.end))) {
                    break;
                }
            }
            end += 1;
        }
        end
    }

    pub(super) fn keep(&mut self, items: &[Item], strong: bool) {
        let Some(head) = items.first() else { return };
        let several = items.len() > 1;
        let known = items
            .iter()
            .filter(|item| item.known || item.standard || item.code || item.quoted)
            .count();
        let list = several.then(|| {
            self.lists += 1;
            self.lists
        });
        let head_ends = self.ends_well(head.end) || self.word(head.end) == "(" || self.word(head.end) == "/";
        let none_of = head.words() == 2
            && matches!(self.word(head.first), "no" | "not")
            && head.conditional
            && !self.choices.is_empty();
        let single_word = none_of || head.words() == 1 && !self.no_answer(head) && !head.number;
        let short =
            strong && (single_word || head.number && strong || head.words() == 2 && self.resembles(head));
        let verb = self.word(head.first.wrapping_sub(1));
        let picked = matches!(verb, "choose" | "pick" | "select");
        let written = self.text.written(head.first, head.end);
        let named = written.chars().next().is_some_and(char::is_uppercase)
            && written.chars().count() > 3
            && !LANGUAGES.contains(&self.word(head.first));
        let opening = self
            .text
            .sentence_of(head.first)
            .map_or("", |sentence| self.word(sentence.first));
        // "Guests on a coach: put down bus."
        let verb_at = head.first.saturating_sub(1 + usize::from(verb == "down"));
        let verb = self.word(verb_at);
        let behind_case = self
            .text
            .before(verb_at)
            .is_some_and(|before| before.one_of(&[":", "→"]));
        let in_case = (behind_case || matches!(opening, "if" | "when" | "unless" | "for" | "should" | "in"))
            && matches!(self.word(head.end), "." | "")
            && WEAK.contains(&verb)
            && !TIES.contains(&self.word(head.first))
            && !matches!(verb, "state" | "report" | "provide" | "give" | "type");
        let used = none_of
            || head.conditional
                && matches!(verb, "use" | "put" | "say" | "enter")
                && !self.choices.is_empty()
                && !MANNERS.contains(&self.word(head.first));
        let counted =
            head.number && head.conditional && matches!(verb, "use" | "put" | "give" | "write" | "enter");
        let chosen = counted
            || !strong && single_word && used
            || !strong
                && single_word
                && (head.conditional && (picked || named && WEAK.contains(&verb)) || in_case);
        let sure = head.plain() && (head_ends || head.quoted || head.code) || head_ends && (short || chosen);
        // "Return name and role": what to write down, and no answer itself.
        let content = !head.plain() && !head.number && self.no_answer(head);
        for (index, item) in items.iter().enumerate() {
            let last = several && index + 1 == items.len() && known >= 2 && item.words() <= 3;
            let fits = item.plain() || item.number || item.words() <= 2 && !self.no_answer(item) || last;
            let in_list =
                several && fits && (known > 0 || sure || items.len() > 2) && (!content || item.plain());
            let sure = if index == 0 {
                sure || in_list && head_ends
            } else {
                in_list && (known > 0 || sure)
            };
            if sure {
                let list = list.filter(|_| !content);
                self.push(item, How::Told, list, true);
            }
        }
    }

    /// Whether two words share one with a choice: "partially resolved" beside "resolved".
    pub(super) fn resembles(&self, item: &Item) -> bool {
        (item.first..item.end).any(|index| {
            let word = self.word(index);
            word.len() > 3
                && self
                    .choices
                    .iter()
                    .any(|choice| choice.split(' ').any(|part| part == word))
        })
    }

    /// "Otherwise none." with nothing behind it.
    pub(super) fn short_rest(&mut self, at: usize) {
        if let Some(item) = self.item(at) {
            let single = item.words() == 1 && !self.no_answer(&item);
            if self.text.clause_ends_before(item.end) && (item.plain() || single) {
                self.push(&item, How::Told, None, true);
            }
        }
    }

    /// "The answer is unknown if …", "mark it as open".
    pub(super) fn values_if_plain(&mut self, at: usize) {
        let at = self.skip_fillers(at);
        self.known_row(at);
        if let Some(item) = self.item(at) {
            let single =
                item.words() == 1 && !item.number && !self.no_answer(&item) && !self.choices.is_empty();
            if (item.quoted || item.standard || item.code || single) && self.ends_well(item.end) {
                self.push(&item, How::Told, None, true);
            }
        }
    }

    /// As [`Self::values_if_plain`], for words that are answers wherever they stand.
    pub(super) fn values_if_named(&mut self, at: usize) {
        let at = self.skip_fillers(at);
        if let Some(item) = self.item(at)
            && (item.quoted || item.standard || item.code)
            && self.ends_well(item.end)
        {
            self.push(&item, How::Told, None, true);
        }
    }

    /// "…, or unknown if it cannot be told": a word for nothing as the last way.
    pub(super) fn or_else(&mut self, at: usize) {
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
        let asks = self
            .text
            .sentence_of(at)
            .is_some_and(|sentence| self.text.asks(sentence));
        let written = key(self.text.written(item.first, item.end));
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
        let named = item.quoted && !asks && imperative && item.words() <= 3;
        let behind = CONDITIONS.contains(&self.word(item.end)) && self.word(item.end) != "for";
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

    pub(super) fn verb(&self, at: usize) -> bool {
        let word = self.word(at);
        STRONG.contains(&word) || WEAK.contains(&word) || SORTING.contains(&word)
    }

    /// "Voicemails are labelled voicemail_only", "everything else is 'misc'".
    pub(super) fn passive(&mut self) {
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
    pub(super) fn rests(&mut self) {
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
            for at in sentence.first + 1..sentence.end {
                if self.text.token(at).is_some_and(|token| token.quote.is_some()) {
                    continue;
                }
                let mark = self.word(at);
                let leads = match mark {
                    "," => conditional,
                    ":" | "=" | "→" => conditional || at - sentence.first <= 7,
                    ">" => self.word(at - 1) == "-" || self.word(at - 1) == "=",
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
                let single = (conditional || none)
                    && !example
                    && matches!(mark, ":" | "→" | ">" | ",")
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
    pub(super) fn header(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |index| self.word(index));
        NO_LABELS.contains(&before) && !matches!(before, "return" | "answer" | "output")
            || self.item(at - 1).is_some_and(|item| item.known)
    }

    /// Whether the words before a verb are about what somebody does: "the caller agrees to stop and skip".
    pub(super) fn about_people(&self, first: usize, at: usize) -> bool {
        let start = (first..at)
            .rev()
            .find(|index| {
                self.text
                    .token(*index)
                    .is_some_and(|token| token.one_of(&[",", ";", ":", "("]))
            })
            .unwrap_or(first);
        (start..at).any(|index| {
            matches!(
                self.word(index),
                "to" | "who"
                    | "that"
                    | "agent"
                    | "caller"
                    | "customer"
                    | "guest"
                    | "client"
                    | "patient"
                    | "user"
                    | "prospect"
                    | "they"
                    | "he"
                    | "she"
                    | "buyer"
                    | "tenant"
            )
        })
    }
}
