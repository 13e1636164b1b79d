//! The rules for `postCallAnalyticsConfig` in a write. The wordings of the platform are known for missing members and
//! wrong JSON types only; all texts stand in [`Mistake::text`] so that they can be changed in one place.
//! (Atoms: `postCallAnalyticsConfig`, validation messages.)

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::answer::{Object, type_name};

const TYPES: [&str; 5] = ["STRING", "BOOLEAN", "INTEGER", "ENUM", "DATETIME"];
const SCALES: [&str; 4] = [
    "NUMERIC_SCALE",
    "PERCENTAGE_SCALE",
    "PASS_FAIL",
    "DESCRIPTIVE_SCALE",
];

/// What can be wrong with a member, and how the server words it.
enum Mistake<'a> {
    Required,
    Type {
        expected: &'static str,
        received: &'static str,
    },
    Identifier,
    BlankPrompt,
    Word {
        allowed: &'static [&'static str],
        received: &'a str,
    },
    NoChoices,
    Duplicate(&'a str),
}

impl Mistake<'_> {
    fn text(&self) -> String {
        match self {
            Self::Required => "Required".to_owned(),
            Self::Type { expected, received } => format!("Expected {expected}, received {received}"),
            Self::Identifier => {
                "Identifier must contain only lowercase letters, numbers and underscores".to_owned()
            }
            Self::BlankPrompt => "Prompt must not be empty".to_owned(),
            Self::Word { allowed, received } => {
                let allowed: Vec<String> = allowed.iter().map(|word| format!("'{word}'")).collect();
                format!(
                    "Invalid enum value. Expected {}, received '{received}'",
                    allowed.join(" | ")
                )
            }
            Self::NoChoices => "Choices are required when the metric type is ENUM".to_owned(),
            Self::Duplicate(identifier) => format!("Duplicate identifier '{identifier}'"),
        }
    }
}

/// Collects mistakes with their paths.
struct Findings(Vec<String>);

impl Findings {
    fn add(&mut self, path: &str, mistake: &Mistake<'_>) {
        self.0.push(format!("Invalid config: {path}: {}", mistake.text()));
    }

    fn wrong_type(&mut self, path: &str, expected: &'static str, value: &Value) {
        self.add(
            path,
            &Mistake::Type {
                expected,
                received: type_name(value),
            },
        );
    }

    /// A required text member; a missing or mistyped one is noted.
    fn text<'v>(&mut self, path: &str, object: &'v Object, member: &str) -> Option<&'v str> {
        let path = format!("{path}.{member}");
        match object.get(member) {
            None => self.add(&path, &Mistake::Required),
            Some(Value::String(text)) => return Some(text),
            Some(other) => self.wrong_type(&path, "string", other),
        }
        None
    }

    fn identifier<'v>(&mut self, path: &str, metric: &'v Object, seen: &mut BTreeSet<&'v str>) {
        let Some(identifier) = self.text(path, metric, "identifier") else {
            return;
        };
        let path = format!("{path}.identifier");
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        if identifier.is_empty() || !identifier.bytes().all(allowed) {
            self.add(&path, &Mistake::Identifier);
        } else if !seen.insert(identifier) {
            self.add(&path, &Mistake::Duplicate(identifier));
        }
    }

    fn prompt(&mut self, path: &str, metric: &Object, member: &str) {
        if self
            .text(path, metric, member)
            .is_some_and(|prompt| prompt.trim().is_empty())
        {
            self.add(&format!("{path}.{member}"), &Mistake::BlankPrompt);
        }
    }

    fn word<'v>(
        &mut self,
        path: &str,
        metric: &'v Object,
        member: &str,
        allowed: &'static [&'static str],
    ) -> Option<&'v str> {
        let received = self.text(path, metric, member)?;
        if allowed.contains(&received) {
            return Some(received);
        }
        self.add(&format!("{path}.{member}"), &Mistake::Word { allowed, received });
        None
    }
}

/// Brings the older spelling of a metric's type into the flat one, then checks everything that is known about the
/// config. Members that are not known are left exactly as they are.
///
/// # Errors
/// One sentence per mistake, with the path of the member.
pub fn accept(path: &str, config: &Object) -> Result<Object, Vec<String>> {
    let config = flatten_types(config);
    let mut findings = Findings(Vec::new());
    for flag in ["useInternalAnalyticsModel", "useReasoningModel"] {
        if let Some(other) = config.get(flag).filter(|value| !value.is_boolean()) {
            findings.wrong_type(&format!("{path}.{flag}"), "boolean", other);
        }
    }
    if let Some(other) = config.get("summaryPrompt").filter(|value| !value.is_string()) {
        findings.wrong_type(&format!("{path}.summaryPrompt"), "string", other);
    }
    each_metric(&mut findings, path, &config, "dispositionMetrics", disposition);
    each_metric(
        &mut findings,
        path,
        &config,
        "successMetrics",
        |findings, path, metric| {
            findings.prompt(path, metric, "successMetricPrompt");
            findings.word(path, metric, "successMetricType", &SCALES);
        },
    );
    if findings.0.is_empty() {
        Ok(config)
    } else {
        Err(findings.0)
    }
}

fn each_metric(
    findings: &mut Findings,
    path: &str,
    config: &Object,
    member: &str,
    check: impl Fn(&mut Findings, &str, &Object),
) {
    let path = format!("{path}.{member}");
    let metrics = match config.get(member) {
        None => return,
        Some(Value::Array(metrics)) => metrics,
        Some(other) => return findings.wrong_type(&path, "array", other),
    };
    let mut seen = BTreeSet::new();
    for (index, metric) in metrics.iter().enumerate() {
        let path = format!("{path}.{index}");
        match metric {
            Value::Object(metric) => {
                findings.identifier(&path, metric, &mut seen);
                check(findings, &path, metric);
            }
            other => findings.wrong_type(&path, "object", other),
        }
    }
}

fn disposition(findings: &mut Findings, path: &str, metric: &Object) {
    findings.prompt(path, metric, "dispositionMetricPrompt");
    let kind = findings.word(path, metric, "dispositionMetricType", &TYPES);
    let path = format!("{path}.choices");
    match metric.get("choices") {
        None if kind == Some("ENUM") => findings.add(&path, &Mistake::NoChoices),
        None => {}
        Some(Value::Array(choices)) => {
            if choices.is_empty() && kind == Some("ENUM") {
                findings.add(&path, &Mistake::NoChoices);
            }
            for (index, choice) in choices
                .iter()
                .enumerate()
                .filter(|(_, choice)| !choice.is_string())
            {
                findings.wrong_type(&format!("{path}.{index}"), "string", choice);
            }
        }
        Some(other) => findings.wrong_type(&path, "array", other),
    }
}

/// `dispositionValues: {type}` is how a type was written before April 2026. It is stored flat, in the same place.
fn flatten_types(config: &Object) -> Object {
    let mut config = config.clone();
    if let Some(Value::Array(metrics)) = config.get_mut("dispositionMetrics") {
        for metric in metrics.iter_mut() {
            if let Value::Object(members) = metric {
                *members = flatten_type(std::mem::take(members));
            }
        }
    }
    config
}

fn flatten_type(metric: Object) -> Object {
    let flat = metric.contains_key("dispositionMetricType");
    let mut out = Map::new();
    for (key, value) in metric {
        match value {
            Value::Object(mut values) if key == "dispositionValues" && values.contains_key("type") => {
                let kind = values.shift_remove("type").unwrap_or_default();
                if !flat {
                    out.insert("dispositionMetricType".to_owned(), kind);
                }
                if !values.is_empty() {
                    out.insert(key, Value::Object(values));
                }
            }
            value => {
                out.insert(key, value);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(metrics: &Value) -> Result<Object, Vec<String>> {
        let config = json!({ "dispositionMetrics": metrics });
        accept("postCallAnalyticsConfig", config.as_object().unwrap())
    }

    fn mistakes(metrics: &Value) -> Vec<String> {
        check(metrics).unwrap_err()
    }

    #[test]
    fn mistakes_are_named_by_path() {
        let metric = |id: Value, prompt: Value, kind: Value| json!({ "identifier": id, "dispositionMetricPrompt": prompt, "dispositionMetricType": kind });
        let at = "Invalid config: postCallAnalyticsConfig.dispositionMetrics.";
        assert_eq!(
            mistakes(&json!([metric(
                json!("Call Outcome"),
                json!("What?"),
                json!("STRING")
            )])),
            [format!(
                "{at}0.identifier: Identifier must contain only lowercase letters, numbers and underscores"
            )]
        );
        assert_eq!(
            mistakes(&json!([metric(json!("a"), json!(" \n"), json!("STRING"))])),
            [format!("{at}0.dispositionMetricPrompt: Prompt must not be empty")]
        );
        assert_eq!(
            mistakes(&json!([metric(json!("a"), json!("What?"), json!("ENUM"))])),
            [format!(
                "{at}0.choices: Choices are required when the metric type is ENUM"
            )]
        );
        assert_eq!(
            mistakes(&json!([metric(json!(7), json!("What?"), json!("NUMBER"))])),
            [
                format!("{at}0.identifier: Expected string, received number"),
                format!(
                    "{at}0.dispositionMetricType: Invalid enum value. Expected 'STRING' | 'BOOLEAN' | 'INTEGER' | 'ENUM' | 'DATETIME', received 'NUMBER'"
                )
            ]
        );
        let twice = metric(json!("a"), json!("What?"), json!("STRING"));
        assert_eq!(
            mistakes(&json!([twice, twice])),
            [format!("{at}1.identifier: Duplicate identifier 'a'")]
        );
        assert_eq!(
            mistakes(&json!("none")),
            ["Invalid config: postCallAnalyticsConfig.dispositionMetrics: Expected array, received string"]
        );
    }

    #[test]
    fn null_is_a_wrong_type_for_what_is_known_and_kept_for_what_is_not() {
        let config = json!({ "useReasoningModel": null, "retention": null });
        assert_eq!(
            accept("postCallAnalyticsConfig", config.as_object().unwrap()).unwrap_err(),
            ["Invalid config: postCallAnalyticsConfig.useReasoningModel: Expected boolean, received null"]
        );
        let config = json!({ "retention": null });
        assert_eq!(
            Value::Object(accept("p", config.as_object().unwrap()).unwrap()),
            config
        );
    }

    #[test]
    fn the_older_type_spelling_is_stored_flat_in_its_place() {
        let stored = check(&json!([{
            "identifier": "a", "dispositionValues": { "type": "ENUM" }, "choices": ["x"],
            "dispositionMetricPrompt": "Which?", "owner": "qa"
        }]))
        .unwrap();
        assert_eq!(
            serde_json::to_string(&stored["dispositionMetrics"][0]).unwrap(),
            r#"{"identifier":"a","dispositionMetricType":"ENUM","choices":["x"],"dispositionMetricPrompt":"Which?","owner":"qa"}"#
        );
    }
}
