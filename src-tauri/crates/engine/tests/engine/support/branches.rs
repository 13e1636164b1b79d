//! A second branch, which is not live.

use std::time::Duration;

use atoms_sandbox::Publication;
use debrief_atoms::{At, Client};
use serde_json::Value;

use super::{Bench, change};

/// Mei publishes on a branch that is not live, which comes into being with it; the version's id.
pub fn publish_aside(bench: &Bench, config: &Value) -> String {
    let publication = Publication {
        label: "Experiment".into(),
        activate: false,
        ..change(config.clone())
    };
    bench
        .sandbox
        .colleague_publishes(&bench.agent, &publication)
        .unwrap()
}

/// Somebody publishes other metrics on a branch.
pub async fn publish_there(client: &Client, agent: &str, branch: &str, config: &Value) {
    client
        .write_branch_draft(agent, branch, config, None)
        .await
        .unwrap();
    client
        .publish_branch_draft(agent, branch, "Theirs")
        .await
        .unwrap();
    while client.branch(agent, branch).await.unwrap().has_open_draft {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// The id of the branch that is not live.
pub async fn aside(bench: &Bench) -> String {
    let names = bench.engine.branch_names(&bench.agent).await.unwrap();
    names.into_iter().find(|branch| !branch.is_live).unwrap().id
}

/// The head of the other branch with its configuration.
pub async fn head_of(bench: &Bench, branch: &str) -> (String, Value) {
    let branch = bench.client.branch(&bench.agent, branch).await.unwrap();
    let id = branch.head_revision_id.unwrap();
    let read = bench.client.agent(&bench.agent, At::Version(&id)).await.unwrap();
    (id, Value::Object(read.resolved_config.unwrap()))
}
