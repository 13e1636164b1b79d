//! The change that mends a finding, as data, and its application.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::metric::{DataType, MetricFields};

/// A change of one metric, in steps that are done in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Repair {
    /// What to do.
    pub steps: Vec<Step>,
    /// True when it only adds or tidies, so that nothing that was right before becomes wrong: it may be done
    /// together with others, without a look at each.
    pub safe: bool,
}

/// One step of a [`Repair`]. Places in the prompt are in UTF-16 code units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Step {
    /// Puts `text` in place of the words from `start` up to `end`.
    ReplaceInPrompt {
        /// The first one that goes.
        start: u32,
        /// The first one that stays.
        end: u32,
        /// What stands there instead, may be empty.
        text: String,
    },
    /// Adds a sentence at the end of the prompt.
    AppendToPrompt {
        /// The sentence.
        text: String,
    },
    /// Adds choices that are not there yet.
    AddChoices {
        /// The choices.
        choices: Vec<String>,
    },
    /// Takes these choices instead.
    UseChoices {
        /// All of them, in order.
        choices: Vec<String>,
    },
    /// Takes this identifier instead.
    UseIdentifier {
        /// Accepted by Atoms, and free in the set.
        identifier: String,
    },
    /// Takes this type instead; choices are for [`DataType::Enum`].
    UseType {
        /// The type.
        data_type: DataType,
        /// The choices it begins with.
        choices: Vec<String>,
    },
    /// Adds a metric behind this one.
    AddMetric {
        /// The new metric.
        fields: MetricFields,
    },
}

/// What a repair makes of a metric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Repaired {
    /// The metric after it.
    pub fields: MetricFields,
    /// New metrics, to stand behind it.
    pub added: Vec<MetricFields>,
}

/// Does the steps of a repair on a metric. A step that does not fit any more (a place behind the end of the prompt,
/// or inside a character) is left out, so that a repair is never worse than none.
#[must_use]
pub fn repair(fields: &MetricFields, repair: &Repair) -> Repaired {
    let mut fields = fields.clone();
    let mut added = Vec::new();
    for step in &repair.steps {
        match step {
            Step::ReplaceInPrompt { start, end, text } => replace(&mut fields.prompt, *start, *end, text),
            Step::AppendToPrompt { text } => append(&mut fields.prompt, text),
            Step::AddChoices { choices } => {
                for choice in choices {
                    if !fields.choices.contains(choice) {
                        fields.choices.push(choice.clone());
                    }
                }
            }
            Step::UseChoices { choices } => fields.choices.clone_from(choices),
            Step::UseIdentifier { identifier } => fields.identifier.clone_from(identifier),
            Step::UseType { data_type, choices } => {
                fields.data_type = *data_type;
                fields.choices.clone_from(choices);
            }
            Step::AddMetric { fields } => added.push(fields.clone()),
        }
    }
    Repaired { fields, added }
}

fn replace(prompt: &mut String, start: u32, end: u32, text: &str) {
    let (Some(from), Some(to)) = (byte_at(prompt, start), byte_at(prompt, end)) else {
        return;
    };
    if from <= to {
        prompt.replace_range(from..to, text);
    }
}

fn append(prompt: &mut String, sentence: &str) {
    let end = prompt.trim_end().len();
    prompt.truncate(end);
    if !prompt.is_empty() {
        prompt.push(' ');
    }
    prompt.push_str(sentence);
}

/// The byte at which the UTF-16 code unit `unit` begins; none inside a character or behind the end.
fn byte_at(text: &str, unit: u32) -> Option<usize> {
    let mut units = 0_u32;
    for (byte, character) in text.char_indices() {
        if units == unit {
            return Some(byte);
        }
        units = units.saturating_add(u32::try_from(character.len_utf16()).unwrap_or(2));
    }
    (units == unit).then_some(text.len())
}
