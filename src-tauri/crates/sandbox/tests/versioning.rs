//! Drafts and versions over the wire.

#[path = "support/harness.rs"]
mod harness;

use std::time::Duration;

use anyhow::{Context as _, Result};
use atoms_sandbox::{Generation, Options, Quirks};
use harness::{Client, metric};
use serde_json::{Value, json};

fn slow_check() -> Options {
    Options {
        quirks: Quirks {
            check: Duration::from_secs(600),
            ..Quirks::default()
        },
        generation: Generation::V1,
        ..Options::default()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_draft_becomes_the_active_version_once_its_check_has_passed() -> Result<()> {
    let client = Client::new().await?;
    let agent = client.agent("Order Support").await?;
    let before = client.data(&format!("/agent/{agent}")).await?;
    let versions = client.data(&format!("/agent/{agent}/versions?limit=100")).await?;

    let created = client
        .post(
            &format!("/agent/{agent}/drafts"),
            json!({ "sourceVersionId": before["activeVersionId"], "draftName": "Repeat the next step" }),
        )
        .await?;
    assert_eq!(created.status, 201);
    let draft = &created.body["data"];
    assert_eq!(draft["status"], "draft");
    assert_eq!(draft["draftName"], "Repeat the next step");
    assert_eq!(draft["draftRevision"], 1);
    assert_eq!(draft["sourceVersionId"], before["activeVersionId"]);
    assert_ne!(draft["draftId"], draft["_id"]);
    let path = format!("/agent/{agent}/drafts/{}", text(&draft["draftId"]));

    let mut metrics = before["_resolvedConfig"]["postCallAnalyticsConfig"]["dispositionMetrics"].clone();
    metrics
        .as_array_mut()
        .context("metrics")?
        .push(metric("next_step_repeated"));
    let written = client
        .patch(
            &format!("{path}/config"),
            json!({ "postCallAnalyticsConfig": { "dispositionMetrics": metrics } }),
        )
        .await?;
    assert_eq!(written.status, 200);
    let row = &written.body["data"];
    assert_eq!(row["draftRevision"], 2);
    assert_ne!(row["blocks"]["analytics"], draft["blocks"]["analytics"]);
    assert_eq!(row["blocks"]["voice"], draft["blocks"]["voice"]);
    assert!(
        !written.text.contains("next_step_repeated"),
        "the values are not echoed"
    );

    let published = client
        .post(
            &format!("{path}/publish"),
            json!({ "label": "Next step", "description": null, "activate": true }),
        )
        .await?;
    assert_eq!(published.status, 201);
    let version = &published.body["data"];
    assert_eq!(version["status"], "published");
    assert_eq!(version["label"], "Next step");
    assert_eq!(
        version["versionNumber"],
        versions["total"].as_u64().context("total")? + 1
    );
    assert_eq!(version["isActive"], false);
    assert_eq!(version["securityCheck"]["status"], "queued");
    assert_eq!(client.get(&path).await?.status, 404, "the draft is gone");

    let id = text(&version["_id"]);
    client.wait_for(&agent, &id).await?;
    let after = client.data(&format!("/agent/{agent}")).await?;
    assert_eq!(after["versionId"], id);
    assert_eq!(
        after["_resolvedConfig"]["postCallAnalyticsConfig"]["dispositionMetrics"],
        metrics
    );
    let detail = client.data(&format!("/agent/{agent}/versions/{id}")).await?;
    assert_eq!(detail["version"]["securityCheck"]["status"], "passed");
    assert_eq!(detail["version"]["isActive"], true);
    assert_eq!(
        detail["resolvedConfig"]["analytics"]["postCallAnalyticsConfig"]["dispositionMetrics"],
        metrics
    );
    let listed = client.data(&format!("/agent/{agent}/versions?limit=2")).await?;
    assert_eq!(listed["versions"][0]["_id"], id);
    assert_eq!(listed["versions"][0]["publishedByName"], "Priya Raman");
    assert_eq!(
        listed["versions"][1]["isActive"], false,
        "the one before was deactivated"
    );
    Ok(())
}

#[tokio::test]
async fn activating_is_refused_while_the_check_runs() -> Result<()> {
    let client = Client::with(slow_check()).await?;
    let agent = client.agent("Returns Desk").await?;
    let path = client.draft(&agent).await?;
    let version = client
        .post(&format!("{path}/publish"), json!({ "activate": true }))
        .await?;
    let id = text(&version.body["data"]["_id"]);
    let refused = client
        .patch(&format!("/agent/{agent}/versions/{id}/activate"), json!({}))
        .await?;
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains("security check pending"));
    assert_ne!(
        client.data(&format!("/agent/{agent}")).await?["activeVersionId"],
        id
    );
    Ok(())
}

#[tokio::test]
async fn the_observed_form_ignores_activate_on_publish() -> Result<()> {
    let quirks = Quirks {
        activate_ignored: true,
        check: Duration::ZERO,
        ..Quirks::default()
    };
    let client = Client::with(Options {
        quirks,
        generation: Generation::V1,
        ..Options::default()
    })
    .await?;
    let agent = client.agent("Returns Desk").await?;
    let path = client.draft(&agent).await?;
    let version = client
        .post(&format!("{path}/publish"), json!({ "activate": true }))
        .await?;
    let id = text(&version.body["data"]["_id"]);
    assert_eq!(version.body["data"]["securityCheck"]["status"], "passed");
    assert_ne!(
        client.data(&format!("/agent/{agent}")).await?["activeVersionId"],
        id
    );

    let activate = format!("/agent/{agent}/versions/{id}/activate");
    let once = client.patch(&activate, json!({})).await?;
    assert_eq!(once.status, 200);
    assert_eq!(once.body["data"]["isActive"], true);
    let twice = client.patch(&activate, json!({})).await?;
    assert_eq!(
        twice.body["data"], once.body["data"],
        "asking twice changes nothing"
    );
    Ok(())
}

#[tokio::test]
async fn unknown_members_and_their_order_come_back_as_they_were_sent() -> Result<()> {
    let client = Client::new().await?;
    let agent = client.agent("Order Support").await?;
    let before = client.analytics(&agent).await?;
    let path = client.draft(&agent).await?;
    let sent = r#"{"zeta":1,"identifier":"late_parcel","dispositionMetricType":"INTEGER","alpha":{"b":null,"a":[1.5,9007199254740993]},"dispositionMetricPrompt":"How many days late is the parcel?"}"#;
    let sent: Value = serde_json::from_str(sent)?;
    let body = json!({ "postCallAnalyticsConfig": { "qaBoard": { "y": 1, "x": null }, "dispositionMetrics": [sent] } });
    assert_eq!(client.patch(&format!("{path}/config"), body).await?.status, 200);

    let draft = path.rsplit('/').next().context("draft id")?;
    let agent_row = client.data(&format!("/agent/{agent}?draftId={draft}")).await?;
    assert_eq!(agent_row["_configSource"], "draft");
    let config = &agent_row["_resolvedConfig"]["postCallAnalyticsConfig"];
    assert_eq!(
        serde_json::to_string(&config["dispositionMetrics"][0])?,
        serde_json::to_string(&sent)?
    );
    assert_eq!(serde_json::to_string(&config["qaBoard"])?, r#"{"y":1,"x":null}"#);
    for member in [
        "successMetrics",
        "summaryPrompt",
        "useInternalAnalyticsModel",
        "useReasoningModel",
        "qaReview",
    ] {
        assert_eq!(config[member], before[member], "{member} is merged, not replaced");
    }
    Ok(())
}

#[tokio::test]
async fn wrong_configs_are_refused_in_the_documented_words() -> Result<()> {
    let client = Client::new().await?;
    let agent = client.agent("Returns Desk").await?;
    let path = format!("{}/config", client.draft(&agent).await?);
    let analytics = |metrics: Value| json!({ "postCallAnalyticsConfig": { "dispositionMetrics": metrics } });
    let at = "Invalid config: postCallAnalyticsConfig";
    let cases = [
        (
            json!({}),
            "No recognized config fields in request body".to_owned(),
        ),
        (
            json!({ "name": "Other" }),
            "No recognized config fields in request body".to_owned(),
        ),
        (
            json!({ "analytics": {} }),
            "No recognized config fields in request body".to_owned(),
        ),
        (
            analytics(json!("none")),
            format!("{at}.dispositionMetrics: Expected array, received string"),
        ),
        (
            analytics(json!([{}])),
            format!("{at}.dispositionMetrics.0.identifier: Required"),
        ),
        (
            json!({ "postCallAnalyticsConfig": { "useReasoningModel": null } }),
            format!("{at}.useReasoningModel: Expected boolean, received null"),
        ),
        (
            json!({ "postCallAnalyticsConfig": [] }),
            format!("{at}: Expected object, received array"),
        ),
        (
            json!({ "firstMessage": 7 }),
            "Invalid config: firstMessage: Expected string, received number".to_owned(),
        ),
        (
            json!({ "synthesizer": { "speed": null } }),
            "Invalid config: synthesizer.speed: Expected a value, received null".to_owned(),
        ),
        (json!([]), "Expected object, received array".to_owned()),
    ];
    for (body, words) in cases {
        let reply = client.patch(&path, body.clone()).await?;
        assert_eq!(reply.status, 400, "{body}");
        assert_eq!(reply.body["status"], false);
        assert_eq!(reply.body["errors"][0], words, "{body}");
    }
    let detail = client.data(path.trim_end_matches("/config")).await?;
    assert_eq!(detail["editCount"], 0, "a refused write changes nothing");
    Ok(())
}

#[tokio::test]
async fn block_ids_tell_which_sections_differ() -> Result<()> {
    let client = Client::new().await?;
    for agent in ["Order Support", "Payment Reminders", "Delivery Scheduling"] {
        let agent = client.agent(agent).await?;
        let rows = client.data(&format!("/agent/{agent}/versions?limit=100")).await?;
        let rows = rows["versions"].as_array().context("versions")?;
        let mut details = Vec::new();
        for row in rows {
            details.push(
                client
                    .data(&format!("/agent/{agent}/versions/{}", text(&row["_id"])))
                    .await?,
            );
        }
        for a in &details {
            for b in &details {
                for (section, block) in a["version"]["blocks"].as_object().context("blocks")? {
                    let spelled = |detail: &Value| detail["resolvedConfig"][section].to_string();
                    let same_content = spelled(a) == spelled(b);
                    assert_eq!(
                        block == &b["version"]["blocks"][section],
                        same_content,
                        "{section}"
                    );
                }
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn writing_the_same_content_again_keeps_the_block() -> Result<()> {
    let client = Client::new().await?;
    let agent = client.agent("Returns Desk").await?;
    let config = client.analytics(&agent).await?;
    let path = client.draft(&agent).await?;
    let before = client.data(&path).await?["latest"]["blocks"].clone();
    let row = client
        .patch(
            &format!("{path}/config"),
            json!({ "postCallAnalyticsConfig": config }),
        )
        .await?;
    assert_eq!(row.body["data"]["blocks"], before);
    assert_eq!(
        row.body["data"]["draftRevision"], 2,
        "a write is a revision all the same"
    );
    let changed = client
        .patch(
            &format!("{path}/config"),
            json!({ "callDispositionConfig": "Short." }),
        )
        .await?;
    assert_ne!(changed.body["data"]["blocks"], before);
    let back = client
        .patch(&format!("{path}/config"), json!({ "callDispositionConfig": "" }))
        .await?;
    assert_eq!(
        back.body["data"]["blocks"], before,
        "the same content is the same block again"
    );
    Ok(())
}

#[tokio::test]
async fn drafts_are_listed_renamed_compared_and_discarded() -> Result<()> {
    let client = Client::new().await?;
    let agent = client.agent("Showroom Bookings").await?;
    let path = client.draft(&agent).await?;
    assert_eq!(
        client
            .patch(&path, json!({ "draftName": "Evening visits" }))
            .await?
            .body["data"],
        json!({ "draftName": "Evening visits" })
    );
    let refused = client.patch(&path, json!({ "draftName": "" })).await?;
    assert_eq!(refused.status, 400);

    client
        .patch(
            &format!("{path}/config"),
            json!({ "firstMessage": "Good evening." }),
        )
        .await?;
    let listed = client.data(&format!("/agent/{agent}/drafts")).await?;
    assert_eq!(listed[0]["draftName"], "Evening visits");
    assert_eq!(listed[0]["lastEditorName"], "Priya Raman");
    let detail = client.data(&format!("{path}?limit=1")).await?;
    assert_eq!(detail["editCount"], 1);
    assert_eq!(
        detail["editHistory"][0]["changedSections"],
        json!(["workflow_prompt"])
    );
    assert_eq!(detail["editHistory"][0]["revision"], 2);

    let diff = client.data(&format!("{path}/diff")).await?;
    assert_eq!(diff["hasChanges"], true);
    assert_eq!(diff["sections"]["workflow_prompt"]["changed"], true);
    assert_eq!(
        diff["sections"]["workflow_prompt"]["after"]["firstMessage"],
        "Good evening."
    );
    assert_eq!(diff["sections"]["analytics"]["changed"], false);

    let discarded = client.delete(&path).await?;
    assert_eq!((discarded.status, &discarded.body["data"]), (200, &Value::Null));
    assert_eq!(client.get(&path).await?.status, 404);
    assert_eq!(client.data(&format!("/agent/{agent}/drafts")).await?, json!([]));
    Ok(())
}

#[tokio::test]
async fn a_draft_needs_a_source() -> Result<()> {
    let client = Client::new().await?;
    let agent = client.agent("Showroom Bookings").await?;
    let drafts = format!("/agent/{agent}/drafts");
    let none = client.post(&drafts, json!({ "draftName": "x" })).await?;
    assert_eq!(none.status, 400);
    assert_eq!(
        none.body["errors"][0],
        "Either sourceVersionId or sourceDraftId is required"
    );
    assert_eq!(
        client
            .post(&drafts, json!({ "sourceVersionId": "short" }))
            .await?
            .status,
        400
    );
    let unknown = client
        .post(&drafts, json!({ "sourceVersionId": "0123456789abcdef01234567" }))
        .await?;
    assert_eq!(unknown.status, 404);

    let first = client.draft(&agent).await?;
    client
        .patch(&format!("{first}/config"), json!({ "firstMessage": "Hi." }))
        .await?;
    let id = first.rsplit('/').next().context("id")?;
    let fork = client.post(&drafts, json!({ "sourceDraftId": id })).await?;
    assert_eq!(fork.status, 201);
    let latest = client.data(&first).await?["latest"].clone();
    assert_eq!(
        fork.body["data"]["blocks"], latest["blocks"],
        "the fork starts from the draft's state"
    );
    assert_eq!(fork.body["data"]["sourceDraftId"], id);
    Ok(())
}

#[tokio::test]
async fn labels_and_descriptions_have_limits() -> Result<()> {
    let client = Client::new().await?;
    let agent = client.agent("Showroom Bookings").await?;
    let path = format!("{}/publish", client.draft(&agent).await?);
    for body in [
        json!({ "label": "é".repeat(201) }),
        json!({ "description": "x".repeat(2001) }),
        json!({ "label": 5 }),
        json!({ "activate": "yes" }),
    ] {
        assert_eq!(client.post(&path, body).await?.status, 400);
    }
    let published = client.post(&path, json!({ "label": "é".repeat(200) })).await?;
    assert_eq!(published.status, 201);
    Ok(())
}

#[tokio::test]
async fn versions_are_paged_pinned_described_and_compared() -> Result<()> {
    let client = Client::new().await?;
    let agent = client.agent("Delivery Scheduling").await?;
    let versions = format!("/agent/{agent}/versions");
    let default = client.data(&versions).await?;
    assert_eq!(default["versions"].as_array().map(Vec::len), Some(20));
    assert_eq!(default["total"], 40);
    assert_eq!(default["versions"][0]["versionNumber"], 40);
    let page = client.data(&format!("{versions}?limit=3&skip=38")).await?;
    let numbers: Vec<_> = page["versions"]
        .as_array()
        .context("rows")?
        .iter()
        .map(|row| row["versionNumber"].clone())
        .collect();
    assert_eq!(numbers, [json!(2), json!(1)]);
    for bad in ["limit=0", "limit=101", "limit=x", "skip=-1", "isPinned=1"] {
        assert_eq!(
            client.get(&format!("{versions}?{bad}")).await?.status,
            400,
            "{bad}"
        );
    }

    let id = text(&page["versions"][0]["_id"]);
    let one = format!("{versions}/{id}");
    assert_eq!(client.patch(&one, json!({})).await?.status, 400);
    let changed = client
        .patch(
            &one,
            json!({ "label": null, "description": "Kept for the audit", "isPinned": true }),
        )
        .await?;
    assert_eq!(changed.status, 200);
    assert_eq!(changed.body["data"]["label"], Value::Null);
    assert_eq!(changed.body["data"]["isPinned"], true);
    let pinned = client
        .data(&format!("{versions}?isPinned=true&limit=100"))
        .await?;
    assert!(
        pinned["versions"]
            .as_array()
            .context("rows")?
            .iter()
            .any(|row| row["_id"] == id)
    );
    assert_eq!(pinned["total"], 40, "the total ignores the filter");

    let other = text(&page["versions"][1]["_id"]);
    let diff = client
        .data(&format!("{versions}/diff?versionA={other}&versionB={id}"))
        .await?;
    let changed_sections = diff["diffs"].as_array().context("diffs")?.len();
    assert!(changed_sections > 0);
    assert_eq!(
        changed_sections + diff["unchangedSections"].as_array().context("unchanged")?.len(),
        13
    );
    assert_eq!(
        client
            .get(&format!("{versions}/diff?versionA={other}"))
            .await?
            .status,
        400
    );
    Ok(())
}
