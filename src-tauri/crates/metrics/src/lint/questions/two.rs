//! Rule 15: two questions in one.

use super::{AUXILIARIES, QUESTION_WORDS, opens_question};
use crate::lint::Repair;
use crate::lint::finding::{Severity, What};
use crate::lint::look::{Look, bold};
use crate::lint::phrase::{Match, Phrase, any_of};
use crate::lint::repair::Step;
use crate::lint::text::{Kind, Sentence, Text};
use crate::metric::{DataType, MetricFields};

#[derive(Debug)]
pub(super) struct TwoRules {
    second: Vec<Phrase>,
    combined: Vec<Phrase>,
}

impl TwoRules {
    pub(super) fn new() -> Self {
        Self {
            second: Phrase::all(&[
                "and|& also ,? why|how|what|when|where|who|which|whether|did|was|were|is|does|has|do|are|if _",
                "and|& if so|yes ,? why|how|what|when|where|who|which|did|was _?",
                "and|& ,? why|how|what|when|where|which|who ,? did|does|do|was|were|is|are|has|have|had|will|would|can|could|should _",
                "and|& ,? what|which _ did|does|do|was|were|is|are|has|have|will|would",
                "and|& how much|many|long|often|well|far|soon|quickly _ _",
                "and|& ,? did|does|was|were|is|are|has|have|had|will|would _ _",
                "and|& also the|an|a|his|her|their|any _",
                "and|& why the|they|he|she|it|not",
                "and|& how the|they|he|she|it",
                "and|& why $",
            ]),
            combined: Phrase::all(&[
                "if|when either|any|one|neither|both of?",
                "both",
                "either *3 part|parts|missing|half",
                "all of|these|three|parts",
                "one of the|these two?",
                "if one",
                "only if *8 and",
            ]),
        }
    }

    pub(super) fn look(&self, look: &mut Look<'_>) {
        let text = look.text;
        let combined = any_of(&self.combined, text);
        if combined {
            return;
        }
        let asking: Vec<Sentence> = text
            .sentences
            .iter()
            .copied()
            .filter(|sentence| text.asks(*sentence))
            .collect();
        let seconds: Vec<Match> = self
            .second
            .iter()
            .flat_map(|phrase| phrase.matches(text))
            .collect();
        for sentence in text.sentences.iter().copied() {
            let question = text.asks(sentence) || sentence.first == 0 && opens_question(text, sentence);
            if !question {
                continue;
            }
            let found = seconds
                .iter()
                .copied()
                .filter(|found| sentence.first < found.first && found.first < sentence.end)
                .find(|found| own_clause(text, sentence, *found));
            if let Some(found) = found {
                let place = Match {
                    first: found.first,
                    end: found.end,
                };
                let fix = split_at(look, sentence, found);
                look.say(15, Severity::Warning, place, What::TwoQuestions, fix);
                return;
            }
        }
        if let [first, .., second] = asking.as_slice() {
            if let Some(next) = asking
                .iter()
                .skip(1)
                .find(|next| bare_question(text, *first, **next))
            {
                let place = Match {
                    first: next.first,
                    end: next.end,
                };
                look.say(15, Severity::Warning, place, What::TwoQuestions, None);
                return;
            }
            let real =
                |sentence: &Sentence| opens_question(text, *sentence) && sentence.end - sentence.first > 3;
            let next = asking
                .iter()
                .skip(1)
                .find(|sentence| real(sentence))
                .unwrap_or(second);
            if real(first) && real(next) && !rephrases(text, *first, *next) {
                let place = Match {
                    first: next.first,
                    end: next.end,
                };
                let fix = split_off(look, *next);
                look.say(15, Severity::Warning, place, What::TwoQuestions, fix);
            }
        }
    }
}

/// Whether what follows "and" asks on its own: the first half must be a question already, and "and what" must not
/// belong to a verb of saying ("say when and how they will pay").
fn own_clause(text: &Text, sentence: Sentence, found: Match) -> bool {
    if text.token(found.first).is_some_and(|token| token.quote.is_some()) || found.first < sentence.first + 3
    {
        return false;
    }
    let before = text.word(found.first - 1);
    let before = if before == "," {
        text.word(found.first.saturating_sub(2))
    } else {
        before
    };
    if QUESTION_WORDS.contains(&before) {
        return false;
    }
    let opening = text.word(sentence.first);
    let second = (found.first + 1..found.end)
        .map(|at| text.word(at))
        .find(|word| !matches!(*word, "," | "also" | "if" | "so"));
    let second = second.unwrap_or_default();
    if AUXILIARIES.contains(&second) {
        // "the person who called and was angry": an auxiliary right behind a relative clause.
        let relative = (sentence.first + 1..found.first)
            .any(|at| matches!(text.word(at), "who" | "that" | "whether" | "if"));
        let subject = text
            .token(found.first + 2)
            .is_some_and(|token| token.kind == Kind::Word)
            && !matches!(
                text.word(found.first + 2),
                "not" | "never" | "no" | "also" | "still" | "then" | "being" | "been"
            );
        let participle =
            text.word(found.first + 2).ends_with("ed") || text.word(found.first + 2).ends_with("ing");
        return subject && !participle && (!relative || AUXILIARIES.contains(&opening));
    }
    if QUESTION_WORDS.contains(&second) {
        // "Did the agent explain what happens and when it happens?" is one question.
        let embedded = (sentence.first + 1..found.first)
            .any(|at| QUESTION_WORDS.contains(&text.word(at)) && text.word(at) != "whose");
        let inverted = (found.first + 1..found.end + 2).any(|at| AUXILIARIES.contains(&text.word(at)));
        return inverted || !embedded;
    }
    true
}

/// "Why?", "And when?" behind another question: one more of its own.
fn bare_question(text: &Text, first: Sentence, next: Sentence) -> bool {
    let words: Vec<&str> = (next.first..next.end)
        .map(|at| text.word(at))
        .filter(|word| {
            !matches!(
                *word,
                "?" | "," | "and" | "also" | "since" | "or" | "if" | "so" | "from"
            )
        })
        .collect();
    let [word] = words.as_slice() else { return false };
    opens_question(text, first)
        && first.end - first.first > 3
        && matches!(*word, "why" | "when" | "where" | "who" | "how" | "whom")
        && text.word(first.first) != *word
}

/// Whether the second question only puts the first one in other words or narrows it.
fn rephrases(text: &Text, first: Sentence, second: Sentence) -> bool {
    let opening = text.word(second.first);
    let narrows = matches!(
        opening,
        "in" | "that" | "or" | "meaning" | "i.e." | "for" | "e.g." | "like" | "such"
    ) && !QUESTION_WORDS.contains(&text.word(second.first + 1));
    let between = (first.end..second.first).any(|at| matches!(text.word(at), "i.e." | "meaning" | "words"));
    let short = second.end - second.first <= 3;
    let options = (second.first..second.end)
        .filter(|at| text.word(*at) == "or")
        .count()
        > 0
        && !AUXILIARIES.contains(&text.word(first.first));
    narrows || between || short || options
}

/// The part behind "and" as a metric of its own.
fn split_at(look: &Look<'_>, sentence: Sentence, found: Match) -> Option<Repair> {
    let text = look.text;
    if !text.asks(sentence) || look.is(DataType::Enum) {
        return None;
    }
    let first_word = (found.first + 1..sentence.end).find(|at| !matches!(text.word(*at), "," | "also"))?;
    if matches!(
        text.word(first_word),
        "if" | "the" | "an" | "a" | "his" | "her" | "their" | "any"
    ) {
        return None;
    }
    let comma = text.token(found.first - 1).is_some_and(|token| token.is(","));
    let place = Match {
        first: found.first - usize::from(comma),
        end: sentence.end - 1,
    };
    let question = format!("{}?", text.written(first_word, sentence.end - 1));
    let before = text.token(place.first.checked_sub(1)?)?;
    let last = text.token(place.end.checked_sub(1)?)?;
    let steps = vec![
        Step::ReplaceInPrompt {
            start: before.end16,
            end: last.end16,
            text: String::new(),
        },
        second_metric(look, &question),
    ];
    bold(steps)
}

/// A later question as a metric of its own.
fn split_off(look: &Look<'_>, sentence: Sentence) -> Option<Repair> {
    let text = look.text;
    if look.is(DataType::Enum) {
        return None;
    }
    let span = look.span(Match {
        first: sentence.first,
        end: sentence.end,
    })?;
    let start = text.token(sentence.first.checked_sub(1)?)?.end16;
    let question = text.written(sentence.first, sentence.end).to_owned();
    let steps = vec![
        Step::ReplaceInPrompt {
            start,
            end: span.end,
            text: String::new(),
        },
        second_metric(look, &question),
    ];
    bold(steps)
}

fn second_metric(look: &Look<'_>, question: &str) -> Step {
    let mut letters = question.chars();
    let prompt: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect();
    let opening = prompt
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let many = prompt.to_lowercase().starts_with("how many");
    let data_type = if AUXILIARIES.contains(&opening.as_str()) {
        DataType::Boolean
    } else if many {
        DataType::Integer
    } else {
        DataType::String
    };
    Step::AddMetric {
        fields: MetricFields {
            identifier: format!("{}_2", look.fields.identifier),
            data_type,
            prompt,
            choices: Vec::new(),
        },
    }
}
