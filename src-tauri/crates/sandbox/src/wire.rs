//! Rows as they go over the wire. (Atoms: agents, drafts and versions.)

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use crate::answer::Object;
use crate::section::Section;
use crate::world::{Agent, Blocks, Draft, DraftRow, Version, World};

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
    names: Option<Names>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SecurityCheck {
    status: &'static str,
    reason: Option<String>,
    triggered_at: String,
    completed_at: Option<String>,
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
    let passed = version.check.passed(now);
    VersionRow {
        id: &version.id,
        agent: &agent.id,
        status: "published",
        version_number: Some(version.number),
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
        security_check: Some(SecurityCheck {
            status: if passed { "passed" } else { "queued" },
            reason: None,
            triggered_at: iso(version.check.started),
            completed_at: passed.then(|| iso(version.check.ends)),
        }),
        prompt_score: None,
        prompt_score_stale: false,
        created_by: &version.published_by,
        created_at: iso(version.published_at),
        updated_at: iso(version.updated_at),
        document_version: 0,
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
