//! What a server says when it says no: Atoms' response envelope for errors, in its several forms.

use std::time::Duration;

use serde_json::Value;

use crate::error::{ErrorKind, FieldWords};

const MIGRATION: &str = "versioning_v2_migration_required";
const FREEZE: &str = "config_freeze_active";
const IN_PROGRESS: &str = "publish_in_progress";
const BASE_GONE: &str = "base_revision_unavailable";
const MOST_SENTENCES: usize = 50;
const LONGEST_SENTENCE: usize = 2000;

/// The readable parts of an error body.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) words: Vec<String>,
    pub(crate) fields: Vec<FieldWords>,
    pub(crate) error_type: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    no_route: bool,
    /// The body says which fields of a draft collide.
    collision: bool,
}

impl Refusal {
    /// Reads any body; one that is not JSON says nothing but whether it is a web page.
    pub(crate) fn read(body: &[u8]) -> Self {
        match serde_json::from_slice::<Value>(body) {
            Ok(value) => Self::from_json(&value),
            Err(_) => {
                let text = body.trim_ascii_start();
                Self {
                    no_route: text.starts_with(b"<") || text.starts_with(b"Cannot "),
                    ..Self::default()
                }
            }
        }
    }

    pub(crate) fn from_json(value: &Value) -> Self {
        let words = words(value);
        let fields = words.iter().flat_map(|sentence| fields(sentence)).collect();
        Self {
            words,
            fields,
            error_type: value.get("error_type").and_then(Value::as_str).map(clip),
            retry_after: seconds(
                value
                    .pointer("/rateLimit/retryAfterSec")
                    .or(value.get("retry_after")),
            ),
            no_route: false,
            collision: value.pointer("/data/conflict").is_some_and(Value::is_object),
        }
    }

    /// Takes the refusal of a draft write apart: its sentences are the paths of fields that somebody else changed. The
    /// full form of the answer says so, the short one has nothing but the paths.
    pub(crate) fn of_draft_write(mut self) -> Self {
        let bare = self.error_type.is_none() && !self.words.iter().any(|word| word.trim() == BASE_GONE);
        self.collision |= bare && !self.words.is_empty();
        if self.collision {
            let path = |path: String| FieldWords {
                path,
                words: String::new(),
            };
            self.fields = self
                .words
                .iter()
                .filter(|word| is_path(word))
                .cloned()
                .map(path)
                .collect();
        }
        self
    }

    /// What a status means in the light of the body.
    pub(crate) fn kind(&self, status: u16) -> ErrorKind {
        let code = self.error_type.as_deref();
        match status {
            300..=399 => ErrorKind::Redirected,
            400 if self.words.iter().any(|text| text.trim() == "No agent found") => ErrorKind::NotFound,
            400 | 422 => ErrorKind::Invalid,
            401 => ErrorKind::Unauthorized,
            403 => ErrorKind::Forbidden,
            404 if self.no_route => ErrorKind::NoSuchRoute,
            404 => ErrorKind::NotFound,
            408 | 504 => ErrorKind::GatewayTimeout,
            409 if code == Some(MIGRATION) => ErrorKind::MigrationRequired,
            409 if code == Some(FREEZE) => ErrorKind::Frozen,
            409 if code == Some(IN_PROGRESS) => ErrorKind::PublishInProgress,
            409 if self.words.iter().any(|word| word.trim() == BASE_GONE) => ErrorKind::BaseRevisionGone,
            409 if self.collision => ErrorKind::DraftConflict,
            409 => ErrorKind::Conflict,
            423 => ErrorKind::Frozen,
            429 => ErrorKind::RateLimited,
            500..=599 => ErrorKind::Server,
            _ => ErrorKind::Unexpected,
        }
    }
}

/// `errors`, else `message`, else `error`; each may be a text, an object with a `message`, or a list of those.
fn words(body: &Value) -> Vec<String> {
    let said = |name: &&str| {
        let sentences = match body.get(*name)? {
            Value::Array(items) => items.iter().filter_map(sentence).take(MOST_SENTENCES).collect(),
            one => sentence(one).into_iter().collect::<Vec<_>>(),
        };
        (!sentences.is_empty()).then_some(sentences)
    };
    ["errors", "message", "error"]
        .iter()
        .find_map(said)
        .unwrap_or_default()
}

fn sentence(value: &Value) -> Option<String> {
    let text = value.as_str().or_else(|| value.get("message")?.as_str())?;
    (!text.trim().is_empty()).then(|| clip(text))
}

fn clip(text: &str) -> String {
    text.chars().take(LONGEST_SENTENCE).collect()
}

/// Takes `Invalid config: a.b.0.c: Expected array` apart. Several complaints can stand in one sentence, divided by
/// `; `; a part that names no member belongs to the one before.
fn fields(sentence: &str) -> Vec<FieldWords> {
    let prefixes = ["Invalid config: ", "Invalid Input: ", "Invalid input: "];
    let rest = prefixes
        .iter()
        .find_map(|prefix| sentence.strip_prefix(prefix))
        .unwrap_or(sentence);
    let mut found: Vec<FieldWords> = Vec::new();
    for part in rest.split("; ") {
        match (part.split_once(": "), found.last_mut()) {
            (Some((path, words)), _) if is_path(path) => {
                found.push(FieldWords {
                    path: path.to_owned(),
                    words: words.to_owned(),
                });
            }
            (_, Some(before)) => {
                before.words.push_str("; ");
                before.words.push_str(part);
            }
            (_, None) => return Vec::new(),
        }
    }
    found
}

fn is_path(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "_[]".contains(c))
    };
    // Members of the API begin with a small letter; "Unauthorized: …" is the begin of a sentence.
    text.starts_with(|c: char| c.is_ascii_lowercase() || c == '_') && text.split('.').all(part)
}

/// Whole or broken seconds, as a number or spelled out.
pub(crate) fn seconds(value: Option<&Value>) -> Option<Duration> {
    match value? {
        Value::Number(number) => span(number.as_f64()?),
        Value::String(text) => seconds_text(text),
        _ => None,
    }
}

/// As [`seconds`], for a header.
pub(crate) fn seconds_text(text: &str) -> Option<Duration> {
    span(text.trim().parse().ok()?)
}

/// Beyond a day the exact figure means nothing to anybody, and a huge one would overflow a clock.
fn span(seconds: f64) -> Option<Duration> {
    // Not `min`, which would turn NaN into a day.
    Duration::try_from_secs_f64(if seconds > 86_400.0 { 86_400.0 } else { seconds }).ok()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case(json!({"status": false, "errors": ["a", "b"], "message": "c"}), vec!["a", "b"])]
    #[case(json!({"errors": [], "message": "c", "error": "d"}), vec!["c"])]
    #[case(json!({"error": "d"}), vec!["d"])]
    #[case(json!({"errors": [{"message": "a"}, 7, " "]}), vec!["a"])]
    #[case(json!({"errors": "a"}), vec!["a"])]
    #[case(json!({"message": ["a", "b"]}), vec!["a", "b"])]
    #[case(json!({"error": {"message": "d"}}), vec!["d"])]
    #[case(json!("text"), vec![])]
    fn finds_the_words(#[case] body: Value, #[case] expected: Vec<&str>) {
        assert_eq!(Refusal::from_json(&body).words, expected);
    }

    #[rstest]
    #[case("Invalid config: postCallAnalyticsConfig.dispositionMetrics.0.identifier: Invalid",
        vec![("postCallAnalyticsConfig.dispositionMetrics.0.identifier", "Invalid")])]
    #[case("agentId: Required", vec![("agentId", "Required")])]
    #[case("Invalid config: tools[1].name: Expected array, received string",
        vec![("tools[1].name", "Expected array, received string")])]
    #[case("Invalid config: a.0.b: too long; a.1.c: Required; really",
        vec![("a.0.b", "too long"), ("a.1.c", "Required; really")])]
    #[case("Invalid Input: Required", vec![])]
    #[case("Unauthorized: User not found", vec![])]
    #[case("some words: and more", vec![])]
    #[case("Expected boolean, received null", vec![])]
    fn finds_the_fields(#[case] sentence: &str, #[case] expected: Vec<(&str, &str)>) {
        let found = fields(sentence);
        let found: Vec<_> = found
            .iter()
            .map(|field| (field.path.as_str(), field.words.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[rstest]
    #[case(json!({"status": false, "error": "Rate limit exceeded", "retry_after": 60}), Some(60_000))]
    #[case(json!({"message": "m", "rateLimit": {"limit": 10, "retryAfterSec": 7}}), Some(7_000))]
    #[case(json!({"retry_after": "1.5"}), Some(1_500))]
    #[case(json!({"retry_after": -3}), None)]
    #[case(json!({"retry_after": 1e300}), Some(86_400_000))]
    #[case(json!({"retry_after": "NaN"}), None)]
    #[case(json!({"status": false, "errors": ["Too many requests"]}), None)]
    fn finds_the_wait(#[case] body: Value, #[case] millis: Option<u64>) {
        assert_eq!(
            Refusal::from_json(&body).retry_after,
            millis.map(Duration::from_millis)
        );
    }

    #[rstest]
    #[case::migration(json!({"status": false, "error_type": "versioning_v2_migration_required", "errors": ["e"]}),
        ErrorKind::MigrationRequired)]
    #[case::freeze(json!({"error_type": "config_freeze_active", "errors": ["e"]}), ErrorKind::Frozen)]
    #[case::in_progress(json!({"error_type": "publish_in_progress", "errors": ["e"]}), ErrorKind::PublishInProgress)]
    #[case::other_code(json!({"error_type": "branch_name_exists", "errors": ["e"]}), ErrorKind::Conflict)]
    #[case::rich(json!({"errors": ["analytics.postCallAnalyticsConfig.dispositionMetrics"], "data": {"conflict":
        {"expectedRevision": 2, "latestRevision": 3, "diffs": [{"section": "analytics"}]}}}), ErrorKind::DraftConflict)]
    #[case::lean(json!({"status": false, "errors": ["workflow_prompt.globalPrompt"]}), ErrorKind::DraftConflict)]
    #[case::base_gone(json!({"status": false, "errors": ["base_revision_unavailable"]}), ErrorKind::BaseRevisionGone)]
    #[case::silent(json!({"status": false}), ErrorKind::Conflict)]
    fn tells_the_conflicts_of_a_draft_write_apart(#[case] body: Value, #[case] kind: ErrorKind) {
        let refusal = Refusal::from_json(&body).of_draft_write();
        assert_eq!(refusal.kind(409), kind);
        let paths: Vec<_> = refusal.fields.iter().map(|field| field.path.as_str()).collect();
        let expected = body["errors"][0]
            .as_str()
            .filter(|_| kind == ErrorKind::DraftConflict);
        assert_eq!(paths, Vec::from_iter(expected));
    }

    #[test]
    fn without_a_draft_write_words_alone_are_no_collision() {
        let refusal = Refusal::from_json(&json!({"errors": ["Agent is already archived"]}));
        assert_eq!(refusal.kind(409), ErrorKind::Conflict);
    }

    #[test]
    fn a_web_page_has_no_words() {
        let page = Refusal::read(b"\n<!DOCTYPE html><pre>Cannot GET /atoms/v1/x</pre>");
        assert_eq!((page.kind(404), page.words.len()), (ErrorKind::NoSuchRoute, 0));
    }
}
