//! A small Atoms for one run, in which answers get lost, colleagues publish and the app is killed.

use debrief_engine::ErrorCode;
use debrief_engine::publish::{Action, AgentFacts, Check, Event};

use crate::start::{BASE, OURS, THEIRS, error, facts, version};

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
    /// The security check says no, or still runs; for other requests as `Done`.
    CheckRuns,
    CheckFails,
}

pub struct Atoms {
    pub draft: bool,
    pub drafts_made: u32,
    pub written: bool,
    pub versions: u32,
    pub active: &'static str,
    pub activate_ignored: bool,
}

impl Atoms {
    pub fn new(activate_ignored: bool) -> Self {
        Self {
            draft: false,
            drafts_made: 0,
            written: false,
            versions: 0,
            active: BASE,
            activate_ignored,
        }
    }

    fn live(&self) -> AgentFacts {
        let mut facts = facts(self.active);
        if self.active == OURS && !self.written {
            facts.metric_differences = vec!["dispositionMetrics".into()];
        }
        facts
    }

    fn carry_out(&mut self, action: Action, fate: Fate) -> Event {
        let missing = || Event::Failed(error(ErrorCode::NotFound));
        match action {
            Action::ReadAgent => Event::AgentRead(Box::new(self.live())),
            Action::CreateDraft => {
                (self.draft, self.written) = (true, false);
                self.drafts_made += 1;
                Event::DraftMade("d".into())
            }
            Action::FindDraft if self.draft => Event::DraftMade("d".into()),
            Action::FindDraft => Event::DraftMissing,
            Action::WriteConfig if self.draft => {
                self.written = true;
                Event::ConfigWritten
            }
            Action::ReadDraft if self.draft => Event::DraftCompared { equal: self.written },
            Action::PublishDraft if self.draft => {
                self.draft = false;
                self.versions += 1;
                if !self.activate_ignored {
                    self.active = OURS;
                }
                Event::Published(version())
            }
            Action::WriteConfig | Action::ReadDraft | Action::PublishDraft => missing(),
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
                self.draft = false;
                Event::DraftDeleted(true)
            }
        }
    }

    /// What the driver learns of the request; `Resumed` when it is killed and started again.
    pub fn answer(&mut self, action: Action, fate: Fate) -> Event {
        let write = is_write(action);
        match fate {
            Fate::Done | Fate::CheckRuns | Fate::CheckFails => self.carry_out(action, fate),
            Fate::Overtaken => {
                self.active = THEIRS;
                self.carry_out(action, fate)
            }
            Fate::LostAfter => {
                self.carry_out(action, fate);
                lost(action, write)
            }
            Fate::LostBefore => lost(action, write),
            Fate::Refused | Fate::Offline if action == Action::DeleteDraft => Event::DraftDeleted(false),
            Fate::Refused => Event::Failed(error(ErrorCode::Forbidden)),
            Fate::Offline => Event::Failed(error(ErrorCode::Offline)),
            Fate::KilledAfter => {
                self.carry_out(action, fate);
                Event::Resumed
            }
            Fate::KilledBefore => Event::Resumed,
            Fate::Cancelled => Event::CancelAsked,
        }
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
