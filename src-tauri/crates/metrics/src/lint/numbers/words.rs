//! Rule 4: a whole number that is to be answered in words.

use super::{NUMBER_WORDS, code, named, number_like, quoted_place};
use crate::lint::answers::{Answer, How, is_standard};
use crate::lint::finding::{Severity, What};
use crate::lint::look::{Look, bold};
use crate::lint::phrase::{Match, Phrase, first_of};
use crate::lint::text::{Kind, Text};

#[derive(Debug)]
pub(super) struct WordRules {
    in_words: Vec<Phrase>,
}

impl WordRules {
    pub(super) fn new() -> Self {
        Self {
            in_words: Phrase::all(&[
                "write|give|answer|return|put|state|spell|number|it|amount|figure|out in words",
                "as|in a|one? word|words|text $",
                "as text",
                "answer|reply|respond with a|one word|words",
                "in words ,? not digits",
                "number|amount|figure|count|it spelled|written out|in words?",
                "in roman numerals|numbers",
                "a dash|hyphen|cross|star|question if|when|for|unless|where",
                "spell out the|it|this|all|number|amount|numbers",
                "spell the|it number|amount|figure|out? out",
            ]),
        }
    }

    pub(super) fn look(&self, look: &mut Look<'_>) {
        let words: Vec<Answer> = named(look)
            .into_iter()
            .filter(|answer| !number_like(answer))
            .filter(|answer| {
                answer.how != How::Explained
                    || answer.quoted
                    || is_standard(&answer.key)
                    || code(&answer.written)
            })
            .collect();
        let mut told = false;
        for answer in words.iter().take(8) {
            // A label explains a number, a word behind it is the case: "none = 0".
            if case_of_a_number(look.text, answer) {
                continue;
            }
            told = true;
            let place = Match {
                first: answer.first,
                end: answer.end,
            };
            let replaceable = is_standard(&answer.key) || answer.list.is_none() && answer.conditional;
            let standard = is_standard(&answer.key) || code(&answer.written) || answer.quoted;
            let (nothing, _) = look.nothing();
            let fix = (replaceable && standard)
                .then(|| quoted_place(look, answer, &nothing))
                .flatten()
                .and_then(|step| bold(vec![step]));
            look.say(
                4,
                Severity::Danger,
                place,
                What::WordForNumber {
                    word: answer.written.clone(),
                },
                fix,
            );
        }
        if told {
            return;
        }
        if let Some(place) = word_list(look.text) {
            let word = look.text.written(place.first, place.end).to_owned();
            look.say(4, Severity::Danger, place, What::WordForNumber { word }, None);
            return;
        }
        let in_words = first_of(&self.in_words, look.text).filter(|place| {
            // "How many reminders went out as text?"
            let asked = look
                .text
                .sentence_of(place.first)
                .is_some_and(|sentence| look.text.asks(sentence));
            // "3 = says so in words": a step of a scale.
            let step = look
                .text
                .sentence_of(place.first)
                .is_some_and(|sentence| (sentence.first..place.first).any(|at| look.text.word(at) == "="));
            !asked && !step
                || look
                    .text
                    .before(place.first)
                    .is_some_and(|before| before.one_of(&[",", "("]))
        });
        if let Some(place) = in_words {
            let word = look.text.written(place.first, place.end).to_owned();
            let before = look.text.before(place.first);
            if before.is_none_or(|token| !token.one_of(&["other", "not", "own", "and", "these", "their"])) {
                let fix = look.replace(place, "in digits").and_then(|step| bold(vec![step]));
                look.say(4, Severity::Danger, place, What::WordForNumber { word }, fix);
            }
        }
    }
}

/// "N/A (…) is recorded as 0", "none: 0", "unknown if … → 0".
pub(in crate::lint) fn case_of_a_number(text: &Text, answer: &Answer) -> bool {
    if answer.how != How::Explained {
        return false;
    }
    let Some(sentence) = text.sentence_of(answer.first) else {
        return false;
    };
    let numbers = (answer.end..sentence.end).any(|at| {
        text.token(at)
            .is_some_and(|token| token.kind == Kind::Number || NUMBER_WORDS.contains(&token.lower.as_str()))
    });
    let mark = text.word(answer.end);
    let leads = (answer.end..sentence.end).any(|at| {
        matches!(
            text.word(at),
            "is" | "are" | "as" | "counts" | "count" | "=" | ":" | "→"
        )
    });
    numbers && (leads || matches!(mark, "=" | ":" | "-" | "–" | "→" | "("))
}

/// "Result of the quiz: passed or failed.": words alone, in a metric that counts nothing.
fn word_list(text: &Text) -> Option<Match> {
    let counts = text.has_word(&[
        "how", "count", "number", "many", "times", "mention", "mentions", "digits",
    ]);
    if counts || text.tokens.iter().any(|token| token.kind == Kind::Number) {
        return None;
    }
    text.sentences.iter().find_map(|sentence| {
        if text.asks(*sentence) {
            return None;
        }
        let colon = (sentence.first..sentence.end)
            .rev()
            .find(|at| text.word(*at) == ":");
        let first = colon.map_or(sentence.first, |at| at + 1);
        let end = sentence.end - usize::from(text.word(sentence.end - 1) == ".");
        let short = end > first && end - first <= 12;
        let or = (first..end).rev().find(|at| text.word(*at) == "or")?;
        let row = (first..or).all(|at| {
            let word = text
                .token(at)
                .is_some_and(|token| token.kind == Kind::Word && token.quote.is_none());
            word && (at + 1 == or || text.word(at + 1) == "," || colon.is_none() && at == first)
                || text.word(at) == ","
        });
        (short && row && or + 2 == end && or > first).then_some(Match { first, end })
    })
}
