//! The panel: what was typed is kept as typed, and goes into the working copy as a whole or not at all.

use debrief_metrics::{
    DataType, Metric, MetricFields, MetricId, MetricPreview, MetricSet, Problem, Severity, live_changes,
    preview, suggest_identifier, validate,
};

use crate::engine::Engine;
use crate::error::Result;
use crate::views::{Card, Consent, KeptPanel, MetricRow, Panel, PanelCheck, SaveOutcome};
use crate::working_copy::Copy;

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

    /// Puts all cards into the working copy as one step, or none of them. What others would notice of a live metric
    /// needs `consent`.
    ///
    /// # Errors
    /// `ReadOnly`, or the store. What is wrong with the cards, or not agreed to, is an outcome, not an error.
    pub async fn save_panel(
        &self,
        agent: &str,
        slot: &str,
        panel: Panel,
        consent: Consent,
    ) -> Result<SaveOutcome> {
        let connection = self.current_id().await?;
        let instead;
        {
            let _turn = self.editing.lock().await;
            let copy = self.editable_copy(&connection, agent).await?;
            let (metrics, first) = as_saved(&copy.now, &panel);
            let key = (connection.clone(), agent.to_owned());
            let written = match check(&metrics, first) {
                problems if problems.is_empty() => write(&copy, &panel, &consent)?,
                problems => Written::Not(Box::new(SaveOutcome::Refused { problems })),
            };
            let now = match written {
                Written::Set { now, added_instead } => {
                    instead = added_instead;
                    now
                }
                Written::Not(outcome) => {
                    let store = &self.ports.store;
                    store.put_panel(key, slot.to_owned(), Some(&panel)).await?;
                    return Ok(*outcome);
                }
            };
            self.keep(&connection, agent, &copy.base, &now).await?;
            self.ports.store.put_panel(key, slot.to_owned(), None).await?;
        }
        let agent = self.agent_view(&connection, agent, true).await?;
        Ok(SaveOutcome::Saved { agent, instead })
    }

    /// What an answer to a card's metric will look like, in the log, the webhook and an export.
    #[must_use]
    pub fn preview_metric(&self, agent: &str, card: &Card) -> MetricPreview {
        preview(&fields(card), agent)
    }
}

/// The cards as they would stand in the working copy, or why they do not.
enum Written {
    Set {
        now: MetricSet,
        added_instead: Vec<String>,
    },
    Not(Box<SaveOutcome>),
}

fn write(copy: &Copy, panel: &Panel, consent: &Consent) -> Result<Written> {
    let (now, ids) = with_cards(copy.now.clone(), &panel.cards)?;
    let changes = live_changes(&copy.base, &copy.now, &now);
    let agreed = match consent {
        Consent::Ask => changes.is_empty(),
        Consent::Agreed { changes: read } => changes.iter().all(|change| read.contains(change)),
        Consent::AddInstead => {
            let touched = |id: &MetricId| changes.iter().any(|change| change.metric == *id);
            let (apart, others): (Vec<_>, Vec<_>) =
                panel.cards.iter().zip(ids).partition(|(_, id)| touched(id));
            let others: Vec<Card> = others.into_iter().map(|(card, _)| card.clone()).collect();
            let (now, _) = with_cards(copy.now.clone(), &others)?;
            return add_instead(copy, now, apart.into_iter().map(|(card, _)| card));
        }
    };
    if agreed {
        return Ok(Written::Set {
            now,
            added_instead: Vec::new(),
        });
    }
    Ok(Written::Not(Box::new(SaveOutcome::AsksConsent { changes })))
}

/// The set with the cards in it, and the id of each card's metric.
fn with_cards(mut now: MetricSet, cards: &[Card]) -> Result<(MetricSet, Vec<MetricId>)> {
    let mut ids = Vec::new();
    for card in cards {
        let fields = fields(card);
        ids.push(match &card.metric_id {
            Some(id) => {
                let id = MetricId::from(id.clone());
                now.update(&id, &fields)?;
                id
            }
            None => now.add(&fields),
        });
    }
    Ok((now, ids))
}

/// Adds a metric for each card, behind the one it would have changed, under a name that nothing live or here has.
fn add_instead<'a>(
    copy: &Copy,
    mut now: MetricSet,
    cards: impl Iterator<Item = &'a Card>,
) -> Result<Written> {
    let mut added_instead = Vec::new();
    for card in cards {
        let mut fields = fields(card);
        let metrics = now.metrics();
        let live = copy.base.metrics();
        let taken = |name: &str| {
            metrics
                .iter()
                .chain(&live)
                .any(|metric| metric.identifier == name)
        };
        if let Some(free) = suggest_identifier(&fields.identifier, &taken) {
            fields.identifier = free;
        }
        let place = metrics
            .iter()
            .position(|metric| card.metric_id.as_deref() == Some(metric.id.as_str()));
        let id = now.add(&fields);
        if let Some(place) = place {
            now.move_to(&id, place + 1)?;
        }
        added_instead.push(fields.identifier);
    }
    Ok(Written::Set { now, added_instead })
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
