//! Which generation of Atoms an agent speaks: asked for once, remembered, and corrected by what Atoms answers. Atoms has
//! "drafts and versions", and since July 2026 "branches and revisions"; each agent moves to the second one at a time of
//! its own, and never back.

use debrief_atoms::{Branch, Client, Error as AtomsError, ErrorKind};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::store::Store;

/// A generation of Atoms' versioning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Generation {
    /// Named drafts of one's own, numbered versions, a separate activation.
    #[default]
    Drafts,
    /// One shared draft a branch, revisions, live with the commit.
    Branches,
}

/// How to speak to one agent.
pub(crate) struct Dialect<'a> {
    pub client: &'a Client,
    store: &'a Store,
    pub connection: &'a str,
    pub agent: &'a str,
    pub generation: Generation,
    /// The branches, where they were read on the way.
    branches: Vec<Branch>,
    /// Atoms has told the generation, now or before.
    known: bool,
    /// It was told now, so it is worth keeping.
    learned: bool,
    /// One correction a call: two answers that contradict each other must not send us back and forth.
    corrected: bool,
}

impl<'a> Dialect<'a> {
    /// What is remembered of the agent, or what its branches tell.
    ///
    /// # Errors
    /// Atoms' answer, or the store.
    pub(crate) async fn of(
        client: &'a Client,
        store: &'a Store,
        connection: &'a str,
        agent: &'a str,
    ) -> Result<Self> {
        let known = store.generation(connection.to_owned(), agent.to_owned()).await?;
        let mut dialect = Self {
            client,
            store,
            connection,
            agent,
            generation: known.unwrap_or_default(),
            branches: Vec::new(),
            known: known.is_some(),
            learned: false,
            corrected: false,
        };
        if known.is_none() {
            match client.branches(agent).await {
                Ok(branches) => {
                    dialect.generation = if branches.is_empty() {
                        Generation::Drafts
                    } else {
                        Generation::Branches
                    };
                    dialect.branches = branches;
                    (dialect.known, dialect.learned) = (true, true);
                    dialect.remember().await?;
                }
                // No such route: a server of the first generation, or no Atoms at all. What is asked next tells, so it
                // is not remembered. A deployment may also answer an unknown route as an unknown agent.
                Err(error) if matches!(error.kind, ErrorKind::NoSuchRoute | ErrorKind::NotFound) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(dialect)
    }

    /// True if the generation was told by Atoms just now. What was remembered is not written again: meanwhile a publish
    /// may have learned something newer.
    pub(crate) fn has_learned(&self) -> bool {
        self.learned
    }

    /// An answer in the generation that was only assumed settles that it is the one.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub(crate) async fn confirm(&mut self) -> Result<()> {
        if self.known {
            return Ok(());
        }
        (self.known, self.learned) = (true, true);
        self.remember().await
    }

    /// All branches, read now unless they were read on the way; at least one.
    ///
    /// # Errors
    /// Atoms' answer; `BetweenGenerations` for an agent whose branches are not there.
    pub(crate) async fn branches(&mut self) -> Result<&[Branch]> {
        if self.branches.is_empty() {
            self.branches = self.client.branches(self.agent).await?;
        }
        if self.branches.is_empty() {
            return Err(Error::BetweenGenerations);
        }
        Ok(&self.branches)
    }

    /// All branches, read now whatever was read before.
    ///
    /// # Errors
    /// As `branches`.
    pub(crate) async fn branches_now(&mut self) -> Result<Vec<Branch>> {
        self.branches.clear();
        Ok(self.branches().await?.to_vec())
    }

    /// The branch with that id; without one the branch that counts.
    ///
    /// # Errors
    /// As `branches`; `NotFound` for a branch that is not there.
    pub(crate) async fn branch(&mut self, id: Option<&str>) -> Result<Branch> {
        let branches = self.branches().await?;
        match id {
            None => Branch::leading(branches)
                .cloned()
                .ok_or(Error::BetweenGenerations),
            Some(id) => branches
                .iter()
                .find(|branch| branch.id == id)
                .cloned()
                .ok_or(Error::NotFound("branch")),
        }
    }

    /// Takes an answer that says "not in this generation" as a lesson: `Ok` means that the same question can be asked
    /// again in the generation that is set now.
    ///
    /// # Errors
    /// The same error, if it teaches nothing; `NoSuchRoute` if neither generation has its routes.
    pub(crate) async fn correct(&mut self, error: Error) -> Result<()> {
        let Error::Atoms(said) = error else {
            return Err(error);
        };
        if self.corrected {
            return Err(said.into());
        }
        let next = match (self.generation, said.kind) {
            (Generation::Drafts, ErrorKind::MigrationRequired) => Generation::Branches,
            (Generation::Drafts, ErrorKind::NoSuchRoute) => {
                // The routes of drafts are gone from this server; an agent on no branch yet is an error.
                self.branches().await?;
                Generation::Branches
            }
            (Generation::Branches, ErrorKind::NoSuchRoute) => {
                self.client.versions(self.agent, 0, 1).await?;
                Generation::Drafts
            }
            _ => return Err(said.into()),
        };
        self.corrected = true;
        tracing::info!(agent = self.agent, ?next, "the agent speaks the other generation");
        (self.generation, self.known, self.learned) = (next, true, true);
        self.remember().await
    }

    /// Keeps the generation for the next time.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub(crate) async fn remember(&self) -> Result<()> {
        let (connection, agent) = (self.connection.to_owned(), self.agent.to_owned());
        self.store
            .set_generation(connection, agent, self.generation)
            .await
    }
}

/// True for an answer that closes the first generation to this agent.
pub(crate) fn closes_drafts(error: &AtomsError) -> bool {
    matches!(error.kind, ErrorKind::MigrationRequired | ErrorKind::NoSuchRoute)
}
