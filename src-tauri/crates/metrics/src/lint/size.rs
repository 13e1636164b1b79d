//! Rule 24: blanks that nobody filled in, sizes, and what the answers of past calls say.

use std::collections::HashMap;

use super::finding::{Context, Finding, Results, Severity, TextSpan, What};
use super::look::Look;
use crate::metric::{DataType, Metric};
use crate::validate::Field;

/// Metrics that are a good start; more is worth a word.
const METRICS: usize = 5;
const CHOICES: usize = 12;
const CHARACTERS: usize = 2000;
/// Fewer answers than this prove nothing.
const FEWEST_ANSWERS: usize = 20;
const SAME_ANSWER: usize = 97;
const SAME_ANSWERS: usize = 95;
/// The longest name of a blank.
const BLANK: usize = 40;

/// What is said about one metric in any language.
pub(super) fn structure(look: &mut Look<'_>) {
    // "Answer {yes} or {no}": braces around what is answered.
    let mut answers = look.choice_keys();
    answers.extend(["yes", "no", "true", "false"].map(str::to_owned));
    let filled = |blank: &str| {
        let inside = blank.trim_matches(|c| matches!(c, '{' | '}' | ' '));
        answers.contains(&super::answers::key(inside))
    };
    let blanks: Vec<_> = blanks(&look.fields.prompt)
        .into_iter()
        .filter(|(_, blank)| !filled(blank))
        .take(20)
        .collect();
    for (span, blank) in blanks {
        look.tell(
            24,
            Severity::Danger,
            Field::Prompt,
            Some(span),
            What::BlankLeft { blank },
            None,
        );
    }
    let choices = look.fields.choices.len();
    if look.is(DataType::Enum) && choices > CHOICES {
        let count = u32::try_from(choices).unwrap_or(u32::MAX);
        look.tell(
            24,
            Severity::Info,
            Field::Choices,
            None,
            What::ManyChoices { count },
            None,
        );
    }
    let length = look.fields.prompt.chars().count();
    if length > CHARACTERS {
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        look.tell(
            24,
            Severity::Info,
            Field::Prompt,
            None,
            What::LongPrompt { length },
            None,
        );
    }
}

/// `{time_zone}`, `{{name}}`: braces around a name. JSON and sets of values have other signs in them.
fn blanks(prompt: &str) -> Vec<(TextSpan, String)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, u32, usize)> = None;
    let mut units = 0_u32;
    for (byte, c) in prompt.char_indices() {
        let width = u32::from(c.len_utf16() > 1) + 1;
        match (c, open) {
            ('{', Some((start, start16, depth)))
                if prompt.get(start..byte).is_some_and(|text| text == "{") =>
            {
                open = Some((start, start16, depth + 1));
            }
            ('{', _) => open = Some((byte, units, 1)),
            ('}', Some((start, start16, depth))) => {
                let inside = prompt.get(start + depth..byte).unwrap_or_default();
                let follows = prompt.get(byte + 1..).unwrap_or_default().starts_with('}');
                if (depth == 1 || follows) && is_name(inside.trim()) {
                    let blank = prompt.get(start..byte + depth).unwrap_or_default().to_owned();
                    let end = units + u32::try_from(depth).unwrap_or(1);
                    found.push((TextSpan { start: start16, end }, blank));
                }
                open = None;
            }
            ('\n' | '"' | ':' | ',' | '[', _) => open = None,
            _ => {}
        }
        units += width;
    }
    found
}

fn is_name(text: &str) -> bool {
    // "{...}" and "{___}" ask to be filled in as well.
    let dots = !text.is_empty() && text.chars().all(|c| matches!(c, '.' | '…' | '_'));
    let letters = text.chars().any(char::is_alphabetic);
    let plain = |c: char| {
        c.is_alphanumeric()
            || matches!(
                c,
                '_' | ' ' | '-' | '.' | '\'' | '’' | '$' | '#' | '@' | '&' | '?'
            )
    };
    dots || letters && text.chars().count() <= BLANK && text.chars().all(plain)
}

/// What is said about the set as a whole, and about metrics beside each other.
pub(super) fn of_set(metrics: &[Metric], context: &Context, agreements: &[Agreement]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut asked: HashMap<String, usize> = HashMap::new();
    for (index, metric) in metrics.iter().enumerate() {
        let plain = plain(&metric.prompt);
        if plain.is_empty() || metric.data_type.is_none() {
            continue;
        }
        if let Some(earlier) = asked.get(&plain) {
            let identifier = metrics
                .get(*earlier)
                .map(|metric| metric.identifier.clone())
                .unwrap_or_default();
            found.push(info(
                Some(index),
                Some(Field::Prompt),
                What::SameQuestion { identifier },
            ));
        } else {
            asked.insert(plain, index);
        }
    }
    if !context.results.is_empty() {
        let mut place: HashMap<&str, usize> = HashMap::new();
        for (index, metric) in metrics.iter().enumerate() {
            place.entry(&metric.identifier).or_insert(index);
        }
        for agreement in agreements {
            let index = place.get(agreement.identifier.as_str()).copied();
            let here = |other: &str| place.contains_key(other);
            match (&agreement.what, index) {
                (What::SameAnswers { identifier, .. }, Some(_)) if !here(identifier) => {}
                (what, Some(_)) => found.push(info(index, None, what.clone())),
                (_, None) => {}
            }
        }
    }
    if metrics.len() > METRICS {
        let count = u32::try_from(metrics.len()).unwrap_or(u32::MAX);
        found.push(info(None, None, What::ManyMetrics { count }));
    }
    found
}

fn info(index: Option<usize>, field: Option<Field>, what: What) -> Finding {
    Finding {
        metric: index.and_then(|index| u32::try_from(index).ok()),
        rule: 24,
        severity: Severity::Info,
        field,
        span: None,
        what,
        fix: None,
    }
}

/// A prompt without case, blanks and punctuation.
fn plain(prompt: &str) -> String {
    let mut plain = String::with_capacity(prompt.len());
    let mut gap = false;
    for c in prompt.chars() {
        if c.is_alphanumeric() {
            if gap && !plain.is_empty() {
                plain.push(' ');
            }
            gap = false;
            plain.extend(c.to_lowercase());
        } else {
            gap = true;
        }
    }
    plain
}

/// What the answers of past calls say about a metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Agreement {
    pub identifier: String,
    pub what: What,
}

/// Metrics with nearly always the same answer, and pairs that nearly always agree. Of a pair the later one is told.
pub(super) fn agreements(results: &[Results]) -> Vec<Agreement> {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut columns: Vec<Vec<u32>> = Vec::new();
    for metric in results {
        let column = metric.answers.iter().take(200).map(|answer| match answer {
            None => 0,
            Some(text) => {
                let next = u32::try_from(numbers.len() + 1).unwrap_or(u32::MAX);
                *numbers.entry(text.trim().to_lowercase()).or_insert(next)
            }
        });
        columns.push(column.collect());
    }
    let mut found = Vec::new();
    let mut constant = Vec::new();
    for (metric, column) in results.iter().zip(&columns) {
        let same = most_common(column);
        constant.push(same.is_some());
        if let Some((number, percent)) = same {
            let answer = metric
                .answers
                .iter()
                .flatten()
                .find(|text| numbers.get(&text.trim().to_lowercase()) == Some(&number))
                .cloned()
                .unwrap_or_default();
            let what = What::SameAnswer { answer, percent };
            found.push(Agreement {
                identifier: metric.identifier.clone(),
                what,
            });
        }
    }
    for (later, column) in columns.iter().enumerate() {
        for (earlier, other) in columns.iter().enumerate().take(later) {
            let told = constant.get(later).copied().unwrap_or(true)
                || constant.get(earlier).copied().unwrap_or(true);
            if told {
                continue;
            }
            if let (Some(percent), Some(one), Some(two)) =
                (agreement(column, other), results.get(later), results.get(earlier))
            {
                let what = What::SameAnswers {
                    identifier: two.identifier.clone(),
                    percent,
                };
                found.push(Agreement {
                    identifier: one.identifier.clone(),
                    what,
                });
                break;
            }
        }
    }
    found
}

fn most_common(column: &[u32]) -> Option<(u32, u32)> {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for number in column.iter().filter(|number| **number != 0) {
        *counts.entry(*number).or_default() += 1;
    }
    let answered: usize = counts.values().sum();
    let (number, most) = counts
        .into_iter()
        .max_by_key(|(number, count)| (*count, std::cmp::Reverse(*number)))?;
    (answered >= FEWEST_ANSWERS && most * 100 >= answered * SAME_ANSWER)
        .then(|| (number, u32::try_from(most * 100 / answered).unwrap_or(100)))
}

fn agreement(one: &[u32], other: &[u32]) -> Option<u32> {
    let (mut both, mut same) = (0_usize, 0_usize);
    for (left, right) in one.iter().zip(other) {
        if *left != 0 && *right != 0 {
            both += 1;
            same += usize::from(left == right);
        }
    }
    (both >= FEWEST_ANSWERS && same * 100 >= both * SAME_ANSWERS)
        .then(|| u32::try_from(same * 100 / both).unwrap_or(100))
}
