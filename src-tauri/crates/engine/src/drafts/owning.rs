//! Which drafts are ours: what the journal knows of those that this installation wrote.

use super::Found;
use crate::engine::Engine;
use crate::error::Result;
use crate::publish::Run;
use crate::views::DraftOwner;

/// What one run of the journal knows of a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Claim {
    /// Atoms' id, once it told.
    pub draft: Option<String>,
    /// The name that it was made with, unique to the run.
    pub made_as: String,
    /// Its revision after our last write.
    pub revision: Option<u32>,
    /// On a branch: every revision that a write of ours made.
    pub own_revisions: Vec<u32>,
    /// It was somebody else's when we wrote to it.
    pub accepted: bool,
    /// The name that the person typed when it was saved.
    pub name: Option<String>,
    /// It was saved to be kept.
    pub saved: bool,
    /// The branch that the draft is, or was, the draft of.
    pub branch: Option<String>,
}

/// All of them for one agent, the latest first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Claims(Vec<Claim>);

impl Claims {
    /// Whose a draft is.
    pub(crate) fn owner(&self, found: &Found) -> DraftOwner {
        let Some(claim) = self.of(found) else {
            return DraftOwner::Others;
        };
        // A draft without a count tells nothing of what became of it.
        let same = claim.revision.is_some() && claim.revision == found.revision();
        let alone = match found {
            Found::Named(_) => true,
            Found::Shared(_, draft) => draft
                .edits
                .iter()
                .filter_map(|edit| edit.revision)
                .all(|revision| claim.own_revisions.contains(&revision)),
        };
        if same && alone {
            DraftOwner::Ours
        } else {
            DraftOwner::OursChanged
        }
    }

    /// Gives a run what the last one on its branch knew of the draft there. A run with somebody else's draft hands nothing on.
    /// Where it is not known which branch is live, that is the last one of all. A draft from before the agent had branches
    /// may have come along.
    pub(crate) fn hand_to(&self, run: &mut Run, branch: Option<&str>) {
        let on = |branch: Option<&str>| self.0.iter().find(|claim| claim.branch.as_deref() == branch);
        let last = match branch {
            Some(_) => on(branch).or_else(|| on(None)),
            None => self.0.first(),
        };
        if let Some(last) = last.filter(|last| !last.accepted) {
            (run.draft_id, run.draft_revision) = (last.draft.clone(), last.revision);
            run.own_revisions.clone_from(&last.own_revisions);
            run.keeps_draft = last.saved && last.draft.is_some();
        }
    }

    /// What is known of a draft that was made here; none for any other.
    pub(crate) fn of(&self, found: &Found) -> Option<&Claim> {
        let id = found.id();
        let named = match found {
            Found::Named(draft) => draft.draft_name.as_deref(),
            Found::Shared(..) => None,
        };
        let about = |claim: &&Claim| match &claim.draft {
            Some(draft) => draft == id,
            // The answer that would have told its id was lost.
            None => named == Some(claim.made_as.as_str()),
        };
        if self.0.iter().filter(about).any(|claim| claim.accepted) {
            return None;
        }
        self.0.iter().find(about)
    }

    /// The name that was typed for a draft when it was saved here last.
    pub(crate) fn name_of(&self, draft: &str) -> Option<String> {
        let about = |claim: &&Claim| claim.draft.as_deref() == Some(draft);
        self.0.iter().filter(about).find_map(|claim| claim.name.clone())
    }
}

impl Engine {
    /// What the journal knows of the agent's drafts.
    pub(crate) async fn claims(&self, connection: &str, agent: &str) -> Result<Claims> {
        let store = &self.ports.store;
        let claims = store.claims(connection.to_owned(), agent.to_owned()).await?;
        Ok(Claims(claims))
    }
}
