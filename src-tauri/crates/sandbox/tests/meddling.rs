//! Recording, faults and colleagues.

#[path = "support/harness.rs"]
mod harness;

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use atoms_sandbox::{Cut, Fault, FaultAction, Generation, Options, Publication};
use harness::{Client, http, metric, reply};
use reqwest::Method;
use serde_json::{Value, json};

fn once(method: &str, path: &str, action: FaultAction) -> Fault {
    Fault {
        method: Some(method.to_owned()),
        path: path.to_owned(),
        times: Some(1),
        action,
    }
}

async fn admin(client: &Client, method: Method, path: &str, body: Value) -> Result<harness::Reply> {
    let url = client
        .sandbox
        .url()
        .replace("/atoms/v1", &format!("/admin{path}"));
    reply(
        http()?
            .request(method, url)
            .bearer_auth(client.sandbox.api_key())
            .json(&body)
            .send()
            .await?,
    )
    .await
}

#[tokio::test]
async fn requests_are_recorded_with_query_body_and_status() -> Result<()> {
    let client = Client::admin().await?;
    client.get("/agent?page=1&offset=2").await?;
    client.post("/agent", json!({ "b": 1, "a": 2 })).await?;
    let requests = client.sandbox.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(
        (requests[0].method.as_str(), requests[0].path.as_str()),
        ("GET", "/atoms/v1/agent?page=1&offset=2")
    );
    assert_eq!((&requests[0].body, requests[0].status), (&Value::Null, 200));
    assert_eq!(serde_json::to_string(&requests[1].body)?, r#"{"b":1,"a":2}"#);
    assert_eq!(requests[1].status, 400);
    let over_the_wire = admin(&client, Method::GET, "/requests", Value::Null).await?;
    assert_eq!(
        over_the_wire.body["data"].as_array().map(Vec::len),
        Some(2),
        "admin calls are not recorded"
    );
    assert!(!over_the_wire.text.contains(client.sandbox.api_key()));

    let silent = Client::new().await?;
    silent.get("/user").await?;
    assert!(silent.sandbox.requests().is_empty());
    Ok(())
}

#[tokio::test]
async fn answers_can_be_replaced_a_number_of_times() -> Result<()> {
    let client = Client::admin().await?;
    let fault = json!({
        "method": "GET", "path": "/user", "times": 2,
        "action": { "status": 429, "headers": { "Retry-After": "7" }, "body": { "code": "RATE_LIMIT_EXCEEDED" } }
    });
    assert_eq!(admin(&client, Method::POST, "/faults", fault).await?.status, 201);
    for _ in 0..2 {
        let limited = client.get("/user").await?;
        assert_eq!(
            (limited.status, limited.headers["retry-after"].to_str()?),
            (429, "7")
        );
        assert_eq!(limited.body["code"], "RATE_LIMIT_EXCEEDED");
        assert!(limited.headers.contains_key("x-request-id"));
    }
    assert_eq!(client.get("/user").await?.status, 200);

    let forever =
        json!({ "path": "*/agent*", "action": { "status": 502, "body": "<html>Bad Gateway</html>" } });
    admin(&client, Method::POST, "/faults", forever).await?;
    for _ in 0..3 {
        let broken = client.get("/agent").await?;
        assert_eq!(
            (broken.status, broken.text.as_str()),
            (502, "<html>Bad Gateway</html>")
        );
    }
    admin(&client, Method::DELETE, "/faults", Value::Null).await?;
    assert_eq!(client.get("/agent").await?.status, 200);
    assert_eq!(
        admin(&client, Method::POST, "/faults", json!({ "path": "/user" }))
            .await?
            .status,
        400
    );
    Ok(())
}

#[tokio::test]
async fn a_cut_before_changes_nothing_and_a_cut_after_has_been_carried_out() -> Result<()> {
    let client = Client::admin().await?;
    let agent = client.agent("Returns Desk").await?;
    let path = client.draft(&agent).await?;
    let body = json!({ "firstMessage": "Hello." });

    client
        .sandbox
        .fault(once("PATCH", "/config", FaultAction::Cut { cut: Cut::Before }));
    assert!(
        client
            .patch(&format!("{path}/config"), body.clone())
            .await
            .is_err()
    );
    assert_eq!(client.data(&path).await?["editCount"], 0);

    client
        .sandbox
        .fault(once("PATCH", "/config", FaultAction::Cut { cut: Cut::After }));
    assert!(client.patch(&format!("{path}/config"), body).await.is_err());
    assert_eq!(client.data(&path).await?["editCount"], 1);
    let cut: Vec<u16> = client
        .sandbox
        .requests()
        .iter()
        .filter(|request| request.method == "PATCH")
        .map(|request| request.status)
        .collect();
    assert_eq!(cut, [0, 0]);
    Ok(())
}

#[tokio::test]
async fn answers_can_be_late_or_break_off() -> Result<()> {
    let client = Client::admin().await?;
    client.sandbox.fault(once(
        "GET",
        "/user",
        FaultAction::Delay {
            delay_ms: 300,
            after: false,
        },
    ));
    let start = Instant::now();
    assert_eq!(client.get("/user").await?.status, 200);
    assert!(start.elapsed() >= Duration::from_millis(300));

    client
        .sandbox
        .fault(once("GET", "/agent", FaultAction::Truncate { truncate: 40 }));
    let url = format!("{}/agent", client.sandbox.url());
    let mut response = http()?
        .get(url)
        .bearer_auth(client.sandbox.api_key())
        .send()
        .await?;
    assert_eq!(response.status(), 200);
    let part = response.chunk().await?.context("the first bytes")?;
    assert_eq!(part.len(), 40);
    assert!(response.chunk().await.is_err(), "the rest never comes");
    Ok(())
}

#[tokio::test]
async fn a_caller_who_gives_up_on_a_late_answer_may_have_changed_something() -> Result<()> {
    let client = Client::admin().await?;
    let agent = client.agent("Returns Desk").await?;
    let path = client.draft(&agent).await?;
    let impatient = reqwest::Client::builder()
        .no_proxy()
        .timeout(Duration::from_millis(200))
        .build()?;
    for (after, edits) in [(false, 0), (true, 1)] {
        client.sandbox.fault(once(
            "PATCH",
            "/config",
            FaultAction::Delay {
                delay_ms: 2000,
                after,
            },
        ));
        let late = impatient
            .patch(format!("{}{path}/config", client.sandbox.url()))
            .bearer_auth(client.sandbox.api_key())
            .json(&json!({ "firstMessage": "Hello." }))
            .send()
            .await;
        assert!(late.is_err_and(|error| error.is_timeout()));
        assert_eq!(client.data(&path).await?["editCount"], edits);
    }
    Ok(())
}

#[tokio::test]
async fn colleagues_publish_activate_and_leave_drafts() -> Result<()> {
    let client = Client::admin().await?;
    let agent = client.agent("Showroom Bookings").await?;
    let before = client.data(&format!("/agent/{agent}")).await?;
    let publication = Publication {
        config: json!({ "postCallAnalyticsConfig": { "dispositionMetrics": [metric("read_back")] } }),
        label: "Only the read-back".to_owned(),
        author: "Mei Tanaka".to_owned(),
        activate: true,
    };
    let id = client.sandbox.colleague_publishes(&agent, &publication)?;
    let after = client.data(&format!("/agent/{agent}")).await?;
    assert_eq!(after["activeVersionId"], id);
    let row = client.data(&format!("/agent/{agent}/versions?limit=1")).await?["versions"][0].clone();
    assert_eq!(
        (&row["publishedByName"], &row["label"]),
        (&json!("Mei Tanaka"), &json!("Only the read-back"))
    );

    let old = before["activeVersionId"].as_str().context("id")?;
    client.sandbox.colleague_activates(&agent, old, "Daniel Okafor")?;
    assert_eq!(
        client.data(&format!("/agent/{agent}")).await?["activeVersionId"],
        old
    );

    let draft = client.sandbox.colleague_drafts(
        &agent,
        "Half done",
        &json!({ "firstMessage": "Hm" }),
        "Tomás Herrera",
    )?;
    let listed = client.data(&format!("/agent/{agent}/drafts")).await?;
    assert_eq!(
        (&listed[0]["draftId"], &listed[0]["lastEditorName"]),
        (&json!(draft), &json!("Tomás Herrera"))
    );

    let nobody = Publication {
        author: "Nobody".to_owned(),
        ..publication
    };
    assert!(client.sandbox.colleague_publishes(&agent, &nobody).is_err());
    Ok(())
}

#[tokio::test]
async fn the_same_can_be_asked_for_over_the_wire() -> Result<()> {
    let client = Client::admin().await?;
    let agent = client.agent("Showroom Bookings").await?;
    let body = json!({
        "config": { "firstMessage": "Hi." }, "label": "Short hello", "author": "Hanna Lindqvist", "activate": false
    });
    let published = admin(&client, Method::POST, &format!("/agents/{agent}/publish"), body).await?;
    assert_eq!(published.status, 201);
    assert_ne!(
        client.data(&format!("/agent/{agent}")).await?["activeVersionId"],
        published.body["data"]["_id"]
    );

    let more = admin(&client, Method::POST, "/agents", json!({ "count": 500 })).await?;
    assert_eq!(more.body["data"].as_array().map(Vec::len), Some(500));
    let page = client
        .data("/agent?page=6&offset=100&sortField=name&sortOrder=asc")
        .await?;
    assert_eq!((&page["total"], &page["hasMore"]), (&json!(508), &json!(false)));
    assert_eq!(page["agents"].as_array().map(Vec::len), Some(8));
    let keyless = http()?
        .get(client.sandbox.url().replace("/atoms/v1", "/admin/requests"))
        .send()
        .await?;
    assert_eq!(keyless.status(), 401);
    Ok(())
}

#[tokio::test]
async fn a_crowd_of_agents_and_versions_is_served_page_by_page() -> Result<()> {
    for generation in [Generation::V1, Generation::V2] {
        let client = Client::with(Options {
            generation,
            ..Options::default()
        })
        .await?;
        let agent = client.agent("Order Support").await?;
        client.sandbox.add_agents(&agent, 120)?;
        let page = client.data("/agent?page=2&offset=100").await?;
        assert_eq!(page["total"], 128);
        assert_eq!(page["agents"].as_array().map(Vec::len), Some(28));

        let list = match generation {
            Generation::V1 => format!("/agent/{agent}/versions"),
            _ => format!("{}/revisions", client.branch(&agent).await?),
        };
        let total = |page: &Value| {
            page["total"]
                .as_u64()
                .or_else(|| page["pagination"]["total"].as_u64())
        };
        let before = total(&client.data(&list).await?).context("total")?;
        client.sandbox.add_versions(&agent, 300)?;
        let after = client.data(&list).await?;
        assert_eq!(total(&after), Some(before + 300), "{after}");
        assert!(client.sandbox.add_versions("nobody", 1).is_err());
    }
    Ok(())
}
