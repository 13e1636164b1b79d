//! Both generations on one server, an agent that moves, and servers that have only one of them.

#[path = "support/harness.rs"]
mod harness;

use anyhow::{Context as _, Result};
use atoms_sandbox::{Generation, Options, Quirks};
use harness::Client;
use serde_json::{Value, json};

const WORDS: &str = "This endpoint is deprecated under the branch model. Use the /agents/:id/branches APIs — publish, \
                     make-live and config edits now happen on branches. If you are calling this via the MCP server, \
                     update the MCP tool to its branch-model version as well.";

async fn branches(client: &Client, name: &str) -> Result<usize> {
    let agent = client.agent(name).await?;
    let list = client.data(&format!("/agent/{agent}/branches")).await?;
    Ok(list["branches"].as_array().context("branches")?.len())
}

#[tokio::test]
async fn each_generation_has_its_agents_and_mixed_has_both() -> Result<()> {
    let names = ["Order Support", "Delivery Scheduling", "Showroom Bookings"];
    let others = ["Returns Desk", "Payment Reminders", "Warranty Claims"];
    for (generation, first, second) in [
        (Generation::V1, 0, 0),
        (Generation::V2, 1, 1),
        (Generation::Mixed, 1, 0),
    ] {
        let client = Client::on(generation).await?;
        for name in names {
            assert_eq!(branches(&client, name).await?, first, "{generation:?} {name}");
        }
        for name in others {
            assert_eq!(branches(&client, name).await?, second, "{generation:?} {name}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn writes_and_lists_of_the_first_generation_are_closed_and_reads_by_id_are_kept() -> Result<()> {
    let client = Client::on(Generation::V1).await?;
    let agent = client.agent("Order Support").await?;
    let draft = client.draft(&agent).await?;
    let versions = client.data(&format!("/agent/{agent}/versions?limit=100")).await?;
    let ids: Vec<Value> = versions["versions"]
        .as_array()
        .context("rows")?
        .iter()
        .map(|row| row["_id"].clone())
        .collect();
    let active = client.data(&format!("/agent/{agent}")).await?["activeVersionId"].clone();
    client.sandbox.migrate(&agent)?;

    let version = format!("/agent/{agent}/versions/{}", active.as_str().context("id")?);
    for refused in [
        client.get(&format!("/agent/{agent}/drafts")).await?,
        client.get(&format!("/agent/{agent}/versions")).await?,
        client
            .post(
                &format!("/agent/{agent}/drafts"),
                json!({ "sourceVersionId": active }),
            )
            .await?,
        client.patch(&format!("{draft}/config"), json!({})).await?,
        client.post(&format!("{draft}/publish"), json!({})).await?,
        client.delete(&draft).await?,
        client.patch(&draft, json!({ "draftName": "x" })).await?,
        client.patch(&version, json!({ "label": "x" })).await?,
        client.patch(&format!("{version}/activate"), json!({})).await?,
    ] {
        assert_eq!(refused.status, 409, "{}", refused.text);
        assert_eq!(
            refused.body,
            json!({ "status": false, "error_type": "versioning_v2_migration_required", "errors": [WORDS] })
        );
        assert_eq!(refused.headers["deprecation"], "true");
    }
    let first = ids.last().and_then(Value::as_str).context("oldest")?;
    for kept in [
        client.get(&version).await?,
        client.get(&draft).await?,
        client.get(&format!("{draft}/diff")).await?,
        client
            .get(&format!(
                "/agent/{agent}/versions/diff?versionA={first}&versionB={}",
                active.as_str().context("id")?
            ))
            .await?,
    ] {
        assert_eq!(kept.status, 200, "{}", kept.text);
        assert_eq!(kept.headers["deprecation"], "true");
    }

    let branch = client.branch(&agent).await?;
    let list = client.data(&format!("{branch}/revisions?limit=100")).await?;
    let carried: Vec<Value> = list["revisions"]
        .as_array()
        .context("rows")?
        .iter()
        .map(|row| row["_id"].clone())
        .collect();
    assert_eq!(carried, ids, "ids carry over");
    let open = client.data(&format!("{branch}/draft")).await?;
    assert!(
        draft.ends_with(open["latest"]["draftId"].as_str().context("draftId")?),
        "the draft came along"
    );
    Ok(())
}

#[tokio::test]
async fn a_server_with_one_generation_answers_the_other_with_a_page() -> Result<()> {
    let quirks = |v1_gone, no_branches| Quirks {
        v1_gone,
        no_branches,
        ..Quirks::default()
    };
    for (v1_gone, no_branches) in [(true, false), (false, true), (true, true)] {
        let client = Client::with(Options {
            quirks: quirks(v1_gone, no_branches),
            ..Options::default()
        })
        .await?;
        let agent = client.agent("Order Support").await?;
        for (path, gone) in [
            ("versions", v1_gone),
            ("branches", no_branches),
            ("drafts", v1_gone),
        ] {
            let reply = client.get(&format!("/agent/{agent}/{path}")).await?;
            assert_eq!(reply.status, if gone { 404 } else { 200 }, "{path}");
            assert_eq!(
                reply.text.contains("<pre>Cannot GET /atoms/v1/agent/"),
                gone,
                "{path}: {}",
                reply.text
            );
        }
    }
    Ok(())
}

#[tokio::test]
async fn an_agent_without_branches_knows_no_branch() -> Result<()> {
    let client = Client::on(Generation::V1).await?;
    let agent = client.agent("Order Support").await?;
    let reply = client
        .get(&format!("/agent/{agent}/branches/6a6000000000000000000001/draft"))
        .await?;
    assert_eq!(reply.status, 404);
    assert!(reply.body["errors"].is_array(), "{}", reply.text);
    Ok(())
}

#[tokio::test]
async fn a_state_file_of_the_first_format_is_read_and_its_agents_move_as_the_mode_says() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("state.json");
    let options = |generation| Options {
        generation,
        state: Some(file.clone()),
        ..Options::default()
    };
    let client = Client::with(options(Generation::V1)).await?;
    let agent = client.agent("Order Support").await?;
    let active = client.data(&format!("/agent/{agent}")).await?["activeVersionId"].clone();
    client.sandbox.stop().await;

    // What the first format did not have.
    let mut world: Value = serde_json::from_slice(&std::fs::read(&file)?)?;
    world["format"] = json!(1);
    for agent in world["agents"].as_array_mut().context("agents")? {
        let agent = agent.as_object_mut().context("agent")?;
        agent.shift_remove("branches");
        agent.shift_remove("live");
        for version in agent["versions"].as_array_mut().context("versions")? {
            let version = version.as_object_mut().context("version")?;
            for member in ["branch", "revision", "restored_from"] {
                version.shift_remove(member);
            }
            version["check"]
                .as_object_mut()
                .context("check")?
                .shift_remove("verdict");
        }
    }
    std::fs::write(&file, serde_json::to_vec(&world)?)?;
    let client = Client::with(options(Generation::Mixed)).await?;
    assert_eq!(branches(&client, "Order Support").await?, 1);
    assert_eq!(branches(&client, "Returns Desk").await?, 0);
    assert_eq!(
        client.data(&format!("/agent/{agent}")).await?["activeVersionId"],
        active
    );
    client.sandbox.stop().await;
    // Nobody moves back.
    let client = Client::with(options(Generation::V1)).await?;
    assert_eq!(branches(&client, "Order Support").await?, 1);
    Ok(())
}

#[tokio::test]
async fn what_was_live_before_a_roll_back_becomes_a_revision_as_well() -> Result<()> {
    let client = Client::new().await?;
    let agent = client.agent("Returns Desk").await?;
    let versions = client.data(&format!("/agent/{agent}/versions")).await?;
    let third = versions["versions"][4]["_id"].as_str().context("id")?;
    let path = format!("/agent/{agent}/versions/{third}/activate");
    assert_eq!(client.patch(&path, json!({})).await?.status, 200);
    client.sandbox.migrate(&agent)?;
    let branch = client.branch(&agent).await?;
    let revisions = client.data(&format!("{branch}/revisions")).await?;
    let ids = |page: &Value, list: &str| -> Vec<Value> {
        let rows = page[list].as_array().cloned().unwrap_or_default();
        rows.iter().map(|row| row["_id"].clone()).collect()
    };
    assert_eq!(ids(&revisions, "revisions"), ids(&versions, "versions"));
    assert_eq!(client.data(&branch).await?["branch"]["headRevisionId"], third);
    Ok(())
}

#[tokio::test]
async fn a_server_without_branches_does_not_start_on_data_that_has_them() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let state = folder.path().join("state.json");
    let options = |no_branches| Options {
        state: Some(state.clone()),
        quirks: Quirks {
            no_branches,
            ..Quirks::default()
        },
        ..Options::default()
    };
    Client::with(options(false)).await?.sandbox.stop().await;
    let refused = atoms_sandbox::start(options(true))
        .await
        .err()
        .context("it starts")?;
    assert!(refused.to_string().contains("on branches already"), "{refused}");
    Ok(())
}
