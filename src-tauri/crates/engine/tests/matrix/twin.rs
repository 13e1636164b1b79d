//! Two installations of the app publish different changes of one agent at the same time.

use debrief_engine::Policy;
use debrief_engine::views::{PublishView, RunState};
use serde_json::Value;

use crate::check::{Broken, Edits, Problem, SECOND, Story, last, lost};
use crate::colleague::Theirs;
use crate::drive::{EDITS, Outcome, Scene};
use crate::end::settled;
use crate::moment::{self, Missed};
use crate::recover::{self, Aim, End, Recovery};
use crate::rig::Rig;
use crate::world;

const THEIR_EDITS: Edits = &[(SECOND, None)];

/// How often the two look at what the other one did.
const ROUNDS: usize = 3;

pub async fn run(scene: Scene<'_>) -> Result<Outcome, Missed> {
    let Scene {
        case,
        stage,
        rig,
        before,
        path,
        from,
        hold,
        ..
    } = &scene;
    let twin = stage.rig(&rig.agent, Policy::immediate());
    twin.edit(SECOND, false).await;
    let from = stage.sandbox.requests().len().max(*from);
    scene.arm(moment::held_up(*hold, false), Some(1));
    recover::publish(&rig.engine, &rig.agent).await.unwrap();
    if !moment::reached(rig, case.step, path, from, false).await {
        return Ok(Err(vec![(
            Broken::Stuck,
            "the request of this case was never sent".into(),
        )]));
    }
    // Once the one of this case is held up, the requests of both come in any order.
    recover::publish(&twin.engine, &twin.agent).await.unwrap();
    moment::in_time(rig, case.step, path, from, *hold)?;
    for engine in [&rig.engine, &twin.engine] {
        recover::at_rest(engine, &rig.agent).await;
    }
    stage.sandbox.clear_faults();

    let mut shown = Vec::new();
    let mut ends: [Option<Recovery>; 2] = [None, None];
    for _ in 0..ROUNDS {
        for (end, engine) in ends.iter_mut().zip([&rig.engine, &twin.engine]) {
            if end.as_ref().is_some_and(|end| end.end == End::Finished) {
                continue;
            }
            let pressed_again = match end {
                Some(_) => recover::together(engine, &rig.agent).await.map(|_| ()),
                None => Ok(()),
            };
            let recovery = match pressed_again {
                Ok(()) if end.is_some() => {
                    let _ = recover::publish(engine, &rig.agent).await;
                    recover::recover(engine, &rig.agent, Aim::Finish).await
                }
                Ok(()) => recover::recover(engine, &rig.agent, Aim::Finish).await,
                Err(words) => Err(words),
            };
            match recovery {
                Ok(recovery) => {
                    shown.extend(recovery.shown.iter().cloned());
                    *end = Some(recovery);
                }
                Err(words) => return Ok(Err(vec![(Broken::Stuck, words)])),
            }
        }
    }
    let [Some(first), Some(second)] = ends else {
        return Ok(Err(vec![(
            Broken::Stuck,
            "one of the two never came to rest".into(),
        )]));
    };
    let after = settled(rig, &first).await;
    let mut wrong: Vec<Problem> = Vec::new();
    for (rig, edits, own, other) in [
        (rig, EDITS, &first, &second),
        (&twin, THEIR_EDITS, &second, &first),
    ] {
        let view = rig.engine.open_agent(&rig.agent, true).await.unwrap();
        let replaced = replaced(rig, own, other).await;
        wrong.extend(lost(edits, &view, own.end, &after, replaced.as_ref()));
    }
    let story = Story {
        rig,
        before,
        after: &after,
        act: None,
        theirs: &Theirs::Nothing,
        may_replace: true,
        may_ship: true,
        shown: &shown,
    };
    wrong.extend(story.foreign().await);
    wrong.extend(story.duplicated());
    // The draft that both wrote into is known to the one who wrote last.
    let told = [last(&first), last(&second)]
        .into_iter()
        .map(|view| story.unseen(view));
    wrong.extend(told.min_by_key(Vec::len).unwrap_or_default());
    if !wrong.is_empty() {
        return Ok(Err(wrong));
    }
    let both = first.end == End::Finished && second.end == End::Finished;
    Ok(Ok(if both { End::Finished } else { End::Discarded }))
}

/// The version that one of the two made live, if the other one was told to have replaced it.
async fn replaced(rig: &Rig, own: &Recovery, other: &Recovery) -> Option<Value> {
    let told = |view: &PublishView| {
        matches!(
            view.state,
            RunState::Live {
                replaced: Some(_),
                ..
            }
        )
    };
    if !other.shown.iter().any(told) {
        return None;
    }
    let id = own
        .shown
        .iter()
        .rev()
        .find_map(|view| view.new_version_id.as_ref())?;
    world::version(&rig.sandbox, &rig.agent, id).await
}
