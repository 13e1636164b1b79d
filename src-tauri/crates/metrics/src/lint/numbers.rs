//! Rules 4 and 5: a whole number that is asked for as something else. Rule 6: a third answer to yes or no.

mod cases;
mod third;
mod whole;
mod words;
mod written;

use super::answers::{Answer, is_standard};
use super::look::Look;
use super::phrase::Match;
use super::repair::Step;
use crate::metric::DataType;

pub(super) use words::case_of_a_number;

/// Words that stand for numbers.
#[rustfmt::skip]
const NUMBER_WORDS: &[&str] = &[
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

#[derive(Debug)]
pub(super) struct NumberRules {
    words: words::WordRules,
    whole: whole::WholeRules,
    third: third::ThirdRules,
}

impl NumberRules {
    pub(super) fn new() -> Self {
        Self {
            words: words::WordRules::new(),
            whole: whole::WholeRules::new(),
            third: third::ThirdRules::new(),
        }
    }

    pub(super) fn look(&self, look: &mut Look<'_>) {
        match look.data_type() {
            DataType::Integer => {
                self.words.look(look);
                self.whole.look(look);
            }
            DataType::Boolean => self.third.look(look),
            _ => {}
        }
    }
}

/// The answers the prompt names beyond doubt.
pub(super) fn named(look: &Look<'_>) -> Vec<Answer> {
    let span = |answer: &Answer| {
        look.span(Match {
            first: answer.first,
            end: answer.end,
        })
    };
    // "No answer is needed when …": rule 3 has spoken.
    let skipped = |answer: &Answer| {
        look.found.iter().any(|finding| {
            finding.rule == 3
                && finding
                    .span
                    .zip(span(answer))
                    .is_some_and(|(one, other)| one.start < other.end && other.start < one.end)
        })
    };
    look.answers
        .iter()
        .filter(|answer| answer.sure && !skipped(answer))
        .cloned()
        .collect()
}

fn code(written: &str) -> bool {
    written.contains('_')
        || written.chars().filter(|c| c.is_alphabetic()).count() >= 2
            && !written.chars().any(char::is_lowercase)
}

fn number_like(answer: &Answer) -> bool {
    let digits = answer.key.chars().any(|c| c.is_ascii_digit())
        && answer
            .key
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '%' | ' '));
    let described = ["number", "digit", "whole", "integer", "figure"];
    let of_numbers = !answer.quoted
        && described
            .iter()
            .any(|word| answer.key.split(' ').any(|part| part.starts_with(word)));
    answer.number
        || digits
        || of_numbers && !is_standard(&answer.key)
        || NUMBER_WORDS.contains(&answer.key.as_str())
        || answer.key.starts_with("minus ")
}

/// Puts `word` in place of an answer, with its quotation marks.
pub(super) fn quoted_place(look: &Look<'_>, answer: &Answer, word: &str) -> Option<Step> {
    let quote = look
        .text
        .token(answer.first)
        .and_then(|token| token.quote)
        .filter(|_| answer.quoted)
        .and_then(|quote| look.text.quotes.get(quote));
    match quote {
        Some(quote) => Some(Step::ReplaceInPrompt {
            start: quote.start16,
            end: quote.end16,
            text: word.to_owned(),
        }),
        None => look.replace(
            Match {
                first: answer.first,
                end: answer.end,
            },
            word,
        ),
    }
}
