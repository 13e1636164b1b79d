//! Answers that cases are sorted under: "rats are classified as rats", "defaults to open", "x -> a".

use super::words::*;
use super::{How, Item, Reading};
use crate::lint::phrase::Phrase;

/// The patterns of this reading.
#[derive(Debug)]
pub(super) struct Assignments {
    /// Behind these a plain word is the answer.
    labels: Vec<Phrase>,
    defaults: Vec<Phrase>,
    called: Vec<Phrase>,
    /// What kind of thing to answer.
    kinds: Phrase,
    rated: Phrase,
}

impl Assignments {
    pub(super) fn new() -> Self {
        Self {
            labels: Phrase::all(&[
                "is|are|be|get|gets marked|coded|labelled|labeled|tagged|classified|categorised|categorized|classed|filed|logged as|under|with",
                "is|are|be|get|gets set to",
                "goes|go|fall|falls|belong|belongs under|into",
                "always|then goes|go to",
                "be|are|is put|placed|sorted|grouped under|into",
                "is|are|be marked|coded|labelled|labeled|tagged|classed",
                "cases|calls|ones|tickets|requests|those|these get|gets",
                "get|gets|receive|receives|carry|carries|have|has the label|tag|value|status|code|choice",
                "mark|code|label|tag|flag|classify|categorise|categorize|class|file|log *5 as|under",
                "answer|value|result|it|output should|must read|say",
                "set it|this|the? answer|value|field|status? to",
            ]),
            defaults: Phrase::all(&[
                "default|defaults|defaulting to",
                "everything|anything|all|rest|others else|other|cases? :|=|→",
                "default|fallback|fall-back answer|value|choice|option? is|:|=|-|→",
            ]),
            called: Phrase::all(&[
                "call it|that|this|those|them|these",
                "map|convert|translate|assign|group|sort|put *5 to|under|into|as",
            ]),
            kinds: Phrase::new(
                "answer|return|respond|reply|give|write with? a|the number|letter|digit|rating|percentage",
            ),
            rated: Phrase::new("rate|score|grade|mark|code it|this|them|as|with?"),
        }
    }
}

impl Reading<'_> {
    pub(super) fn assigned(&mut self) {
        let patterns = self.patterns;
        for phrase in &patterns.assignments.labels {
            for found in phrase.matches(self.text).collect::<Vec<_>>() {
                // "If they want to think, set it to later": also where the choices are yes and no.
                let first = self.first_of_sentence(found.first);
                let case = matches!(self.word(first), "if" | "when" | "where" | "whenever" | "unless")
                    && matches!(
                        self.word(found.first.wrapping_sub(1)),
                        "," | "please" | "then" | "just"
                    )
                    && matches!(
                        self.word(found.first),
                        "set" | "mark" | "code" | "label" | "tag" | "classify" | "flag" | "file" | "log"
                    );
                if (self.enumerated || case) && self.instructs(found.first) {
                    self.label_behind(found.end, self.word(found.first) == "set");
                }
            }
        }
        for phrase in &patterns.assignments.defaults {
            for found in phrase.matches(self.text).collect::<Vec<_>>() {
                if !self.asks_at(found.first) && !self.reported(found.first) {
                    self.label_behind(found.end, false);
                }
            }
        }
        for phrase in &patterns.assignments.called {
            for found in phrase.matches(self.text).collect::<Vec<_>>() {
                let ours = self.text.before(found.first).is_none_or(|before| {
                    before.is_mark() || before.one_of(&["we", "then", "please", "i", "just"])
                });
                if let Some(item) = self.item(found.end)
                    && ours
                    && !self.asks_at(found.first)
                    && item.quoted
                    && item.words() <= 3
                {
                    self.push(&item, How::Told, None, true);
                }
            }
        }
        for found in patterns.assignments.rated.matches(self.text).collect::<Vec<_>>() {
            if let Some(mut item) = self.item(found.end)
                && self.imperative(found.first, true)
                && item.standard
                && self.ends_well(item.end)
            {
                item.conditional = true;
                self.push(&item, How::Told, None, true);
            }
        }
        self.kinds();
        self.logged();
        self.in_parentheses();
        self.arrows();
        self.lines();
    }

    /// Whether the words at `at` belong to what the model is told, and not to a question or to what people do.
    fn instructs(&self, at: usize) -> bool {
        let sentence = self.first_of_sentence(at);
        let related = (1..=2).any(|back| {
            at.checked_sub(back)
                .filter(|index| *index >= sentence)
                .is_some_and(|index| {
                    matches!(
                        self.word(index),
                        "who"
                            | "that"
                            | "which"
                            | "whether"
                            | "if"
                            | "when"
                            | "agent"
                            | "not"
                            | "never"
                            | "don't"
                            | "they"
                    )
                })
        });
        let opening = matches!(
            self.word(sentence),
            "if" | "when" | "true" | "false" | "did" | "was" | "were" | "whether"
        );
        let comma = (sentence..at).any(|index| matches!(self.word(index), "," | ":"));
        let spoken = (sentence..at).any(|index| {
            matches!(
                self.word(index),
                "says" | "said" | "say" | "mentions" | "claims" | "thinks" | "asks" | "asked" | "told"
            )
        });
        !self.asks_at(at) && !related && (!opening || comma) && (!spoken || comma)
    }

    /// One word behind an assignment, with nothing but its condition behind it.
    fn label_behind(&mut self, at: usize, all: bool) {
        if self
            .text
            .token(at)
            .is_none_or(|token| token.one_of(&["a", "an", "the"]))
        {
            return;
        }
        let Some(mut item) = self.item(at) else { return };
        let word = self.word(item.first);
        let plain = item.quoted && item.words() <= 3 || item.standard || item.code;
        let allowed = all && matches!(word, "all" | "multiple" | "several");
        let single = item.words() == 1
            && !item.number
            && !item.known
            && (allowed || !self.no_answer(&item) && !NO_LABELS.contains(&word));
        // "Those calls get transferred": a deed, and no answer.
        let done = matches!(self.word(at - 1), "get" | "gets") && word.ends_with("ed");
        let single = single && !done;
        let ends = !self.in_sentence(item.end, self.sentence_index(at))
            || matches!(self.word(item.end), "." | "," | ";" | ")" | "!")
            || CONDITIONS.contains(&self.word(item.end));
        if ends && (plain || single) {
            item.conditional = true;
            self.push(&item, How::Told, None, true);
        }
    }

    /// "Answer with a number", "return the letter only", where no choice is one.
    fn kinds(&mut self) {
        let codes = self
            .choices
            .iter()
            .any(|choice| choice.chars().count() <= 2 || choice.chars().any(|c| c.is_ascii_digit()));
        if !self.enumerated || codes {
            return;
        }
        for found in self
            .patterns
            .assignments
            .kinds
            .matches(self.text)
            .collect::<Vec<_>>()
        {
            let only = self.word(found.end) == "only" || self.text.clause_ends_before(found.end);
            let from = self.word(found.end) == "from" || self.word(found.end) == "between";
            if self.imperative(found.first, true)
                && (only || from)
                && let Some(mut item) = self.item(found.end - 1)
            {
                item.end = found.end;
                self.push(&item, How::Told, None, true);
            }
        }
    }

    /// "When it goes to voicemail, log voicemail."
    fn logged(&mut self) {
        for at in 1..self.text.tokens.len() {
            let first = self.first_of_sentence(at);
            let case = matches!(self.word(first), "if" | "when" | "for" | "unless" | "where");
            let verb = matches!(
                self.word(at),
                "log" | "record" | "mark" | "tag" | "flag" | "code" | "set" | "classify" | "label"
            );
            if !(case && verb && self.word(at - 1) == ",") {
                continue;
            }
            if let Some(item) = self.item(at + 1)
                && item.words() == 1
                && !self.in_sentence(item.end + 1, self.sentence_index(at))
                && !TIES.contains(&self.word(item.first))
            {
                self.label_behind(at + 1, false);
            }
        }
    }

    /// "(unknown if the owner cannot tell)"
    fn in_parentheses(&mut self) {
        for at in 1..self.text.tokens.len() {
            let dash = matches!(self.word(at - 1), "-" | "–" | "—")
                && self.text.token(at).is_some_and(|token| !token.glued);
            if self.word(at - 1) != "(" && !dash {
                continue;
            }
            let Some(mut item) = self.item(at) else { continue };
            let hedge = matches!(
                self.word(at),
                "maybe" | "perhaps" | "possibly" | "other" | "mixed" | "partial" | "partly" | "partially"
            );
            let condition = CONDITIONS.contains(&self.word(item.end)) && self.word(item.end) != "only";
            let named = item.standard && !hedge || item.code;
            if named && condition && !self.leads_to_choice(item.end) && !self.number_follows(item.end) {
                item.conditional = true;
                self.push(&item, How::Told, None, true);
            }
        }
    }

    /// "- Shown: true" and "- Not shown: false": lines that lead to answers, all of them.
    fn lines(&mut self) {
        let items: Vec<Item> = self
            .text
            .sentences
            .iter()
            .filter(|sentence| sentence.bullet)
            .filter_map(|sentence| {
                let colon = (sentence.first..sentence.end).find(|at| self.word(*at) == ":")?;
                let item = self.item(colon + 1)?;
                let whole = item.end == sentence.end
                    || item.end + 1 == sentence.end && matches!(self.word(item.end), "." | ";" | ",");
                (whole && item.words() <= 2 && !NO_LABELS.contains(&self.word(sentence.first)))
                    .then_some(item)
            })
            .collect();
        let known = items.iter().filter(|item| item.known).count();
        if known < 2 {
            return;
        }
        for mut item in items {
            if !item.number && item.words() == 1 && !self.no_answer(&item) {
                item.conditional = true;
                self.push(&item, How::Told, None, true);
            }
        }
    }

    fn number_follows(&self, end: usize) -> bool {
        let sentence = self.sentence_index(end);
        (end..end + 20)
            .take_while(|index| self.in_sentence(*index, sentence) && self.word(*index) != ")")
            .any(|index| matches!(self.word(index), "=" | "→" | ":"))
    }

    /// A table of arrows, of which one at least leads to a choice or a number: each leads to an answer.
    fn arrows(&mut self) {
        let targets: Vec<usize> = (1..self.text.tokens.len())
            .filter(|at| {
                let before = self.word(at - 1);
                before == "→" || before == ">" && *at >= 2 && matches!(self.word(at - 2), "-" | "=" | "–")
            })
            .collect();
        let items: Vec<Item> = targets
            .iter()
            .filter_map(|at| {
                let the_number = matches!(self.word(*at), "the" | "that") && self.word(at + 1) == "number";
                let item = self.item(at + usize::from(the_number))?;
                (item.words() <= 2).then_some(item)
            })
            .collect();
        let sure = items
            .iter()
            .any(|item| item.known || item.number || self.word(item.first) == "number");
        if targets.len() < 2 || !sure {
            return;
        }
        for mut item in items {
            let ends = !self.in_sentence(item.end, self.sentence_index(item.first))
                || matches!(self.word(item.end), "." | "," | ";" | ")" | "(");
            let word = !item.number && !self.no_answer(&item) && item.words() == 1;
            if ends && (word || item.quoted || item.standard) && !NO_LABELS.contains(&self.word(item.first)) {
                item.conditional = true;
                self.push(&item, How::Told, None, true);
            }
        }
    }
}
