//! The conversations: what is said, with blanks, and what each question would be answered.

use std::collections::BTreeMap;

use fastrand::Rng;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, Zoned};
use serde::Deserialize;

use super::Kind;
use crate::ids;

const BOOKS: [&str; 7] = [
    include_str!("scripts/order_support.json"),
    include_str!("scripts/returns_desk.json"),
    include_str!("scripts/delivery_scheduling.json"),
    include_str!("scripts/payment_reminders.json"),
    include_str!("scripts/warranty_claims.json"),
    include_str!("scripts/showroom_bookings.json"),
    include_str!("scripts/store_concierge.json"),
];

/// The conversations of one agent, as they are written down.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Book {
    agent: String,
    direction: Direction,
    scripts: Vec<Script>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum Direction {
    Inbound,
    Outbound,
    Web,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Script {
    /// Calls of the past that are told by it.
    share: usize,
    slots: BTreeMap<String, Vec<String>>,
    /// Slots that are filled from the same place of their lists.
    #[serde(default)]
    linked: Vec<Vec<String>>,
    open: Vec<String>,
    answers: BTreeMap<String, Answer>,
    ways: Vec<Way>,
}

/// How it goes on after the opening.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Way {
    weight: usize,
    turns: Vec<String>,
    summary: String,
    #[serde(default)]
    end: Option<String>,
    /// Keys are identifiers, with `|` between those that a metric had one after the other.
    answers: BTreeMap<String, Answer>,
}

/// The value, or several of which the first that fits counts, and what speaks for it.
#[derive(Deserialize, Clone)]
struct Answer(OneOrMany, String);

#[derive(Deserialize, Clone)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    Agent,
    Caller,
}

/// A conversation with its blanks filled.
#[derive(Debug, Clone)]
pub struct Told {
    pub turns: Vec<(Speaker, String)>,
    pub summary: String,
    /// Why the call ended.
    pub end: String,
    /// By identifier: the values to choose from, and what speaks for them.
    pub answers: BTreeMap<String, (Vec<String>, String)>,
}

impl Told {
    /// The conversation as one text.
    pub fn transcript(&self) -> String {
        let line = |(speaker, text): &(Speaker, String)| match speaker {
            Speaker::Agent => format!("Agent: {text}"),
            Speaker::Caller => format!("User: {text}"),
        };
        self.turns.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// All conversations, in one row.
pub struct Books {
    scripts: Vec<(String, Kind, Script)>,
}

impl Books {
    pub fn load() -> Result<Self, String> {
        let mut scripts = Vec::new();
        for text in BOOKS {
            let book: Book = serde_json::from_str(text).map_err(|error| error.to_string())?;
            let agent = ids::named(&format!("agent/{}", book.agent));
            let kind = match book.direction {
                Direction::Inbound => Kind::Inbound,
                Direction::Outbound => Kind::Outbound,
                Direction::Web => Kind::Web,
            };
            scripts.extend(
                book.scripts
                    .into_iter()
                    .map(|script| (agent.clone(), kind, script)),
            );
        }
        Ok(Self { scripts })
    }

    /// Per conversation: its place in the row, its agent, its line and how many calls of the past it tells.
    pub fn shares(&self) -> impl Iterator<Item = (usize, &str, Kind, usize)> {
        self.scripts
            .iter()
            .enumerate()
            .map(|(at, (agent, kind, script))| (at, agent.as_str(), *kind, script.share))
    }

    /// A conversation for a new call of an agent; one of somebody else's if it has none of its own.
    pub fn for_agent(&self, agent: &str, seed: u64) -> usize {
        let own: Vec<usize> = self
            .shares()
            .filter(|share| share.1 == agent)
            .map(|share| share.0)
            .collect();
        let mut rng = Rng::with_seed(seed);
        match own.as_slice() {
            [] => rng.usize(0..self.scripts.len()),
            own => own[rng.usize(0..own.len())],
        }
    }

    /// Fills in the details.
    pub fn tell(&self, script: usize, seed: u64, at: Timestamp) -> Told {
        let (_, _, script) = &self.scripts[script];
        let mut rng = Rng::with_seed(seed);
        let slots = fill(script, at, &mut rng);
        let way = pick(&script.ways, &mut rng);
        let say = |text: &String| {
            let (speaker, text) = match text.split_once(": ") {
                Some(("A", text)) => (Speaker::Agent, text),
                Some((_, text)) => (Speaker::Caller, text),
                None => (Speaker::Caller, text.as_str()),
            };
            (speaker, filled(text, &slots))
        };
        let mut answers = BTreeMap::new();
        for (names, Answer(values, reason)) in script.answers.iter().chain(&way.answers) {
            let values = match values {
                OneOrMany::One(value) => vec![filled(value, &slots)],
                OneOrMany::Many(values) => values.iter().map(|value| filled(value, &slots)).collect(),
            };
            for name in names.split('|') {
                answers.insert(name.to_owned(), (values.clone(), filled(reason, &slots)));
            }
        }
        Told {
            turns: script.open.iter().chain(&way.turns).map(say).collect(),
            summary: filled(&way.summary, &slots),
            end: way.end.clone().unwrap_or_else(|| "user_hangup".to_owned()),
            answers,
        }
    }
}

fn pick<'a>(ways: &'a [Way], rng: &mut Rng) -> &'a Way {
    let mut left = rng.usize(0..ways.iter().map(|way| way.weight).sum::<usize>().max(1));
    for way in ways {
        match left.checked_sub(way.weight) {
            Some(rest) => left = rest,
            None => return way,
        }
    }
    &ways[0]
}

fn fill(script: &Script, at: Timestamp, rng: &mut Rng) -> BTreeMap<String, String> {
    let mut slots = BTreeMap::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, options) in &script.slots {
        let drawn = rng.usize(0..options.len().max(1));
        let group = script.linked.iter().find(|group| group.contains(name));
        let place = *places
            .entry(group.map_or(name, |group| &group[0]))
            .or_insert(drawn);
        let option = options.get(place).cloned().unwrap_or_default();
        let digits = option.chars().map(|c| {
            if c == '#' {
                char::from(b'0' + rng.u8(0..10))
            } else {
                c
            }
        });
        slots.insert(name.clone(), digits.collect());
    }
    if let Some(agreed) = agreed(at, rng) {
        slots.insert("when".to_owned(), agreed.strftime("%A").to_string());
        slots.insert("when_date".to_owned(), agreed.strftime("%Y-%m-%d").to_string());
        slots.insert("hour".to_owned(), agreed.strftime("%-H").to_string());
        for (name, hour) in [
            ("when_hour", agreed.hour()),
            ("when_noon", 12),
            ("when_evening", 18),
        ] {
            let moment = agreed
                .with()
                .hour(hour)
                .build()
                .unwrap_or_else(|_| agreed.clone());
            slots.insert(
                name.to_owned(),
                moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            );
        }
    }
    slots
}

/// A day that two people would agree on: within the next six, by day.
fn agreed(at: Timestamp, rng: &mut Rng) -> Option<Zoned> {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    let day = at
        .to_zoned(zone)
        .checked_add(Span::new().days(rng.i64(1..7)))
        .ok()?;
    let hour = rng.i8(8..17);
    day.with()
        .hour(hour)
        .minute(0)
        .second(0)
        .subsec_nanosecond(0)
        .build()
        .ok()
}

fn filled(text: &str, slots: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(slots.get(name).map_or("", String::as_str));
        rest = behind;
    }
    out.push_str(rest);
    out
}
