//! What is on the server, read past the engine.

use atoms_sandbox::Running;
use serde_json::Value;

use crate::colleague::AUTHOR;
use crate::raw;

/// A row of the history.
#[derive(Debug, Clone)]
pub struct Row {
    pub id: String,
    pub label: Option<String>,
    /// By somebody else in the workspace. Keys are shared, so both profiles are one person.
    pub foreign: bool,
    /// The draft that it was made of.
    pub draft: String,
}

/// An open draft as the server tells of it, byte for byte.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub id: String,
    pub name: Option<String>,
    pub detail: String,
    pub config: Value,
}

/// Everything about one agent.
#[derive(Debug, Clone)]
pub struct World {
    pub config: Value,
    pub history: Vec<Row>,
    pub drafts: Vec<Draft>,
    /// The live branch of an agent that has one.
    pub branch: Option<String>,
}

impl World {
    pub async fn read(sandbox: &Running, agent: &str) -> Self {
        let live = raw::get(sandbox, &format!("/agent/{agent}")).await.unwrap();
        let branches = raw::get(sandbox, &format!("/agent/{agent}/branches"))
            .await
            .unwrap();
        let branches = branches["branches"].as_array().cloned().unwrap_or_default();
        let branch = branches
            .iter()
            .find(|branch| branch["isLive"] == true)
            .map(|branch| text(&branch["branch"]["_id"]));
        let rows = match &branch {
            None => {
                let path = format!("/agent/{agent}/versions?limit=100");
                raw::get(sandbox, &path).await.unwrap()["versions"].take()
            }
            Some(branch) => {
                let path = format!("/agent/{agent}/branches/{branch}/revisions?limit=100");
                raw::get(sandbox, &path).await.unwrap()["revisions"].take()
            }
        };
        let committed = |row: &&Value| !row["publishedAt"].is_null();
        let history = rows
            .as_array()
            .unwrap()
            .iter()
            .filter(committed)
            .map(row)
            .collect();
        Self {
            config: live["_resolvedConfig"].clone(),
            history,
            drafts: drafts(sandbox, agent, branch.as_deref()).await,
            branch,
        }
    }

    pub fn metrics(&self) -> Value {
        metrics(&self.config)
    }

    /// Rows that are not in `before`, and not somebody else's.
    pub fn made_since<'a>(&'a self, before: &'a Self) -> impl Iterator<Item = &'a Row> {
        let new = |row: &&Row| before.history.iter().all(|old| old.id != row.id);
        self.history.iter().filter(new).filter(|row| !row.foreign)
    }
}

/// The configuration of a version; none where the server has no such version.
pub async fn version(sandbox: &Running, agent: &str, id: &str) -> Option<Value> {
    let read = raw::get(sandbox, &format!("/agent/{agent}?versionId={id}")).await;
    read.map(|mut read| read["_resolvedConfig"].take())
}

async fn drafts(sandbox: &Running, agent: &str, branch: Option<&str>) -> Vec<Draft> {
    let rows = match branch {
        Some(branch) => {
            let path = format!("/agent/{agent}/branches/{branch}/draft");
            let detail = raw::get(sandbox, &path).await;
            detail
                .into_iter()
                .map(|detail| detail["latest"].clone())
                .collect()
        }
        None => {
            let listed = raw::get(sandbox, &format!("/agent/{agent}/drafts")).await;
            listed
                .and_then(|rows| rows.as_array().cloned())
                .unwrap_or_default()
        }
    };
    let mut drafts = Vec::new();
    for row in rows {
        // Otherwise gone since it was listed.
        drafts.extend(draft(sandbox, agent, branch, &text(&row["draftId"])).await);
    }
    drafts
}

/// An open draft; none if it is not open any more.
pub async fn draft(sandbox: &Running, agent: &str, branch: Option<&str>, id: &str) -> Option<Draft> {
    let path = match branch {
        Some(branch) => format!("/agent/{agent}/branches/{branch}/draft"),
        None => format!("/agent/{agent}/drafts/{id}"),
    };
    let detail = raw::get(sandbox, &path).await?;
    let mut config = raw::get(sandbox, &format!("/agent/{agent}?draftId={id}")).await?;
    Some(Draft {
        id: id.to_owned(),
        name: detail["latest"]["draftName"].as_str().map(str::to_owned),
        config: config["_resolvedConfig"].take(),
        detail: detail.to_string(),
    })
}

fn row(row: &Value) -> Row {
    Row {
        id: text(&row["_id"]),
        label: row["label"].as_str().map(str::to_owned),
        foreign: row["publishedByName"] == AUTHOR,
        draft: text(&row["draftId"]),
    }
}

pub const METRICS: &str = "postCallAnalyticsConfig";

pub fn metrics(config: &Value) -> Value {
    config[METRICS].clone()
}

/// Every section of a configuration but the metrics, in the server's spelling.
pub fn others(config: &Value) -> String {
    let mut others = config.clone();
    if let Some(members) = others.as_object_mut() {
        members.shift_remove(METRICS);
    }
    others.to_string()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
