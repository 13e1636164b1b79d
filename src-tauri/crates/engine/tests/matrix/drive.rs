//! Runs one case from the first edit to the last look.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use atoms_sandbox::Recorded;
use debrief_engine::views::RunState;
use debrief_engine::{Clock as _, ErrorCode, Policy, SystemClock};
use jiff::Timestamp;

use crate::cases::{Case, Event, Trouble};
use crate::check::{Broken, Edits, Problem};
use crate::colleague::{Act, Theirs};
use crate::faults::{Fault, forbidden, gave_up};
use crate::moment::{self, Doomed, Missed};
use crate::raw;
use crate::recover::{self, End};
use crate::rig::{ADDED, PROMPT, REWORDED, Rig, Stage};
use crate::steps::{Way, fits, turned_away};
use crate::twin;
use crate::world::World;

pub const EDITS: Edits = &[(ADDED, None), (REWORDED, Some(PROMPT))];

/// How a case ended: where it came to rest, or what it broke.
pub type Outcome = Result<End, Vec<Problem>>;

/// A case with everything around it.
pub struct Scene<'a> {
    pub case: &'a Case,
    pub stage: &'a Stage,
    pub rig: Rig,
    pub before: World,
    /// The path of the step.
    pub path: String,
    /// Requests that had been sent before.
    pub from: usize,
    /// How long a request is held up for something to happen meanwhile.
    pub hold: Duration,
    /// When a fault of the wire ended.
    pub lifted: OnceLock<Timestamp>,
}

/// Runs a case on an agent that no other case uses.
///
/// # Errors
/// If the moment was missed: the case says nothing then.
pub async fn run(case: &Case, stage: &Stage, agent: &str, hold: Duration) -> Result<Outcome, Missed> {
    let rig = stage.rig(agent, policy(case));
    rig.edit(ADDED, true).await;
    let before = World::read(&stage.sandbox, agent).await;
    let scene = Scene {
        path: rig.path(case.step, before.branch.as_deref()),
        from: stage.sandbox.requests().len(),
        case,
        stage,
        rig,
        before,
        hold,
        lifted: OnceLock::new(),
    };
    let outcome = match case.trouble {
        Trouble::Fault { fault, lasts } => scene.fault(fault, lasts).await,
        Trouble::Held {
            event: Event::Twin, ..
        } => twin::run(scene).await?,
        Trouble::Held { event, after } => scene.held(event, after).await?,
        Trouble::Late { after_rest } => scene.late(after_rest).await,
        Trouble::NoDisk => scene.no_disk().await,
        Trouble::ClockBetween => scene.clock_between().await,
    };
    stage.sandbox.clear_faults();
    Ok(outcome)
}

fn policy(case: &Case) -> Policy {
    let stalls = matches!(case.trouble, Trouble::Fault { fault, .. } if fault.is_stall());
    Policy {
        request_timeout: Duration::from_millis(if stalls { 200 } else { 5000 }),
        max_attempts: if stalls { 2 } else { 3 },
        ..Policy::immediate()
    }
}

impl Scene<'_> {
    /// Arms what happens to the request of the case, and what leads there.
    pub fn arm(&self, action: atoms_sandbox::FaultAction, times: Option<u32>) {
        let mut mishaps = vec![(self.path.clone(), self.case.step, action, times)];
        if self.case.step.way == Way::TurnedAway {
            let turn = turned_away(self.case.speech);
            let path = self.rig.path(turn, self.before.branch.as_deref());
            mishaps.push((path, turn, forbidden(), Some(1)));
        }
        self.rig.arm(mishaps);
    }

    async fn fault(self, fault: &'static Fault, lasts: bool) -> Outcome {
        let (engine, agent) = (&self.rig.engine, &self.rig.agent);
        self.arm(fault.action(), (!lasts).then_some(1));
        let mut shown = Vec::new();
        // A publish that does not even start has told so.
        let _ = recover::publish(engine, agent).await;
        shown.extend(recover::at_rest(engine, agent).await);
        if lasts && matches!(shown.last(), Some(view) if matches!(view.state, RunState::Interrupted { .. })) {
            // Going on where nothing has changed must not make it worse.
            let _ = recover::go_on(engine, agent).await;
            shown.extend(recover::at_rest(engine, agent).await);
        }
        self.stage.sandbox.clear_faults();
        let lifted = SystemClock.now();
        let hit = raw::sent(&self.stage.sandbox, agent, self.from);
        if hit.iter().filter(|sent| self.is_here(sent)).count() < self.case.step.nth {
            return Err(vec![(
                Broken::Stuck,
                "the request of this case was never sent".into(),
            )]);
        }
        self.lifted.set(lifted).unwrap();
        self.recovered(shown, None, &Theirs::Nothing).await
    }

    async fn held(mut self, event: Event, after: bool) -> Result<Outcome, Missed> {
        self.arm(moment::held_up(self.hold, after), Some(1));
        let doomed =
            matches!(event, Event::Killed(_) | Event::Damaged(_)).then(|| Doomed::publishes(&self.rig));
        let mut shown = Vec::new();
        if doomed.is_none() {
            recover::publish(&self.rig.engine, &self.rig.agent).await.unwrap();
        }
        if !moment::reached(&self.rig, self.case.step, &self.path, self.from, after).await {
            return Ok(Err(vec![(
                Broken::Stuck,
                "the request of this case was never sent".into(),
            )]));
        }
        let (mut act, mut theirs) = (None, Theirs::Nothing);
        match event {
            Event::Act(what) => {
                act = Some(what);
                theirs = what.perform(&self.rig, &self.before).await;
            }
            Event::Killed(_) | Event::Damaged(_) | Event::Twin => {}
            Event::ReadOnly { .. } => self.rig.store.meddle("PRAGMA query_only=ON").unwrap(),
            Event::Full => moment::fill(&self.rig.store).await,
            Event::ClockBack => self.rig.clock.set_back(),
            Event::Cancelled => recover::cancel(&self.rig.engine, &self.rig.agent).await,
        }
        moment::in_time(&self.rig, self.case.step, &self.path, self.from, self.hold)?;
        match doomed {
            Some(doomed) => {
                doomed.killed(self.hold).await;
                if let Event::Damaged(eighth) = event {
                    self.rig.damage(eighth);
                }
                self.rig.restart();
            }
            None => shown.extend(recover::at_rest(&self.rig.engine, &self.rig.agent).await),
        }
        self.stage.sandbox.clear_faults();
        match event {
            Event::Killed(Some(what)) => {
                act = Some(what);
                theirs = what.perform(&self.rig, &self.before).await;
            }
            Event::Act(Act::DraftsAndDiscards) => {
                // Gone already, or on its way to being live.
                let _ = self
                    .rig
                    .sandbox
                    .colleague_discards_draft(&self.rig.agent, crate::colleague::AUTHOR);
            }
            Event::ReadOnly { restart } => {
                let refused = recover::go_on(&self.rig.engine, &self.rig.agent).await;
                let told = refused.err().map(|error| error.code());
                // Where the run had ended before, there is nothing to go on with.
                if !matches!(told, Some(ErrorCode::DiskReadOnly | ErrorCode::NotFound)) {
                    let words = format!("going on without a disk: {told:?}");
                    return Ok(Err(vec![(Broken::Stuck, words)]));
                }
                if restart {
                    self.rig.restart();
                }
                moment::mend(&self.rig.store);
            }
            Event::Full => moment::mend(&self.rig.store),
            _ => {}
        }
        if matches!(event, Event::Damaged(_)) {
            return Ok(self.rescued().await);
        }
        if matches!(event, Event::Killed(_)) {
            shown.extend(recover::start(&self.rig.engine, &self.rig.agent).await);
        }
        Ok(self.recovered(shown, act, &theirs).await)
    }

    async fn no_disk(self) -> Outcome {
        self.rig.store.meddle("PRAGMA query_only=ON").unwrap();
        let refused = recover::publish(&self.rig.engine, &self.rig.agent).await;
        let told = refused.err().map(|error| error.code());
        let sent = raw::sent(&self.stage.sandbox, &self.rig.agent, self.from);
        if told != Some(ErrorCode::DiskReadOnly) || sent.iter().any(|request| request.method != "GET") {
            return Err(vec![(
                Broken::Stuck,
                format!("without a disk: {told:?}, sent {sent:?}"),
            )]);
        }
        moment::mend(&self.rig.store);
        self.recovered(Vec::new(), None, &Theirs::Nothing).await
    }

    async fn clock_between(self) -> Outcome {
        self.arm(forbidden(), Some(1));
        recover::publish(&self.rig.engine, &self.rig.agent).await.unwrap();
        let first = recover::at_rest(&self.rig.engine, &self.rig.agent).await.unwrap();
        self.rig.clock.set_back();
        let (engine, agent) = (Arc::clone(&self.rig.engine), self.rig.agent.clone());
        let outcome = self.recovered(vec![first.clone()], None, &Theirs::Nothing).await;
        let now = recover::at_rest(&engine, &agent).await;
        match now.filter(|now| now.run_id == first.run_id) {
            Some(_) => Err(vec![(
                Broken::Stuck,
                "the screen shows the publish before".into(),
            )]),
            None => outcome,
        }
    }

    /// The server gives up on the request, and carries it out all the same: while the run settles what happened, or
    /// once the person has been told.
    async fn late(self, after_rest: bool) -> Outcome {
        self.arm(gave_up(), Some(1));
        recover::publish(&self.rig.engine, &self.rig.agent).await.unwrap();
        if !moment::reached(&self.rig, self.case.step, &self.path, self.from, false).await {
            return Err(vec![(
                Broken::Stuck,
                "the request of this case was never sent".into(),
            )]);
        }
        let sent = raw::sent(&self.rig.sandbox, &self.rig.agent, self.from);
        let here = |request: &&Recorded| self.is_here(request);
        let late = sent.iter().filter(here).nth(self.case.step.nth - 1).unwrap();
        let mut shown = Vec::new();
        if after_rest {
            shown.extend(recover::at_rest(&self.rig.engine, &self.rig.agent).await);
        }
        raw::again(&self.rig.sandbox, late).await;
        shown.extend(recover::at_rest(&self.rig.engine, &self.rig.agent).await);
        self.recovered(shown, None, &Theirs::Nothing).await
    }

    /// Whether a request is one to the path of the case's step.
    pub fn is_here(&self, request: &Recorded) -> bool {
        request.method == self.case.step.method && fits(&self.path, &request.path)
    }
}
