//! All the cases: every step with everything that can go wrong there.

use std::fmt;

use crate::colleague::Act;
use crate::faults::{FAULTS, Fault, Lasts};
use crate::recover::Aim;
use crate::steps::{
    FIND_BRANCH, FIND_CHANGES, FIND_CONTENT, FIND_DRAFT, FIND_LAST, LOOK, PUBLISH, Speech, Step, WRITE, Way,
    draft_is_open, steps,
};

/// What goes wrong.
#[derive(Debug, Clone, Copy)]
pub enum Trouble {
    /// A fault of the wire; one that lasts ends when the person has been shown it.
    Fault { fault: &'static Fault, lasts: bool },
    /// Something happens while the request is on its way, before or after the server did what it asks.
    Held { event: Event, after: bool },
    /// The server says that it gave up, and carries the request out later: once the run has come to rest, or before.
    Late { after_rest: bool },
    /// The disk cannot be written from the start.
    NoDisk,
    /// The clock goes back a day between a publish that stopped and the next one.
    ClockBetween,
}

/// What happens while a request is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A colleague does something.
    Act(Act),
    /// The app dies; a colleague may do something before it is started again.
    Killed(Option<Act>),
    /// The disk cannot be written any more; with a restart the app is started again on a disk that can.
    ReadOnly { restart: bool },
    /// The disk is full.
    Full,
    /// The clock goes back a day.
    ClockBack,
    /// The person cancels.
    Cancelled,
    /// Another installation publishes other changes of the same agent.
    Twin,
    /// The app dies, and a page of its file is damaged before it is started again: this many eighths into the file.
    Damaged(u8),
}

/// One case.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    pub speech: Speech,
    pub step: &'static Step,
    pub trouble: Trouble,
    pub aim: Aim,
}

const SPEECHES: [Speech; 2] = [Speech::Drafts, Speech::Branches];

/// What a colleague does at every request.
const ACTS: [Act; 5] = [
    Act::PublishesMetrics,
    Act::Discards,
    Act::WritesIntoOurs,
    Act::PublishesOurs,
    Act::Migrates,
];

/// What they do at every request where it can matter to a branch, and elsewhere at writes.
const SHARED: [Act; 1] = [Act::Drafts];

/// What they do at writes.
const ACTS_AT_WRITES: [Act; 4] = [
    Act::Publishes,
    Act::Activates,
    Act::DraftsMetrics,
    Act::DraftsAndDiscards,
];

/// Requests of a clean-up before which a colleague may still write and be seen.
const LOOKS_BEFORE_REMOVING: [&str; 5] = [FIND_BRANCH, FIND_DRAFT, FIND_CHANGES, FIND_CONTENT, FIND_LAST];

/// What a colleague may do while the app is gone.
const MEANWHILE: [Act; 4] = [Act::PublishesMetrics, Act::Activates, Act::Drafts, Act::Discards];

/// Events that are tried wherever the journal is about to be written.
const AT_JOURNAL: [Event; 3] = [Event::ReadOnly { restart: false }, Event::Full, Event::Cancelled];

/// Events that are tried at writes.
const AT_WRITES: [Event; 2] = [Event::ReadOnly { restart: true }, Event::ClockBack];

pub fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    for speech in SPEECHES {
        for step in steps(speech) {
            let mut add = |trouble, aim| {
                cases.push(Case {
                    speech,
                    step,
                    trouble,
                    aim,
                });
            };
            for fault in FAULTS.iter().filter(|fault| fault.applies(speech, step)) {
                add(Trouble::Fault { fault, lasts: false }, Aim::Finish);
                let lasts =
                    fault.lasts == Lasts::Everywhere || fault.lasts == Lasts::AtWrites && step.is_write();
                if lasts {
                    add(Trouble::Fault { fault, lasts: true }, Aim::Finish);
                }
                // Reads that cannot be had are what one gives up on.
                if lasts && !step.is_write() {
                    add(Trouble::Fault { fault, lasts: true }, Aim::Discard);
                }
            }
            if step.is_write() {
                for after_rest in [false, true] {
                    add(Trouble::Late { after_rest }, Aim::Finish);
                }
            }
            for (event, after) in events(speech, step) {
                add(Trouble::Held { event, after }, Aim::Finish);
            }
        }
        let first = &steps(speech)[0];
        for trouble in [Trouble::NoDisk, Trouble::ClockBetween] {
            cases.push(Case {
                speech,
                step: first,
                trouble,
                aim: Aim::Finish,
            });
        }
    }
    cases.extend(activating());
    cases
}

fn events(speech: Speech, step: &'static Step) -> Vec<(Event, bool)> {
    let mut events = vec![(Event::Killed(None), false)];
    let on_the_way = step.way == Way::Live;
    if !step.is_part {
        events.extend(AT_JOURNAL.map(|event| (event, false)));
    }
    if step.is_write() {
        events.push((Event::Killed(None), true));
        events.extend(AT_WRITES.map(|event| (event, false)));
    }
    if [WRITE, PUBLISH].contains(&step.name) {
        events.extend((0..8).map(|eighth| (Event::Damaged(eighth), true)));
        events.extend(MEANWHILE.map(|act| (Event::Killed(Some(act)), true)));
    }
    if on_the_way && (step.is_write() || step.name == LOOK) {
        events.push((Event::Twin, false));
    }
    // Atoms cannot be told to remove a draft only if nobody wrote to it, so not during the removal itself.
    if speech == Speech::Branches && !on_the_way && LOOKS_BEFORE_REMOVING.contains(&step.name) {
        events.push((Event::Act(Act::Drafts), false));
    }
    let shared = |step: &Step| speech == Speech::Branches || step.is_write();
    let acts = ACTS
        .into_iter()
        .chain(SHARED.into_iter().filter(|_| shared(step)))
        .chain(ACTS_AT_WRITES.into_iter().filter(|_| step.is_write()));
    for act in acts.filter(|act| on_the_way && act.fits(speech)) {
        for after in [false, true] {
            let has_draft = !act.needs_our_draft() || draft_is_open(speech, step, after);
            // After a read is before the next request.
            if has_draft && (!after || step.is_write()) {
                events.push((Event::Act(act), after));
            }
        }
    }
    events
}

/// A server that activates by itself: what a colleague makes live between our publish and its check is replaced.
fn activating() -> Vec<Case> {
    let speech = Speech::DraftsActivating;
    let reached = steps(speech).iter().filter(|step| {
        let second = step.name.ends_with("again") && step.name != "look again";
        step.way == Way::Live && step.name != "activate" && !second
    });
    let cases = reached.flat_map(|step| {
        let mut events = vec![Event::Act(Act::PublishesMetrics)];
        if step.is_write() {
            events.extend([Event::Act(Act::Activates), Event::Killed(None), Event::Twin]);
        }
        events.into_iter().map(move |event| Case {
            speech,
            step,
            trouble: Trouble::Held { event, after: false },
            aim: Aim::Finish,
        })
    });
    cases.collect()
}

impl Trouble {
    /// The row of the table that it counts in.
    pub fn row(&self) -> String {
        match self {
            Self::Fault { fault, lasts } => {
                let lasting = if *lasts { ", lasting" } else { "" };
                format!("{}{lasting}", fault.name)
            }
            Self::Held { event, .. } => event.row(),
            Self::Late { after_rest: false } => "504, carried out late".into(),
            Self::Late { after_rest: true } => "504, carried out after the end".into(),
            Self::NoDisk => "disk read-only".into(),
            Self::ClockBetween => "clock set back".into(),
        }
    }
}

impl Event {
    fn row(self) -> String {
        match self {
            Self::Act(act) => format!("colleague: {}", words(act)),
            Self::Damaged(_) => "app killed, its file damaged".into(),
            Self::Killed(None) => "app killed".into(),
            Self::Killed(Some(act)) => format!("app killed; {}", words(act)),
            Self::ReadOnly { .. } => "disk read-only".into(),
            Self::Full => "disk full".into(),
            Self::ClockBack => "clock set back".into(),
            Self::Cancelled => "person cancels".into(),
            Self::Twin => "second profile publishes".into(),
        }
    }
}

fn words(act: Act) -> &'static str {
    match act {
        Act::Publishes => "publishes",
        Act::PublishesMetrics => "publishes metrics",
        Act::Activates => "brings an old version back",
        Act::Drafts => "drafts",
        Act::DraftsMetrics => "drafts metrics",
        Act::DraftsAndDiscards => "drafts, then discards",
        Act::Discards => "discards our draft",
        Act::WritesIntoOurs => "writes into our draft",
        Act::PublishesOurs => "publishes our draft",
        Act::Migrates => "agent moves to branches",
    }
}

impl fmt::Display for Case {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            speech,
            step,
            trouble,
            aim,
        } = self;
        write!(out, "{speech} / {} / {}", step.name, trouble.row())?;
        if let Trouble::Held { event, after } = trouble {
            out.write_str(if *after { " / after" } else { " / before" })?;
            if *event == (Event::ReadOnly { restart: true }) {
                out.write_str(" / restart")?;
            }
            if let Event::Damaged(eighth) = event {
                write!(out, " / {eighth} eighths in")?;
            }
        }
        if matches!(trouble, Trouble::NoDisk | Trouble::ClockBetween) {
            out.write_str(" / from the start")?;
        }
        if *aim == Aim::Discard {
            out.write_str(" / gives up")?;
        }
        Ok(())
    }
}
