//! Everything the server knows: one workspace, its people, its agents with their drafts and versions.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::answer::Object;
use crate::branching;
use crate::calls::Made;
use crate::options::Verdict;
use crate::section::Section;

/// An id as it stands on the wire.
pub type Id = String;

/// Which block holds each section. Two rows with the same block id have the same content there.
pub type Blocks = BTreeMap<Section, Id>;

/// Written into the state file; another number means another layout.
pub const FORMAT: u32 = 3;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct World {
    pub format: u32,
    pub workspace: Workspace,
    pub people: Vec<Person>,
    pub agents: Vec<Agent>,
    /// When the day began on which the workspace was made up; its history of calls ends there.
    #[serde(default = "now")]
    pub born: Timestamp,
    /// Calls made on request, oldest first.
    #[serde(default)]
    pub calls: Vec<Made>,
    #[serde(default)]
    pub webhooks: Vec<Webhook>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Webhook {
    pub id: Id,
    pub url: String,
    pub description: String,
    /// What deliveries would be signed with.
    pub secret: String,
    pub headers: Object,
    pub created_by: Id,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub subscriptions: Vec<Subscription>,
}

/// An event of an agent that a webhook is told of.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Subscription {
    pub id: Id,
    pub agent: Id,
    pub event_type: String,
    pub created_at: Timestamp,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Workspace {
    pub id: Id,
    pub name: String,
    /// The person the API key belongs to.
    pub owner: Id,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Person {
    pub id: Id,
    pub first: String,
    pub last: String,
    pub email: String,
}

impl Person {
    pub fn name(&self) -> String {
        format!("{} {}", self.first, self.last)
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Agent {
    pub id: Id,
    pub name: String,
    pub description: String,
    pub workflow: Id,
    pub workflow_type: String,
    pub created_by: Id,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub archived_at: Option<Timestamp>,
    pub total_calls: u64,
    pub avatar: String,
    pub telephony: Vec<String>,
    pub inbound: bool,
    pub visible: bool,
    pub active: Option<Id>,
    /// Which version went live when, oldest first: a version may have done so more than once.
    #[serde(default)]
    pub served: Vec<(Timestamp, Id)>,
    /// Oldest first.
    pub versions: Vec<Version>,
    /// Open drafts of the first generation, oldest first.
    pub drafts: Vec<Draft>,
    /// The branches of an agent that is on the branch model, oldest first; none before it migrated.
    #[serde(default)]
    pub branches: Vec<Branch>,
    /// The branch whose head answers calls.
    #[serde(default)]
    pub live: Option<Id>,
    /// The content of every block that a version or an open draft refers to.
    pub contents: BTreeMap<Id, Block>,
}

/// A line of revisions with one open draft for everybody.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Branch {
    pub id: Id,
    pub name: String,
    pub is_default: bool,
    pub source_branch: Option<Id>,
    pub source_revision: Option<Id>,
    pub head: Option<Id>,
    pub draft: Option<Draft>,
    /// A publish or restore that waits for its check.
    pub pending: Option<Pending>,
    pub archived: bool,
    pub created_by: Id,
    pub updated_by: Id,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A publish that is armed: it is carried out when its check has passed, without anybody asking again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pending {
    /// The id of the revision that comes of it; it is listed under that from the beginning.
    #[serde(default)]
    pub revision: Option<Id>,
    pub label: Option<String>,
    pub by: Id,
    pub check: Check,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Block {
    pub section: Section,
    pub content: Object,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Version {
    pub id: Id,
    /// Counted per agent; none for what was published on a branch.
    pub number: Option<u32>,
    /// The branch it is a revision of.
    #[serde(default)]
    pub branch: Option<Id>,
    /// Counted per branch.
    #[serde(default)]
    pub revision: Option<u32>,
    /// The revision that it brought back.
    #[serde(default)]
    pub restored_from: Option<Id>,
    pub label: Option<String>,
    pub description: Option<String>,
    pub pinned: bool,
    pub published_by: Id,
    pub published_at: Timestamp,
    pub activated_by: Option<Id>,
    pub activated_at: Option<Timestamp>,
    pub from: Origin,
    pub blocks: Blocks,
    pub check: Check,
    pub updated_at: Timestamp,
}

/// The draft that a version was.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Origin {
    pub draft: Id,
    pub name: Option<String>,
    pub revision: u32,
    pub source_version: Option<Id>,
    pub source_draft: Option<Id>,
    pub created_at: Timestamp,
}

/// The security check of a version. Its state is a matter of time alone, so it survives a restart.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Check {
    pub started: Timestamp,
    pub ends: Timestamp,
    /// Who asked at publish that the version goes live when the check has passed.
    pub then_activate: Option<Id>,
    #[serde(default)]
    pub verdict: Verdict,
}

impl Check {
    pub fn ended(&self, now: Timestamp) -> bool {
        self.ends <= now
    }

    pub fn passed(&self, now: Timestamp) -> bool {
        self.ended(now) && self.verdict == Verdict::Pass
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Draft {
    pub id: Id,
    pub name: Option<String>,
    pub source_version: Option<Id>,
    pub source_draft: Option<Id>,
    pub created_by: Id,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// The rows of this draft, oldest first; the first is the state it was opened with.
    pub first: DraftRow,
    pub edits: Vec<DraftRow>,
    /// The check that kept it from being published; gone with the next write.
    #[serde(default)]
    pub refused: Option<Check>,
}

/// One revision of a draft.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DraftRow {
    pub id: Id,
    pub revision: u32,
    pub editor: Id,
    pub at: Timestamp,
    pub changed: Vec<Section>,
    pub blocks: Blocks,
}

impl Draft {
    pub fn latest(&self) -> &DraftRow {
        self.edits.last().unwrap_or(&self.first)
    }

    /// The state after that many writes.
    pub fn at(&self, revision: u32) -> Option<&DraftRow> {
        std::iter::once(&self.first)
            .chain(&self.edits)
            .find(|row| row.revision == revision)
    }
}

impl World {
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    pub fn person_named(&self, name: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.name() == name)
    }

    pub fn name_of(&self, id: &str) -> Option<String> {
        self.person(id).map(Person::name)
    }

    pub fn agent(&self, id: &str) -> Option<&Agent> {
        self.agents.iter().find(|agent| agent.id == id)
    }

    pub fn agent_mut(&mut self, id: &str) -> Option<&mut Agent> {
        self.agents.iter_mut().find(|agent| agent.id == id)
    }

    /// Whether time has brought anything to carry out.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.agents.iter().any(|agent| agent.is_due(now))
    }

    /// Carries out what time has brought: versions whose check has passed and that were to go live then.
    /// Returns whether anything changed.
    pub fn settle(&mut self, now: Timestamp) -> bool {
        let mut changed = false;
        for agent in &mut self.agents {
            changed |= agent.settle(now);
        }
        changed
    }
}

impl Agent {
    pub fn version(&self, id: &str) -> Option<&Version> {
        self.versions.iter().find(|version| version.id == id)
    }

    pub fn version_mut(&mut self, id: &str) -> Option<&mut Version> {
        self.versions.iter_mut().find(|version| version.id == id)
    }

    /// Whether the agent is on the branch model.
    pub fn migrated(&self) -> bool {
        !self.branches.is_empty()
    }

    pub fn branch(&self, id: &str) -> Option<&Branch> {
        self.branches.iter().find(|branch| branch.id == id)
    }

    pub fn branch_mut(&mut self, id: &str) -> Option<&mut Branch> {
        self.branches.iter_mut().find(|branch| branch.id == id)
    }

    /// The revisions of a branch, oldest first.
    pub fn revisions(&self, branch: &str) -> impl DoubleEndedIterator<Item = &Version> {
        self.versions
            .iter()
            .filter(move |version| version.branch.as_deref() == Some(branch))
    }

    /// Every open draft, of whichever generation.
    pub fn all_drafts(&self) -> impl Iterator<Item = &Draft> {
        let shared = self.branches.iter().filter_map(|branch| branch.draft.as_ref());
        self.drafts.iter().chain(shared)
    }

    pub fn draft(&self, id: &str) -> Option<&Draft> {
        self.all_drafts().find(|draft| draft.id == id)
    }

    pub fn draft_mut(&mut self, id: &str) -> Option<&mut Draft> {
        self.drafts.iter_mut().find(|draft| draft.id == id)
    }

    /// The content of one section; empty for a section that was never set.
    pub fn content(&self, blocks: &Blocks, section: Section) -> Object {
        blocks
            .get(&section)
            .and_then(|id| self.contents.get(id))
            .map(|block| block.content.clone())
            .unwrap_or_default()
    }

    /// The configuration as `_resolvedConfig` shows it: all sections in one object.
    pub fn flat(&self, blocks: &Blocks) -> Object {
        Section::ALL
            .into_iter()
            .flat_map(|section| self.content(blocks, section))
            .collect()
    }

    /// The block with exactly this content: an existing one where there is one, otherwise a new one. This is what
    /// makes equal block ids mean equal content.
    pub fn block(&mut self, section: Section, content: Object, mint: &mut dyn FnMut() -> Id) -> Id {
        // Compared as text: a changed order of members is a change of what is echoed.
        let spelled = spelling(&content);
        let known = self.contents.iter().find(|(_, block)| {
            block.section == section
                && block.content.len() == content.len()
                && spelling(&block.content) == spelled
        });
        if let Some((id, _)) = known {
            return id.clone();
        }
        let id = mint();
        self.contents.insert(id.clone(), Block { section, content });
        id
    }

    /// The version that was live at that time.
    pub fn serving(&self, at: Timestamp) -> Option<&str> {
        let before = self.served.iter().rev().find(|(from, _)| *from <= at)?;
        Some(&before.1)
    }

    /// When the agent took its first call.
    pub fn first_served(&self) -> Option<Timestamp> {
        self.served.first().map(|(from, _)| *from)
    }

    /// For data of a time when it was not noted down: each version went live when it last did.
    pub fn remember_served(&mut self) {
        if self.served.is_empty() {
            let went_live = |version: &Version| Some((version.activated_at?, version.id.clone()));
            self.served = self.versions.iter().filter_map(went_live).collect();
            self.served.sort();
        }
    }

    /// Makes a version the one that serves calls. Nothing changes if it already is.
    pub fn activate(&mut self, version: &str, by: &str, now: Timestamp) {
        if self.active.as_deref() == Some(version) {
            return;
        }
        if let Some(target) = self.version_mut(version) {
            target.activated_by = Some(by.to_owned());
            target.activated_at = Some(now);
            target.updated_at = now;
            self.active = Some(version.to_owned());
            self.served.push((now, version.to_owned()));
            self.updated_at = now;
        }
    }

    /// Whether a check has ended that something waits for.
    pub fn is_due(&self, now: Timestamp) -> bool {
        let waits = |version: &Version| version.check.then_activate.is_some() && version.check.passed(now);
        let pending = |branch: &Branch| {
            branch
                .pending
                .as_ref()
                .is_some_and(|pending| pending.check.ended(now))
        };
        self.versions.iter().any(waits) || self.branches.iter().any(pending)
    }

    /// Carries out what is due.
    pub fn settle(&mut self, now: Timestamp) -> bool {
        let mut due: Vec<(Timestamp, Id, Id)> = self
            .versions
            .iter_mut()
            .filter(|version| version.check.ended(now))
            .filter(|version| version.check.verdict == Verdict::Pass)
            .filter_map(|version| {
                let by = version.check.then_activate.take()?;
                Some((version.check.ends, version.id.clone(), by))
            })
            .collect();
        due.sort();
        for (at, version, by) in &due {
            self.activate(version, by, *at);
        }
        branching::settle(self, now) || !due.is_empty()
    }

    /// Forgets blocks that nothing refers to any more, such as those of a discarded draft.
    pub fn sweep(&mut self) {
        let used: std::collections::BTreeSet<Id> = self
            .versions
            .iter()
            .map(|version| &version.blocks)
            .chain(self.all_drafts().flat_map(|draft| {
                std::iter::once(&draft.first.blocks).chain(draft.edits.iter().map(|row| &row.blocks))
            }))
            .flat_map(BTreeMap::values)
            .cloned()
            .collect();
        self.contents.retain(|id, _| used.contains(id));
    }
}

fn spelling(content: &Object) -> String {
    serde_json::to_string(content).unwrap_or_default()
}

/// Now, in the whole milliseconds that the wire carries.
#[expect(
    clippy::disallowed_methods,
    reason = "the server on the other side of the wire has a clock of its own"
)]
pub fn now() -> Timestamp {
    let exact = Timestamp::now();
    Timestamp::from_millisecond(exact.as_millisecond()).unwrap_or(exact)
}
