//! Rows as they go over the wire. (Atoms: agents, drafts and versions, branches and revisions.)

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use crate::answer::Object;
use crate::branching;
use crate::options::Verdict;
use crate::section::Section;
use crate::world::{Agent, Blocks, Branch, Check, Draft, DraftRow, Version, World};

/// ISO 8601 in UTC with milliseconds, the only spelling of a time that the platform uses.
pub fn iso(at: Timestamp) -> String {
    format!("{at:.3}")
}

/// One row of the platform's version collection: a published version or a revision of a draft.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionRow<'a> {
    #[serde(rename = "_id")]
    id: &'a str,
    agent: &'a str,
    status: &'static str,
    version_number: Option<u32>,
    label: Option<&'a str>,
    description: Option<&'a str>,
    is_pinned: bool,
    published_by: Option<&'a str>,
    published_at: Option<String>,
    draft_id: &'a str,
    draft_name: Option<&'a str>,
    draft_revision: u32,
    source_draft_id: Option<&'a str>,
    source_version_id: Option<&'a str>,
    blocks: &'a Blocks,
    workflow_type: &'a str,
    parent_version: Option<&'a str>,
    is_active: bool,
    activated_by: Option<&'a str>,
    activated_at: Option<String>,
    security_check: Option<SecurityCheck>,
    prompt_score: Option<u8>,
    prompt_score_stale: bool,
    created_by: &'a str,
    created_at: String,
    updated_at: String,
    #[serde(rename = "__v")]
    document_version: u8,
    #[serde(flatten)]
    branch: Option<OnBranch<'a>>,
    #[serde(flatten)]
    names: Option<Names>,
}

/// What the rows of an agent on the branch model have more.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct OnBranch<'a> {
    branch: Option<&'a str>,
    revision_number: Option<u32>,
    restored_from_revision_id: Option<&'a str>,
    restored_from_label: Option<&'a str>,
    pending_publish: Option<PendingPublish<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PendingPublish<'a> {
    state: &'static str,
    started_by: &'a str,
    started_at: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SecurityCheck {
    status: &'static str,
    reason: Option<&'static str>,
    triggered_at: String,
    completed_at: Option<String>,
}

fn security_check(check: &Check, now: Timestamp) -> SecurityCheck {
    let ended = check.ended(now);
    let (status, reason) = match check.verdict {
        _ if !ended => ("queued", None),
        Verdict::Pass => ("passed", None),
        Verdict::Fail => ("failed", Some(branching::REASON)),
        Verdict::Error => ("errored", Some("The check could not be completed")),
    };
    SecurityCheck {
        status,
        reason,
        triggered_at: iso(check.started),
        completed_at: ended.then(|| iso(check.ends)),
    }
}

/// The names that lists add to a row.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Names {
    #[serde(rename_all = "camelCase")]
    Version {
        published_by_name: Option<String>,
        activated_by_name: Option<String>,
    },
    #[serde(rename_all = "camelCase")]
    Draft { last_editor_name: Option<String> },
}

/// A published version.
pub fn version<'a>(agent: &'a Agent, version: &'a Version, now: Timestamp) -> VersionRow<'a> {
    let restored = version.restored_from.as_deref().and_then(|id| agent.version(id));
    VersionRow {
        id: &version.id,
        agent: &agent.id,
        status: "published",
        version_number: version.number,
        label: version.label.as_deref(),
        description: version.description.as_deref(),
        is_pinned: version.pinned,
        published_by: Some(&version.published_by),
        published_at: Some(iso(version.published_at)),
        draft_id: &version.from.draft,
        draft_name: version.from.name.as_deref(),
        draft_revision: version.from.revision,
        source_draft_id: version.from.source_draft.as_deref(),
        source_version_id: version.from.source_version.as_deref(),
        blocks: &version.blocks,
        workflow_type: &agent.workflow_type,
        parent_version: version.from.source_version.as_deref(),
        is_active: agent.active.as_ref() == Some(&version.id),
        activated_by: version.activated_by.as_deref(),
        activated_at: version.activated_at.map(iso),
        security_check: Some(security_check(&version.check, now)),
        prompt_score: None,
        prompt_score_stale: false,
        created_by: &version.published_by,
        created_at: iso(version.published_at),
        updated_at: iso(version.updated_at),
        document_version: 0,
        branch: agent.migrated().then(|| OnBranch {
            branch: version.branch.as_deref(),
            revision_number: version.revision,
            restored_from_revision_id: version.restored_from.as_deref(),
            restored_from_label: restored.and_then(|version| version.label.as_deref()),
            pending_publish: None,
        }),
        names: None,
    }
}

/// A published version as the list shows it.
pub fn listed_version<'a>(
    world: &World,
    agent: &'a Agent,
    row: &'a Version,
    now: Timestamp,
) -> VersionRow<'a> {
    VersionRow {
        names: Some(Names::Version {
            published_by_name: world.name_of(&row.published_by),
            activated_by_name: row.activated_by.as_deref().and_then(|by| world.name_of(by)),
        }),
        ..version(agent, row, now)
    }
}

/// A draft, as its latest revision.
pub fn draft<'a>(agent: &'a Agent, draft: &'a Draft) -> VersionRow<'a> {
    let row = draft.latest();
    VersionRow {
        id: &row.id,
        agent: &agent.id,
        status: "draft",
        version_number: None,
        label: None,
        description: None,
        is_pinned: false,
        published_by: None,
        published_at: None,
        draft_id: &draft.id,
        draft_name: draft.name.as_deref(),
        draft_revision: row.revision,
        source_draft_id: draft.source_draft.as_deref(),
        source_version_id: draft.source_version.as_deref(),
        blocks: &row.blocks,
        workflow_type: &agent.workflow_type,
        parent_version: draft.source_version.as_deref(),
        is_active: false,
        activated_by: None,
        activated_at: None,
        security_check: None,
        prompt_score: None,
        prompt_score_stale: false,
        created_by: &draft.created_by,
        created_at: iso(draft.created_at),
        updated_at: iso(draft.updated_at),
        document_version: 0,
        branch: agent.migrated().then(OnBranch::default),
        names: None,
    }
}

/// A draft as the list shows it.
pub fn listed_draft<'a>(world: &World, agent: &'a Agent, row: &'a Draft) -> VersionRow<'a> {
    let last_editor_name = world.name_of(&row.latest().editor);
    VersionRow {
        names: Some(Names::Draft { last_editor_name }),
        ..draft(agent, row)
    }
}

/// The draft of a branch, with what becomes of its publish.
pub fn shared_draft<'a>(
    agent: &'a Agent,
    branch: &'a Branch,
    draft: &'a Draft,
    now: Timestamp,
) -> VersionRow<'a> {
    let pending = branch.pending.as_ref();
    let check = pending.map(|pending| &pending.check).or(draft.refused.as_ref());
    VersionRow {
        security_check: check.map(|check| security_check(check, now)),
        branch: Some(OnBranch {
            branch: Some(&branch.id),
            pending_publish: pending.map(|pending| PendingPublish {
                state: "active",
                started_by: &pending.by,
                started_at: iso(pending.check.started),
            }),
            ..OnBranch::default()
        }),
        ..self::draft(agent, draft)
    }
}

/// The revision that a publish will make once its check has passed, as the list of revisions shows it.
pub fn scanning<'a>(
    world: &World,
    agent: &'a Agent,
    branch: &'a Branch,
    now: Timestamp,
) -> Option<VersionRow<'a>> {
    let (pending, draft) = (branch.pending.as_ref()?, branch.draft.as_ref()?);
    Some(VersionRow {
        id: pending.revision.as_deref()?,
        label: pending.label.as_deref(),
        names: Some(Names::Version {
            published_by_name: world.name_of(&pending.by),
            activated_by_name: None,
        }),
        ..shared_draft(agent, branch, draft, now)
    })
}

/// One write to the draft of a branch.
pub fn shared_edit(world: &World, agent: &Agent, branch: &Branch, draft: &Draft, row: &DraftRow) -> Value {
    let written = VersionRow {
        id: &row.id,
        draft_revision: row.revision,
        blocks: &row.blocks,
        created_by: &row.editor,
        created_at: iso(row.at),
        updated_at: iso(row.at),
        branch: Some(OnBranch {
            branch: Some(&branch.id),
            ..OnBranch::default()
        }),
        ..self::draft(agent, draft)
    };
    json!({
        "revision": written,
        "changedSections": row.changed,
        "editorName": world.name_of(&row.editor),
    })
}

/// A branch.
pub fn branch(agent: &Agent, branch: &Branch) -> Value {
    json!({
        "_id": branch.id,
        "agent": agent.id,
        "name": branch.name,
        "isDefault": branch.is_default,
        "sourceBranchId": branch.source_branch,
        "sourceRevisionId": branch.source_revision,
        "headRevisionId": branch.head,
        "openDraftId": branch.draft.as_ref().map(|draft| &draft.id),
        "status": if branch.archived { "archived" } else { "active" },
        "createdBy": branch.created_by,
        "updatedBy": branch.updated_by,
        "createdAt": iso(branch.created_at),
        "updatedAt": iso(branch.updated_at),
        "__v": 0,
    })
}

/// A branch as lists show it.
pub fn branch_summary(world: &World, agent: &Agent, row: &Branch) -> Value {
    json!({
        "branch": branch(agent, row),
        "isLive": agent.live.as_ref() == Some(&row.id),
        "hasOpenDraft": row.draft.is_some(),
        "revisionsCount": agent.revisions(&row.id).count(),
        "headRevisionNumber": branching::head(agent, row).and_then(|head| head.revision),
        "createdByName": world.name_of(&row.created_by),
        "updatedByName": world.name_of(&row.updated_by),
    })
}

/// One line of a draft's edit history.
pub fn edit(world: &World, row: &DraftRow) -> Value {
    json!({
        "revision": row.revision,
        "changedSections": row.changed,
        "editorName": world.name_of(&row.editor),
        "editorId": row.editor,
        "timestamp": iso(row.at),
    })
}

/// The configuration of a version, section by section.
pub fn by_section(agent: &Agent, blocks: &Blocks) -> Object {
    Section::ALL
        .into_iter()
        .filter(|section| blocks.contains_key(section))
        .map(|section| {
            (
                section.name().to_owned(),
                Value::Object(agent.content(blocks, section)),
            )
        })
        .collect()
}

/// An agent as the list shows it: no configuration.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentRow<'a> {
    #[serde(rename = "_id")]
    id: &'a str,
    name: &'a str,
    description: &'a str,
    organization: &'a str,
    workflow_id: &'a str,
    workflow_type: &'a str,
    created_by: &'a str,
    created_by_name: Option<String>,
    avatar_url: &'a str,
    telephony_product_id: &'a [String],
    allow_inbound_call: bool,
    visible_to_everyone: bool,
    archived: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    archived_at: Option<String>,
    total_calls: u64,
    active_version_id: Option<&'a str>,
    version_id: Option<&'a str>,
    created_at: String,
    updated_at: String,
    #[serde(rename = "__v")]
    document_version: u8,
    #[serde(flatten)]
    resolved: Option<Resolved>,
}

/// What reading one agent adds to its row.
#[derive(Debug, Serialize)]
pub struct Resolved {
    #[serde(rename = "_resolvedConfig")]
    config: Object,
    #[serde(rename = "_configSource", skip_serializing_if = "Option::is_none")]
    source: Option<&'static str>,
    #[serde(rename = "_versionedWorkflow")]
    workflow: Value,
}

/// An agent without its configuration.
pub fn agent<'a>(world: &'a World, agent: &'a Agent) -> AgentRow<'a> {
    AgentRow {
        id: &agent.id,
        name: &agent.name,
        description: &agent.description,
        organization: &world.workspace.id,
        workflow_id: &agent.workflow,
        workflow_type: &agent.workflow_type,
        created_by: &agent.created_by,
        created_by_name: world.name_of(&agent.created_by),
        avatar_url: &agent.avatar,
        telephony_product_id: &agent.telephony,
        allow_inbound_call: agent.inbound,
        visible_to_everyone: agent.visible,
        archived: agent.archived_at.is_some(),
        archived_at: agent.archived_at.map(iso),
        total_calls: agent.total_calls,
        active_version_id: agent.active.as_deref(),
        version_id: agent.active.as_deref(),
        created_at: iso(agent.created_at),
        updated_at: iso(agent.updated_at),
        document_version: 0,
        resolved: None,
    }
}

/// An agent with the configuration that `blocks` stands for.
pub fn resolved_agent<'a>(
    world: &'a World,
    row: &'a Agent,
    blocks: &Blocks,
    source: Option<&'static str>,
) -> AgentRow<'a> {
    let config = row.flat(blocks);
    let workflow: Object = ["prompt", "tools", "workflowGraph"]
        .into_iter()
        .filter_map(|key| Some((key.to_owned(), config.get(key)?.clone())))
        .collect();
    let resolved = Resolved {
        config,
        source,
        workflow: Value::Object(workflow),
    };
    AgentRow {
        resolved: Some(resolved),
        ..agent(world, row)
    }
}
