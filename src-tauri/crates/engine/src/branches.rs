//! The branches of an agent, and putting another one live. Atoms is asked once; what came of it is read. (Atoms: versioning
//! v2, branches.)

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use debrief_atoms::{At, Branch, Client, Error as AtomsError, ErrorKind, Version};
use debrief_metrics::{MetricSet, diff};
use serde_json::{Map, Value};

use crate::agents::Purpose;
use crate::drafts::{Claims, Found};
use crate::engine::Engine;
use crate::error::{Error, Result, WireError};
use crate::generation::{Dialect, Generation};
use crate::history::{Now, check_state, named, told};
use crate::publish::{METRICS, differing, open_draft};
use crate::sections::Sections;
use crate::views::{
    BranchDraftRow, BranchHead, BranchPreview, BranchRow, BranchesView, CheckState, DraftBranch, LiveVersion,
    MakeLiveOutcome,
};

/// Revisions among which the head of a branch is found with its author.
const RECENT: u32 = 5;
/// Looks that find nothing changed, before it counts as not done.
const LOOKS_AFTER_NOTHING: u32 = 6;
/// Reads in a row that fail before it counts as not known.
const MOST_FAILURES: u32 = 4;

impl Engine {
    /// The branches of an agent with their heads and open drafts, read now; none for an agent without branches.
    ///
    /// # Errors
    /// Atoms' answer, the way to the key, or the store.
    pub async fn list_branches(&self, agent: &str) -> Result<BranchesView> {
        let connection = self.current_id().await?;
        let client = self.client(&connection).await?;
        let dialect = Dialect::of(&client, &self.ports.store, &connection, agent).await?;
        let branches = match client.branches(agent).await {
            Ok(branches) => branches,
            // A server of the first generation; some answer an unknown route as an unknown agent.
            Err(error)
                if dialect.generation == Generation::Drafts
                    && matches!(error.kind, ErrorKind::NoSuchRoute | ErrorKind::NotFound) =>
            {
                Vec::new()
            }
            Err(error) => return Err(error.into()),
        };
        self.told_branches.note(&connection, agent, &branches);
        let claims = self.claims(&connection, agent).await?;
        let mut rows = Vec::new();
        for branch in branches {
            rows.push(branch_row(&client, agent, branch, &claims).await?);
        }
        Ok(BranchesView {
            branches: rows,
            read_at: self.ports.clock.now_text(),
        })
    }

    /// What putting a branch live would change: metrics in numbers, everything else section by section in words.
    ///
    /// # Errors
    /// `Invalid` for the branch that is live, or one without a version; `PublishRunning` while a publish of this agent is
    /// not settled; `NotFound` for a branch that is not there; Atoms' answer, the way to the key, or the store.
    pub async fn branch_preview(&self, agent: &str, branch: &str) -> Result<BranchPreview> {
        let connection = self.current_id().await?;
        self.expect_no_run(&connection, agent).await?;
        let client = self.client(&connection).await?;
        let (branch, live_branch) = branches_of(&client, agent, branch).await?;
        let head = branch.head_revision_id.clone().filter(|_| !branch.is_live);
        let head = head.ok_or(Error::Invalid)?;
        let now = Now::read(&client, agent).await?;
        let then = client.agent(agent, At::Version(&head)).await?.resolved_config;
        let differences = client.revision_diff(agent, &now.id, &head).await?;
        let claims = self.claims(&connection, agent).await?;
        let (live_set, set) = (
            MetricSet::read(now.config.get(METRICS))?,
            MetricSet::read(then.as_ref().and_then(|then| then.get(METRICS)))?,
        );
        let live = self.live_version(&connection, agent, &now.id).await?;
        let sections = Sections {
            diff: differences,
            config: then,
            live: Value::Object(now.config),
        };
        Ok(BranchPreview {
            branch: branch_row(&client, agent, branch, &claims).await?,
            live,
            live_branch: live_branch.map(|branch| branch.name),
            counts: diff(&live_set, &set, &[]).counts(),
            sections: told(&sections),
        })
    }

    /// Puts a branch live, if what the person saw to be live still is, and the branch still has the head that they saw.
    /// Returns when it is known what came of it. The working copy keeps its changes.
    ///
    /// # Errors
    /// What Atoms refuses, with its words: nothing happened then. `Invalid` for the branch that is live; `PublishRunning`
    /// while a publish of this agent is not settled; `NotFound` for a branch that is not there; the way to the key, or the
    /// store.
    pub async fn make_live(
        &self,
        agent: &str,
        branch: &str,
        seen_live: &str,
        seen_head: &str,
    ) -> Result<MakeLiveOutcome> {
        let connection = self.current_id().await?;
        let client = self.client(&connection).await?;
        let mut dialect = Dialect::of(&client, &self.ports.store, &connection, agent).await?;
        let seat = self.runs.hold(&connection, agent).await;
        let seat = seat.ok_or(Error::PublishRunning)?;
        self.expect_no_run(&connection, agent).await?;
        let config = client.agent(agent, At::Version(seen_head)).await?.resolved_config;
        // The last look before the write.
        let (branch, _) = branches_of(&client, agent, branch).await?;
        let now = Now::read(&client, agent).await?;
        if now.id != seen_live {
            return self.live_is_another(&mut dialect, &now.id, true).await;
        }
        if branch.is_live {
            return Err(Error::Invalid);
        }
        if branch.head_revision_id.as_deref() != Some(seen_head) {
            return Ok(MakeLiveOutcome::HeadMoved {
                number: branch.head_number,
            });
        }
        let unclear = match client.make_branch_live(agent, &branch.id).await {
            Ok(_) => None,
            Err(error) if error.is_unclear() => {
                tracing::warn!(%error, "no clear answer to putting a branch live");
                Some(error)
            }
            Err(error) => return Err(error.into()),
        };
        let asked = Asked {
            head: seen_head,
            before: seen_live,
            config,
            unclear,
        };
        let outcome = match self.look_after_live(&mut dialect, asked).await {
            Ok(outcome) => outcome,
            // From here on an error does not mean that nothing happened.
            Err(error) => MakeLiveOutcome::Unknown {
                error: WireError::from(&error),
            },
        };
        // While it is held the working copy follows nothing.
        drop(seat);
        // So that the screen and the working copy follow; what came of it is known without.
        if let Err(error) = self.read_agent(&connection, agent, Purpose::Open).await {
            tracing::warn!(%error, "the agent could not be read after a branch went live");
        }
        Ok(outcome)
    }

    /// Looks until it is known what came of it.
    async fn look_after_live(&self, dialect: &mut Dialect<'_>, asked: Asked<'_>) -> Result<MakeLiveOutcome> {
        let (mut looks, mut failures) = (0, 0);
        loop {
            let now = match Now::read(dialect.client, dialect.agent).await {
                Ok(now) => now,
                Err(error) if failures + 1 < MOST_FAILURES => {
                    tracing::warn!(%error, "no word on a branch that goes live");
                    failures += 1;
                    tokio::time::sleep(self.ports.scan_pause).await;
                    continue;
                }
                Err(error) => {
                    return Ok(MakeLiveOutcome::Unknown {
                        error: WireError::from(&error),
                    });
                }
            };
            failures = 0;
            looks += 1;
            if now.id == asked.head {
                let (live, _) = self.relisted_live(dialect, &now.id).await?;
                let members = asked
                    .config
                    .map(|config| differing(&Value::Object(config), &Value::Object(now.config)));
                return Ok(match members {
                    Some(members) if members.is_empty() => MakeLiveOutcome::Live {
                        live,
                        read_at: self.ports.clock.now_text(),
                    },
                    members => MakeLiveOutcome::Differs {
                        live,
                        members: members.unwrap_or_default(),
                    },
                });
            }
            if now.id != asked.before {
                return self.live_is_another(dialect, &now.id, false).await;
            }
            if looks >= LOOKS_AFTER_NOTHING {
                return Ok(MakeLiveOutcome::NotDone {
                    error: asked.unclear.map(|error| WireError::from(&Error::from(error))),
                });
            }
            tokio::time::sleep(self.ports.scan_pause).await;
        }
    }

    async fn live_is_another(
        &self,
        dialect: &mut Dialect<'_>,
        live: &str,
        before_sending: bool,
    ) -> Result<MakeLiveOutcome> {
        let (live, author) = self.relisted_live(dialect, live).await?;
        Ok(MakeLiveOutcome::LiveMoved {
            live,
            author,
            before_sending,
        })
    }

    /// The live version by name, from the history of the branch that leads by now.
    async fn relisted_live(
        &self,
        dialect: &mut Dialect<'_>,
        live: &str,
    ) -> Result<(LiveVersion, Option<String>)> {
        if let Err(error) = dialect.branches_now().await {
            tracing::info!(%error, "the branches could not be read anew");
        }
        self.listed_live(dialect, live).await
    }
}

/// The branches of agents, as Atoms told them last in this process.
#[derive(Default)]
pub(crate) struct ToldBranches(Mutex<HashMap<(String, String), Vec<DraftBranch>>>);

impl ToldBranches {
    pub(crate) fn note(&self, connection: &str, agent: &str, branches: &[Branch]) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (connection.to_owned(), agent.to_owned());
        told.insert(key, branches.iter().map(named).collect());
    }

    /// The live branch.
    pub(crate) fn live(&self, connection: &str, agent: &str) -> Option<String> {
        let told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let branches = told.get(&(connection.to_owned(), agent.to_owned()))?;
        branches
            .iter()
            .find(|branch| branch.is_live)
            .map(|branch| branch.id.clone())
    }

    /// The branch with that id, where there is more than one.
    fn name(&self, connection: &str, agent: &str, id: &str) -> Option<DraftBranch> {
        let told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let branches = told.get(&(connection.to_owned(), agent.to_owned()))?;
        let among = branches.len() > 1;
        branches.iter().find(|branch| among && branch.id == id).cloned()
    }
}

impl Engine {
    /// The branch that a version stands on, where there is more than one and both are known; nobody is asked.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn branch_told(
        &self,
        connection: &str,
        agent: &str,
        version: &str,
    ) -> Result<Option<DraftBranch>> {
        let store = &self.ports.store;
        let id = store
            .branch_of(connection.to_owned(), agent.to_owned(), version.to_owned())
            .await?;
        Ok(id.and_then(|id| self.told_branches.name(connection, agent, &id)))
    }
}

/// What was asked of Atoms.
struct Asked<'a> {
    head: &'a str,
    /// What was live before.
    before: &'a str,
    /// The whole configuration of the head; none where Atoms does not tell it.
    config: Option<Map<String, Value>>,
    unclear: Option<AtomsError>,
}

/// The branch with that id, and the one that is live, read now.
pub(crate) async fn branches_of(client: &Client, agent: &str, id: &str) -> Result<(Branch, Option<Branch>)> {
    let branches = client.branches(agent).await?;
    let live = branches.iter().find(|branch| branch.is_live).cloned();
    let found = branches.into_iter().find(|branch| branch.id == id);
    Ok((found.ok_or(Error::NotFound("branch"))?, live))
}

pub(crate) async fn branch_row(
    client: &Client,
    agent: &str,
    branch: Branch,
    claims: &Claims,
) -> Result<BranchRow> {
    let head = match &branch.head_revision_id {
        Some(head) => {
            let page = client.revisions(agent, &branch.id, 0, RECENT).await?;
            let found = page.versions.into_iter().find(|version| version.id == *head);
            Some(head_of(head, branch.head_number, found))
        }
        None => None,
    };
    let draft = if branch.has_open_draft {
        open_draft(client, agent, &branch.id).await?
    } else {
        None
    };
    let draft = draft.map(|draft| {
        let found = Found::Shared(branch.clone(), draft);
        BranchDraftRow {
            seen: found.seen(),
            author: found.author().map(str::to_owned),
            since: found.since().map(str::to_owned),
            changed_at: found.changed_at().map(str::to_owned),
            owner: claims.owner(&found),
            publishing: found.is_publishing(),
        }
    });
    Ok(BranchRow {
        id: branch.id,
        name: branch.name,
        is_live: branch.is_live,
        is_default: branch.is_default,
        head,
        draft,
    })
}

fn head_of(id: &str, number: Option<u32>, found: Option<Version>) -> BranchHead {
    let Some(found) = found else {
        return BranchHead {
            version: LiveVersion {
                id: id.to_owned(),
                number,
                label: None,
            },
            author: None,
            published_at: None,
            check: CheckState::None,
        };
    };
    BranchHead {
        check: check_state(found.security_check.as_ref()),
        version: LiveVersion {
            id: id.to_owned(),
            number: found.number.or(number),
            label: found.label.filter(|label| !label.trim().is_empty()),
        },
        author: found.published_by_name,
        published_at: found.published_at.or(found.created_at),
    }
}
