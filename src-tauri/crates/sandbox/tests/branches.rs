//! The branch model: branches, the shared draft, publishing with a check.

#[path = "support/harness.rs"]
mod harness;

use std::time::Duration;

use anyhow::{Context as _, Result};
use atoms_sandbox::{Generation, Options, Quirks, Verdict};
use harness::{Client, metric};
use serde_json::{Value, json};

const CONFIG: &str = "postCallAnalyticsConfig";

async fn checked(check: Duration, verdict: Verdict) -> Result<Client> {
    Client::with(Options {
        generation: Generation::V2,
        quirks: Quirks {
            check,
            verdict,
            ..Quirks::default()
        },
        ..Options::default()
    })
    .await
}

async fn at_once() -> Result<Client> {
    checked(Duration::ZERO, Verdict::Pass).await
}

async fn until_closed(client: &Client, branch: &str) -> Result<()> {
    for _ in 0..200 {
        if client.get(&format!("{branch}/draft")).await?.status == 404 {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    anyhow::bail!("the draft stays open")
}

#[tokio::test]
async fn an_agent_begins_with_main_which_is_live_and_cannot_be_renamed_or_archived() -> Result<()> {
    let client = at_once().await?;
    let id = client.post("/agent", json!({ "name": "New" })).await?.body["data"].clone();
    let id = id.as_str().context("id")?;
    let list = client.data(&format!("/agent/{id}/branches")).await?;
    let main = &list["branches"][0];
    assert_eq!(list["branches"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&main["isLive"], &main["hasOpenDraft"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(
        (&main["branch"]["name"], &main["branch"]["isDefault"]),
        (&json!("Main"), &json!(true))
    );
    assert_eq!(
        (&main["revisionsCount"], &main["headRevisionNumber"]),
        (&json!(1), &json!(1))
    );
    let agent = client.data(&format!("/agent/{id}")).await?;
    assert_eq!(agent["activeVersionId"], main["branch"]["headRevisionId"]);
    let branch = client.branch(id).await?;
    assert_eq!(
        client.patch(&branch, json!({ "name": "Trunk" })).await?.status,
        403
    );
    assert_eq!(
        client.post(&format!("{branch}/archive"), json!({})).await?.status,
        403
    );
    Ok(())
}

#[tokio::test]
async fn a_draft_opens_with_the_first_write_counts_them_and_hides_its_values() -> Result<()> {
    let client = at_once().await?;
    let agent = client.agent("Order Support").await?;
    let branch = client.branch(&agent).await?;
    let none = client.get(&format!("{branch}/draft")).await?;
    assert_eq!(none.status, 404);
    assert!(none.body["errors"][0].is_string(), "as JSON: {}", none.text);

    let config = json!({ CONFIG: { "dispositionMetrics": [metric("a")] } });
    let first = client.put(&format!("{branch}/draft"), config).await?;
    assert_eq!(first.status, 200, "{}", first.text);
    let row = &first.body["data"];
    assert_eq!(
        (&row["draftRevision"], &row["status"]),
        (&json!(1), &json!("draft"))
    );
    assert!(row.get(CONFIG).is_none() && !first.text.contains("dispositionMetrics"));
    let second = client
        .put(
            &format!("{branch}/draft"),
            json!({ "globalPrompt": "Hello", "slmModel": "electron" }),
        )
        .await?;
    assert_eq!(second.body["data"]["draftRevision"], 2);
    assert_eq!(second.body["data"]["draftId"], row["draftId"]);

    let detail = client.data(&format!("{branch}/draft")).await?;
    assert_eq!(detail["editCount"], 2);
    assert_eq!(detail["editHistory"][0]["editorName"], "Priya Raman");
    assert_eq!(
        detail["editHistory"][0]["changedSections"],
        json!(["workflow_prompt", "llm"])
    );
    assert_eq!(detail["editHistory"][1]["revision"]["draftRevision"], 1);

    // Written under one name, read under another; other flags of the metrics stay.
    let draft = row["draftId"].as_str().context("draftId")?;
    let read = client.data(&format!("/agent/{agent}?draftId={draft}")).await?;
    assert_eq!(read["_configSource"], "draft");
    let config = &read["_resolvedConfig"];
    assert_eq!(
        (&config["prompt"], &config["modelName"]),
        (&json!("Hello"), &json!("electron"))
    );
    assert!(config.get("globalPrompt").is_none());
    assert_eq!(config[CONFIG]["dispositionMetrics"], json!([metric("a")]));
    assert!(config[CONFIG].get("qaReview").is_some(), "objects are merged");

    let head = client.data(&branch).await?["branch"]["headRevisionId"].clone();
    let id = branch.rsplit('/').next().context("branch")?;
    let diff = client
        .data(&format!(
            "/agent/{agent}/diff?a={}&b={id}:draft",
            head.as_str().context("head")?
        ))
        .await?;
    let sections: Vec<_> = diff["diffs"]
        .as_array()
        .context("diffs")?
        .iter()
        .map(|d| &d["section"])
        .collect();
    assert_eq!(sections, ["workflow_prompt", "llm", "analytics"]);
    assert_eq!(
        client.delete(&format!("{branch}/draft")).await?.body["data"],
        json!({ "discarded": true })
    );
    assert_eq!(client.delete(&format!("{branch}/draft")).await?.status, 404);
    Ok(())
}

#[tokio::test]
async fn what_is_no_configuration_is_refused() -> Result<()> {
    let client = at_once().await?;
    let agent = client.agent("Order Support").await?;
    let draft = format!("{}/draft", client.branch(&agent).await?);
    for body in [
        json!({}),
        json!({ "analytics": {} }),
        json!({ "name": "x" }),
        json!({ "expectedRevision": 0 }),
    ] {
        let refused = client.put(&draft, body.clone()).await?;
        assert_eq!(refused.status, 400, "{body}");
        assert_eq!(
            refused.body["errors"],
            json!(["No recognized config fields in request body"])
        );
    }
    let null = client
        .put(&draft, json!({ CONFIG: { "useReasoningModel": null } }))
        .await?;
    assert!(
        null.text.contains("Expected boolean, received null"),
        "{}",
        null.text
    );
    assert_eq!(
        client.get(&draft).await?.status,
        404,
        "a refused write opens nothing"
    );
    Ok(())
}

fn lists(names: &[&str]) -> Value {
    json!({ "dispositionMetrics": names.iter().map(|name| metric(name)).collect::<Vec<_>>() })
}

#[tokio::test]
async fn only_the_same_field_collides_and_a_stale_number_alone_does_not() -> Result<()> {
    for lean in [false, true] {
        let quirks = Quirks {
            lean_conflict: lean,
            ..Quirks::default()
        };
        let client = Client::with(Options {
            generation: Generation::V2,
            quirks,
            ..Options::default()
        })
        .await?;
        let agent = client.agent("Order Support").await?;
        let draft = format!("{}/draft", client.branch(&agent).await?);
        let gone = client
            .put(&draft, json!({ CONFIG: lists(&["a"]), "expectedRevision": 1 }))
            .await?;
        assert_eq!(
            (gone.status, &gone.body["errors"]),
            (409, &json!(["base_revision_unavailable"]))
        );

        client.put(&draft, json!({ CONFIG: lists(&["a"]) })).await?;
        client.put(&draft, json!({ CONFIG: lists(&["a", "b"]) })).await?;
        let disjoint = client
            .put(&draft, json!({ "globalPrompt": "p", "expectedRevision": 1 }))
            .await?;
        assert_eq!(disjoint.status, 200, "{}", disjoint.text);
        let same = client
            .put(&draft, json!({ CONFIG: lists(&["c"]), "expectedRevision": 1 }))
            .await?;
        assert_eq!(same.status, 409);
        assert_eq!(
            same.body["errors"],
            json!([format!("analytics.{CONFIG}.dispositionMetrics")])
        );
        assert!(same.body.get("error_type").is_none());
        if lean {
            assert!(same.body.get("data").is_none());
        } else {
            let conflict = &same.body["data"]["conflict"];
            assert_eq!(
                (&conflict["expectedRevision"], &conflict["latestRevision"]),
                (&json!(1), &json!(3))
            );
            assert_eq!(conflict["diffs"][0]["section"], "analytics");
        }
        let unknown = client
            .put(&draft, json!({ "globalPrompt": "q", "expectedRevision": 9 }))
            .await?;
        assert_eq!(unknown.body["errors"], json!(["base_revision_unavailable"]));
    }
    Ok(())
}

#[tokio::test]
async fn a_publish_waits_for_its_check_and_is_live_with_its_commit() -> Result<()> {
    let client = checked(Duration::from_millis(250), Verdict::Pass).await?;
    let agent = client.agent("Order Support").await?;
    let branch = client.branch(&agent).await?;
    let head = client.data(&branch).await?["branch"]["headRevisionId"].clone();
    let publish = format!("{branch}/draft/publish");
    assert_eq!(client.post(&publish, json!({})).await?.status, 404);
    client
        .put(&format!("{branch}/draft"), json!({ CONFIG: lists(&["a"]) }))
        .await?;
    let asked = client.post(&publish, json!({ "label": "Ask less" })).await?;
    assert_eq!(
        (asked.status, &asked.body["data"]),
        (202, &json!({ "state": "scanning" }))
    );

    let latest = client.data(&format!("{branch}/draft")).await?["latest"].clone();
    assert_eq!(latest["pendingPublish"]["state"], "active");
    assert_eq!(latest["securityCheck"]["status"], "queued");
    for refused in [
        client.post(&publish, json!({})).await?,
        client
            .put(&format!("{branch}/draft"), json!({ "globalPrompt": "p" }))
            .await?,
    ] {
        assert_eq!(
            (refused.status, &refused.body["error_type"]),
            (409, &json!("publish_in_progress"))
        );
    }
    assert_eq!(
        client.data(&format!("/agent/{agent}")).await?["activeVersionId"],
        head
    );
    until_closed(&client, &branch).await?;
    let now = client.data(&branch).await?["branch"]["headRevisionId"].clone();
    assert_ne!(now, head);
    assert_eq!(
        client.data(&format!("/agent/{agent}")).await?["activeVersionId"],
        now
    );
    let row = client.data(&format!("{branch}/revisions?limit=1")).await?["revisions"][0].clone();
    assert_eq!(
        (&row["_id"], &row["label"], &row["draftId"]),
        (&now, &json!("Ask less"), &latest["draftId"])
    );
    assert_eq!(
        (&row["versionNumber"], &row["status"]),
        (&Value::Null, &json!("published"))
    );
    assert_eq!(row["publishedByName"], "Priya Raman");
    Ok(())
}

#[tokio::test]
async fn a_check_that_fails_keeps_the_draft_until_it_is_edited() -> Result<()> {
    let client = checked(Duration::ZERO, Verdict::Fail).await?;
    let agent = client.agent("Order Support").await?;
    let branch = client.branch(&agent).await?;
    client
        .put(&format!("{branch}/draft"), json!({ CONFIG: lists(&["a"]) }))
        .await?;
    let publish = format!("{branch}/draft/publish");
    assert_eq!(client.post(&publish, json!({})).await?.status, 202);
    let latest = client.data(&format!("{branch}/draft")).await?["latest"].clone();
    assert_eq!(
        (&latest["securityCheck"]["status"], &latest["pendingPublish"]),
        (&json!("failed"), &Value::Null)
    );
    assert!(latest["securityCheck"]["reason"].is_string());
    assert_eq!(client.post(&publish, json!({})).await?.status, 409);
    client
        .put(&format!("{branch}/draft"), json!({ CONFIG: lists(&["b"]) }))
        .await?;
    client.sandbox.set_check(Verdict::Pass, Duration::ZERO);
    let committed = client.post(&publish, json!({})).await?;
    assert_eq!(
        (committed.status, &committed.body["data"]["state"]),
        (200, &json!("committed"))
    );
    assert_eq!(committed.body["data"]["revision"]["draftRevision"], 2);
    Ok(())
}

#[tokio::test]
async fn a_publish_can_be_called_off_again_and_again() -> Result<()> {
    let client = checked(Duration::from_secs(60), Verdict::Pass).await?;
    let agent = client.agent("Order Support").await?;
    let branch = client.branch(&agent).await?;
    client
        .put(&format!("{branch}/draft"), json!({ CONFIG: lists(&["a"]) }))
        .await?;
    client.post(&format!("{branch}/draft/publish"), json!({})).await?;
    for _ in 0..2 {
        let off = client
            .post(&format!("{branch}/draft/publish/cancel"), json!({}))
            .await?;
        assert_eq!(
            (off.status, &off.body["data"]),
            (200, &json!({ "cancelled": true }))
        );
    }
    let latest = client.data(&format!("{branch}/draft")).await?["latest"].clone();
    assert_eq!(
        (&latest["pendingPublish"], &latest["securityCheck"]),
        (&Value::Null, &Value::Null)
    );
    Ok(())
}

#[tokio::test]
async fn an_old_revision_comes_back_as_a_new_one_and_the_draft_stays() -> Result<()> {
    let client = at_once().await?;
    let agent = client.agent("Order Support").await?;
    let branch = client.branch(&agent).await?;
    client
        .put(&format!("{branch}/draft"), json!({ "globalPrompt": "Half done" }))
        .await?;
    let list = client.data(&format!("{branch}/revisions?limit=100")).await?;
    let rows = list["revisions"].as_array().context("rows")?;
    assert_eq!(list["total"], 12);
    let (newest, oldest) = (&rows[0], &rows[11]);
    let path = |row: &Value| format!("{branch}/revisions/{}", row["_id"].as_str().unwrap_or_default());
    assert_eq!(
        client
            .post(&format!("{}/restore", path(newest)), json!({}))
            .await?
            .status,
        409
    );
    let back = client
        .post(&format!("{}/restore", path(oldest)), json!({}))
        .await?;
    assert_eq!(
        (back.status, &back.body["data"]["state"]),
        (200, &json!("committed"))
    );
    let made = &back.body["data"]["revision"];
    assert_eq!(
        (&made["restoredFromRevisionId"], &made["revisionNumber"]),
        (&oldest["_id"], &json!(13))
    );
    assert_eq!(
        (&made["restoredFromLabel"], &made["blocks"]),
        (&oldest["label"], &oldest["blocks"])
    );
    assert_eq!(client.get(&format!("{branch}/draft")).await?.status, 200);

    let detail = client.data(&path(oldest)).await?;
    assert!(detail["resolvedConfig"]["analytics"][CONFIG]["dispositionMetrics"].is_array());
    let history = client.data(&format!("{}/history", path(&rows[9]))).await?;
    assert_eq!(history["trail"].as_array().map(Vec::len), Some(3));
    assert!(
        history["trail"][0]["changedSections"]
            .as_array()
            .is_some_and(|list| !list.is_empty())
    );
    Ok(())
}

#[tokio::test]
async fn a_second_branch_begins_as_the_first_and_goes_live_when_told() -> Result<()> {
    let client = at_once().await?;
    let agent = client.agent("Order Support").await?;
    let main = client.branch(&agent).await?;
    let source = main.rsplit('/').next().context("id")?;
    let branches = format!("/agent/{agent}/branches");
    let create = |name: &str| client.post(&branches, json!({ "sourceBranchId": source, "name": name }));
    let made = create("Trial").await?;
    assert_eq!(made.status, 201, "{}", made.text);
    for taken in ["Trial", "main"] {
        let refused = create(taken).await?;
        assert_eq!(
            (refused.status, &refused.body["error_type"]),
            (409, &json!("branch_name_exists"))
        );
    }
    let trial = format!("{branches}/{}", made.body["data"]["_id"].as_str().context("id")?);
    client
        .put(&format!("{trial}/draft"), json!({ "globalPrompt": "Trial" }))
        .await?;
    client.post(&format!("{trial}/draft/publish"), json!({})).await?;
    let prompt = async || -> Result<Value> {
        Ok(client.data(&format!("/agent/{agent}")).await?["_resolvedConfig"]["prompt"].clone())
    };
    assert_ne!(prompt().await?, "Trial", "not on the live branch");
    let foreign = client.data(&format!("{trial}/revisions")).await?["revisions"][0]["_id"].clone();
    let foreign = foreign.as_str().context("id")?;
    assert_eq!(
        client.get(&format!("{main}/revisions/{foreign}")).await?.status,
        400
    );
    let live = client.post(&format!("{trial}/live"), json!({})).await?;
    assert_eq!((live.status, &live.body["data"]["isLive"]), (200, &json!(true)));
    assert_eq!(prompt().await?, "Trial");
    assert_eq!(client.data(&main).await?["isLive"], false);
    assert_eq!(
        client.patch(&trial, json!({ "name": "Autumn" })).await?.body["data"]["name"],
        "Autumn"
    );
    assert_eq!(
        client.post(&format!("{trial}/archive"), json!({})).await?.status,
        403
    );
    Ok(())
}

#[tokio::test]
async fn a_check_goes_on_over_a_restart() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let options = || Options {
        generation: Generation::V2,
        state: Some(folder.path().join("state.json")),
        quirks: Quirks {
            check: Duration::from_millis(300),
            ..Quirks::default()
        },
        ..Options::default()
    };
    let client = Client::with(options()).await?;
    let agent = client.agent("Order Support").await?;
    let branch = client.branch(&agent).await?;
    client
        .put(&format!("{branch}/draft"), json!({ CONFIG: lists(&["a"]) }))
        .await?;
    client
        .post(
            &format!("{branch}/draft/publish"),
            json!({ "label": "Over the restart" }),
        )
        .await?;
    client.sandbox.stop().await;
    let client = Client::with(options()).await?;
    until_closed(&client, &branch).await?;
    let row = client.data(&format!("{branch}/revisions?limit=1")).await?["revisions"][0].clone();
    assert_eq!(row["label"], "Over the restart");
    Ok(())
}

#[tokio::test]
async fn a_revision_in_its_check_is_listed_under_the_id_it_keeps() -> Result<()> {
    let client = checked(Duration::from_millis(300), Verdict::Pass).await?;
    let agent = client.agent("Returns Desk").await?;
    let branch = client.branch(&agent).await?;
    let before = client.data(&format!("{branch}/revisions?limit=1")).await?;
    client
        .put(&format!("{branch}/draft"), json!({ "firstMessage": "Hello." }))
        .await?;
    let asked = client
        .post(&format!("{branch}/draft/publish"), json!({ "label": "Hello" }))
        .await?;
    assert_eq!(asked.status, 202);
    let listed = client.data(&format!("{branch}/revisions?limit=1")).await?;
    assert_eq!(
        listed["total"].as_u64(),
        before["total"].as_u64().map(|total| total + 1)
    );
    let row = &listed["revisions"][0];
    assert_eq!(
        (&row["label"], &row["revisionNumber"]),
        (&json!("Hello"), &Value::Null)
    );
    assert_eq!(row["securityCheck"]["status"], "queued");
    let id = row["_id"].as_str().context("id")?;
    let detail = client.data(&format!("{branch}/revisions/{id}")).await?;
    assert_eq!(detail["revision"]["pendingPublish"]["state"], "active");
    assert_eq!(
        detail["resolvedConfig"]["workflow_prompt"]["firstMessage"],
        "Hello."
    );
    until_closed(&client, &branch).await?;
    let after = client.data(&format!("{branch}/revisions?limit=1")).await?;
    assert_eq!(after["revisions"][0]["_id"], id);
    assert_eq!(
        (&after["revisions"][0]["status"], &after["total"]),
        (&json!("published"), &listed["total"])
    );
    Ok(())
}

#[tokio::test]
async fn discarding_a_draft_ends_the_publish_that_waits_for_its_check() -> Result<()> {
    let client = checked(Duration::from_secs(30), Verdict::Pass).await?;
    let agent = client.agent("Returns Desk").await?;
    let branch = client.branch(&agent).await?;
    let draft = format!("{branch}/draft");
    client.put(&draft, json!({ "firstMessage": "Hello." })).await?;
    client.post(&format!("{draft}/publish"), json!({})).await?;
    assert_eq!(client.delete(&draft).await?.status, 200);
    assert_eq!(
        client.put(&draft, json!({ "firstMessage": "Hi." })).await?.status,
        200
    );
    Ok(())
}

#[tokio::test]
async fn an_archived_branch_takes_no_writes_and_frees_its_name() -> Result<()> {
    let client = at_once().await?;
    let agent = client.agent("Returns Desk").await?;
    let main = client.branch(&agent).await?;
    let source = main.rsplit('/').next().context("id")?;
    let branches = format!("/agent/{agent}/branches");
    let body = json!({ "name": "trial", "sourceBranchId": source });
    let made = client.post(&branches, body.clone()).await?;
    let id = made.body["data"]["_id"].as_str().context("id")?.to_owned();
    assert_eq!(client.post(&branches, body.clone()).await?.status, 409);
    assert_eq!(
        client
            .post(&format!("{branches}/{id}/archive"), json!({}))
            .await?
            .status,
        200
    );
    let write = client
        .put(
            &format!("{branches}/{id}/draft"),
            json!({ "firstMessage": "Hello." }),
        )
        .await?;
    assert_eq!(write.status, 403);
    assert_eq!(client.post(&branches, body).await?.status, 201);
    Ok(())
}
