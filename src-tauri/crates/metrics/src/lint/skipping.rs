//! Rule 3: instructions that would leave a metric without an answer.

mod empty;
mod forms;
mod meant;
mod mend;

use super::finding::{Severity, What};
use super::look::{Look, bold};
use super::phrase::{Match, Phrase};
use super::text::Text;
use crate::metric::DataType;

/// How an instruction to skip is put, and so how it is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// "leave it blank": an answer takes its place.
    Instead,
    /// "only answer if …": "Unless …, answer none".
    OnlyIf,
    /// "do not answer if …": "If …, answer none".
    NotIf,
}

#[derive(Debug)]
pub(super) struct Skipping {
    forms: Vec<(Form, Vec<Phrase>)>,
    /// For texts and times: an answer that is none.
    null: Vec<Phrase>,
    negated: Vec<Phrase>,
}

impl Skipping {
    pub(super) fn new() -> Self {
        Self {
            forms: forms::forms(),
            null: forms::null(),
            negated: forms::negations(),
        }
    }

    pub(super) fn look(&self, look: &mut Look<'_>) {
        let mut taken: Vec<Match> = Vec::new();
        for (form, phrases) in &self.forms {
            for phrase in phrases {
                for found in phrase.matches(look.text).take(8) {
                    if overlaps(&taken, found)
                        || !meant::meant(look.text, found, self.negated_before(look.text, found.first))
                        || is_choice(look, found)
                    {
                        continue;
                    }
                    // "Only if the caller asks": of a yes/no question or a choice, its rule.
                    let bare = *form == Form::OnlyIf
                        && found.end - found.first == 2
                        && look.text.word(found.first) == "only";
                    if bare && matches!(look.data_type(), DataType::Boolean | DataType::Enum) {
                        continue;
                    }
                    if *form != Form::Instead && otherwise_answered(look, found) {
                        continue;
                    }
                    taken.push(found);
                    let fix = mend::mend(look, *form, found);
                    look.say(3, Severity::Danger, found, What::MayBeSkipped, fix);
                }
            }
        }
        for found in empty::empty_quotes(look.text) {
            if !overlaps(&taken, found) {
                taken.push(found);
                let (nothing, choice) = look.nothing();
                let steps = look.replace(found, &nothing).into_iter().chain(choice).collect();
                look.say(3, Severity::Danger, found, What::MayBeSkipped, bold(steps));
            }
        }
        if !matches!(look.data_type(), DataType::String | DataType::Datetime) {
            return;
        }
        for phrase in &self.null {
            for found in phrase.reaching(look.text).take(8) {
                let first = look.text.word(found.first);
                // "Which column does the analyst say is null?"
                let told_of = matches!(first, "be" | "is" | "can" | "may")
                    && look
                        .text
                        .sentence_of(found.first)
                        .is_some_and(|sentence| look.text.asks(sentence));
                // "Codes are a, b, null": a list, and no condition.
                let listed = matches!(first, "," | ";")
                    && matches!(look.text.word(found.end - 1), "null" | "undefined")
                    && look.text.sentence_of(found.first).is_some_and(|sentence| {
                        !matches!(
                            look.text.word(sentence.first),
                            "if" | "when" | "unless" | "no" | "not" | "otherwise"
                        )
                    });
                if !told_of
                    && !listed
                    && !overlaps(&taken, found)
                    && !self.negated_before(look.text, found.first)
                {
                    taken.push(found);
                    let word = Match {
                        first: found.end - 1,
                        end: found.end,
                    };
                    let word = (found.first..found.end)
                        .find(|at| matches!(look.text.word(*at), "null" | "undefined"))
                        .map_or(word, |at| Match {
                            first: at,
                            end: at + 1,
                        });
                    let (nothing, choice) = look.nothing();
                    let steps = look.replace(word, &nothing).into_iter().chain(choice).collect();
                    look.say(3, Severity::Danger, word, What::MayBeSkipped, bold(steps));
                }
            }
        }
    }

    fn negated_before(&self, text: &Text, first: usize) -> bool {
        (1..=3).any(|back| {
            first.checked_sub(back).is_some_and(|at| {
                self.negated.iter().any(|phrase| {
                    text.token(at)
                        .is_some_and(|t| t.sentence == text.tokens.get(first).map_or(0, |t| t.sentence))
                        && phrase.end_at(text, at) == Some(first)
                })
            })
        })
    }
}

/// "no answer if nobody picks up", where "no answer" is a choice.
fn is_choice(look: &Look<'_>, found: Match) -> bool {
    let no = (found.first..found.end).find(|at| look.text.word(*at) == "no");
    look.is(DataType::Enum)
        && no.is_some_and(|at| {
            let words = super::answers::key(look.text.written(at, at + 2));
            look.choice_keys().contains(&words)
        })
}

/// "Only answer if …, otherwise answer none": every call has an answer.
fn otherwise_answered(look: &Look<'_>, found: Match) -> bool {
    let Some(sentence) = look.text.token(found.first).map(|token| token.sentence) else {
        return false;
    };
    let text = look.text;
    // "Only if they object, note it; otherwise write no objection"
    let written = (found.end..text.tokens.len())
        .take_while(|at| {
            text.token(*at)
                .is_some_and(|token| token.sentence <= sentence + 1)
        })
        .any(|at| {
            let next = at + 1 + usize::from(text.word(at + 1) == ",");
            matches!(text.word(at), "otherwise" | "else")
                && matches!(
                    text.word(next),
                    "write"
                        | "answer"
                        | "return"
                        | "put"
                        | "choose"
                        | "say"
                        | "use"
                        | "give"
                        | "pick"
                        | "enter"
                )
                && !(next..next + 4).any(|word| {
                    matches!(text.word(word), "nothing" | "blank" | "empty" | "null" | "no")
                        && text.clause_ends_before(word + 1)
                })
        });
    if written {
        return true;
    }
    look.answers.iter().any(|answer| {
        let near = look
            .text
            .token(answer.first)
            .is_some_and(|token| token.sentence == sentence || token.sentence == sentence + 1);
        let before = |back: usize| answer.first.checked_sub(back).map_or("", |at| look.text.word(at));
        let rest = (1..=4).any(|back| matches!(before(back), "otherwise" | "else" | "not"));
        answer.sure && near && answer.first >= found.end && rest
    })
}

fn overlaps(taken: &[Match], found: Match) -> bool {
    taken
        .iter()
        .any(|other| found.first < other.end && other.first < found.end)
}
