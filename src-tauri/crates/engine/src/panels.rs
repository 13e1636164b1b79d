//! The panel: what was typed is kept as typed, and goes into the working copy as a whole or not at all.

use debrief_metrics::{DataType, Metric, MetricFields, MetricId, MetricSet, Problem, Severity, validate};

use crate::engine::Engine;
use crate::error::Result;
use crate::views::{Card, KeptPanel, MetricRow, Panel, PanelCheck, SaveOutcome};

/// The slot of the panel for new metrics; every other one is the id of a metric.
const NEW_SLOT: &str = "new";

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
    /// `ReadOnly` after it was kept, or what the disk says when it could not be.
    pub async fn keep_panel(&self, agent: &str, slot: &str, panel: Panel) -> Result<PanelCheck> {
        let connection = self.current_id().await?;
        // Kept first: that the agent can only be looked at meanwhile is no reason to lose what is being typed.
        let known = self.copy(&connection, agent).await?;
        let worth_keeping = known
            .as_ref()
            .is_none_or(|copy| panel.cards.iter().any(|card| has_text(card, &copy.now)));
        let key = (connection.clone(), agent.to_owned());
        self.ports
            .store
            .put_panel(key, slot.to_owned(), worth_keeping.then_some(&panel))
            .await?;
        let copy = self.editable_copy(&connection, agent).await?;
        let added = panel.cards.iter().filter(|card| card.metric_id.is_none()).count();
        let (metrics, first) = as_saved(&copy.now, &panel);
        Ok(PanelCheck {
            problems: check(&metrics, first),
            findings: self
                .findings_from(&metrics, first)
                .into_iter()
                .filter(|finding| finding.severity != Severity::Refused)
                .collect(),
            metrics_after: u32::try_from(copy.now.len() + added).unwrap_or(u32::MAX),
        })
    }

    /// The kept panels of an agent. Text that was typed for a metric that is gone, because a colleague published without
    /// it, moves into the panel of new metrics, where it can be reached.
    pub(crate) async fn kept_panels(
        &self,
        connection: &str,
        agent: &str,
        rows: &[MetricRow],
    ) -> Result<Vec<KeptPanel>> {
        let store = &self.ports.store;
        let key = || (connection.to_owned(), agent.to_owned());
        let kept = store.kept_panels(key().0, key().1).await?;
        let is_lost =
            |panel: &&KeptPanel| panel.slot != NEW_SLOT && rows.iter().all(|row| row.id != panel.slot);
        if !kept.iter().any(|panel| is_lost(&panel)) {
            return Ok(kept);
        }
        let _turn = self.editing.lock().await;
        let load = |slot: &str| store.panel(key().0, key().1, slot.to_owned());
        let mut new = load(NEW_SLOT).await?.unwrap_or(Panel {
            cards: Vec::new(),
            open: None,
        });
        for lost in kept.iter().filter(is_lost) {
            for card in load(&lost.slot).await?.into_iter().flat_map(|panel| panel.cards) {
                new.cards.push(Card {
                    key: format!("{}-{}", lost.slot, card.key),
                    metric_id: None,
                    ..card
                });
            }
            // Kept in its new place before it leaves the old one.
            store.put_panel(key(), NEW_SLOT.to_owned(), Some(&new)).await?;
            store.put_panel(key(), lost.slot.clone(), None).await?;
        }
        store.kept_panels(key().0, key().1).await
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
            let (metrics, first) = as_saved(&copy.now, &panel);
            let problems = check(&metrics, first);
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

/// The metrics as Save would leave them, and the index of the first card. The cards stand behind the other metrics, so
/// that a name that is taken is the card's problem and not its neighbour's.
fn as_saved(now: &MetricSet, panel: &Panel) -> (Vec<Metric>, u32) {
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
    let first = u32::try_from(metrics.len()).unwrap_or(u32::MAX);
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
    (metrics, first)
}

/// Problems of the metrics from `first` on, counted from there.
fn check(metrics: &[Metric], first: u32) -> Vec<Problem> {
    validate(metrics)
        .into_iter()
        .filter_map(|problem| {
            let metric = problem.metric.checked_sub(first)?;
            Some(Problem { metric, ..problem })
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
