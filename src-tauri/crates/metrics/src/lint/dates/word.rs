//! Rule 10: a word as the answer of a Datetime. A word is no date and time.

use crate::lint::answers::{Answer, How, is_standard};
use crate::lint::finding::{Severity, What};
use crate::lint::look::{Look, NO_TIME, bold};
use crate::lint::numbers::{case_of_a_number, named, quoted_place};
use crate::lint::phrase::Match;

/// Words of dates, times and their formats: what they make up can be read as one, or tells how to write one.
#[rustfmt::skip]
const OF_DATES: &[&str] = &[
    "today", "tomorrow", "yesterday", "tonight", "now", "noon", "midday", "midnight", "morning", "afternoon",
    "evening", "night", "day", "days", "date", "time", "datetime", "timestamp", "week", "month", "year",
    "hour", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "start", "beginning", "end", "first", "last", "next", "previous", "am", "pm", "a.m.", "p.m.",
    "utc", "gmt", "z", "zulu", "offset", "zone", "iso", "rfc", "cet", "cest", "est", "edt", "pst", "pdt",
    "ist", "bst", "local", "yyyy", "mm", "dd", "hh", "ss", "epoch", "sentinel", "call", "other", "null",
    "undefined", "true", "false",
];

pub(super) fn look(look: &mut Look<'_>) {
    let mut told: Vec<String> = Vec::new();
    for answer in named(look) {
        if told.len() == 8
            || told.contains(&answer.key)
            || !is_word(&answer)
            || case_of_a_number(look.text, &answer)
        {
            continue;
        }
        let place = Match {
            first: answer.first,
            end: answer.end,
        };
        let word = answer.written.clone();
        let fix = quoted_place(look, &answer, NO_TIME).and_then(|step| bold(vec![step]));
        look.say(10, Severity::Warning, place, What::WordForTime { word }, fix);
        told.push(answer.key);
    }
}

/// Whether an answer cannot be read as a date or a time.
fn is_word(answer: &Answer) -> bool {
    if answer.number || answer.key.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    let mut words = answer.key.split([' ', '-', '/', ':', ',']);
    let nothing = matches!(words.clone().next(), Some("no" | "not" | "none"));
    let letters = answer.key.chars().any(char::is_alphabetic);
    let dated = words.any(|word| OF_DATES.contains(&word) || word.starts_with("yyyy"));
    // "none: the caller names no day" explains a word without telling to answer it, unless it is one for nothing.
    let told = answer.how == How::Told || answer.quoted || is_standard(&answer.key);
    letters && told && (nothing || !dated)
}
