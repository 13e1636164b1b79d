//! A running sandbox and a client for it.
#![allow(dead_code, reason = "every test file uses a part of this")]

use std::time::Duration;

use anyhow::{Context as _, Result};
use atoms_sandbox::{Generation, Options, Running};
use reqwest::{Method, Response};
use serde_json::{Value, json};

pub struct Client {
    pub sandbox: Running,
    http: reqwest::Client,
}

pub struct Reply {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
    pub text: String,
}

impl Client {
    pub async fn new() -> Result<Self> {
        Self::on(Generation::V1).await
    }

    pub async fn on(generation: Generation) -> Result<Self> {
        Self::with(Options {
            generation,
            ..Options::default()
        })
        .await
    }

    pub async fn admin() -> Result<Self> {
        Self::with(Options {
            admin: true,
            generation: Generation::V1,
            ..Options::default()
        })
        .await
    }

    pub async fn with(options: Options) -> Result<Self> {
        let sandbox = atoms_sandbox::start(options).await?;
        Ok(Self {
            sandbox,
            http: http()?,
        })
    }

    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Result<Reply> {
        let mut request = self
            .http
            .request(method, format!("{}{path}", self.sandbox.url()))
            .bearer_auth(self.sandbox.api_key());
        if let Some(body) = body {
            request = request.json(&body);
        }
        reply(request.send().await?).await
    }

    pub async fn get(&self, path: &str) -> Result<Reply> {
        self.send(Method::GET, path, None).await
    }

    /// The `data` of a successful read.
    pub async fn data(&self, path: &str) -> Result<Value> {
        let reply = self.get(path).await?;
        anyhow::ensure!(reply.status == 200, "GET {path}: {} {}", reply.status, reply.text);
        Ok(reply.body["data"].clone())
    }

    pub async fn post(&self, path: &str, body: Value) -> Result<Reply> {
        self.send(Method::POST, path, Some(body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Result<Reply> {
        self.send(Method::PATCH, path, Some(body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Result<Reply> {
        self.send(Method::PUT, path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Result<Reply> {
        self.send(Method::DELETE, path, None).await
    }

    /// The id of a sample agent.
    pub async fn agent(&self, name: &str) -> Result<String> {
        let found = self
            .data(&format!("/agent?search={}", name.replace(' ', "%20")))
            .await?;
        Ok(found["agents"][0]["_id"]
            .as_str()
            .context("no such agent")?
            .to_owned())
    }

    /// A new draft of the active version; gives back its path below the API address.
    pub async fn draft(&self, agent: &str) -> Result<String> {
        let active = self.data(&format!("/agent/{agent}")).await?["activeVersionId"].clone();
        let draft = self
            .post(
                &format!("/agent/{agent}/drafts"),
                json!({ "sourceVersionId": active }),
            )
            .await?;
        anyhow::ensure!(draft.status == 201, "{}", draft.text);
        Ok(format!(
            "/agent/{agent}/drafts/{}",
            draft.body["data"]["draftId"].as_str().context("no draftId")?
        ))
    }

    /// The path of the live branch, below the API address.
    pub async fn branch(&self, agent: &str) -> Result<String> {
        let list = self.data(&format!("/agent/{agent}/branches")).await?;
        let live = list["branches"]
            .as_array()
            .context("branches")?
            .iter()
            .find(|row| row["isLive"] == true)
            .context("no live branch")?;
        let id = live["branch"]["_id"].as_str().context("id")?;
        Ok(format!("/agent/{agent}/branches/{id}"))
    }

    /// The analytics config of the active version.
    pub async fn analytics(&self, agent: &str) -> Result<Value> {
        Ok(
            self.data(&format!("/agent/{agent}")).await?["_resolvedConfig"]["postCallAnalyticsConfig"]
                .clone(),
        )
    }

    /// Reads the agent until `version` is active.
    pub async fn wait_for(&self, agent: &str, version: &str) -> Result<()> {
        for _ in 0..100 {
            if self.data(&format!("/agent/{agent}")).await?["activeVersionId"] == version {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        anyhow::bail!("version {version} did not become active")
    }
}

pub fn http() -> Result<reqwest::Client> {
    Ok(reqwest::Client::builder().no_proxy().build()?)
}

pub async fn reply(response: Response) -> Result<Reply> {
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let text = response.text().await?;
    Ok(Reply {
        status,
        headers,
        body: serde_json::from_str(&text).unwrap_or_default(),
        text,
    })
}

pub fn metric(identifier: &str) -> Value {
    json!({
        "identifier": identifier,
        "dispositionMetricPrompt": "Did the agent repeat the agreed next step before the call ended?",
        "dispositionMetricType": "BOOLEAN",
    })
}
