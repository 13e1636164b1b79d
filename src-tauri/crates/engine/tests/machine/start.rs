//! A run at its beginning, and the facts and errors that events carry.

use debrief_engine::publish::{AgentFacts, Generation, Phase, Run, VersionFacts};
use debrief_engine::{ErrorCode, WireError};
use serde_json::{Value, json};

pub const BASE: &str = "base";
pub const OURS: &str = "ours";
pub const THEIRS: &str = "theirs";
pub const BRANCH: &str = "main";

pub fn run() -> Run {
    Run {
        id: "r".into(),
        connection: "c".into(),
        agent: "a".into(),
        label: "Label".into(),
        description: None,
        started_at: "2026-08-01T10:00:00.000Z".into(),
        base_version: BASE.into(),
        base_number: Some(7),
        draft_name: "Debrief r".into(),
        config: json!({"dispositionMetrics": []}),
        sent_state: json!({}),
        generation: Generation::Drafts,
        branch: None,
        target: None,
        others: None,
        anyway: Vec::new(),
        draft_id: None,
        draft_revision: None,
        own_revisions: Vec::new(),
        version: None,
        sent_in: None,
        activations: 0,
        wrote: false,
        looks: 0,
        misses: 0,
        failed_reads: 0,
        offline: false,
        unsent: 0,
        unclear: None,
        phase: Phase::LookBefore,
        then: Phase::MakeDraft,
        outcome: None,
        stopped_at: 0,
        interrupted: false,
        accepted: None,
        own_state: None,
        discarding: false,
        looking: false,
        standing: None,
        unsure: false,
        wait: None,
        keeps_draft: false,
        saved: None,
    }
}

/// The same on a branch.
pub fn branch_run() -> Run {
    Run {
        generation: Generation::Branches,
        then: Phase::WriteMetrics,
        ..run()
    }
}

/// A run in the middle: everything that a phase can need is there.
pub fn run_at(phase: Phase) -> Run {
    Run {
        phase,
        draft_id: Some("d".into()),
        wrote: true,
        version: Some(version()),
        ..run()
    }
}

pub fn version() -> VersionFacts {
    VersionFacts {
        id: OURS.into(),
        number: Some(8),
    }
}

pub fn facts(active: &str) -> AgentFacts {
    AgentFacts {
        active_version: Some(active.into()),
        active_number: Some(9),
        active_author: Some("Mei Tanaka".into()),
        others: json!({"prompt": "p"}),
        metric_differences: Vec::new(),
        other_differences: Vec::new(),
        metrics: 3,
        replaced: None,
        read_at: "2026-08-01T10:00:05.000Z".into(),
        target_is_live: false,
        branch: None,
    }
}

pub fn error(code: ErrorCode) -> WireError {
    WireError::plain(code, format!("{code:?}"))
}

/// Everything about a run, for comparing two of them.
pub fn whole(run: &Run) -> Value {
    serde_json::to_value(run).unwrap()
}

/// The run as the next start finds it in the journal.
pub fn reopened(run: &Run) -> Run {
    serde_json::from_str(&serde_json::to_string(run).unwrap()).unwrap()
}
