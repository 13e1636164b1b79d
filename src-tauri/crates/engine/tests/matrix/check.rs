//! What has to hold once a case is at rest.

use debrief_engine::views::{AgentView, LeftBehind, PublishView, RowChange, RunState, StopReason};
use serde_json::Value;

use crate::colleague::{Act, Theirs, is_ours};
use crate::recover::{End, Recovery};
use crate::rig::{ADDED, REWORDED, Rig};
use crate::world::{self, World, metrics, others};

/// The metric of the second profile.
pub const SECOND: &str = "second_opinion";

/// What went wrong, by the promise that it breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// Something that the person typed is neither live nor here.
    Lost,
    /// Something was made twice.
    Duplicated,
    /// Something of somebody else's was changed.
    Foreign,
    /// Anything else: it did not come to rest, or left something unseen.
    Stuck,
}

/// A broken promise, in words.
pub type Problem = (Broken, String);

/// What a person typed: the identifier of a metric, and the prompt if it is a new one for it.
pub type Edits = &'static [(&'static str, Option<&'static str>)];

/// Everything of one case.
pub struct Story<'a> {
    pub rig: &'a Rig,
    pub before: &'a World,
    pub after: &'a World,
    pub act: Option<Act>,
    pub theirs: &'a Theirs,
    /// Whether what they made live may be replaced by ours, and what they drafted be published along with it: it
    /// happened after our last look.
    pub may_replace: bool,
    pub may_ship: bool,
    /// What everybody was shown, the second profile too.
    pub shown: &'a [PublishView],
}

impl Story<'_> {
    fn told(&self, what: impl Fn(&RunState) -> bool) -> bool {
        self.shown.iter().any(|view| what(&view.state))
    }

    /// The new version is live, and not as sent.
    fn told_shipped(&self) -> bool {
        let unseen = self.may_ship || matches!(self.theirs, Theirs::InOurs);
        unseen && self.told(|state| stopped(state, |reason| matches!(reason, StopReason::Differs { .. })))
    }

    fn told_joined(&self) -> bool {
        self.told(|state| {
            stopped(state, |reason| {
                matches!(reason, StopReason::OpenDraft { joined: true, .. })
            })
        })
    }

    fn told_replaced(&self) -> bool {
        self.told(|state| {
            matches!(
                state,
                RunState::Live {
                    replaced: Some(_),
                    ..
                }
            )
        })
    }

    /// What may be live but for our own changes. A publish cannot be told to happen only if nobody else's does; the
    /// version that came off worse is named.
    fn bases(&self) -> impl Iterator<Item = &Value> {
        let theirs = match self.theirs {
            Theirs::Live { config, .. } => Some(config),
            _ => None,
        };
        let before =
            (theirs.is_none() || self.may_replace && self.told_replaced()).then_some(&self.before.config);
        theirs.into_iter().chain(before)
    }

    /// Nothing of anybody else's was changed.
    pub async fn foreign(&self) -> Vec<Problem> {
        let mut wrong = Vec::new();
        let mut foreign = |words: String| wrong.push((Broken::Foreign, words));
        let (rig, before, after) = (self.rig, self.before, self.after);
        for row in &before.history {
            let there = match self.theirs {
                // Versions that were never live are no revisions, and can still be read.
                Theirs::Moved => world::version(&rig.sandbox, &rig.agent, &row.id).await.is_some(),
                _ => after
                    .history
                    .iter()
                    .any(|now| now.id == row.id && now.label == row.label),
            };
            if !there {
                foreign(format!("version {:?} is gone", row.label));
            }
        }
        for draft in &before.drafts {
            if !matches!(self.theirs, Theirs::Moved) && !after.drafts.contains(draft) {
                foreign(format!("draft {:?} is not as it was", draft.name));
            }
        }
        match self.theirs {
            Theirs::Live { id, config } => {
                let now = world::version(&rig.sandbox, &rig.agent, id).await;
                if now.as_ref().map(Value::to_string) != Some(config.to_string()) {
                    foreign("the version that a colleague made live is not as it was".into());
                }
            }
            Theirs::Draft(theirs) => {
                let now = after.drafts.iter().find(|draft| draft.id == theirs.id);
                let kept = match now {
                    Some(now) if now == theirs.as_ref() => true,
                    Some(now) => self.told_joined() && others(&now.config) == others(&theirs.config),
                    None => {
                        let shipped = others(&after.config) == others(&theirs.config);
                        self.act == Some(Act::DraftsAndDiscards) || self.told_shipped() && shipped
                    }
                };
                if !kept {
                    foreign(format!("a colleague's draft is not as they left it: {now:?}"));
                }
            }
            Theirs::InOurs | Theirs::TookOurs | Theirs::Moved | Theirs::Nothing => {}
        }
        if !self.bases().any(|base| rests_on(&after.config, base)) && !self.told_shipped() {
            let now = &after.config;
            foreign(format!(
                "what is live rests neither on what was live before nor on theirs: {now}"
            ));
        }
        wrong
    }

    /// Nothing was made twice: of each draft one version at most, and more than one version only if the person was told
    /// of those before.
    pub fn duplicated(&self) -> Vec<Problem> {
        let made: Vec<_> = self.after.made_since(self.before).collect();
        let mut wrong = Vec::new();
        for (at, row) in made.iter().enumerate() {
            if made[..at].iter().any(|other| other.draft == row.draft) {
                wrong.push((Broken::Duplicated, format!("two versions of one draft: {made:?}")));
            }
            let shown = self.shown.iter().any(|view| {
                let settled = matches!(view.state, RunState::Live { .. } | RunState::Stopped { .. });
                settled && view.new_version_id.as_ref() == Some(&row.id)
            });
            if made.len() > 1 && !shown {
                wrong.push((
                    Broken::Duplicated,
                    format!("a version that nobody was told of: {row:?}"),
                ));
            }
        }
        wrong
    }

    /// No draft of ours is open that the person was not told of.
    pub fn unseen(&self, last: Option<&PublishView>) -> Vec<Problem> {
        let told = last.is_some_and(|view| {
            let RunState::Stopped {
                reason, left_behind, ..
            } = &view.state
            else {
                return false;
            };
            matches!(reason, StopReason::OpenDraft { .. }) || *left_behind == Some(LeftBehind::Draft)
        });
        let on_branch = self.after.branch.is_some();
        let ours = self.after.drafts.iter().filter(|draft| {
            let theirs = matches!(self.theirs, Theirs::Draft(theirs) if theirs.id == draft.id);
            let before = self.before.drafts.iter().any(|other| other.id == draft.id);
            let ours = if on_branch {
                !theirs
            } else {
                draft.name.as_deref().is_some_and(is_ours)
            };
            ours && !before
        });
        // Drafts have names of their own, so theirs can always be removed, and the person did.
        ours.filter(|_| !(told && on_branch))
            .map(|draft| {
                (
                    Broken::Stuck,
                    format!("a draft of ours is open and nobody knows: {draft:?}"),
                )
            })
            .collect()
    }
}

/// Everything that the person typed is live, or here. What somebody else's publish replaced afterwards is in the
/// history, and that person was told.
pub fn lost(
    edits: Edits,
    view: &AgentView,
    end: End,
    after: &World,
    replaced: Option<&Value>,
) -> Vec<Problem> {
    let live = after.metrics();
    let mut wrong = Vec::new();
    for (identifier, prompt) in edits {
        let is_in = |metrics: &Value| {
            metrics["dispositionMetrics"].as_array().is_some_and(|list| {
                list.iter().any(|metric| {
                    metric["identifier"] == *identifier
                        && prompt.is_none_or(|prompt| metric["dispositionMetricPrompt"] == prompt)
                })
            })
        };
        if replaced.is_some_and(|config| is_in(&metrics(config))) {
            continue;
        }
        let is_live = is_in(&live);
        let row = view.metrics.iter().find(|row| row.identifier == *identifier);
        let kept = row.is_some_and(|row| {
            row.change != RowChange::Removed && prompt.is_none_or(|prompt| row.prompt == prompt)
        });
        let shown = row.map(|row| row.change);
        if !kept || shown == Some(RowChange::Same) && !is_live || end == End::Finished && !is_live {
            let words = format!("{identifier}: kept {kept}, live {is_live}, shown as {shown:?}");
            wrong.push((Broken::Lost, words));
        }
    }
    wrong
}

/// What was shown last.
pub fn last(recovery: &Recovery) -> Option<&PublishView> {
    recovery.shown.last()
}

fn stopped(state: &RunState, what: impl Fn(&StopReason) -> bool) -> bool {
    matches!(state, RunState::Stopped { reason, .. } if what(reason))
}

/// Whether a configuration is `base` with nothing but our own changes.
fn rests_on(config: &Value, base: &Value) -> bool {
    let (was, is) = (metrics(base), metrics(config));
    // An old version that came back may lack what we worded anew; then it is ours to keep.
    let both = has(&was, REWORDED) && has(&is, REWORDED);
    others(base) == others(config) && without_ours(&was, both) == without_ours(&is, both)
}

fn has(config: &Value, identifier: &str) -> bool {
    let list = config["dispositionMetrics"].as_array();
    list.is_some_and(|list| list.iter().any(|metric| metric["identifier"] == identifier))
}

/// The metrics but what the two profiles changed, in the server's spelling.
fn without_ours(config: &Value, with_reworded: bool) -> String {
    let mut config = config.clone();
    if let Some(list) = config["dispositionMetrics"].as_array_mut() {
        list.retain(|metric| metric["identifier"] != ADDED && metric["identifier"] != SECOND);
        list.retain(|metric| with_reworded || metric["identifier"] != REWORDED);
        for metric in list.iter_mut().filter(|metric| metric["identifier"] == REWORDED) {
            metric["dispositionMetricPrompt"] = Value::Null;
        }
    }
    config.to_string()
}
