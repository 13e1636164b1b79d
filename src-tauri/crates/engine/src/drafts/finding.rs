//! The open drafts of an agent as Atoms tells them, in either generation.

use debrief_atoms::{At, Branch, BranchDraft, ConfigDiff, Draft, Error as AtomsError, ErrorKind};
use serde_json::{Map, Value};

use crate::error::Result;
use crate::generation::{Dialect, Generation};
use crate::history::Now;
use crate::publish::{draft_config, open_draft};
use crate::sections::Sections;
use crate::views::DraftSeen;

/// An open draft.
#[derive(Debug, Clone)]
pub(crate) enum Found {
    /// One of any number, with a name.
    Named(Draft),
    /// The one of a branch.
    Shared(Branch, BranchDraft),
}

/// All of them, read now.
///
/// # Errors
/// Atoms' answer, or the store.
pub(crate) async fn all(dialect: &mut Dialect<'_>) -> Result<Vec<Found>> {
    loop {
        match read(dialect).await {
            Ok(found) => {
                dialect.confirm().await?;
                return Ok(found);
            }
            Err(error) => dialect.correct(error).await?,
        }
    }
}

/// The one with this id; on branches the id of the branch does as well.
///
/// # Errors
/// As [`all`].
pub(crate) async fn one(dialect: &mut Dialect<'_>, id: &str) -> Result<Option<Found>> {
    let found = all(dialect).await?;
    Ok(found.into_iter().find(|found| found.is(id)))
}

async fn read(dialect: &mut Dialect<'_>) -> Result<Vec<Found>> {
    let (client, agent) = (dialect.client, dialect.agent);
    if dialect.generation == Generation::Drafts {
        let drafts = client.drafts(agent).await?;
        return Ok(drafts.into_iter().map(Found::Named).collect());
    }
    let mut found = Vec::new();
    for branch in dialect.branches_now().await? {
        if branch.has_open_draft
            && let Some(draft) = open_draft(client, agent, &branch.id).await?
        {
            found.push(Found::Shared(branch, draft));
        }
    }
    Ok(found)
}

impl Found {
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::Named(draft) => &draft.draft_id,
            Self::Shared(_, draft) => &draft.draft_id,
        }
    }

    fn is(&self, id: &str) -> bool {
        let branch = self.branch();
        self.id() == id
            || branch.is_some_and(|branch| branch.id == id || branch.open_draft_id.as_deref() == Some(id))
    }

    pub(crate) fn revision(&self) -> Option<u32> {
        match self {
            Self::Named(draft) => draft.draft_revision,
            Self::Shared(_, draft) => draft.revision,
        }
    }

    /// Which state of it this is.
    pub(crate) fn seen(&self) -> DraftSeen {
        DraftSeen {
            id: self.id().to_owned(),
            revision: self.revision(),
        }
    }

    pub(crate) fn branch(&self) -> Option<&Branch> {
        match self {
            Self::Named(_) => None,
            Self::Shared(branch, _) => Some(branch),
        }
    }

    pub(crate) fn author(&self) -> Option<&str> {
        match self {
            Self::Named(draft) => draft.last_editor_name.as_deref(),
            Self::Shared(_, draft) => draft.last_editor(),
        }
    }

    pub(crate) fn since(&self) -> Option<&str> {
        match self {
            Self::Named(draft) => draft.created_at.as_deref(),
            Self::Shared(_, draft) => draft.created_at.as_deref(),
        }
    }

    pub(crate) fn changed_at(&self) -> Option<&str> {
        match self {
            Self::Named(draft) => draft.updated_at.as_deref(),
            Self::Shared(_, draft) => draft.updated_at.as_deref(),
        }
    }

    pub(crate) fn is_publishing(&self) -> bool {
        matches!(self, Self::Shared(_, draft) if draft.publishing)
    }

    /// Its flat configuration; none where Atoms does not tell it.
    ///
    /// # Errors
    /// Atoms' answer.
    pub(crate) async fn config(&self, dialect: &Dialect<'_>) -> Result<Option<Map<String, Value>>> {
        let (client, agent) = (dialect.client, dialect.agent);
        match self {
            Self::Named(draft) => Ok(client
                .agent(agent, At::Draft(&draft.draft_id))
                .await?
                .resolved_config),
            Self::Shared(branch, draft) => draft_config(client, agent, branch, draft).await,
        }
    }

    /// It beside what is live.
    ///
    /// # Errors
    /// Atoms' answer.
    pub(crate) async fn beside(&self, dialect: &Dialect<'_>, now: &Now) -> Result<Sections> {
        let (client, agent) = (dialect.client, dialect.agent);
        let config = self.config(dialect).await?;
        let read = match self {
            Self::Named(draft) => client.version_diff(agent, &now.id, &draft.draft_id).await,
            Self::Shared(branch, _) => client.draft_diff(agent, &now.id, &branch.id).await,
        };
        let diff = match read {
            Ok(diff) => diff,
            // A server that does not compare drafts: the two configurations are at hand.
            Err(error) if compares_no_drafts(&error) && config.is_some() => {
                tracing::info!(%error, "Atoms does not compare this draft");
                ConfigDiff { sections: Vec::new() }
            }
            Err(error) => return Err(error.into()),
        };
        Ok(Sections {
            diff,
            config,
            live: Value::Object(now.config.clone()),
        })
    }
}

fn compares_no_drafts(error: &AtomsError) -> bool {
    matches!(
        error.kind,
        ErrorKind::NotFound | ErrorKind::Invalid | ErrorKind::NoSuchRoute | ErrorKind::Unreadable
    )
}
