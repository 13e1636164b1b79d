//! Metrics on their way in, from a file or from another agent, as they are shown before any of them is taken.

use std::collections::HashMap;

use debrief_metrics::{
    Consequence, Finding, Fit, Incoming, Metric, MetricId, RowProblem, live_changes, word_diff,
};

use crate::engine::Engine;
use crate::views::{ImportState, IncomingChange};
use crate::working_copy::Copy;

/// What is to be known of one before it is taken.
#[derive(Debug)]
pub(crate) struct Arrival {
    /// How it stands to the working copy.
    pub state: ImportState,
    /// What lint says of it.
    pub findings: Vec<Finding>,
    /// What those who use the answers notice of the live metric whose place it takes.
    pub consequences: Vec<Consequence>,
}

impl Arrival {
    /// An entry that is no metric here.
    pub fn refused(problems: Vec<RowProblem>) -> Self {
        Self {
            state: ImportState::Refused { problems },
            findings: Vec::new(),
            consequences: Vec::new(),
        }
    }
}

impl Engine {
    /// Each of them beside a working copy, in order; what lint says and what is noticed outside, if all of them are
    /// taken, in the places of those that have their identifiers.
    pub(crate) fn arrivals(&self, copy: &Copy, incoming: &[&Incoming]) -> Vec<Arrival> {
        let here = copy.now.metrics();
        let here: HashMap<&MetricId, &Metric> = here.iter().map(|metric| (&metric.id, metric)).collect();
        let fits = copy.now.fit_each(incoming.iter().copied());

        let mut after = copy.now.clone();
        let places = after.take_each(incoming.iter().copied());
        let metrics = after.metrics();
        let mut findings: HashMap<&MetricId, Vec<Finding>> = HashMap::new();
        for finding in self.lint(&metrics) {
            let index = finding.metric.and_then(|index| usize::try_from(index).ok());
            if let Some(metric) = index.and_then(|index| metrics.get(index)) {
                findings.entry(&metric.id).or_default().push(finding);
            }
        }
        let consequences: HashMap<MetricId, Vec<Consequence>> = live_changes(&copy.base, &copy.now, &after)
            .into_iter()
            .map(|change| (change.metric, change.consequences))
            .collect();

        let arrival = |((incoming, fit), place): ((&&Incoming, Fit), MetricId)| Arrival {
            state: state(fit, &here, incoming),
            findings: findings.get(&place).cloned().unwrap_or_default(),
            consequences: consequences.get(&place).cloned().unwrap_or_default(),
        };
        incoming.iter().zip(fits).zip(places).map(arrival).collect()
    }
}

/// How a metric stands to a set, for the screen.
fn state(fit: Fit, here: &HashMap<&MetricId, &Metric>, incoming: &Incoming) -> ImportState {
    match fit {
        Fit::New => ImportState::New,
        Fit::Identical(_) => ImportState::Identical,
        Fit::Different { id, difference } => {
            let (mine, fields) = (here.get(&id), &incoming.fields);
            ImportState::Different {
                change: IncomingChange {
                    difference,
                    type_before: mine.and_then(|mine| mine.data_type),
                    prompt: word_diff(mine.map_or("", |mine| &mine.prompt), &fields.prompt),
                    choices_before: mine.map(|mine| mine.choices.clone()).unwrap_or_default(),
                    choices: fields.choices.clone(),
                },
            }
        }
    }
}
