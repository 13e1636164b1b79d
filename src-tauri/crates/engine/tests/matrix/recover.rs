//! What a person does to get a publish to its end, or out of it: the engine's public API and nothing else.

use std::time::Duration;

use debrief_engine::views::{
    AgentView, Edit, MergeChoice, PublishView, Removal, RunState, Standing, StopReason,
};
use debrief_engine::{Engine, Error};
use debrief_metrics::Side;

use crate::rig::LABEL;

/// What the person is after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// The changes live.
    Finish,
    /// Out of it, with the changes kept here.
    Discard,
}

/// Where it came to rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Finished,
    Discarded,
}

/// The way there.
#[derive(Debug)]
pub struct Recovery {
    pub end: End,
    /// Every state that the person was shown at rest, first to last.
    pub shown: Vec<PublishView>,
}

/// Things a person does before they would call for help.
const PATIENCE: usize = 10;

/// The publish once this process does nothing more about it; none if there is none.
pub async fn at_rest(engine: &Engine, agent: &str) -> Option<PublishView> {
    loop {
        let view = engine.publish_state(agent).await.unwrap();
        if !view
            .as_ref()
            .is_some_and(|view| matches!(view.state, RunState::Running | RunState::Looking))
        {
            return view;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Presses "Publish".
pub async fn publish(engine: &Engine, agent: &str) -> Result<PublishView, Error> {
    engine.publish(agent, LABEL, "", &[]).await
}

/// Starts the app: what the window asks for after its first paint.
pub async fn start(engine: &Engine, agent: &str) -> Option<PublishView> {
    engine.look_after_runs().await.unwrap();
    at_rest(engine, agent).await
}

/// Presses "Go on".
pub async fn go_on(engine: &Engine, agent: &str) -> Result<PublishView, Error> {
    engine.resume_publish(agent).await
}

/// Presses "Stop".
pub async fn cancel(engine: &Engine, agent: &str) {
    engine.cancel_publish(agent).await.unwrap();
}

/// Goes on, tries again or gives up until there is nothing left to do.
pub async fn recover(engine: &Engine, agent: &str, aim: Aim) -> Result<Recovery, String> {
    let (mut shown, mut looked) = (Vec::new(), false);
    for _ in 0..PATIENCE {
        let view = at_rest(engine, agent).await;
        shown.extend(view.clone());
        let done = match view {
            // It did not even begin.
            None => again(engine, agent, aim).await?,
            Some(view) => match view.state {
                RunState::Live { .. } => Some(End::Finished),
                RunState::Interrupted { standing, .. }
                    if standing == Some(Standing::Discard) || standing.is_some() && aim == Aim::Discard =>
                {
                    engine
                        .discard_publish(agent)
                        .await
                        .map_err(|error| words("discard", &error))?;
                    None
                }
                RunState::Interrupted { .. } if aim == Aim::Discard && view.can_give_up => {
                    engine
                        .give_up_publish(agent)
                        .await
                        .map_err(|error| words("give up", &error))?;
                    None
                }
                RunState::Interrupted { .. } => {
                    go_on(engine, agent)
                        .await
                        .map_err(|error| words("go on", &error))?;
                    None
                }
                RunState::Stopped { reason, .. } => {
                    if view.can_remove_draft {
                        let removed = engine.remove_leftover(agent, &view.run_id).await;
                        shown.extend(gone(removed, "remove the draft")?);
                    }
                    match reason {
                        // Theirs to settle; once more, in case they have.
                        StopReason::OpenDraft { .. } if looked || aim == Aim::Discard => Some(End::Discarded),
                        StopReason::OpenDraft { .. } => {
                            looked = true;
                            again(engine, agent, aim).await?
                        }
                        _ => again(engine, agent, aim).await?,
                    }
                }
                RunState::Added { .. } => return Err("added to a draft that nobody answered about".into()),
                RunState::Running | RunState::Looking => None,
            },
        };
        if let Some(end) = done {
            shown.extend(tidy(engine, agent).await?);
            return Ok(Recovery { end, shown });
        }
    }
    Err(format!(
        "does not come to rest: {:?}",
        shown.last().map(|view| &view.state)
    ))
}

/// Removes what the page of the agent offers to remove, as a person does who opens it.
async fn tidy(engine: &Engine, agent: &str) -> Result<Vec<PublishView>, String> {
    let mut shown = Vec::new();
    let left = engine
        .leftovers(agent)
        .await
        .map_err(|error| words("look for drafts", &error))?;
    for left in left {
        let removed = engine.remove_leftover(agent, &left.run_id).await;
        shown.extend(gone(removed, "remove a draft")?);
    }
    Ok(shown)
}

/// A draft that somebody else wrote to meanwhile stays, and the person is told.
fn gone(removed: Result<Removal, Error>, what: &str) -> Result<Option<PublishView>, String> {
    match removed {
        Ok(removed) => Ok(removed.publish),
        Err(Error::DraftMoved) => Ok(None),
        Err(error) => Err(words(what, &error)),
    }
}

/// Takes what is live into account and publishes once more. Gives back the end if there is nothing left to publish, or
/// the person does not want to.
async fn again(engine: &Engine, agent: &str, aim: Aim) -> Result<Option<End>, String> {
    let view = together(engine, agent).await?;
    if view.changes.total == 0 {
        return Ok(Some(End::Finished));
    }
    if aim == Aim::Discard {
        return Ok(Some(End::Discarded));
    }
    publish(engine, agent)
        .await
        .map_err(|error| words("publish", &error))?;
    Ok(None)
}

/// Reads the agent anew and, where somebody else's version went live meanwhile, puts both together: one's own side where
/// both changed the same.
pub async fn together(engine: &Engine, agent: &str) -> Result<AgentView, String> {
    let view = engine
        .open_agent(agent, true)
        .await
        .map_err(|error| words("open", &error))?;
    if !view.base_moved {
        return Ok(view);
    }
    let edit = if view.can_continue_from_live {
        Edit::ContinueFromLive
    } else {
        let merge = engine
            .merge_view(agent)
            .await
            .map_err(|error| words("compare", &error))?;
        let merge = merge.ok_or("nothing to bring together, although the base moved")?;
        let mine = merge.conflicts.into_iter().map(|conflict| MergeChoice {
            key: conflict.key,
            side: Side::Mine,
        });
        Edit::BringTogether {
            live: merge.live.id,
            choices: mine.collect(),
        }
    };
    engine
        .edit(agent, edit)
        .await
        .map_err(|error| words("bring together", &error))
}

fn words(what: &str, error: &Error) -> String {
    format!("cannot {what}: {error}")
}
