//! Exported files, read to be compared and for nothing else.

use std::sync::PoisonError;

use debrief_metrics::{FileProblem, MetricSet, read_metrics, set_in};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::engine::Engine;
use crate::error::Result;
use crate::files::{DialogAsk, DialogWords};
use crate::views::CompareFile;

/// The member of a configuration that holds the metrics.
const LIST: &str = "dispositionMetrics";
/// Files that are kept to be compared.
const REMEMBERED: usize = 4;

/// A file that was read.
#[derive(Debug)]
pub(crate) struct ComparedFile {
    pub(super) token: String,
    pub(super) name: String,
    pub(super) left_out: u32,
    pub(super) set: FileSet,
}

/// The metrics of one side.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum FileSet {
    /// With all that is around them.
    Whole(MetricSet),
    /// Their entries alone, as they are sent.
    Metrics(Value),
}

impl FileSet {
    /// The set to compare. Metrics without anything around them stand in what is around those of `other`, so that nothing
    /// is a difference that the file does not say.
    pub(super) fn beside(&self, other: &Self) -> Result<MetricSet> {
        match self {
            Self::Whole(set) => Ok(set.clone()),
            Self::Metrics(list) => {
                let mut around = match other {
                    Self::Whole(set) => match set.raw() {
                        Value::Object(members) => members,
                        _ => Map::new(),
                    },
                    Self::Metrics(_) => Map::new(),
                };
                around.insert(LIST.to_owned(), list.clone());
                Ok(MetricSet::read(Some(&Value::Object(around)))?)
            }
        }
    }
}

impl Engine {
    /// Asks for a file whose metrics are to be compared. Nothing is changed by it. None if the person cancels.
    ///
    /// # Errors
    /// `File`.
    pub async fn open_compare_file(&self, words: DialogWords) -> Result<Option<CompareFile>> {
        let ask = DialogAsk {
            words,
            endings: vec!["csv", "json", "tsv", "txt"],
            name: String::new(),
        };
        let Some(file) = self.open_file(ask).await? else {
            return Ok(None);
        };
        let (set, left_out) = match metrics_of(&file.text) {
            Ok(found) => found,
            Err(problem) => {
                return Ok(Some(CompareFile::Unreadable {
                    file_name: file.name,
                    problem,
                }));
            }
        };
        let token = Uuid::now_v7().to_string();
        let mut kept = self.compared.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= REMEMBERED {
            kept.remove(0);
        }
        kept.push(ComparedFile {
            token: token.clone(),
            name: file.name.clone(),
            left_out,
            set,
        });
        Ok(Some(CompareFile::Ready {
            token,
            file_name: file.name,
        }))
    }
}

/// What a file holds, and how many of its rows hold no metric.
fn metrics_of(text: &str) -> std::result::Result<(FileSet, u32), FileProblem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let reading = read_metrics(text)?;
    // JSON is compared as it stands, its odd entries too.
    if text.trim_start().starts_with(['{', '[']) {
        let set = match whole(text) {
            Some(set) => FileSet::Whole(set),
            None => FileSet::Metrics(list(&set_in(text)?)),
        };
        return Ok((set, 0));
    }
    let mut set = MetricSet::read(None).map_err(|_| FileProblem::NoList)?;
    let mut left_out = 0;
    for row in reading.rows {
        match row.metric {
            Ok(metric) => drop(set.take_in(&metric)),
            Err(_) => left_out += 1,
        }
    }
    Ok((FileSet::Metrics(list(&set)), left_out))
}

fn list(set: &MetricSet) -> Value {
    let none = || Value::Array(Vec::new());
    set.raw().get(LIST).cloned().unwrap_or_else(none)
}

/// A configuration as Atoms takes it, with more in it than the metrics.
fn whole(text: &str) -> Option<MetricSet> {
    let value: Value = serde_json::from_str(text).ok()?;
    let members = value.as_object()?;
    let is_one = members.get(LIST).is_some_and(Value::is_array) && members.len() > 1;
    is_one.then(|| MetricSet::read(Some(&value)).ok())?
}
