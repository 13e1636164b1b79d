//! Calls that the sample agents have taken: 3,000 over the 90 days before the sandbox was made, told from a dozen
//! conversations with varied details, and those that are made on request. None of them is stored with its results:
//! what a call's metrics say follows from the conversation and from the version that handled it.

mod outcome;
pub mod rules;
mod script;
pub mod wire;

use std::sync::OnceLock;
use std::time::Duration;

use fastrand::Rng;
use jiff::civil::Weekday;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use outcome::{Analysis, Metric, metrics_of};
pub use script::{Books, Told};

use crate::answer::Object;
use crate::error::SandboxError;
use crate::world::{Agent, Blocks, Id, World};

/// How far back the history of calls reaches.
const DAYS: i64 = 90;
/// How long a call that is made on request is under way.
const UNDER_WAY: SignedDuration = SignedDuration::from_secs(1);

/// How a call went by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    InProgress,
    Completed,
    Failed,
    NoAnswer,
    Cancelled,
}

/// Over which line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    #[serde(rename = "telephony_inbound")]
    Inbound,
    #[serde(rename = "telephony_outbound")]
    Outbound,
    #[serde(rename = "webcall")]
    Web,
    #[serde(rename = "chat")]
    Chat,
}

/// The word that the platform uses for a value of these enums.
pub fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A call, without what is said in it.
#[derive(Debug, Clone)]
pub struct Call {
    pub id: String,
    pub agent: Id,
    pub at: Timestamp,
    pub status: Status,
    pub kind: Kind,
    pub seconds: f64,
    /// When it last changed: it ended, or its results came in.
    pub updated: Timestamp,
    /// Results had the time to come in.
    pub is_measured: bool,
    pub from: String,
    pub to: String,
    /// Which conversation it is, and what its details are picked by.
    pub script: usize,
    pub seed: u64,
    /// Milliseconds until the agent spoke, per turn.
    pub latencies: Vec<u32>,
    pub handled: Handled,
}

/// What handled a call.
#[derive(Debug, Clone)]
pub enum Handled {
    /// The version that was live at its time.
    Live,
    /// What a call on request was made with.
    Asked(Made),
}

/// A call that was made on request.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Made {
    pub call_id: String,
    /// What the caller gets to know it by where the platform hands out a second name.
    pub conversation_id: Option<String>,
    pub agent: Id,
    pub version: Option<Id>,
    /// The metrics at the time, since a draft does not stay as it was.
    pub metrics: Vec<Value>,
    pub at: Timestamp,
    pub kind: Kind,
    pub to: String,
    pub is_test: bool,
}

/// The conversations, and the calls of the past as soon as somebody asks for them.
pub struct Calls {
    pub books: Books,
    past: OnceLock<Vec<Call>>,
    /// How long after its end a call on request has its results.
    delay: SignedDuration,
}

impl Calls {
    pub fn load(delay: Duration) -> Result<Self, SandboxError> {
        Ok(Self {
            delay: delay.try_into().unwrap_or(SignedDuration::MAX),
            books: Books::load().map_err(SandboxError::Sample)?,
            past: OnceLock::new(),
        })
    }

    /// Every call of the workspace, oldest first.
    pub fn all(&self, world: &World, now: Timestamp) -> Vec<Call> {
        let past = self.past.get_or_init(|| past(&self.books, world));
        let asked = world.calls.iter().map(|made| self.asked(made, now));
        past.iter().cloned().chain(asked).collect()
    }

    pub fn find(&self, world: &World, id: &str, now: Timestamp) -> Option<Call> {
        let past = self.past.get_or_init(|| past(&self.books, world));
        let asked = || {
            let made = world
                .calls
                .iter()
                .find(|made| made.call_id == id || made.conversation_id.as_deref() == Some(id))?;
            Some(self.asked(made, now))
        };
        past.iter().find(|call| call.id == id).cloned().or_else(asked)
    }

    fn asked(&self, made: &Made, now: Timestamp) -> Call {
        let seed = seed_of(&made.call_id);
        let script = self.books.for_agent(&made.agent, seed);
        let mut rng = Rng::with_seed(seed);
        let ends = made.at.saturating_add(UNDER_WAY).unwrap_or(made.at);
        let measured = ends.checked_add(self.delay).unwrap_or(Timestamp::MAX);
        let ended = now >= ends;
        Call {
            id: made.call_id.clone(),
            agent: made.agent.clone(),
            at: made.at,
            status: if ended {
                Status::Completed
            } else {
                Status::InProgress
            },
            kind: made.kind,
            seconds: if ended { UNDER_WAY.as_secs_f64() } else { 0.0 },
            updated: [measured, ends]
                .into_iter()
                .find(|at| *at <= now)
                .unwrap_or(made.at),
            is_measured: measured <= now,
            from: "+441632960100".to_owned(),
            to: made.to.clone(),
            script,
            seed,
            latencies: latencies(&mut rng),
            handled: Handled::Asked(made.clone()),
        }
    }

    /// What is said in a call; nothing where nobody answered.
    pub fn told(&self, call: &Call) -> Option<Told> {
        (call.status == Status::Completed).then(|| self.books.tell(call.script, call.seed, call.at))
    }

    /// What the metrics say about a call; none if it has no results, whatever the reason.
    pub fn analysis(&self, world: &World, call: &Call) -> Option<Analysis> {
        if !call.is_measured {
            return None;
        }
        let metrics = self.metrics(world, call);
        let told = self.told(call);
        outcome::analyse(call, told.as_ref(), &metrics)
    }

    /// The metrics that a call was measured with.
    pub fn metrics(&self, world: &World, call: &Call) -> Vec<Metric> {
        match &call.handled {
            Handled::Asked(made) => made.metrics.iter().filter_map(Metric::read).collect(),
            Handled::Live => world
                .agent(&call.agent)
                .and_then(|agent| Some((agent, agent.version(agent.serving(call.at)?)?)))
                .map(|(agent, version)| metrics_in(agent, &version.blocks))
                .unwrap_or_default(),
        }
    }
}

/// Id and number of the version that handled a call.
pub fn version_of<'a>(world: &'a World, call: &'a Call) -> Option<(&'a str, Option<u32>)> {
    let agent = world.agent(&call.agent)?;
    let id = match &call.handled {
        Handled::Asked(made) => made.version.as_deref()?,
        Handled::Live => agent.serving(call.at)?,
    };
    let number = agent
        .version(id)
        .and_then(|version| version.number.or(version.revision));
    Some((id, number))
}

fn metrics_in(agent: &Agent, blocks: &Blocks) -> Vec<Metric> {
    metrics_of(&agent.flat(blocks))
        .iter()
        .filter_map(Metric::read)
        .collect()
}

/// A call that begins now.
pub fn make(
    agent: &Agent,
    version: Option<Id>,
    config: &Object,
    kind: Kind,
    to: String,
    now: Timestamp,
) -> Made {
    let (name, second) = (uuid::Uuid::new_v4(), uuid::Uuid::new_v4());
    Made {
        call_id: format!(
            "CALL-{}-{}",
            now.as_millisecond(),
            &name.simple().to_string()[..6]
        ),
        conversation_id: Some(short(&second)),
        agent: agent.id.clone(),
        version,
        metrics: metrics_of(config),
        at: now,
        kind,
        to,
        is_test: true,
    }
}

/// 22 characters of base64url, as the platform names a conversation.
fn short(id: &uuid::Uuid) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut rest = id.as_u128();
    (0..22)
        .map(|_| {
            let digit = usize::try_from(rest % 64).unwrap_or_default();
            rest /= 64;
            char::from(DIGITS[digit])
        })
        .collect()
}

fn seed_of(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn past(books: &Books, world: &World) -> Vec<Call> {
    let begin = world
        .born
        .checked_sub(SignedDuration::from_hours(24 * DAYS))
        .unwrap_or(world.born);
    let mut calls = Vec::new();
    for (script, agent, kind, share) in books.shares() {
        let Some(first) = world.agent(agent).and_then(Agent::first_served) else {
            continue;
        };
        let range = begin.max(first)..world.born;
        for number in 0..share {
            let seed = seed_of(&format!("{script}/{number}"));
            let mut rng = Rng::with_seed(seed.rotate_left(17));
            let at = moment(&mut rng, &range);
            calls.push(one(agent, kind, script, seed, at, &mut rng));
        }
    }
    calls.sort_by_key(|call| call.at);
    calls
}

/// A moment of a call.
pub fn after(at: Timestamp, seconds: f64) -> Timestamp {
    let offset = SignedDuration::try_from_secs_f64(seconds).unwrap_or_default();
    at.checked_add(offset).unwrap_or(at)
}

/// Some time in the range, mostly by day and on weekdays.
fn moment(rng: &mut Rng, range: &std::ops::Range<Timestamp>) -> Timestamp {
    let span = u64::try_from(range.end.duration_since(range.start).as_millis()).unwrap_or_default();
    let mut at = range.start;
    for _ in 0..40 {
        let offset = i64::try_from(rng.u64(0..span.max(1))).unwrap_or_default();
        at = range
            .start
            .checked_add(SignedDuration::from_millis(offset))
            .unwrap_or(range.start);
        let local = at.to_zoned(jiff::tz::TimeZone::UTC);
        let open = match local.weekday() {
            Weekday::Sunday => rng.u8(0..10) < 2,
            Weekday::Saturday => rng.u8(0..10) < 5,
            _ => true,
        };
        if open && (8..20).contains(&local.hour()) {
            break;
        }
    }
    at
}

fn one(agent: &str, kind: Kind, script: usize, seed: u64, at: Timestamp, rng: &mut Rng) -> Call {
    let luck = rng.u8(0..100);
    let status = match (kind, luck) {
        (Kind::Outbound, 0..17) => Status::NoAnswer,
        (Kind::Outbound, 17..20) | (_, 0..2) => Status::Failed,
        (Kind::Outbound, 20..22) | (_, 2..4) => Status::Cancelled,
        _ => Status::Completed,
    };
    let seconds = match status {
        Status::Completed => 38.0 + f64::from(rng.u32(0..2600)) / 10.0,
        Status::Failed => f64::from(rng.u32(0..40)) / 10.0,
        _ => 0.0,
    };
    let ours = "+441632960100".to_owned();
    let theirs = format!("+44163296{:04}", rng.u32(200..9999));
    let (from, to) = match kind {
        Kind::Outbound => (ours, theirs),
        Kind::Inbound => (theirs, ours),
        Kind::Web | Kind::Chat => (String::new(), String::new()),
    };
    Call {
        id: format!("CALL-{}-{:06x}", at.as_millisecond(), rng.u32(0..0x0100_0000)),
        agent: agent.to_owned(),
        at,
        status,
        kind,
        seconds,
        updated: after(at, seconds + 20.0),
        is_measured: true,
        from,
        to,
        script,
        seed,
        latencies: if status == Status::Completed {
            latencies(rng)
        } else {
            Vec::new()
        },
        handled: Handled::Live,
    }
}

fn latencies(rng: &mut Rng) -> Vec<u32> {
    (0..rng.u32(2..6)).map(|_| rng.u32(520..1480)).collect()
}

#[cfg(test)]
mod tests;
