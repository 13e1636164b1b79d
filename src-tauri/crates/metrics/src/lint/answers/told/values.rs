//! The answer, or the row of answers, behind a verb.

use super::super::words::*;
use super::super::{How, Item, Reading};

impl Reading<'_> {
    /// Reads the answer, or the list of answers, behind a verb.
    pub(in crate::lint::answers) fn values(&mut self, at: usize, strong: bool) {
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
    pub(in crate::lint::answers) fn belongs(&self, item: &Item, after_condition: bool) -> bool {
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
    pub(in crate::lint::answers) fn condition_end(&self, at: usize, sentence: usize) -> usize {
        let mut end = at + 1;
        while end < at + 80 && self.in_sentence(end, sentence) {
            let word = self.word(end);
            if matches!(word, "," | ";" | "otherwise" | "else" | "." | ")" | "—") {
                break;
            }
            if matches!(word, "and" | "or") {
                let next = self.item(end + 1);
                // "… if they refused or asked for more time": the condition goes on.
                if next.is_some_and(|item| {
                    item.words() <= 2
                        && CONDITIONS.contains(&self.word(item.end))
                        && (item.plain() || item.number || self.word(item.end) != "for")
                }) {
                    break;
                }
            }
            end += 1;
        }
        end
    }

    pub(in crate::lint::answers) fn keep(&mut self, items: &[Item], strong: bool) {
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
        let verb = match self.word(head.first.wrapping_sub(1)) {
            "between" | "from" | "among" | "either" => self.word(head.first.wrapping_sub(2)),
            verb => verb,
        };
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
        let in_case = (behind_case
            || matches!(
                opening,
                "if" | "when" | "unless" | "for" | "should" | "in" | "whenever" | "where"
            ))
            && matches!(self.word(head.end), "." | "")
            && WEAK.contains(&verb)
            && !TIES.contains(&self.word(head.first))
            && !matches!(verb, "state" | "report" | "provide" | "give" | "type");
        let graded = verb == "give" && self.enumerated && GRADES.contains(&self.word(head.first));
        let used = none_of
            || head.conditional && graded
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
                // "Choose between tenant, owner and agent."
                in_list && (known > 0 || sure || picked && items.len() > 2)
            };
            if sure {
                let list = list.filter(|_| !content);
                self.push(item, How::Told, list, true);
            }
        }
    }

    /// Whether two words share one with a choice: "partially resolved" beside "resolved".
    pub(in crate::lint::answers) fn resembles(&self, item: &Item) -> bool {
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
    pub(in crate::lint::answers) fn short_rest(&mut self, at: usize) {
        if let Some(item) = self.item(at) {
            let single = item.words() == 1 && !self.no_answer(&item);
            if self.text.clause_ends_before(item.end) && (item.plain() || single) {
                self.push(&item, How::Told, None, true);
            }
        }
    }

    /// "The answer is unknown if …", "mark it as open".
    pub(in crate::lint::answers) fn values_if_plain(&mut self, at: usize) {
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
    pub(in crate::lint::answers) fn values_if_named(&mut self, at: usize) {
        let at = self.skip_fillers(at);
        if let Some(item) = self.item(at)
            && (item.quoted || item.standard || item.code)
            && self.ends_well(item.end)
        {
            self.push(&item, How::Told, None, true);
        }
    }
}
