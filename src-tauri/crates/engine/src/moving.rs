//! Metrics into a file and out of one. Nothing of the working copy changes before the person has seen what would.

use std::collections::HashMap;
use std::sync::PoisonError;

use debrief_metrics::{
    Fit, Incoming, MetricId, MetricSet, Row, metrics_csv, metrics_json, read_metrics, set_json,
};
use uuid::Uuid;

use crate::arrivals::Arrival;
use crate::copying::state_of;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::files::{DialogAsk, DialogWords, SavedFile};
use crate::views::{AgentView, FileFormat, ImportChoice, ImportRow, ImportView, Way};
use crate::working_copy::Copy;

/// Characters of an agent's name that go into the name of a file.
const NAME_LENGTH: usize = 60;

/// A file that was read and is looked at.
#[derive(Debug)]
pub(crate) struct KeptImport {
    token: String,
    connection: String,
    agent: String,
    rows: Vec<Row>,
    /// The working copy beside which the rows were shown.
    seen: String,
}

impl Engine {
    /// Asks where to write metrics of the working copy, and writes them. Without `chosen` it is all of them, in JSON the
    /// whole configuration. None if the person cancels.
    ///
    /// # Errors
    /// `NotFound` for an agent that was never opened, `File`, or the store.
    pub async fn export_metrics(
        &self,
        agent: &str,
        chosen: Option<Vec<String>>,
        format: FileFormat,
        words: DialogWords,
    ) -> Result<Option<SavedFile>> {
        let connection = self.current_id().await?;
        let seen = self
            .ports
            .store
            .cached_agent(connection.clone(), agent.to_owned())
            .await?;
        let seen = seen.ok_or(Error::NotFound("agent"))?;
        // An agent that can only be looked at has no working copy.
        let set = match self.copy(&connection, agent).await? {
            Some(copy) => copy.now,
            None => MetricSet::read(seen.config.as_ref())?,
        };
        let chosen: Option<Vec<MetricId>> = chosen.map(|ids| ids.into_iter().map(MetricId::from).collect());
        let (ending, content) = match format {
            FileFormat::Json => {
                let text = chosen.map_or_else(|| set_json(&set), |chosen| metrics_json(&set, &chosen));
                ("json", text.into_bytes())
            }
            FileFormat::Csv => {
                let mut metrics = set.metrics();
                metrics.retain(|metric| chosen.as_ref().is_none_or(|chosen| chosen.contains(&metric.id)));
                let table =
                    metrics_csv(&metrics).map_err(|error| Error::Internal(format!("csv: {error}")))?;
                ("csv", table)
            }
        };
        let ask = DialogAsk {
            words,
            endings: vec![ending],
            name: format!("{} metrics.{ending}", file_name(&seen.summary.name)),
        };
        self.save_file(ask, content).await
    }

    /// Asks for a file and says what it would do to the working copy. None if the person cancels.
    ///
    /// # Errors
    /// `ReadOnly`, `File`, or the store.
    pub async fn read_import(&self, agent: &str, words: DialogWords) -> Result<Option<ImportView>> {
        let connection = self.current_id().await?;
        self.editable_copy(&connection, agent).await?;
        let ask = DialogAsk {
            words,
            endings: vec!["csv", "json", "tsv", "txt"],
            name: String::new(),
        };
        let Some(file) = self.open_file(ask).await? else {
            return Ok(None);
        };
        let file_name = file.name;
        let reading = match read_metrics(&file.text) {
            Ok(reading) => reading,
            Err(problem) => return Ok(Some(ImportView::Unreadable { file_name, problem })),
        };
        // As it is now: the file was chosen in a dialog that may have stood for long.
        let copy = self.editable_copy(&connection, agent).await?;
        let token = Uuid::now_v7().to_string();
        let rows = self.preview_import(&copy, &reading.rows);
        *self.import.lock().unwrap_or_else(PoisonError::into_inner) = Some(KeptImport {
            token: token.clone(),
            connection,
            agent: agent.to_owned(),
            rows: reading.rows,
            seen: state_of(&copy.now),
        });
        Ok(Some(ImportView::Rows {
            token,
            file_name,
            rows,
            unused_columns: reading.unused_columns,
        }))
    }

    /// Forgets what was read.
    pub fn drop_import(&self, token: &str) {
        let mut kept = self.import.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.as_ref().is_some_and(|kept| kept.token == token) {
            *kept = None;
        }
    }

    /// Takes rows of what was read into the working copy, as one step that can be undone.
    ///
    /// # Errors
    /// `NotFound` when it was dropped or another file was read since; `Invalid` when nothing would change; `LiveMoved` when
    /// the working copy is another one than what the rows were shown beside; `ReadOnly`, or
    /// the store. What was read is kept then.
    pub async fn apply_import(
        &self,
        agent: &str,
        token: &str,
        chosen: Vec<ImportChoice>,
    ) -> Result<AgentView> {
        let connection = self.current_id().await?;
        let ways: HashMap<u32, Way> = chosen.iter().map(|choice| (choice.at, choice.way)).collect();
        let (seen, wanted) = {
            let kept = self.import.lock().unwrap_or_else(PoisonError::into_inner);
            let kept = kept
                .as_ref()
                .filter(|kept| kept.token == token && kept.connection == connection && kept.agent == agent)
                .ok_or(Error::NotFound("import"))?;
            let rows = kept.rows.iter();
            let wanted: Vec<(Incoming, Way)> = rows
                .filter_map(|row| Some((row.metric.clone().ok()?, *ways.get(&row.at)?)))
                .collect();
            (kept.seen.clone(), wanted)
        };
        {
            let _turn = self.editing.lock().await;
            let copy = self.editable_copy(&connection, agent).await?;
            if state_of(&copy.now) != seen {
                return Err(Error::LiveMoved);
            }
            let mut now = copy.now.clone();
            if take(&mut now, &wanted)? == 0 {
                return Err(Error::Invalid);
            }
            self.keep(&connection, agent, &copy.base, &now).await?;
        }
        self.drop_import(token);
        self.agent_view(&connection, agent, true).await
    }

    /// The rows beside the working copy, with what would come of each if all of them were taken.
    fn preview_import(&self, copy: &Copy, rows: &[Row]) -> Vec<ImportRow> {
        let metrics: Vec<&Incoming> = rows.iter().filter_map(|row| row.metric.as_ref().ok()).collect();
        let mut arrivals = self.arrivals(copy, &metrics).into_iter();
        let shown = |row: &Row| {
            let (fields, arrival) = match &row.metric {
                Ok(incoming) => (Some(incoming.fields.clone()), arrivals.next()?),
                Err(problems) => (None, Arrival::refused(problems.clone())),
            };
            Some(ImportRow {
                at: row.at,
                found: row.found.clone(),
                fields,
                state: arrival.state,
                findings: arrival.findings,
                consequences: arrival.consequences,
            })
        };
        rows.iter().filter_map(shown).collect()
    }
}

/// Takes metrics into a set, each its way; how many it changed.
pub(crate) fn take(set: &mut MetricSet, wanted: &[(Incoming, Way)]) -> Result<u32> {
    let mut changed = 0;
    for (incoming, way) in wanted {
        match (set.fit(incoming), way) {
            (Fit::New, _) | (Fit::Different { .. }, Way::Beside) => {
                set.take_in(incoming);
            }
            (Fit::Different { id, .. }, Way::Replace) => set.replace_with(&id, incoming)?,
            (Fit::Identical(_), _) | (Fit::Different { .. }, Way::Keep) => continue,
        }
        changed += 1;
    }
    Ok(changed)
}

/// An agent's name as part of a file's, on every system.
fn file_name(agent: &str) -> String {
    let plain: String = agent
        .chars()
        .map(|c| {
            if c.is_control() || "<>:\"/\\|?*".contains(c) {
                ' '
            } else {
                c
            }
        })
        .take(NAME_LENGTH)
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let name = words.join(" ").trim_matches('.').to_owned();
    if name.is_empty() { "Agent".to_owned() } else { name }
}
