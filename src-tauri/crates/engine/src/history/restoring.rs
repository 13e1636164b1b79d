//! A whole version back: what else that changes in the agent, and doing it. On drafts the version goes live again, on a
//! branch a new one is made of it, which goes live if the branch is. Atoms is asked once; what came of it is read.

use std::time::Duration;

use debrief_atoms::{At, CheckStatus, Error as AtomsError, PublishAnswer, SecurityCheck, Version};
use debrief_metrics::{MetricSet, diff};
use serde_json::{Map, Value};

use crate::agents::Purpose;
use crate::engine::Engine;
use crate::error::{Error, Result, WireError};
use crate::generation::{Dialect, Generation};
use crate::history::{Now, told};
use crate::publish::{METRICS, differing};
use crate::sections::Sections;
use crate::views::{RestoreOutcome, WholeVersion};

/// Looks in a row that find nothing changed, before it counts as not done.
const LOOKS_AFTER_NOTHING: u32 = 6;
/// Looks at a check that goes on.
const LOOKS_AT_CHECK: u32 = 240;
/// Reads in a row that fail before it counts as not known.
const MOST_FAILURES: u32 = 4;
/// Revisions looked through for the one that was made.
const RECENT: u32 = 5;

/// What was asked of Atoms.
struct Sent<'a> {
    version: &'a str,
    /// The branch, where it is not the live one.
    branch: Option<&'a str>,
    /// What was there before.
    before: &'a str,
    /// The whole configuration of the version; none where Atoms does not tell it.
    config: Option<Map<String, Value>>,
    answer: Answer,
}

impl Sent<'_> {
    /// Whether what is there now is what was asked for. `made` is the revision that was made of the version since.
    fn is(&self, now: &Now, made: Option<&Version>) -> bool {
        let answered = matches!(&self.answer, Answer::Made(id) if *id == now.id);
        answered
            || now.id == self.version
            || made.is_some_and(|made| made.id == now.id)
            // A server that does not tell what a revision was made of.
            || self.differing(now).is_some_and(|members| members.is_empty())
    }

    /// Members of the configuration that are not as in the version; none where that is not known.
    fn differing(&self, now: &Now) -> Option<Vec<String>> {
        let config = self.config.clone()?;
        Some(differing(
            &Value::Object(config),
            &Value::Object(now.config.clone()),
        ))
    }
}

enum Answer {
    /// This version goes live.
    Made(String),
    /// It goes live once it has passed a check.
    Scanning,
    /// It may or may not have happened.
    Unclear(AtomsError),
}

impl Engine {
    /// What bringing back a whole version would change: metrics in numbers, everything else section by section in words.
    /// `branch` is the one that the version stands on, where that is not live; without one it is about what is live.
    ///
    /// # Errors
    /// `AlreadyLive`, also for the latest version of the branch; `Invalid` for a version of another branch, `LiveMoved`
    /// without one for a version of a branch that is not live by now; `PublishRunning` while a publish of this agent is not
    /// settled; `NotFound`, Atoms' answer, the way to the key, or the store.
    pub async fn whole_version(
        &self,
        agent: &str,
        version: &str,
        branch: Option<&str>,
    ) -> Result<WholeVersion> {
        let connection = self.current_id().await?;
        self.expect_no_run(&connection, agent).await?;
        let (row, set) = self.past_version(&connection, agent, version).await?;
        let client = self.client(&connection).await?;
        let mut dialect = Dialect::of(&client, &self.ports.store, &connection, agent).await?;
        self.expect_at_home(&mut dialect, version, branch).await?;
        let now = Now::on(&client, agent, branch).await?;
        if now.id == version {
            return Err(Error::AlreadyLive);
        }
        let then = client.agent(agent, At::Version(version)).await?.resolved_config;
        let differences = loop {
            let read = match dialect.generation {
                Generation::Drafts => client.version_diff(agent, &now.id, version).await,
                Generation::Branches => client.revision_diff(agent, &now.id, version).await,
            };
            match read {
                Ok(found) => break found,
                Err(error) => dialect.correct(error.into()).await?,
            }
        };
        let live_set = MetricSet::read(now.config.get(METRICS))?;
        let live = self.live_version(&connection, agent, &now.id).await?;
        let sections = Sections {
            diff: differences,
            config: then,
            live: Value::Object(now.config),
        };
        Ok(WholeVersion {
            version: row,
            branch: now.branch.filter(|branch| !branch.is_live),
            live,
            counts: diff(&live_set, &set, &[]).counts(),
            sections: told(&sections),
            makes_new: dialect.generation == Generation::Branches,
        })
    }

    /// Brings back a whole version, if what the person saw in its place still is there: what is live, or the latest
    /// version of `branch`, one that is not live. Returns when it is known what came of it; until then nothing else of the
    /// agent is put live from here. The working copy keeps its changes.
    ///
    /// # Errors
    /// What Atoms refuses, with its words: nothing happened then. `AlreadyLive`; `Invalid` for a version of another branch
    /// than the given one, `LiveMoved` without one for a version of a branch that is not live by now; `PublishRunning`
    /// while a publish of this agent is not settled, or a version of it is being brought back already; `NotFound`, the way
    /// to the key, or the store.
    pub async fn restore_version(
        &self,
        agent: &str,
        version: &str,
        branch: Option<&str>,
        seen: &str,
    ) -> Result<RestoreOutcome> {
        let connection = self.current_id().await?;
        if version == seen {
            return Err(Error::AlreadyLive);
        }
        let seat = self
            .runs
            .hold(&connection, agent)
            .await
            .ok_or(Error::PublishRunning)?;
        self.expect_no_run(&connection, agent).await?;
        let client = self.client(&connection).await?;
        let mut dialect = Dialect::of(&client, &self.ports.store, &connection, agent).await?;
        self.expect_at_home(&mut dialect, version, branch).await?;
        let config = client.agent(agent, At::Version(version)).await?.resolved_config;
        let answer = loop {
            // The last look before the write.
            let (top, serves) = Now::id_on(&client, agent, branch).await?;
            if branch.is_some() && serves {
                return Ok(RestoreOutcome::WentLive);
            }
            if top != seen {
                return self.moved(&mut dialect, branch, &top, true).await;
            }
            match ask(&mut dialect, branch, version).await {
                Ok(answer) => break answer,
                Err(error) => dialect.correct(error).await?,
            }
        };
        let sent = Sent {
            version,
            branch,
            before: seen,
            config,
            answer,
        };
        let outcome = match self.look_after(&mut dialect, sent).await {
            Ok(outcome) => outcome,
            // From here on an error does not mean that nothing happened.
            Err(error) => RestoreOutcome::Unknown {
                error: WireError::from(&error),
            },
        };
        drop(seat);
        // So that the screen and the working copy follow; what came of it is known without.
        if let Err(error) = self.read_agent(&connection, agent, Purpose::Open).await {
            tracing::warn!(%error, "the agent could not be read after a version was brought back");
        }
        Ok(outcome)
    }

    /// A version comes back where it stands: numbers count on each branch, so one of another branch would be taken for
    /// another version.
    async fn expect_at_home(
        &self,
        dialect: &mut Dialect<'_>,
        version: &str,
        branch: Option<&str>,
    ) -> Result<()> {
        if dialect.generation == Generation::Drafts {
            return Ok(());
        }
        // Read here, so that nothing is read between the last look and the write.
        let (home, moved) = match branch {
            Some(branch) => (branch.to_owned(), Error::Invalid),
            None => (dialect.branch(None).await?.id, Error::LiveMoved),
        };
        let (connection, agent) = (dialect.connection.to_owned(), dialect.agent.to_owned());
        let store = &self.ports.store;
        let stands = store.branch_of(connection, agent, version.to_owned()).await?;
        // One that was listed before the agent had branches has none here.
        if stands.is_some_and(|stands| !stands.is_empty() && stands != home) {
            return Err(moved);
        }
        Ok(())
    }

    /// A run that is not settled may be about to put something live itself.
    pub(crate) async fn expect_no_run(&self, connection: &str, agent: &str) -> Result<()> {
        let last = self.last_run(connection, agent).await?;
        if last.is_some_and(|last| !last.is_finished()) {
            return Err(Error::PublishRunning);
        }
        Ok(())
    }

    /// Looks until it is known what came of it.
    async fn look_after(&self, dialect: &mut Dialect<'_>, sent: Sent<'_>) -> Result<RestoreOutcome> {
        let (client, agent) = (dialect.client, dialect.agent);
        let (mut looks, mut nothing, mut failures) = (0, 0, 0);
        loop {
            let look = async {
                let now = Now::on(client, agent, sent.branch).await?;
                let (newest, others) = self.newest(dialect, &sent, &now.id).await?;
                Ok::<_, Error>((now, newest, others))
            };
            let (now, made, unnamed) = match look.await {
                Ok(found) => found,
                Err(error) if failures + 1 < MOST_FAILURES => {
                    tracing::warn!(%error, "no word on a version that is brought back");
                    failures += 1;
                    self.pause(dialect.generation).await;
                    continue;
                }
                Err(error) => {
                    return Ok(RestoreOutcome::Unknown {
                        error: WireError::from(&error),
                    });
                }
            };
            failures = 0;
            looks += 1;
            if now.id != sent.before {
                return if sent.is(&now, made.as_ref()) {
                    self.is_live(dialect, &now, &sent).await
                } else {
                    self.moved(dialect, sent.branch, &now.id, false).await
                };
            }
            // What was made, and is not live yet, is on its way; so may be what is checked without a name.
            let under_way = made.is_some() || unnamed || matches!(sent.answer, Answer::Scanning);
            let check = made.and_then(|made| made.security_check);
            if let Some(check) = check
                && matches!(check.status, CheckStatus::Failed | CheckStatus::Errored)
            {
                return Ok(RestoreOutcome::CheckFailed { reason: check.reason });
            }
            // In a row: what was checked may have gone live between the two reads of one look.
            nothing = if under_way { 0 } else { nothing + 1 };
            if nothing >= LOOKS_AFTER_NOTHING {
                return self.nothing_seen(dialect, sent).await;
            }
            if looks >= LOOKS_AT_CHECK {
                return Ok(match sent.answer {
                    // Whose check it is that goes on is not known.
                    Answer::Unclear(error) if unnamed => RestoreOutcome::Unknown {
                        error: WireError::from(&Error::from(error)),
                    },
                    _ => RestoreOutcome::Checking,
                });
            }
            self.pause(dialect.generation).await;
        }
    }

    /// No sign of it in some looks. Atoms makes the revision at once if the version has passed its check, and only then
    /// is the absence of one a proof: a check of it may go on without standing in any list.
    async fn nothing_seen(&self, dialect: &mut Dialect<'_>, sent: Sent<'_>) -> Result<RestoreOutcome> {
        let Answer::Unclear(error) = sent.answer else {
            return Ok(RestoreOutcome::NotDone { error: None });
        };
        let error = WireError::from(&Error::from(error));
        if dialect.generation == Generation::Branches {
            let branch = dialect.branch(sent.branch).await?;
            let read = dialect.client.revision(dialect.agent, &branch.id, sent.version);
            let check = match read.await {
                Ok(source) => source.version.security_check,
                Err(error) => {
                    tracing::warn!(%error, "whether the version has passed its check could not be read");
                    None
                }
            };
            if check.is_none_or(|check| check.status != CheckStatus::Passed) {
                return Ok(RestoreOutcome::Unknown { error });
            }
        }
        Ok(RestoreOutcome::NotDone { error: Some(error) })
    }

    /// The revision that was made of the version since, if there is one; and whether one is being checked of which Atoms
    /// does not tell what it is made of. On drafts none is made.
    async fn newest(
        &self,
        dialect: &mut Dialect<'_>,
        sent: &Sent<'_>,
        top: &str,
    ) -> Result<(Option<Version>, bool)> {
        if dialect.generation == Generation::Drafts {
            return Ok((None, false));
        }
        let branch = dialect.branch(sent.branch).await?;
        let page = dialect
            .client
            .revisions(dialect.agent, &branch.id, 0, RECENT)
            .await?;
        let newer: Vec<Version> = page
            .versions
            .into_iter()
            .take_while(|version| version.id != sent.before)
            .collect();
        let unnamed = newer.iter().any(|version| {
            version.restored_from_id.is_none() && version.security_check.as_ref().is_some_and(is_running)
        });
        let ours = newer
            .into_iter()
            .filter(|version| version.restored_from_id.as_deref() == Some(sent.version))
            .max_by_key(|version| version.id == top);
        Ok((ours, unnamed))
    }

    async fn pause(&self, generation: Generation) {
        let pause: Duration = match generation {
            Generation::Drafts => self.ports.check_pause,
            Generation::Branches => self.ports.scan_pause,
        };
        tokio::time::sleep(pause).await;
    }

    async fn is_live(&self, dialect: &mut Dialect<'_>, now: &Now, sent: &Sent<'_>) -> Result<RestoreOutcome> {
        let (live, _) = self.listed_on(dialect, sent.branch, &now.id).await?;
        let serves = now.serves();
        Ok(match sent.differing(now) {
            Some(members) if members.is_empty() => RestoreOutcome::Live {
                live,
                serves,
                read_at: self.ports.clock.now_text(),
            },
            members => RestoreOutcome::Differs {
                live,
                serves,
                members: members.unwrap_or_default(),
            },
        })
    }

    async fn moved(
        &self,
        dialect: &mut Dialect<'_>,
        branch: Option<&str>,
        top: &str,
        before_sending: bool,
    ) -> Result<RestoreOutcome> {
        let (live, author) = self.listed_on(dialect, branch, top).await?;
        Ok(RestoreOutcome::LiveMoved {
            live,
            author,
            before_sending,
        })
    }
}

fn is_running(check: &SecurityCheck) -> bool {
    matches!(check.status, CheckStatus::Queued | CheckStatus::Other(_))
}

/// The one write. An error means that nothing happened.
async fn ask(dialect: &mut Dialect<'_>, branch: Option<&str>, version: &str) -> Result<Answer> {
    let (client, agent) = (dialect.client, dialect.agent);
    let answer = match dialect.generation {
        // A branch that is not live was asked for, and here there are none.
        Generation::Drafts if branch.is_some() => return Err(Error::NotFound("branch")),
        Generation::Drafts => client
            .activate(agent, version)
            .await
            .map(|_| Answer::Made(version.to_owned())),
        Generation::Branches => {
            // A given one is not read again: what was looked at last is what this is sent on.
            let branch = match branch {
                Some(branch) => branch.to_owned(),
                None => dialect.branch(None).await?.id,
            };
            client
                .restore_revision(agent, &branch, version)
                .await
                .map(|answer| match answer {
                    PublishAnswer::Committed(made) => Answer::Made(made.id),
                    PublishAnswer::Scanning => Answer::Scanning,
                })
        }
    };
    match answer {
        Ok(answer) => Ok(answer),
        Err(error) if error.is_unclear() => {
            tracing::warn!(%error, "no clear answer to bringing a version back");
            Ok(Answer::Unclear(error))
        }
        Err(error) => Err(error.into()),
    }
}
