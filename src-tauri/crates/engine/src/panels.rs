//! The panel: what was typed is kept as typed, and goes into the working copy as a whole or not at all.

use debrief_metrics::{DataType, Metric, MetricFields, MetricId, MetricSet, Problem, validate};

use crate::engine::Engine;
use crate::error::Result;
use crate::views::{Card, Panel, PanelCheck, SaveOutcome};

impl Engine {
    /// What was typed into a panel before, if anything.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn load_panel(&self, agent: &str, slot: &str) -> Result<Option<Panel>> {
        let connection = self.current_id().await?;
        self.ports
            .store
            .panel(connection, agent.to_owned(), slot.to_owned())
            .await
    }

    /// Keeps a panel as typed and says what Save would say. A panel with nothing in it is forgotten.
    ///
    /// # Errors
    /// `ReadOnly`, or `DiskProblem` when it could not be kept.
    pub async fn keep_panel(&self, agent: &str, slot: &str, panel: Panel) -> Result<PanelCheck> {
        let connection = self.current_id().await?;
        let copy = self.editable_copy(&connection, agent).await?;
        let worth_keeping = panel.cards.iter().any(|card| has_text(card, &copy.now));
        let key = (connection, agent.to_owned());
        self.ports
            .store
            .put_panel(key, slot.to_owned(), worth_keeping.then_some(&panel))
            .await?;
        let added = panel.cards.iter().filter(|card| card.metric_id.is_none()).count();
        Ok(PanelCheck {
            problems: check(&copy.now, &panel),
            metrics_after: u32::try_from(copy.now.len() + added).unwrap_or(u32::MAX),
        })
    }

    /// Forgets what was typed into a panel.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn drop_panel(&self, agent: &str, slot: &str) -> Result<()> {
        let key = (self.current_id().await?, agent.to_owned());
        self.ports.store.put_panel(key, slot.to_owned(), None).await
    }

    /// Puts all cards into the working copy as one step, or none of them.
    ///
    /// # Errors
    /// `ReadOnly`, or the store. What is wrong with the cards is an outcome, not an error.
    pub async fn save_panel(&self, agent: &str, slot: &str, panel: Panel) -> Result<SaveOutcome> {
        let connection = self.current_id().await?;
        {
            let _turn = self.editing.lock().await;
            let copy = self.editable_copy(&connection, agent).await?;
            let problems = check(&copy.now, &panel);
            if !problems.is_empty() {
                let key = (connection, agent.to_owned());
                self.ports
                    .store
                    .put_panel(key, slot.to_owned(), Some(&panel))
                    .await?;
                return Ok(SaveOutcome::Refused { problems });
            }
            let mut now = copy.now;
            for card in &panel.cards {
                let fields = fields(card);
                match &card.metric_id {
                    Some(id) => now.update(&MetricId::from(id.clone()), &fields)?,
                    None => {
                        now.add(&fields);
                    }
                }
            }
            self.keep(&connection, agent, &copy.base, &now).await?;
            let key = (connection.clone(), agent.to_owned());
            self.ports.store.put_panel(key, slot.to_owned(), None).await?;
        }
        let agent = self.agent_view(&connection, agent, true).await?;
        Ok(SaveOutcome::Saved { agent })
    }
}

/// The fields that Save takes: text still in the Choices field counts, choices of another type do not.
fn fields(card: &Card) -> MetricFields {
    let mut fields = card.fields.clone();
    if fields.data_type == DataType::Enum {
        let typed = card
            .choice_text
            .split([',', '\n', '\r'])
            .map(str::trim)
            .filter(|text| !text.is_empty());
        fields.choices.extend(typed.map(str::to_owned));
    } else {
        fields.choices.clear();
    }
    fields
}

/// Problems of the cards as they would stand in the set. The cards are checked behind the other metrics,
/// so that a name that is taken is the card's problem and not its neighbour's.
fn check(now: &MetricSet, panel: &Panel) -> Vec<Problem> {
    let edited: Vec<&str> = panel
        .cards
        .iter()
        .filter_map(|card| card.metric_id.as_deref())
        .collect();
    let mut metrics: Vec<Metric> = now
        .metrics()
        .into_iter()
        .filter(|metric| !edited.contains(&metric.id.as_str()))
        .collect();
    let others = metrics.len();
    metrics.extend(panel.cards.iter().map(|card| {
        let fields = fields(card);
        Metric {
            id: MetricId::from(card.metric_id.clone().unwrap_or_else(|| card.key.clone())),
            identifier: fields.identifier,
            data_type: Some(fields.data_type),
            unknown_type: None,
            prompt: fields.prompt,
            choices: fields.choices,
        }
    }));
    let others = u32::try_from(others).unwrap_or(u32::MAX);
    validate(&metrics)
        .into_iter()
        .filter(|problem| problem.metric >= others)
        .map(|problem| Problem {
            metric: problem.metric - others,
            ..problem
        })
        .collect()
}

/// True when closing the panel would lose something.
fn has_text(card: &Card, now: &MetricSet) -> bool {
    match &card.metric_id {
        Some(id) => {
            let saved = now
                .get(&MetricId::from(id.clone()))
                .and_then(|metric| metric.fields());
            saved.is_none_or(|saved| saved != fields(card))
        }
        None => {
            let typed = [&card.fields.identifier, &card.fields.prompt, &card.choice_text];
            typed.iter().any(|text| !text.trim().is_empty())
                || !card.fields.choices.is_empty()
                || card.fields.data_type != DataType::String
        }
    }
}
