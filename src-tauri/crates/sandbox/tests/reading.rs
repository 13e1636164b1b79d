//! Accounts, agents, templates and envelopes over the wire.

#[path = "support/harness.rs"]
mod harness;

use anyhow::{Context as _, Result};
use atoms_sandbox::{Generation, Options, Quirks};
use harness::Client;
use serde_json::{Value, json};

#[tokio::test]
async fn the_account_comes_in_three_shapes() -> Result<()> {
    let client = Client::new().await?;
    let user = client.get("/user").await?;
    assert_eq!(user.body["status"], true);
    assert_eq!(user.body["data"]["firstName"], "Priya");
    let details = client.get("/account/get-account-details").await?;
    assert!(details.body.get("status").is_none(), "no envelope here");
    let organization = &details.body["organizations"][0];
    assert_eq!(organization["name"], "Larkfield Home");
    assert_eq!(organization["orgId"], user.body["data"]["organizationId"]);
    let subscription = client.data("/user/subscription").await?;
    assert_eq!(subscription["organization"], organization["orgId"]);
    Ok(())
}

#[tokio::test]
async fn templates_use_the_other_envelope_and_have_no_choices() -> Result<()> {
    let client = Client::new().await?;
    let reply = client.get("/disposition-metric-templates").await?;
    assert_eq!(reply.body["success"], true);
    assert!(reply.body.get("status").is_none());
    let identifiers: Vec<&str> = reply.body["data"]
        .as_array()
        .context("data")?
        .iter()
        .filter_map(|row| row["identifier"].as_str())
        .collect();
    assert_eq!(
        identifiers,
        [
            "turn_taking_balance",
            "instruction_adherence",
            "clarity_of_responses",
            "escalation_needed",
            "ai_content_repetition_flag"
        ]
    );
    for row in reply.body["data"].as_array().context("data")? {
        assert_eq!(row.as_object().map(|row| row.len()), Some(3));
    }
    Ok(())
}

#[tokio::test]
async fn agents_are_paged_by_offset_and_counted_in_every_spelling() -> Result<()> {
    let client = Client::new().await?;
    let all = client.data("/agent").await?;
    assert_eq!(all["agents"].as_array().map(Vec::len), Some(8));
    assert_eq!((&all["total"], &all["totalCount"]), (&json!(8), &json!(8)));
    assert_eq!(all["isSearchResults"], false);
    assert!(all["agents"][0].get("_resolvedConfig").is_none());

    let mut seen = Vec::new();
    for page in 1..=2 {
        let page = client
            .data(&format!(
                "/agent?page={page}&offset=4&sortField=name&sortOrder=asc"
            ))
            .await?;
        assert_eq!(page["totalPages"], 2);
        seen.push(page["hasMore"].clone());
        for agent in page["agents"].as_array().context("agents")? {
            seen.push(agent["name"].clone());
        }
    }
    assert_eq!(
        Value::Array(seen),
        json!([
            true,
            "Delivery Scheduling",
            "Order Support",
            "Payment Reminders",
            "Returns Desk",
            false,
            "Showroom Bookings",
            "Store Concierge",
            "Store Openings",
            "Warranty Claims"
        ])
    );
    assert_eq!(client.data("/agent?page=9&offset=4").await?["agents"], json!([]));
    let recent = client.data("/agent?sortField=updatedAt&offset=1").await?;
    assert_eq!(recent["agents"][0]["name"], "Delivery Scheduling");
    for bad in [
        "page=0",
        "page=x",
        "offset=0",
        "sortField=size",
        "sortOrder=up",
        "archived=1",
        "type=chat",
    ] {
        assert_eq!(client.get(&format!("/agent?{bad}")).await?.status, 400, "{bad}");
    }
    Ok(())
}

#[tokio::test]
async fn agents_are_found_by_a_part_of_their_name() -> Result<()> {
    let client = Client::new().await?;
    let found = client.data("/agent?search=BOOK").await?;
    assert_eq!(found["agents"][0]["name"], "Showroom Bookings");
    assert_eq!(
        (&found["total"], &found["isSearchResults"]),
        (&json!(1), &json!(true))
    );
    assert_eq!(
        client.data("/agent?search=nothing-like-it").await?["agents"],
        json!([])
    );
    Ok(())
}

#[tokio::test]
async fn one_agent_carries_its_flat_config() -> Result<()> {
    let client = Client::new().await?;
    let id = client.agent("Order Support").await?;
    let agent = client.data(&format!("/agent/{id}")).await?;
    assert_eq!(agent["activeVersionId"], agent["versionId"]);
    assert!(agent.get("_configSource").is_none(), "only with a parameter");
    assert!(
        agent.get("postCallAnalyticsConfig").is_none(),
        "only in the resolved config"
    );
    let config = agent["_resolvedConfig"].as_object().context("config")?;
    assert!(config.len() >= 28, "{}", config.len());
    for key in [
        "prompt",
        "tools",
        "firstMessage",
        "modelName",
        "synthesizer",
        "defaultLanguage",
        "supportedLanguages",
        "languageSwitching",
        "transcriberType",
        "postCallAnalyticsConfig",
        "callDispositionConfig",
    ] {
        assert!(config.contains_key(key), "{key}");
    }
    for written_only in ["singlePromptConfig", "language", "slmModel"] {
        assert!(
            !config.contains_key(written_only),
            "{written_only} has another name when read"
        );
    }

    let versions = client.data(&format!("/agent/{id}/versions?skip=11")).await?;
    let first = versions["versions"][0]["_id"].as_str().context("id")?;
    let old = client.data(&format!("/agent/{id}?versionId={first}")).await?;
    assert_eq!(old["_configSource"], "version");
    assert_eq!(old["activeVersionId"], agent["activeVersionId"]);
    assert_ne!(old["_resolvedConfig"], agent["_resolvedConfig"]);
    assert_eq!(
        client
            .get(&format!("/agent/{id}?versionId=0123456789abcdef01234567"))
            .await?
            .status,
        404
    );
    Ok(())
}

#[tokio::test]
async fn unknown_agents_are_refused_in_the_documented_or_the_observed_form() -> Result<()> {
    let unknown = "/agent/0123456789abcdef01234567";
    let client = Client::new().await?;
    let reply = client.get(unknown).await?;
    assert_eq!(
        (reply.status, &reply.body),
        (400, &json!({ "status": false, "errors": ["No agent found"] }))
    );
    for below in ["/drafts", "/versions", "/branches"] {
        assert_eq!(
            client.get(&format!("{unknown}{below}")).await?.status,
            404,
            "{below}"
        );
    }
    assert_eq!(client.get("/agent/not-an-id").await?.status, 400);

    let quirks = Quirks {
        agent_missing_404: true,
        ..Quirks::default()
    };
    let client = Client::with(Options {
        quirks,
        generation: Generation::V1,
        ..Options::default()
    })
    .await?;
    assert_eq!(client.get(unknown).await?.status, 404);
    Ok(())
}

#[tokio::test]
async fn metadata_can_be_changed_and_config_cannot() -> Result<()> {
    let client = Client::new().await?;
    let id = client.agent("Returns Desk").await?;
    let path = format!("/agent/{id}");
    let refused = client
        .patch(&path, json!({ "name": "Returns", "slmModel": "gpt-4o" }))
        .await?;
    assert_eq!(refused.status, 400);
    assert_eq!(
        refused.body["errors"][0],
        "Agent has versioning enabled. Config changes must be made through drafts."
    );
    assert_eq!(client.data(&path).await?["name"], "Returns Desk");
    let changed = client
        .patch(&path, json!({ "name": "Returns", "allowInboundCall": false }))
        .await?;
    assert_eq!(changed.body["data"], id);
    let agent = client.data(&path).await?;
    assert_eq!(
        (&agent["name"], &agent["allowInboundCall"]),
        (&json!("Returns"), &json!(false))
    );
    Ok(())
}

#[tokio::test]
async fn agents_can_be_made_and_archived() -> Result<()> {
    let client = Client::new().await?;
    assert_eq!(client.post("/agent", json!({})).await?.status, 400);
    let made = client
        .post(
            "/agent",
            json!({ "name": "Gift Registry", "firstMessage": "Hi." }),
        )
        .await?;
    assert_eq!(made.status, 201);
    let id = made.body["data"].as_str().context("the id alone")?.to_owned();
    let agent = client.data(&format!("/agent/{id}")).await?;
    assert_eq!(agent["_resolvedConfig"]["firstMessage"], "Hi.");
    assert_eq!(client.data(&format!("/agent/{id}/versions")).await?["total"], 1);

    assert_eq!(
        client
            .delete(&format!("/agent/{id}/archive?on=true"))
            .await?
            .status,
        200
    );
    assert_eq!(
        client
            .delete(&format!("/agent/{id}/archive?on=true"))
            .await?
            .status,
        409
    );
    assert_eq!(client.data("/agent?search=gift").await?["total"], 0);
    assert_eq!(client.data("/agent?search=gift&archived=true").await?["total"], 1);
    assert_eq!(client.delete(&format!("/agent/{id}")).await?.status, 404);
    Ok(())
}

#[tokio::test]
async fn an_agent_off_the_branch_model_has_an_empty_list_of_branches() -> Result<()> {
    let client = Client::new().await?;
    let id = client.agent("Returns Desk").await?;
    let reply = client.get(&format!("/agent/{id}/branches")).await?;
    assert_eq!(
        (reply.status, &reply.body),
        (200, &json!({ "status": true, "data": { "branches": [] } }))
    );
    Ok(())
}

#[tokio::test]
async fn unknown_routes_are_html() -> Result<()> {
    let client = Client::new().await?;
    let reply = client.get("/agent/x/post-call-analytics?<b>").await?;
    assert_eq!(reply.status, 404);
    assert_eq!(reply.headers["content-type"], "text/html; charset=utf-8");
    assert!(
        reply
            .text
            .contains("<pre>Cannot GET /atoms/v1/agent/x/post-call-analytics</pre>"),
        "{}",
        reply.text
    );
    let method = client.patch("/user", json!({})).await?;
    assert_eq!(method.status, 404);
    assert!(method.text.contains("Cannot PATCH /atoms/v1/user"));
    let admin = client
        .send(reqwest::Method::GET, "/../../admin/requests", None)
        .await?;
    assert_eq!(admin.status, 404, "no admin routes unless asked for");
    Ok(())
}
