//! What the tests share: a sandbox with an engine in front of it.

mod bench;
mod branches;
mod wire;

pub use bench::{AGENT, Bench, LABEL, change, run_until};
pub use branches::{aside, head_of, publish_aside, publish_there};
pub use wire::{Seen, patch, seen, writes};

use debrief_engine::views::{Card, Panel};
use debrief_metrics::{DataType, MetricFields};

pub fn card(key: &str, identifier: &str, data_type: DataType, prompt: &str) -> Card {
    Card {
        key: key.into(),
        metric_id: None,
        fields: MetricFields {
            identifier: identifier.into(),
            data_type,
            prompt: prompt.into(),
            choices: Vec::new(),
        },
        choice_text: String::new(),
    }
}

pub fn panel(cards: Vec<Card>) -> Panel {
    Panel {
        open: cards.last().map(|card| card.key.clone()),
        cards,
    }
}

/// A panel with one new metric.
pub fn one(identifier: &str) -> Panel {
    panel(vec![card(
        "k",
        identifier,
        DataType::Boolean,
        "Did the caller say thank you?",
    )])
}
