//! What Atoms refuses, found before it is sent: a code with the offending text and, where one exists, the
//! change that mends it. Atoms: rules of the post-call analytics configuration.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::identifier::{is_identifier, suggest_identifier};
use crate::metric::{DataType, Metric};

/// The field of a metric that a problem belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Field {
    /// The identifier.
    Identifier,
    /// The data type.
    DataType,
    /// The prompt.
    Prompt,
    /// The choices of an Enum.
    Choices,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ProblemCode {
    /// No identifier, or only blanks.
    IdentifierMissing,
    /// A character other than `a-z`, `0-9` and `_`.
    IdentifierCharacters,
    /// An earlier metric has the same identifier.
    IdentifierTaken,
    /// No prompt, or only blanks.
    PromptMissing,
    /// A type outside the five.
    TypeUnknown,
    /// An Enum without choices.
    ChoicesMissing,
    /// A choice without text, or only blanks.
    ChoiceEmpty,
    /// Blanks around a choice.
    ChoiceNotTrimmed,
    /// The same choice as an earlier one of this metric.
    ChoiceRepeated,
}

/// The change that mends a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Fix {
    /// Take this identifier instead.
    UseIdentifier {
        /// Accepted, and free in the set.
        identifier: String,
    },
    /// Take these choices instead. Mends every problem of the metric's choices at once.
    UseChoices {
        /// Trimmed, not empty, distinct, in the old order.
        choices: Vec<String>,
    },
}

/// One reason why a set cannot be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The index in the slice given.
    pub metric: u32,
    /// The field to mend.
    pub field: Field,
    /// What is wrong there.
    pub code: ProblemCode,
    /// The offending text, if there is one.
    pub value: Option<String>,
    /// The change that mends it, if it can be known.
    pub fix: Option<Fix>,
}

/// Everything Atoms would refuse about these metrics, in order of metric and field.
///
/// Of two metrics with the same identifier the later one has the problem, unless only the earlier one can
/// be edited. A metric of an unknown type has that one problem: nothing else about it can be mended.
#[must_use]
pub fn validate(metrics: &[Metric]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut earlier: HashSet<&str> = metrics
        .iter()
        .filter(|metric| metric.data_type.is_none())
        .map(|m| m.identifier.as_str())
        .collect();
    let mut suggested = HashSet::new();
    let mut names: HashMap<&str, usize> = HashMap::new();
    for metric in metrics {
        *names.entry(&metric.identifier).or_default() += 1;
    }

    for (index, metric) in (0_u32..).zip(metrics) {
        let mut report = |field, code, value: Option<&str>, fix| {
            let value = value.map(str::to_owned);
            problems.push(Problem {
                metric: index,
                field,
                code,
                value,
                fix,
            });
        };
        let Some(data_type) = metric.data_type else {
            report(
                Field::DataType,
                ProblemCode::TypeUnknown,
                metric.unknown_type.as_deref(),
                None,
            );
            continue;
        };
        if let Some(code) = identifier_problem(&metric.identifier, &earlier) {
            let fix = free_identifier(&metric.identifier, &names, &mut suggested);
            let value = (code != ProblemCode::IdentifierMissing).then_some(metric.identifier.as_str());
            report(Field::Identifier, code, value, fix);
        }
        earlier.insert(&metric.identifier);
        if trimmed(&metric.prompt).is_empty() {
            report(Field::Prompt, ProblemCode::PromptMissing, None, None);
        }
        if data_type == DataType::Enum {
            for (code, value) in choice_problems(&metric.choices) {
                report(Field::Choices, code, value, mended_choices(&metric.choices));
            }
        }
    }
    problems
}

fn identifier_problem(identifier: &str, earlier: &HashSet<&str>) -> Option<ProblemCode> {
    if trimmed(identifier).is_empty() {
        Some(ProblemCode::IdentifierMissing)
    } else if !is_identifier(identifier) {
        Some(ProblemCode::IdentifierCharacters)
    } else {
        earlier
            .contains(identifier)
            .then_some(ProblemCode::IdentifierTaken)
    }
}

/// A name that no other metric has and that was not suggested to another one in the same run, so that
/// taking every suggestion leaves no two equal names. `names` says how many metrics have which.
fn free_identifier(
    wanted: &str,
    names: &HashMap<&str, usize>,
    suggested: &mut HashSet<String>,
) -> Option<Fix> {
    let taken = |name: &str| {
        let have = names.get(name).copied().unwrap_or_default();
        // The one that is to be renamed has its own name itself.
        suggested.contains(name) || have > usize::from(name == wanted)
    };
    let identifier = suggest_identifier(wanted, &taken)?;
    suggested.insert(identifier.clone());
    Some(Fix::UseIdentifier { identifier })
}

fn choice_problems(choices: &[String]) -> Vec<(ProblemCode, Option<&str>)> {
    if choices.is_empty() {
        return vec![(ProblemCode::ChoicesMissing, None)];
    }
    let mut problems = Vec::new();
    let mut seen = HashSet::new();
    for choice in choices {
        let text = trimmed(choice);
        if text.is_empty() {
            problems.push((ProblemCode::ChoiceEmpty, Some(choice.as_str())));
            continue;
        }
        if text != choice {
            problems.push((ProblemCode::ChoiceNotTrimmed, Some(choice.as_str())));
        }
        if !seen.insert(text) {
            problems.push((ProblemCode::ChoiceRepeated, Some(choice.as_str())));
        }
    }
    problems
}

fn mended_choices(choices: &[String]) -> Option<Fix> {
    let mut seen = HashSet::new();
    let kept = choices
        .iter()
        .map(|choice| trimmed(choice))
        .filter(|text| !text.is_empty());
    let choices: Vec<String> = kept
        .filter(|text| seen.insert(*text))
        .map(str::to_owned)
        .collect();
    (!choices.is_empty()).then_some(Fix::UseChoices { choices })
}

/// Without the blanks around it, as JavaScript counts them: Rust does not count the byte order mark, and
/// what the server takes for blank must not pass here.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}
