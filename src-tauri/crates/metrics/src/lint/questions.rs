//! Rules 15, 17, 18 and 20: questions that are two, vague, without a yes-rule, or about nobody.

mod nobody;
mod two;
mod vague;
mod yes_rule;

use super::look::Look;
use super::phrase::Phrase;
use super::text::{Sentence, Text};
use crate::metric::DataType;

/// Verbs with which a question can begin.
#[rustfmt::skip]
const AUXILIARIES: &[&str] = &[
    "did", "does", "do", "was", "were", "is", "are", "has", "have", "had", "will", "would", "can", "could",
    "should", "didn't", "doesn't", "wasn't", "isn't", "hasn't", "aren't", "weren't", "haven't", "won't",
    "wouldn't", "couldn't", "can't", "don't", "hadn't", "may", "might", "must", "shall", "shouldn't",
];

#[rustfmt::skip]
const QUESTION_WORDS: &[&str] = &[
    "what", "which", "who", "whose", "whom", "where", "when", "how", "why", "whether",
];

/// In what form to answer.
#[rustfmt::skip]
const FORMS: &[&str] = &[
    "number", "digit", "digits", "score", "word", "label", "letter", "figure", "value", "mark", "grade", "rating",
    "name", "category",
];

#[derive(Debug)]
pub(super) struct QuestionRules {
    basis: Vec<Phrase>,
    two: two::TwoRules,
    vague: vague::VagueRules,
    yes_rule: yes_rule::YesRules,
    nobody: nobody::NobodyRules,
}

impl QuestionRules {
    pub(super) fn new() -> Self {
        Self {
            basis: Phrase::all(&[
                "based|judged|judging|measured|going|judge|rated|rate|assessed|decide|decided on|by|from|upon|only|solely|according",
                "counts|count|counted as|for|if|when|toward|towards|it",
                "count|mark|treat|take|consider it|this|that|as|them as|only|if",
                "true|false|yes|no only|just? if|when|for|means|unless|where",
                "true|false|yes|no *2 :|=",
                "means|mean|meaning",
                "answer|say|return|choose|pick true|false|yes|no *2 if|when|for|unless",
                "only if|when|for|a|an|the *1",
                "if|when *10 ,? the? answer is? true|false|yes|no",
                "according to|by the|their|his|her words|word",
                "by|from how|what|whether",
                "using|with the? following? criteria|criterion|scale|definition|definitions|rules",
                "look|watch|check for|whether",
                "that|this is|means : ",
                "i.e.|namely|defined",
                "such as",
            ]),
            two: two::TwoRules::new(),
            vague: vague::VagueRules::new(),
            yes_rule: yes_rule::YesRules::new(),
            nobody: nobody::NobodyRules::new(),
        }
    }

    /// Whether the prompt says what to judge by.
    pub(super) fn has_basis(&self, text: &Text) -> bool {
        self.basis
            .iter()
            .flat_map(|phrase| phrase.matches(text).take(16))
            // "Only the number": how to answer, and nothing to judge by.
            .any(|found| {
                !(text.word(found.first) == "only"
                    && (found.first..=found.end).any(|at| FORMS.contains(&text.word(at))))
            })
    }

    pub(super) fn look(&self, look: &mut Look<'_>) {
        if look.text.tokens.is_empty() {
            return;
        }
        self.two.look(look);
        let ruled = look.is(DataType::Boolean) && self.yes_rule.is_given(look.text);
        self.vague.look(look, ruled);
        if look.is(DataType::Boolean) {
            self.yes_rule.look(look);
        }
        self.nobody.look(look);
    }
}

fn opens_question(text: &Text, sentence: Sentence) -> bool {
    let skip = usize::from(matches!(
        text.word(sentence.first),
        "and" | "also" | "so" | "then"
    ));
    let first = text.word(sentence.first + skip);
    let second = text.word(sentence.first + skip + 1);
    AUXILIARIES.contains(&first)
        || QUESTION_WORDS.contains(&first)
        || matches!(first, "on" | "in" | "at" | "for" | "by" | "to" | "with" | "from")
            && QUESTION_WORDS.contains(&second)
        || text.asks(sentence)
            && (sentence.first..sentence.end).any(|at| {
                text.word(at) == ","
                    && (QUESTION_WORDS.contains(&text.word(at + 1))
                        || AUXILIARIES.contains(&text.word(at + 1)))
            })
}
