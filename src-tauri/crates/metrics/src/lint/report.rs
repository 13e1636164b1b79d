//! What lint says about a file, as JSON for pipelines.

use serde_json::{Map, Value, json};

use super::{Context, Finding, Linter, Severity};
use crate::interchange::{FileProblem, set_in};
use crate::metric::Metric;

/// What there is to say about the metrics of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileCheck {
    /// A JSON array with one object per finding, pretty, with a newline at its end.
    pub report: String,
    /// Something is refused or dangerous.
    pub alarming: bool,
}

/// Checks the metrics of a JSON text: a configuration, one inside an answer of Atoms, or a list of metrics.
///
/// Each finding has the members `metric` (the identifier, `null` for what is about the whole set), `index` (its place in
/// the list), `rule`, `severity`, `field`, `span` (`{start, end}` in UTF-16 units, or `null`), `code`, `params` and `fix`
/// (`{safe, steps}`, or `null`).
///
/// # Errors
/// [`FileProblem::BrokenJson`] and [`FileProblem::NoList`].
pub fn check_file(text: &str) -> Result<FileCheck, FileProblem> {
    let metrics = set_in(text)?.metrics();
    let found = Linter::new().lint(&metrics, &Context::default());
    let alarming = found.iter().any(|finding| finding.severity <= Severity::Danger);
    let list: Value = found.iter().map(|finding| entry(&metrics, finding)).collect();
    Ok(FileCheck {
        report: format!("{list:#}\n"),
        alarming,
    })
}

fn entry(metrics: &[Metric], finding: &Finding) -> Value {
    let place = finding.metric.and_then(|index| usize::try_from(index).ok());
    let metric = place.and_then(|index| metrics.get(index));
    // The code is a member of its own, what belongs to it stands in `params`.
    let mut params = match serde_json::to_value(&finding.what) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    };
    let code = params.shift_remove("code").unwrap_or_default();
    json!({
        "metric": metric.map(|metric| &metric.identifier),
        "index": finding.metric,
        "rule": finding.rule,
        "severity": finding.severity,
        "field": finding.field,
        "span": finding.span,
        "code": code,
        "params": params,
        "fix": finding.fix.as_ref().map(|fix| json!({ "safe": fix.safe, "steps": fix.steps })),
    })
}
