//! What a colleague does in the middle of our publish, and how it is found again afterwards.

use atoms_sandbox::{ColleagueError, Publication};
use serde_json::{Value, json};

use crate::raw;
use crate::rig::{REWORDED, Rig};
use crate::steps::Speech;
use crate::world::{self, Draft, METRICS, World};

pub const AUTHOR: &str = "Mei Tanaka";
/// The metric that a colleague adds.
pub const THEIR_METRIC: &str = "colleagues_own";
const THEIR_PROMPT: &str = "A prompt that Mei is in the middle of";

/// What they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Publish a change to another section.
    Publishes,
    /// Publish a metric of their own, and other words for one that we reworded.
    PublishesMetrics,
    /// Bring an old version back.
    Activates,
    /// Open a draft, or write into the one that all share.
    Drafts,
    /// The same with the metrics.
    DraftsMetrics,
    /// Open a draft, and discard it once our publish has come to rest.
    DraftsAndDiscards,
    /// Discard our draft.
    Discards,
    /// Write into our draft with the same key.
    WritesIntoOurs,
    /// Publish our draft for us.
    PublishesOurs,
    /// Nobody: the platform moves the agent to branches.
    Migrates,
}

/// Something of theirs that has to be there afterwards.
#[derive(Debug, Clone)]
pub enum Theirs {
    /// A version that went live, with its configuration.
    Live { id: String, config: Value },
    /// A draft as they left it.
    Draft(Box<Draft>),
    /// What they wrote into ours, with the same key: nobody can tell it from our own write.
    InOurs,
    /// They took our draft away.
    TookOurs,
    /// The agent moved to branches.
    Moved,
    /// The server turned them away, or there was nothing to act on.
    Nothing,
}

impl Act {
    pub fn needs_our_draft(self) -> bool {
        matches!(self, Self::Discards | Self::WritesIntoOurs | Self::PublishesOurs)
    }

    pub fn fits(self, speech: Speech) -> bool {
        match self {
            Self::WritesIntoOurs | Self::Migrates => speech != Speech::Branches,
            Self::PublishesOurs | Self::DraftsMetrics | Self::DraftsAndDiscards => speech == Speech::Branches,
            _ => true,
        }
    }

    pub async fn perform(self, rig: &Rig, before: &World) -> Theirs {
        let (sandbox, agent) = (&rig.sandbox, rig.agent.as_str());
        match self {
            Self::Publishes => published(rig, json!({"slmModel": "electron"})).await,
            Self::PublishesMetrics => {
                let theirs = json!({METRICS: {"dispositionMetrics": their_metrics(before)}});
                published(rig, theirs).await
            }
            Self::Activates => {
                let old = &before.history.last().unwrap().id;
                let done = sandbox.colleague_activates(agent, old, AUTHOR);
                live(rig, done.map(|()| old.clone())).await
            }
            Self::Drafts | Self::DraftsAndDiscards => {
                let change = json!({"singlePromptConfig": {"prompt": THEIR_PROMPT}});
                drafted(rig, before, &change).await
            }
            Self::DraftsMetrics => {
                let change = json!({METRICS: {"dispositionMetrics": their_metrics(before)}});
                drafted(rig, before, &change).await
            }
            Self::Discards if before.branch.is_some() => {
                match sandbox.colleague_discards_draft(agent, AUTHOR) {
                    Ok(()) => Theirs::TookOurs,
                    Err(_) => Theirs::Nothing,
                }
            }
            Self::Discards => match on_our_draft(rig, "DELETE", "", None).await {
                true => Theirs::TookOurs,
                false => Theirs::Nothing,
            },
            Self::WritesIntoOurs => {
                let change = json!({"slmModel": "electron"});
                match on_our_draft(rig, "PATCH", "/config", Some(&change)).await {
                    true => Theirs::InOurs,
                    false => Theirs::Nothing,
                }
            }
            Self::PublishesOurs => {
                let done = sandbox.colleague_publishes_draft(agent, "Along with mine", AUTHOR);
                live(rig, done).await
            }
            Self::Migrates => {
                sandbox.migrate(agent).unwrap();
                Theirs::Moved
            }
        }
    }
}

/// The live metrics with one of their own, and other words for the one that we word anew.
fn their_metrics(before: &World) -> Value {
    let mut metrics = before.metrics()["dispositionMetrics"].clone();
    let list = metrics.as_array_mut().unwrap();
    for metric in list.iter_mut().filter(|metric| metric["identifier"] == REWORDED) {
        metric["dispositionMetricPrompt"] = "Is it settled?".into();
    }
    list.push(json!({
        "identifier": THEIR_METRIC,
        "dispositionMetricPrompt": "Was a colleague named?",
        "dispositionMetricType": "BOOLEAN",
    }));
    metrics
}

async fn published(rig: &Rig, config: Value) -> Theirs {
    let publication = Publication {
        config,
        label: "Meanwhile".into(),
        author: AUTHOR.into(),
        activate: true,
    };
    live(rig, rig.sandbox.colleague_publishes(&rig.agent, &publication)).await
}

async fn live(rig: &Rig, done: Result<String, ColleagueError>) -> Theirs {
    match done {
        Ok(id) => Theirs::Live {
            config: world::version(&rig.sandbox, &rig.agent, &id).await.unwrap(),
            id,
        },
        // A branch that is being published turns others away, as Atoms does.
        Err(_) => Theirs::Nothing,
    }
}

async fn drafted(rig: &Rig, before: &World, change: &Value) -> Theirs {
    let Ok(id) = rig
        .sandbox
        .colleague_drafts(&rig.agent, "Half done", change, AUTHOR)
    else {
        return Theirs::Nothing;
    };
    match world::draft(&rig.sandbox, &rig.agent, before.branch.as_deref(), &id).await {
        Some(draft) => Theirs::Draft(Box::new(draft)),
        None => Theirs::Nothing,
    }
}

/// Does something to the draft of our run, by its id, as everybody with the key can.
async fn on_our_draft(rig: &Rig, method: &str, tail: &str, body: Option<&Value>) -> bool {
    let listed = raw::get(&rig.sandbox, &format!("/agent/{}/drafts", rig.agent)).await;
    let ours = listed.as_ref().and_then(Value::as_array).and_then(|rows| {
        let named = |row: &&Value| row["draftName"].as_str().is_some_and(is_ours);
        rows.iter().find(named)?["draftId"].as_str()
    });
    let Some(id) = ours else { return false };
    let path = format!("/agent/{}/drafts/{id}{tail}", rig.agent);
    raw::ask(&rig.sandbox, method, &path, body).await.0 == 200
}

/// Whether a draft of this name is one that a run made.
pub fn is_ours(name: &str) -> bool {
    name.starts_with("Debrief ")
}
