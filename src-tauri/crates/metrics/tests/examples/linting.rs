//! Each rule by hand: one prompt about which it speaks, with the words it means and the repair, and one about which it
//! is silent.

mod answers;
mod dates;
mod sets;
mod wording;

use debrief_metrics::{Context, DataType, Field, Finding, Metric, MetricFields, MetricSet, lint, repair};

use crate::fields;

const BOOLEAN: DataType = DataType::Boolean;
const DATETIME: DataType = DataType::Datetime;
const ENUM: DataType = DataType::Enum;
const INTEGER: DataType = DataType::Integer;
const STRING: DataType = DataType::String;

fn metrics(all: &[MetricFields]) -> Vec<Metric> {
    let mut set = MetricSet::read(None).unwrap();
    for fields in all {
        set.add(fields);
    }
    set.metrics()
}

fn about(all: &[MetricFields], rule: u8) -> Vec<Finding> {
    let found = lint(&metrics(all), &Context::default());
    found.into_iter().filter(|finding| finding.rule == rule).collect()
}

/// The words of the prompt that a finding means.
fn words(fields: &MetricFields, finding: &Finding) -> String {
    let Some(span) = finding.span.filter(|_| finding.field == Some(Field::Prompt)) else {
        return String::new();
    };
    let units: Vec<u16> = fields.prompt.encode_utf16().collect();
    String::from_utf16(&units[span.start as usize..span.end as usize]).unwrap()
}

/// What the prompt, the choices and the type are after the repair, as one text; empty without one.
fn mended(fields: &MetricFields, finding: &Finding) -> String {
    let Some(fix) = &finding.fix else {
        return String::new();
    };
    let after = repair(fields, fix);
    let mut text = after.fields.prompt.clone();
    if after.fields.data_type != fields.data_type {
        text += &format!(" ({:?})", after.fields.data_type);
    }
    if after.fields.choices != fields.choices {
        text += &format!(" [{}]", after.fields.choices.join(", "));
    }
    for added in after.added {
        text += &format!(" + {}: {}", added.identifier, added.prompt);
    }
    text
}

/// A rule speaks about these words, and its repair makes `after` of the metric (as [`mended`] has it).
fn speaks(rule: u8, data_type: DataType, prompt: &str, choices: &str, expected: &str, after: &str) {
    let choices: Vec<&str> = choices.split(", ").filter(|choice| !choice.is_empty()).collect();
    let fields = fields("it", data_type, prompt, &choices);
    let found = about(std::slice::from_ref(&fields), rule);
    let first = found.first().unwrap_or_else(|| panic!("rule {rule} is silent"));
    assert_eq!(words(&fields, first), expected);
    let after = if after.ends_with(&format!("[{}]", choices.join(", "))) && rule == 19 {
        after.rsplit_once(" [").unwrap().0
    } else {
        after
    };
    assert_eq!(mended(&fields, first), after);
}

/// A rule says nothing about a prompt.
fn is_silent(rule: u8, data_type: DataType, prompt: &str, choices: &str) {
    let choices: Vec<&str> = choices.split(", ").filter(|choice| !choice.is_empty()).collect();
    assert_eq!(about(&[fields("it", data_type, prompt, &choices)], rule), []);
}
