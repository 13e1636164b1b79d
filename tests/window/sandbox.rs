//! The other side: a sandbox that records what it is asked, and plain reads of it.

use anyhow::Result;
use atoms_sandbox::{Generation, Options, Quirks, Running};
use serde_json::Value;

/// A sandbox of drafts and versions with a key that can be searched for.
pub async fn recording(quirks: Quirks) -> Result<Running> {
    recording_on(Generation::V1, quirks).await
}

/// The same for agents of any generation.
pub async fn recording_on(generation: Generation, quirks: Quirks) -> Result<Running> {
    let key = format!("sk_window_test_{}", uuid::Uuid::new_v4().simple());
    let options = Options {
        api_key: Some(key),
        admin: true,
        generation,
        quirks,
        ..Options::default()
    };
    Ok(atoms_sandbox::start(options).await?)
}

/// Reads one path of the sandbox, apart from the app.
pub async fn get(sandbox: &Running, path: &str) -> Result<Value> {
    let answer = reqwest::Client::builder()
        .no_proxy()
        .build()?
        .get(format!("{}{path}", sandbox.url()))
        .bearer_auth(sandbox.api_key())
        .send()
        .await?;
    Ok(answer.json().await?)
}

/// Id of the agent with this name.
pub async fn agent_id(sandbox: &Running, name: &str) -> Result<String> {
    let list = get(sandbox, "/agent?offset=100").await?;
    let agents = list["data"]["agents"].as_array().cloned().unwrap_or_default();
    let found = agents
        .iter()
        .find(|agent| agent["name"] == name)
        .and_then(|agent| agent["_id"].as_str());
    found
        .map(str::to_owned)
        .ok_or_else(|| anyhow::anyhow!("no agent {name}"))
}

/// The writes so far: method, path without the API prefix, body.
pub fn writes(sandbox: &Running) -> Vec<(String, String, Value)> {
    sandbox
        .requests()
        .into_iter()
        .filter(|request| request.method != "GET")
        .map(|request| {
            (
                request.method,
                request.path.replace("/atoms/v1", ""),
                request.body,
            )
        })
        .collect()
}

/// Writes to the sandbox apart from the app, as a colleague would. Gives `data` of the answer.
pub async fn send(sandbox: &Running, method: reqwest::Method, path: &str, body: Value) -> Result<Value> {
    let answer = reqwest::Client::builder()
        .no_proxy()
        .build()?
        .request(method, format!("{}{path}", sandbox.url()))
        .bearer_auth(sandbox.api_key())
        .json(&body)
        .send()
        .await?;
    let status = answer.status();
    anyhow::ensure!(status.is_success(), "{status} for {path}");
    let answer: Value = answer.json().await?;
    Ok(answer["data"].clone())
}
