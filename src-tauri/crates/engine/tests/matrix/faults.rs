//! What can go wrong with one request on its way: a table.

use std::collections::BTreeMap;

use atoms_sandbox::{Cut, FaultAction};
use serde_json::{Value, json};

use Lasts::{AtWrites, Everywhere, Nowhere};
use Mishap::Answer;

use crate::steps::{PUBLISH, Speech, Step, WRITE};

/// Longer than a stalled case waits for an answer.
const STALL_MS: u64 = 450;

/// What happens to the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mishap {
    /// The connection ends without an answer.
    Cut(Cut),
    /// The answer breaks off.
    BreaksOff,
    /// No answer in time.
    Stall { after: bool },
    /// This answer, and nothing is carried out.
    Answer(u16, Body),
}

/// What an answer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// Words, as most refusals have.
    Words,
    /// A web page of something in between.
    Page,
    /// How long to wait, in seconds.
    Wait(&'static str),
    /// A machine code.
    Code(&'static str),
    /// Sentences that mean something to a program.
    Sentence(&'static str),
    /// The full form of a draft conflict.
    Conflict,
}

/// Where a fault makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// Every request.
    Every,
    /// Writes, and reads after which the journal is written.
    Actions,
    Writes,
    /// One step of one way of speaking.
    Only(Speech, &'static str),
    /// Writes of one way of speaking.
    WritesOf(Speech),
}

/// One row.
#[derive(Debug)]
pub struct Fault {
    pub name: &'static str,
    pub mishap: Mishap,
    pub on: On,
    pub lasts: Lasts,
}

/// Where it is also tried as one that lasts until the person has been shown it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasts {
    Nowhere,
    AtWrites,
    Everywhere,
}

const fn fault(name: &'static str, mishap: Mishap, on: On, lasts: Lasts) -> Fault {
    Fault {
        name,
        mishap,
        on,
        lasts,
    }
}

pub static FAULTS: [Fault; 24] = [
    fault("cut before", Mishap::Cut(Cut::Before), On::Actions, Everywhere),
    fault("cut after", Mishap::Cut(Cut::After), On::Writes, Nowhere),
    fault("answer breaks off", Mishap::BreaksOff, On::Actions, Nowhere),
    fault(
        "stall before",
        Mishap::Stall { after: false },
        On::Actions,
        AtWrites,
    ),
    fault("stall after", Mishap::Stall { after: true }, On::Writes, Nowhere),
    fault("401", Answer(401, Body::Words), On::Actions, Nowhere),
    fault("403", Answer(403, Body::Words), On::Writes, AtWrites),
    fault("404 page", Answer(404, Body::Page), On::Every, Nowhere),
    fault("409 plain", Answer(409, Body::Words), On::Writes, Nowhere),
    fault(
        "423 frozen",
        Answer(423, Body::Code("config_freeze_active")),
        On::Writes,
        Nowhere,
    ),
    fault(
        "429 with a wait",
        Answer(429, Body::Wait("0.03")),
        On::Actions,
        Nowhere,
    ),
    fault("429", Answer(429, Body::Words), On::Writes, AtWrites),
    fault("500", Answer(500, Body::Words), On::Writes, Nowhere),
    fault("502 page", Answer(502, Body::Page), On::Writes, Nowhere),
    fault("503", Answer(503, Body::Words), On::Writes, AtWrites),
    fault("504", Answer(504, Body::Words), On::Writes, Nowhere),
    fault("200 page", Answer(200, Body::Page), On::Actions, AtWrites),
    fault(
        "409 migrated, with no branch",
        Answer(409, Body::Code("versioning_v2_migration_required")),
        On::WritesOf(Speech::Drafts),
        Nowhere,
    ),
    fault(
        "409 draft conflict, rich",
        Answer(409, Body::Conflict),
        On::Only(Speech::Branches, WRITE),
        AtWrites,
    ),
    fault(
        "409 draft conflict, lean",
        Answer(409, Body::Sentence("analytics.postCallAnalyticsConfig")),
        On::Only(Speech::Branches, WRITE),
        AtWrites,
    ),
    fault(
        "409 base revision gone",
        Answer(409, Body::Sentence("base_revision_unavailable")),
        On::Only(Speech::Branches, WRITE),
        AtWrites,
    ),
    fault(
        "409 being published",
        Answer(409, Body::Code("publish_in_progress")),
        On::WritesOf(Speech::Branches),
        Nowhere,
    ),
    fault(
        "409 failed draft",
        Answer(409, Body::Sentence("The security check of this draft failed")),
        On::Only(Speech::Branches, PUBLISH),
        AtWrites,
    ),
    fault(
        "409 check pending",
        Answer(
            409,
            Body::Sentence("Cannot activate this version: security check pending"),
        ),
        On::Only(Speech::Drafts, "activate"),
        AtWrites,
    ),
];

impl Fault {
    pub fn applies(&self, speech: Speech, step: &Step) -> bool {
        match self.on {
            On::Every => true,
            On::Actions => step.is_write() || !step.is_part,
            On::Writes => step.is_write(),
            On::WritesOf(on) => on == speech && step.is_write(),
            On::Only(on, name) => on == speech && step.name == name,
        }
    }

    pub fn is_stall(&self) -> bool {
        matches!(self.mishap, Mishap::Stall { .. })
    }

    /// Whether the server did what the request asked for all the same.
    pub fn is_carried_out(&self) -> bool {
        matches!(
            self.mishap,
            Mishap::Cut(Cut::After) | Mishap::BreaksOff | Mishap::Stall { after: true }
        )
    }

    pub fn action(&self) -> FaultAction {
        match self.mishap {
            Mishap::Cut(cut) => FaultAction::Cut { cut },
            Mishap::BreaksOff => FaultAction::Truncate { truncate: 20 },
            Mishap::Stall { after } => FaultAction::Delay {
                delay_ms: STALL_MS,
                after,
            },
            Answer(status, body) => FaultAction::Answer {
                status,
                headers: headers(body),
                body: text(body),
            },
        }
    }
}

/// A request that is turned away, for the way to the clean-up.
pub fn forbidden() -> FaultAction {
    FaultAction::Answer {
        status: 403,
        headers: BTreeMap::new(),
        body: text(Body::Words),
    }
}

/// A server that gave up waiting for itself.
pub fn gave_up() -> FaultAction {
    FaultAction::Answer {
        status: 504,
        headers: BTreeMap::new(),
        body: text(Body::Words),
    }
}

fn headers(body: Body) -> BTreeMap<String, String> {
    let header = match body {
        Body::Wait(seconds) => Some(("retry-after", seconds)),
        Body::Page => Some(("content-type", "text/html; charset=utf-8")),
        _ => None,
    };
    let pairs = header.into_iter();
    pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn text(body: Body) -> Value {
    match body {
        Body::Words | Body::Wait(_) => json!({"status": false, "errors": ["no"]}),
        Body::Page => json!("<!DOCTYPE html><html><body><pre>Something in between</pre></body></html>"),
        Body::Code(code) => json!({"status": false, "error_type": code, "errors": ["no"]}),
        Body::Sentence(sentence) => json!({"status": false, "errors": [sentence]}),
        Body::Conflict => json!({
            "status": false,
            "errors": ["analytics.postCallAnalyticsConfig.dispositionMetrics"],
            "data": {"conflict": {"expectedRevision": 1, "latestRevision": 2, "diffs": [{"section": "analytics"}]}},
        }),
    }
}
