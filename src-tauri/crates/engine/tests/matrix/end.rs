//! The end of a case: the person gets to rest, and everything is looked at.

use std::time::Duration;

use atoms_sandbox::Recorded;
use debrief_engine::About;
use debrief_engine::views::PublishView;

use crate::cases::{Event, Trouble};
use crate::check::{Broken, Problem, Story, last, lost};
use crate::colleague::{Act, Theirs};
use crate::drive::{EDITS, Outcome, Scene};
use crate::faults::Mishap;
use crate::raw;
use crate::recover::{self, End, Recovery};
use crate::rig::Rig;
use crate::steps::{PUBLISH, Speech, Step, may_replace, may_ship};
use crate::world::World;

impl Scene<'_> {
    /// Lets the person get to the end, and looks at what came of it.
    pub async fn recovered(&self, mut shown: Vec<PublishView>, act: Option<Act>, theirs: &Theirs) -> Outcome {
        let (rig, aim) = (&self.rig, self.case.aim);
        let recovery = recover::recover(&rig.engine, &rig.agent, aim).await;
        let mut recovery = recovery.map_err(|words| vec![(Broken::Stuck, words)])?;
        shown.append(&mut recovery.shown);
        let recovery = Recovery { shown, ..recovery };
        let after = settled(rig, &recovery).await;
        let view = rig.engine.open_agent(&rig.agent, true).await.unwrap();
        let story = Story {
            rig,
            before: &self.before,
            after: &after,
            act,
            theirs,
            may_replace: self.in_window(may_replace),
            may_ship: self.in_window(may_ship),
            shown: &recovery.shown,
        };
        let mut wrong = lost(EDITS, &view, recovery.end, &after, None);
        wrong.extend(story.foreign().await);
        wrong.extend(story.duplicated());
        wrong.extend(story.unseen(last(&recovery)));
        wrong.extend(self.sent_twice(&after));
        if wrong.is_empty() {
            Ok(recovery.end)
        } else {
            Err(wrong)
        }
    }

    /// The next start after the file was damaged: it goes on with what could be read, and says what could not. What was lost
    /// and told is no broken promise; what is on the server is held as ever.
    pub async fn rescued(&self) -> Outcome {
        let rig = &self.rig;
        let start = rig.engine.start(About::default()).await.unwrap();
        let aside = start
            .set_aside
            .ok_or((Broken::Stuck, "the damage is not told".to_owned()));
        let rescued = aside.map_err(|problem| vec![problem])?.rescued.unwrap();
        // Which connection was in use is forgotten with the settings; the person chooses it on the first screen.
        let kept = start.connections.first().map(|kept| kept.id.clone());
        if let (None, Some(kept)) = (&start.connection, &kept) {
            rig.engine.use_connection(kept).await.unwrap();
        }
        if rescued.complete {
            let shown = recover::start(&rig.engine, &rig.agent).await;
            return self
                .recovered(shown.into_iter().collect(), None, &Theirs::Nothing)
                .await;
        }
        let mut shown = Vec::new();
        if kept.is_some() {
            shown.extend(recover::start(&rig.engine, &rig.agent).await);
            let recovery = recover::recover(&rig.engine, &rig.agent, self.case.aim).await;
            shown.extend(recovery.map_err(|words| vec![(Broken::Stuck, words)])?.shown);
        }
        let after = World::read(&rig.sandbox, &rig.agent).await;
        let story = Story {
            rig,
            before: &self.before,
            after: &after,
            act: None,
            theirs: &Theirs::Nothing,
            may_replace: false,
            may_ship: false,
            shown: &shown,
        };
        // Where the journal itself was in the damaged page, a version of it is not known any more: that is what was told.
        let wrong = story.foreign().await;
        if wrong.is_empty() {
            Ok(End::Discarded)
        } else {
            Err(wrong)
        }
    }

    /// Whether a colleague acted after our last look.
    fn in_window(&self, window: fn(Speech, &Step, bool) -> bool) -> bool {
        let Trouble::Held {
            event: Event::Act(_),
            after,
        } = self.case.trouble
        else {
            return false;
        };
        window(self.case.speech, self.case.step, after)
    }

    /// Whether a request got an answer that the server did not give.
    fn is_faked(&self, request: &Recorded, number: usize) -> bool {
        let Trouble::Fault { fault, lasts } = self.case.trouble else {
            return false;
        };
        let armed = if lasts {
            self.lifted.get().is_some_and(|lifted| request.at < *lifted)
        } else {
            number == self.case.step.nth
        };
        armed && matches!(fault.mishap, Mishap::Answer(..))
    }

    /// No request that makes something was carried out twice for one run.
    fn sent_twice(&self, after: &World) -> Vec<Problem> {
        let sent = raw::sent(&self.stage.sandbox, &self.rig.agent, self.from);
        let kept_from_us = match self.case.trouble {
            Trouble::Fault { fault, .. } => fault.is_carried_out(),
            Trouble::Held {
                event: Event::Killed(_) | Event::Damaged(_),
                after,
            } => after,
            _ => false,
        };
        let mut seen = 0;
        let mut made: Vec<String> = Vec::new();
        for request in sent {
            seen += usize::from(self.is_here(&request));
            let here = self.is_here(&request) && seen >= self.case.step.nth;
            let lost = here && kept_from_us && seen == self.case.step.nth && request.status == 0;
            let faked = here && self.is_faked(&request, seen);
            if request.method == "POST" && !faked && (lost || (200..300).contains(&request.status)) {
                // A draft has a name of its own, and a path of its own to be published at.
                made.push(format!("{} {}", request.path, request.body["draftName"]));
            }
        }
        let publishes = |line: &&String| line.contains("/branches/") && line.contains(PUBLISH);
        let on_branches = made.iter().filter(publishes).count();
        made.retain(|line| !publishes(&line));
        let count = made.len();
        made.sort();
        made.dedup();
        let committed = after.made_since(&self.before).count().max(1);
        let interfered = matches!(
            self.case.trouble,
            Trouble::Held {
                event: Event::Act(_) | Event::Killed(Some(_)),
                ..
            }
        );
        let twice = made.len() < count || on_branches > committed && !interfered;
        let words =
            || format!("a request that makes something was carried out twice: {made:?}, {on_branches}");
        twice.then(|| (Broken::Duplicated, words())).into_iter().collect()
    }
}

/// The server once nothing is on its way any more.
pub async fn settled(rig: &Rig, recovery: &Recovery) -> World {
    if recovery.end == End::Discarded {
        // What was given up on may still be checked and go live.
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    World::read(&rig.sandbox, &rig.agent).await
}
