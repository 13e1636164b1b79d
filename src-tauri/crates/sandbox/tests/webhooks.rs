//! Webhooks and subscriptions.

#[path = "support/harness.rs"]
mod harness;

use anyhow::{Context as _, Result};
use harness::Client;
use serde_json::json;

const URL: &str = "https://hooks.larkfield.example/atoms";

#[tokio::test]
async fn a_webhook_is_made_changed_assigned_and_deleted() -> Result<()> {
    let client = Client::new().await?;
    let agent = client.agent("Order Support").await?;
    let body = json!({ "endpoint": URL, "description": "Analytics", "events": [{ "agentId": agent, "eventType": "analytics-completed" }] });
    let made = client.post("/webhook", body.clone()).await?;
    assert_eq!(made.status, 201);
    let id = made.body["data"].as_str().context("id")?;
    let twice = client.post("/webhook", body).await?;
    assert_eq!(
        (twice.status, &twice.body["errors"][0]),
        (400, &json!("A webhook with this URL has already been registered"))
    );
    let one = client.data(&format!("/webhook?webhookId={id}")).await?;
    assert_eq!((&one["url"], &one["status"]), (&json!(URL), &json!("enabled")));
    assert_eq!(one["subscriptions"][0]["agentId"]["name"], "Order Support");
    assert!(
        one["decryptedSecretKey"]
            .as_str()
            .is_some_and(|secret| secret.len() >= 32)
    );
    assert_eq!(client.data("/webhook").await?.as_array().map(Vec::len), Some(1));
    assert_eq!(
        client.data(&format!("/webhook/events?webhookId={id}")).await?,
        json!([])
    );

    let path = format!("/webhook/{id}");
    assert_eq!(client.patch(&path, json!({})).await?.status, 400);
    assert_eq!(
        client
            .patch(&path, json!({ "headers": { "Host": "x" } }))
            .await?
            .status,
        400
    );
    assert_eq!(
        client
            .patch(
                &path,
                json!({ "description": "All", "headers": { "x-team": "cx" } })
            )
            .await?
            .status,
        200
    );

    // A subscription replaces what the agent had before.
    let subscriptions = format!("/agent/{agent}/webhook-subscriptions");
    let set = json!({ "webhookId": id, "eventTypes": ["pre-conversation", "post-conversation"] });
    assert_eq!(client.post(&subscriptions, set).await?.status, 201);
    let now = client.data(&subscriptions).await?;
    assert_eq!(now.as_array().map(Vec::len), Some(2));
    assert_eq!(
        client
            .post(&subscriptions, json!({ "webhookId": id, "eventTypes": ["noon"] }))
            .await?
            .status,
        400
    );
    assert_eq!(client.delete(&path).await?.status, 400, "it is still assigned");
    assert_eq!(client.delete(&subscriptions).await?.status, 200);
    let gone = client.delete(&path).await?;
    assert_eq!(
        (gone.status, &gone.body["data"]),
        (200, &json!("Webhook deleted successfully"))
    );
    assert_eq!(client.delete(&path).await?.status, 404);
    assert_eq!(
        client.delete("/webhook/x").await?.body["errors"][0],
        "The provided Webhook ID is invalid."
    );
    Ok(())
}
