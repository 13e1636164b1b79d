//! A small Atoms for one run, in which answers get lost, colleagues publish, agents migrate and the app is killed.

use debrief_engine::ErrorCode;
use debrief_engine::publish::{
    Action, AgentFacts, BranchFacts, Check, DraftFacts, DraftMark, Event, Generation, Run,
};

use crate::start::{BASE, BRANCH, OURS, THEIRS, error, facts, version};

/// What becomes of the next request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Carried out and answered.
    Done,
    /// Carried out, and the answer is lost.
    LostAfter,
    /// Not carried out, and nobody knows.
    LostBefore,
    /// Turned away.
    Refused,
    /// Never sent: no connection.
    Offline,
    /// Carried out, and the app is killed before it learns of it.
    KilledAfter,
    /// The app is killed before the request goes out.
    KilledBefore,
    /// The person asks to stop before the request goes out.
    Cancelled,
    /// A colleague publishes and activates before the request arrives.
    Overtaken,
    /// Branches: a colleague writes into the shared draft, or opens one, before the request arrives.
    Joined,
    /// The same, with changes to the metrics alone.
    JoinedMetrics,
    /// Branches: a colleague discards the draft before the request arrives.
    Discarded,
    /// The agent moves to branches before the request arrives.
    Migrated,
    /// The same, and our draft comes along.
    MigratedWithDraft,
    /// The security check says no, or still runs; for other requests as `Done`.
    CheckRuns,
    CheckFails,
}

/// The draft: our own, or the one that a branch has for everybody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Draft {
    pub revision: u32,
    /// It holds our metrics.
    pub written: bool,
    /// It holds something of somebody else.
    pub foreign: bool,
    /// Somebody else changed the metrics in it.
    pub others: bool,
    /// Branches: a publish of it waits for its check.
    pub pending: bool,
    /// Somebody else wrote to it after the person said yes to what was in it.
    pub unseen: bool,
    /// Which of the drafts that were opened one after another.
    pub number: u32,
}

pub struct Atoms {
    pub generation: Generation,
    pub draft: Option<Draft>,
    pub drafts_made: u32,
    pub written: bool,
    pub versions: u32,
    pub active: &'static str,
    pub activate_ignored: bool,
    /// Something of somebody else went live by our publish.
    pub shipped: bool,
    /// A draft with something of somebody else was removed by us.
    pub destroyed: bool,
    /// The person said yes to what was in the first draft.
    pub accepted: bool,
    /// Drafts that were opened on the branch.
    pub opened: u32,
}

impl Atoms {
    pub fn new(generation: Generation, activate_ignored: bool) -> Self {
        Self {
            generation,
            draft: None,
            drafts_made: 0,
            written: false,
            versions: 0,
            active: BASE,
            activate_ignored,
            shipped: false,
            destroyed: false,
            accepted: false,
            opened: 0,
        }
    }

    /// A branch on which somebody else has a draft that the person said yes to.
    pub fn with_their_draft() -> Self {
        let draft = Draft {
            revision: 1,
            foreign: true,
            ..Draft::default()
        };
        Self {
            draft: Some(draft),
            accepted: true,
            ..Self::new(Generation::Branches, false)
        }
    }

    /// The open draft, or a new one.
    fn opened(&mut self) -> &mut Draft {
        if self.draft.is_none() {
            self.opened += 1;
        }
        let number = self.opened;
        self.draft.get_or_insert(Draft {
            number,
            ..Draft::default()
        })
    }

    fn live(&self) -> AgentFacts {
        let mut facts = facts(self.active);
        if self.active == OURS && !self.written {
            facts.metric_differences = vec!["dispositionMetrics".into()];
        }
        if self.active == OURS && self.shipped {
            facts.other_differences = vec!["prompt".into()];
        }
        if self.generation == Generation::Branches {
            facts.branch = Some(BranchFacts {
                id: BRANCH.into(),
                head: Some(self.active.into()),
                draft: self.draft.map(|draft| DraftFacts {
                    mark: mark(draft),
                    author: Some("Daniel Okafor".into()),
                    since: None,
                    others_wrote: draft.foreign || draft.others,
                    unseen: draft.unseen || draft.number > 0,
                    others_changed_metrics: draft.others,
                    sections: if draft.foreign {
                        vec!["workflow_prompt".into()]
                    } else {
                        Vec::new()
                    },
                }),
            });
        }
        facts
    }

    /// A version is made of the draft.
    fn commit(&mut self) {
        if let Some(draft) = self.draft.take() {
            self.versions += 1;
            self.written = draft.written;
            let theirs = draft.foreign || draft.others;
            self.shipped |= if self.accepted { draft.unseen } else { theirs };
        }
    }

    fn carry_out(&mut self, action: Action, fate: Fate) -> Event {
        match self.generation {
            Generation::Drafts => self.on_drafts(action, fate),
            Generation::Branches => self.on_branches(action, fate),
        }
    }

    fn on_drafts(&mut self, action: Action, fate: Fate) -> Event {
        let missing = || Event::Failed(error(ErrorCode::NotFound));
        match action {
            Action::ReadAgent => Event::AgentRead(Box::new(self.live())),
            Action::CreateDraft => {
                let draft = Draft {
                    revision: 1,
                    ..Draft::default()
                };
                self.draft = Some(draft);
                self.drafts_made += 1;
                Event::DraftMade(mark(draft))
            }
            Action::FindDraft => self
                .draft
                .map_or(Event::DraftMissing, |draft| Event::DraftMade(mark(draft))),
            Action::WriteConfig => match &mut self.draft {
                Some(draft) => {
                    (draft.revision, draft.written) = (draft.revision + 1, true);
                    Event::ConfigWritten(mark(*draft))
                }
                None => missing(),
            },
            Action::ReadDraft => match self.draft {
                Some(draft) => Event::DraftCompared {
                    equal: draft.written.then(|| mark(draft)),
                },
                None => missing(),
            },
            Action::PublishDraft if self.draft.is_some() => {
                self.commit();
                if !self.activate_ignored {
                    self.active = OURS;
                }
                Event::Published(version())
            }
            Action::PublishDraft => missing(),
            Action::FindVersion if self.versions > 0 => Event::Published(version()),
            Action::FindVersion => Event::VersionMissing,
            Action::ReadCheck => Event::CheckRead(match fate {
                Fate::CheckRuns => Check::Running,
                Fate::CheckFails => Check::Failed(Some("profanity".into())),
                _ => Check::Passed,
            }),
            Action::Activate => {
                self.active = OURS;
                Event::Activated
            }
            Action::DeleteDraft => {
                self.draft = None;
                Event::DraftDeleted(true)
            }
        }
    }

    fn on_branches(&mut self, action: Action, fate: Fate) -> Event {
        match action {
            Action::ReadAgent => Event::AgentRead(Box::new(self.live())),
            // The write names the revision of the draft that was accepted.
            Action::WriteConfig if self.accepted && self.draft.is_none() => {
                Event::Failed(error(ErrorCode::Conflict))
            }
            Action::WriteConfig => {
                let draft = self.opened();
                (draft.revision, draft.written) = (draft.revision + 1, true);
                Event::ConfigWritten(mark(*draft))
            }
            Action::ReadDraft => Event::DraftCompared {
                equal: self.draft.filter(|draft| draft.written).map(mark),
            },
            Action::PublishDraft => match &mut self.draft {
                Some(draft) => {
                    draft.pending = true;
                    Event::Scanning
                }
                None => Event::Failed(error(ErrorCode::NotFound)),
            },
            Action::FindVersion | Action::ReadCheck => {
                let looked = self.look_at_publish(fate);
                match (action, looked) {
                    (Action::FindVersion, Event::CheckRead(Check::Running)) => Event::Scanning,
                    (Action::FindVersion, Event::CheckRead(Check::Idle)) => Event::VersionMissing,
                    (_, looked) => looked,
                }
            }
            Action::DeleteDraft => {
                // The driver looks before it deletes.
                let foreign = self.draft.is_some_and(|draft| draft.foreign || draft.others);
                self.destroyed |= foreign && self.accepted;
                if !foreign {
                    self.draft = None;
                }
                Event::DraftDeleted(!foreign)
            }
            Action::CreateDraft | Action::FindDraft | Action::Activate => {
                panic!("{action:?} has no place on a branch")
            }
        }
    }

    fn look_at_publish(&mut self, fate: Fate) -> Event {
        match &mut self.draft {
            Some(draft) if draft.pending && fate == Fate::CheckFails => {
                draft.pending = false;
                return Event::CheckRead(Check::Failed(Some("profanity".into())));
            }
            Some(draft) if draft.pending && fate == Fate::CheckRuns => {
                return Event::CheckRead(Check::Running);
            }
            Some(draft) if draft.pending => {
                self.commit();
                self.active = OURS;
            }
            _ => {}
        }
        if self.versions > 0 {
            Event::Published(version())
        } else if self.active != BASE {
            Event::CheckRead(Check::Passed)
        } else if self.draft.is_some() {
            Event::CheckRead(Check::Idle)
        } else {
            Event::CheckRead(Check::DraftGone)
        }
    }

    /// What others do before the request arrives.
    fn meanwhile(&mut self, fate: Fate) {
        let pending = self.draft.is_some_and(|draft| draft.pending);
        match fate {
            // While a publish waits for its check, Atoms turns every other one on the branch away.
            Fate::Overtaken if !pending => self.active = THEIRS,
            Fate::Joined if self.generation == Generation::Branches && !pending => {
                let draft = self.opened();
                (draft.revision, draft.foreign, draft.unseen) = (draft.revision + 1, true, true);
            }
            Fate::JoinedMetrics if self.generation == Generation::Branches && !pending => {
                let draft = self.opened();
                (draft.revision, draft.others, draft.written) = (draft.revision + 1, true, false);
                draft.unseen = true;
            }
            Fate::Discarded if self.generation == Generation::Branches && !pending => self.draft = None,
            // A draft of the first generation is left behind, or becomes that of the branch.
            Fate::Migrated if self.generation == Generation::Drafts => {
                self.generation = Generation::Branches;
                self.draft = None;
            }
            Fate::MigratedWithDraft => self.generation = Generation::Branches,
            _ => {}
        }
    }

    /// What the driver learns of the request; `Resumed` when it is killed and started again.
    pub fn answer(&mut self, run: &Run, action: Action, fate: Fate) -> Event {
        let write = is_write(action);
        self.meanwhile(fate);
        let closed = run.generation == Generation::Drafts && self.generation == Generation::Branches;
        if closed && !matches!(fate, Fate::Cancelled | Fate::KilledBefore | Fate::KilledAfter) {
            return self.closed(run, action);
        }
        match fate {
            Fate::Done
            | Fate::CheckRuns
            | Fate::CheckFails
            | Fate::Overtaken
            | Fate::Joined
            | Fate::JoinedMetrics
            | Fate::Discarded
            | Fate::Migrated
            | Fate::MigratedWithDraft => self.carry_out(action, fate),
            Fate::LostAfter => {
                self.carry_out(action, fate);
                lost(action, write)
            }
            Fate::LostBefore => lost(action, write),
            Fate::Refused | Fate::Offline if action == Action::DeleteDraft => Event::DraftDeleted(false),
            Fate::Refused => Event::Failed(error(ErrorCode::Forbidden)),
            Fate::Offline => Event::Failed(error(ErrorCode::Offline)),
            Fate::KilledAfter if closed => Event::Resumed,
            Fate::KilledAfter => {
                self.carry_out(action, fate);
                Event::Resumed
            }
            Fate::KilledBefore => Event::Resumed,
            Fate::Cancelled => Event::CancelAsked,
        }
    }

    /// A migrated agent, spoken to as before: writes and lists are turned away, reads by id still answer.
    fn closed(&mut self, run: &Run, action: Action) -> Event {
        match action {
            Action::ReadAgent if run.version.is_none() => Event::AgentRead(Box::new(AgentFacts {
                branch: None,
                ..self.live()
            })),
            Action::ReadDraft => Event::DraftCompared { equal: None },
            Action::ReadCheck => Event::CheckRead(Check::Passed),
            Action::DeleteDraft => Event::DraftDeleted(false),
            _ => Event::Migrated,
        }
    }
}

fn mark(draft: Draft) -> DraftMark {
    DraftMark {
        id: match draft.number {
            0 => "d".into(),
            number => format!("d{number}"),
        },
        revision: Some(draft.revision),
    }
}

fn lost(action: Action, write: bool) -> Event {
    match action {
        Action::DeleteDraft => Event::DraftDeleted(false),
        _ if write => Event::Unclear(error(ErrorCode::CutOff)),
        _ => Event::Failed(error(ErrorCode::CutOff)),
    }
}

pub fn is_write(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::CreateDraft | A::WriteConfig | A::PublishDraft | A::Activate | A::DeleteDraft
    )
}
