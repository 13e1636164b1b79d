//! Brings over what can be read of a damaged file, table by table and row by row: one bad page costs the rows on it
//! and no others. What Atoms cannot give again comes first in mind; the rest spares reading it anew.

mod mend;
mod walk;

use std::path::Path;

use debrief_metrics::MetricSet;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::batch::Batch;
use crate::error::Result;
use crate::publish::Run;
use crate::store::{Listed, PastVersion, SeenAgent};
use crate::views::{Panel, Rescued, RowMetrics, TemplateText, TypedLabels};

/// One table of the store.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// The format that brought it: an older file does not have it, and lacks nothing.
    since: i64,
    pub(super) columns: &'static [&'static str],
    /// It holds what was made here and is nowhere else.
    own: bool,
    /// Whether a text of that column can be understood: a row that cannot would stop the screen that reads it.
    sound: fn(&str, &str) -> bool,
}

/// Every table, parents before their children.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "settings",
        since: 1,
        columns: &["name", "value"],
        own: false,
        sound: |column, text| column != "value" || is::<Value>(text),
    },
    Table {
        name: "connections",
        since: 1,
        columns: &[
            "id",
            "kind",
            "address",
            "organization",
            "workspace",
            "person",
            "key_ends",
            "key_place",
            "used_at",
            "name",
        ],
        own: true,
        sound: |_, _| true,
    },
    Table {
        name: "agents",
        since: 1,
        columns: &[
            "connection",
            "agent",
            "name",
            "summary",
            "config",
            "live_number",
            "live_label",
            "read_at",
            "opened_at",
            "generation",
            "metrics",
        ],
        own: false,
        sound: |column, text| match column {
            "summary" => is::<SeenAgent>(text),
            "config" => is::<Value>(text),
            _ => true,
        },
    },
    Table {
        name: "listed",
        since: 3,
        columns: &[
            "connection",
            "agent",
            "archived",
            "listed",
            "updated_at",
            "read_at",
        ],
        own: false,
        sound: |column, text| column != "listed" || is::<Listed>(text),
    },
    Table {
        name: "versions",
        since: 3,
        columns: &[
            "connection",
            "agent",
            "version",
            "published_at",
            "row",
            "read_at",
            "branch",
            "blocks",
            "block",
            "older",
            "metrics",
            "words",
        ],
        own: false,
        sound: |column, text| match column {
            "row" => is::<PastVersion>(text),
            "blocks" => is::<Map<String, Value>>(text),
            "metrics" => is::<RowMetrics>(text),
            _ => true,
        },
    },
    Table {
        name: "configs",
        since: 5,
        columns: &["connection", "agent", "content", "config", "words", "read_at"],
        own: false,
        sound: |column, text| column != "config" || is::<Value>(text),
    },
    Table {
        name: "histories",
        since: 5,
        columns: &["connection", "agent", "branch", "leading", "total", "read_at"],
        own: false,
        sound: |_, _| true,
    },
    Table {
        name: "notes",
        since: 6,
        columns: &["connection", "agent", "version", "note", "words", "kept_at"],
        own: true,
        sound: |_, _| true,
    },
    Table {
        name: "typed_labels",
        since: 6,
        columns: &["connection", "agent", "version", "labels"],
        own: true,
        sound: |column, text| column != "labels" || is::<TypedLabels>(text),
    },
    Table {
        name: "copies",
        since: 1,
        columns: &[
            "connection",
            "agent",
            "base_version",
            "base_number",
            "base",
            "cursor",
            "unpublished",
            "label",
            "description",
        ],
        own: true,
        sound: |column, text| column != "base" || is_set(text),
    },
    Table {
        name: "copy_steps",
        since: 1,
        columns: &["connection", "agent", "step", "state"],
        own: true,
        sound: |column, text| column != "state" || is_set(text),
    },
    Table {
        name: "panels",
        since: 1,
        columns: &["connection", "agent", "slot", "panel", "cards"],
        own: true,
        sound: |column, text| column != "panel" || is::<Panel>(text),
    },
    Table {
        name: "runs",
        since: 1,
        columns: &[
            "id",
            "connection",
            "agent",
            "state",
            "finished",
            "dismissed",
            "started_at",
        ],
        own: true,
        sound: |column, text| column != "state" || is::<Run>(text),
    },
    Table {
        name: "own_templates",
        since: 4,
        columns: &[
            "id",
            "set_name",
            "position",
            "template",
            "created_at",
            "changed_at",
        ],
        own: true,
        sound: |column, text| column != "template" || is::<TemplateText>(text),
    },
    Table {
        name: "batches",
        since: 4,
        columns: &["id", "connection", "state", "created_at", "dismissed"],
        own: true,
        sound: |column, text| column != "state" || is::<Batch>(text),
    },
];

fn is<T: DeserializeOwned>(text: &str) -> bool {
    serde_json::from_str::<T>(text).is_ok()
}

fn is_set(text: &str) -> bool {
    serde_json::from_str(text).is_ok_and(|state| MetricSet::from_state(&state).is_ok())
}

/// Brings over what can be read of `damaged`, which is not changed. Fails only when `fresh` cannot be written.
pub(super) fn rescue(damaged: &Path, fresh: &mut Connection) -> Result<Rescued> {
    let Some(source) = reading(damaged) else {
        return Ok(Rescued::default());
    };
    fresh.pragma_update(None, "foreign_keys", "OFF")?;
    let transaction = fresh.transaction()?;
    let mut complete = true;
    // A header that cannot be read says nothing: every table is looked for.
    let format = source
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap_or(i64::MAX);
    for table in TABLES.iter().filter(|table| table.since <= format) {
        let whole = walk::bring(&source, &transaction, table)?;
        complete &= whole || !table.own;
    }
    complete &= mend::mend(&transaction)?;
    let count = |sql: &str| transaction.query_row(sql, [], |row| row.get::<_, u32>(0));
    let rescued = Rescued {
        connections: count("SELECT COUNT(*) FROM connections")?,
        changes: count("SELECT COALESCE(SUM(unpublished), 0) FROM copies")?,
        cards: count("SELECT COALESCE(SUM(cards), 0) FROM panels")?,
        runs: count("SELECT COUNT(*) FROM runs")?,
        templates: count("SELECT COUNT(*) FROM own_templates")?,
        complete,
    };
    transaction.commit()?;
    fresh.pragma_update(None, "foreign_keys", "ON")?;
    Ok(rescued)
}

/// The damaged file, for reading alone. A schema that is damaged in part is used as far as it goes.
fn reading(damaged: &Path) -> Option<Connection> {
    let source = Connection::open_with_flags(damaged, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    source
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .ok()?;
    source.execute_batch("PRAGMA writable_schema=ON").ok()?;
    Some(source)
}
