//! Metrics of an older version back into the working copy, where they are reviewed and published like any edit.

use debrief_metrics::{Apart, BroughtBack, Flag, MetricSet, Pick, bring_back, same_config};
use serde_json::{Map, Value};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::lineage::with_ids_of;
use crate::views::{AgentView, BringBackOutcome};

/// The member of a configuration that holds the metrics.
const LIST: &str = "dispositionMetrics";

impl Engine {
    /// Makes picked metrics of the working copy as they are in a version, as one step that can be undone. `apart` is that of
    /// the comparison in which they were picked.
    ///
    /// # Errors
    /// `ReadOnly`; `NotFound` for a version that is not there; Atoms' answer if it was never read; the way to the key, or
    /// the store.
    pub async fn bring_back(
        &self,
        agent: &str,
        version: &str,
        picks: Vec<Pick>,
        apart: Vec<Apart>,
    ) -> Result<BringBackOutcome> {
        let connection = self.current_id().await?;
        // One that cannot be edited needs nothing from Atoms.
        self.editable_copy(&connection, agent).await?;
        let (_, from) = self.past_version(&connection, agent, version).await?;
        let brought = {
            let _turn = self.editing.lock().await;
            let copy = self.editable_copy(&connection, agent).await?;
            let mut now = copy.now.clone();
            let brought = match bring_back(&mut now, &from, &picks, &apart) {
                Ok(brought) => brought,
                Err(error) => return Ok(BringBackOutcome::Refused { error }),
            };
            if brought != BroughtBack::default() {
                self.keep(&connection, agent, &copy.base, &now).await?;
            }
            brought
        };
        Ok(BringBackOutcome::Done {
            agent: Box::new(self.agent_view(&connection, agent, true).await?),
            brought,
        })
    }

    /// Makes the metrics, their order and the analysis settings of a version those of the working copy, as one step that
    /// can be undone. What else the configuration holds stays, and so does the version that the copy began from. Without a
    /// difference no step is made.
    ///
    /// # Errors
    /// As `bring_back`.
    pub async fn edit_from(&self, agent: &str, version: &str) -> Result<AgentView> {
        let connection = self.current_id().await?;
        self.editable_copy(&connection, agent).await?;
        let (_, from) = self.past_version(&connection, agent, version).await?;
        {
            let _turn = self.editing.lock().await;
            let copy = self.editable_copy(&connection, agent).await?;
            let set = with_ids_of(&with_metrics_of(&copy.now, &from)?, &[&copy.base, &copy.now])?;
            if !same_config(Some(&set.raw()), Some(&copy.now.raw())) {
                self.keep(&connection, agent, &copy.base, &set).await?;
            }
        }
        self.agent_view(&connection, agent, true).await
    }
}

/// `now` with the metrics and the flags of `from`.
pub(crate) fn with_metrics_of(now: &MetricSet, from: &MetricSet) -> Result<MetricSet> {
    let mut members = match now.raw() {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    let list = from.raw().get(LIST).filter(|list| list.is_array()).cloned();
    members.insert(LIST.to_owned(), list.unwrap_or_else(|| Value::Array(Vec::new())));
    let mut set = MetricSet::read(Some(&Value::Object(members))).map_err(Error::from)?;
    let settings = from.settings();
    set.set_flag(Flag::UseInternalModel, settings.use_internal_model);
    set.set_flag(Flag::UseReasoningModel, settings.use_reasoning_model);
    Ok(set)
}
