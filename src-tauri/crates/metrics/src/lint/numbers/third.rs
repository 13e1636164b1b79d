//! Rule 6: a third answer to yes or no.

use super::{code, named, quoted_place};
use crate::lint::answers::{Answer, How, is_standard};
use crate::lint::finding::{Severity, What};
use crate::lint::look::{Look, append, bold};
use crate::lint::phrase::{Match, Phrase, any_of, first_of};
use crate::lint::repair::Step;
use crate::lint::text::{Kind, Text};

/// Answers to a yes/no question, as keys.
#[rustfmt::skip]
const YES_NO: &[&str] = &[
    "true", "false", "yes", "no", "y", "n", "1", "0", "t", "f", "positive", "negative",
];

const UNCLEAR_IS_FALSE: &str = "If unclear, answer false.";

#[derive(Debug)]
pub(super) struct ThirdRules {
    unclear: Vec<Phrase>,
    scale: Vec<Phrase>,
}

impl ThirdRules {
    pub(super) fn new() -> Self {
        Self {
            unclear: Phrase::all(&["unclear|unsure|uncertain|doubt|otherwise|else"]),
            scale: Phrase::all(&[
                "^ answer|rate|score|give|return # to|-|– #",
                "^ answer|reply|return|respond|give|say|write with? true|false|yes|no or|/? yes|no|true|false? plus|and|with give|state|add|name? the|a|your|their date|time|reason|name|number|amount|explanation",
                "answer|rate|score|give|return *3 scale of|from # to|-|– #",
                "^ rate|score *8 from|of|between # to|-|–|and #",
            ]),
        }
    }

    pub(super) fn look(&self, look: &mut Look<'_>) {
        let third: Vec<Answer> = named(look)
            .into_iter()
            .filter(|answer| !YES_NO.contains(&answer.key.as_str()))
            .filter(|answer| !leads_to_yes_or_no(look.text, answer) && !yes_or_no_with_words(answer))
            .collect();
        let listed = look.answers.iter().any(|answer| answer.how == How::Listed);
        for answer in third.iter().take(8) {
            let place = Match {
                first: answer.first,
                end: answer.end,
            };
            let alone = answer.list.is_none() && (answer.conditional || answer.quoted);
            // ""unsure" is allowed too": nothing to put in its place.
            let allowed = matches!(look.text.word(answer.end), "is" | "are");
            let fix = if allowed {
                None
            } else if alone || answer.conditional {
                quoted_place(look, answer, "false").and_then(|step| bold(vec![step]))
            } else if listed || answer.list.is_some() {
                without(look, answer, any_of(&self.unclear, look.text))
            } else {
                quoted_place(look, answer, "false").and_then(|step| bold(vec![step]))
            };
            look.say(
                6,
                Severity::Danger,
                place,
                What::ThirdAnswer {
                    word: answer.written.clone(),
                },
                fix,
            );
        }
        Self::third_number(look, &third);
        if let Some(place) = first_of(&self.scale, look.text).filter(|place| {
            look.text
                .sentence_of(place.first)
                .is_some_and(|sentence| !look.text.asks(sentence))
        }) {
            let word = look.text.written(place.first, place.end).to_owned();
            look.say(6, Severity::Danger, place, What::ThirdAnswer { word }, None);
        }
    }

    /// "1 for yes, 0 for no, 2 for don't know"
    fn third_number(look: &mut Look<'_>, told: &[Answer]) {
        let text = look.text;
        let labelled = |at: usize| {
            text.token(at)
                .is_some_and(|token| token.kind == Kind::Number && token.quote.is_none())
                && (matches!(text.word(at + 1), "for" | "=" | ":" | "means" | "if")
                    || matches!(
                        text.word(at + 1),
                        "yes" | "no" | "true" | "false" | "unclear" | "unknown" | "maybe" | "not" | "unsure"
                    ) && text.before(at).is_none_or(|before| before.is_mark()))
        };
        let has = |number: &str| (0..text.tokens.len()).any(|at| text.word(at) == number && labelled(at));
        if !has("0") || !has("1") {
            return;
        }
        let third = (0..text.tokens.len()).find(|at| {
            labelled(*at)
                && !matches!(text.word(*at), "0" | "1")
                && !told.iter().any(|answer| answer.first == *at)
        });
        if let Some(at) = third {
            let place = Match {
                first: at,
                end: at + 1,
            };
            let word = text.word(at).to_owned();
            let fix = look.replace(place, "0").and_then(|step| bold(vec![step]));
            look.say(6, Severity::Danger, place, What::ThirdAnswer { word }, fix);
        }
    }
}

/// Takes an answer out of a list, and says what the unclear case is.
fn without(look: &Look<'_>, answer: &Answer, unclear: bool) -> Option<crate::lint::Repair> {
    let list: Vec<&Answer> = look
        .answers
        .iter()
        .filter(|other| other.list == answer.list && other.list.is_some())
        .collect();
    let yes_no: Vec<&&Answer> = list
        .iter()
        .filter(|other| YES_NO.contains(&other.key.as_str()))
        .collect();
    let (first, last) = (list.first()?, list.last()?);
    let place = Match {
        first: first.first,
        end: last.end,
    };
    let whole = list.iter().any(|other| other.quoted);
    if yes_no.len() < 2 || list.iter().any(|other| other.conditional) {
        return None;
    }
    let words = yes_no
        .iter()
        .map(|other| other.written.as_str())
        .collect::<Vec<_>>()
        .join(" or ");
    let replaced = if whole {
        let start = look
            .text
            .token(first.first)?
            .quote
            .and_then(|quote| look.text.quotes.get(quote))
            .map(|quote| quote.start16);
        let end = look
            .text
            .token(last.first)?
            .quote
            .and_then(|quote| look.text.quotes.get(quote))
            .map(|quote| quote.end16);
        Step::ReplaceInPrompt {
            start: start.or(look.span(place).map(|span| span.start))?,
            end: end.or(look.span(place).map(|span| span.end))?,
            text: words,
        }
    } else {
        look.replace(place, &words)?
    };
    let mut steps = vec![replaced];
    if !unclear {
        steps.push(append(UNCLEAR_IS_FALSE));
    }
    bold(steps)
}

/// "unclear = false": a case, and no answer.
fn leads_to_yes_or_no(text: &Text, answer: &Answer) -> bool {
    let Some(sentence) = text.sentence_of(answer.first) else {
        return false;
    };
    let behind = (answer.end..sentence.end).take(12);
    let told = behind
        .clone()
        .take_while(|at| !matches!(text.word(*at), ";"))
        .any(|at| YES_NO.contains(&text.word(at)));
    answer.how == How::Explained
        && told
        && matches!(
            text.word(answer.end),
            "=" | ":" | "→" | "means" | "-" | "–" | "(" | "if" | "when" | "for"
        )
}

/// "true only", "no doubt": a yes or no with words behind it that are no answer of their own.
fn yes_or_no_with_words(answer: &Answer) -> bool {
    let first = answer.key.split(' ').next().unwrap_or_default();
    matches!(first, "true" | "false" | "yes" | "no")
        && !answer.quoted
        && !is_standard(&answer.key)
        && !code(&answer.written)
}
