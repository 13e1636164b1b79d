//! The second generation against the sandbox, and calls.

use std::time::Duration;

use atoms_sandbox::{Generation, Options, Quirks, Running, Verdict};
use debrief_atoms::{
    AgentQuery, AgentSort, ApiBase, At, Branch, CallQuery, CheckStatus, Client, ErrorKind, Policy,
    PublishAnswer,
};
use serde_json::{Value, json};

async fn open(quirks: Quirks) -> (Running, Client) {
    let sandbox = atoms_sandbox::start(Options {
        generation: Generation::V2,
        quirks,
        ..Options::default()
    })
    .await
    .unwrap();
    let base = ApiBase::parse(&sandbox.url()).unwrap();
    let client = Client::new(base, sandbox.api_key().into(), Policy::immediate()).unwrap();
    (sandbox, client)
}

fn quirks(check: Duration, verdict: Verdict) -> Quirks {
    Quirks {
        check,
        verdict,
        ..Quirks::default()
    }
}

async fn agent(client: &Client, name: &str) -> String {
    let query = AgentQuery {
        search: name.into(),
        page: 1,
        page_size: 1,
        sort: AgentSort::Name,
        archived: false,
    };
    client.agents(&query).await.unwrap().agents[0].id.clone()
}

async fn live(client: &Client, agent: &str) -> Branch {
    let branches = client.branches(agent).await.unwrap();
    Branch::leading(&branches).unwrap().clone()
}

async fn with_one_more(client: &Client, agent: &str) -> Value {
    let before = client.agent(agent, At::Active).await.unwrap();
    let mut config = before.metrics_config().unwrap().clone();
    config["dispositionMetrics"].as_array_mut().unwrap().push(json!({
        "identifier": "said_thanks",
        "dispositionMetricPrompt": "Did the caller say thank you?",
        "dispositionMetricType": "BOOLEAN",
        "noteOfAnotherTool": 9_007_199_254_740_993_u64,
    }));
    config
}

#[tokio::test]
async fn a_revision_goes_from_the_shared_draft_to_live_and_back() {
    let (_sandbox, client) = open(quirks(Duration::from_millis(80), Verdict::Pass)).await;
    let id = agent(&client, "Order Support").await;
    let before = client.agent(&id, At::Active).await.unwrap();
    let base = before.summary.active_version_id.clone().unwrap();
    let branch = live(&client, &id).await;
    assert_eq!(branch.head_revision_id.as_deref(), Some(base.as_str()));
    let none = client.branch_draft(&id, &branch.id).await.unwrap_err();
    assert_eq!(none.kind, ErrorKind::NotFound);

    let config = with_one_more(&client, &id).await;
    let written = client
        .write_branch_draft(&id, &branch.id, &config, None)
        .await
        .unwrap();
    let open = client.branch_draft(&id, &branch.id).await.unwrap();
    assert_eq!(
        (&open.draft_id, open.revision),
        (&written.draft_id, written.revision)
    );
    assert_eq!(open.last_editor(), Some("Priya Raman"));
    let diff = client.draft_diff(&id, &base, &branch.id).await.unwrap();
    let sections: Vec<_> = diff.sections.iter().map(|diff| diff.section.as_str()).collect();
    assert_eq!(sections, ["analytics"]);
    let in_draft = client.agent(&id, At::Draft(&open.draft_id)).await.unwrap();
    assert_eq!(in_draft.metrics_config().unwrap().to_string(), config.to_string());

    let answer = client
        .publish_branch_draft(&id, &branch.id, "Autumn")
        .await
        .unwrap();
    assert_eq!(answer, PublishAnswer::Scanning);
    let twice = client
        .publish_branch_draft(&id, &branch.id, "Autumn")
        .await
        .unwrap_err();
    assert_eq!(twice.kind, ErrorKind::PublishInProgress);
    while client
        .branch(&id, &branch.id)
        .await
        .unwrap()
        .head_revision_id
        .as_ref()
        == Some(&base)
    {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let after = client.agent(&id, At::Active).await.unwrap();
    let head = after.summary.active_version_id.clone().unwrap();
    assert_ne!(head, base);
    assert_eq!(after.metrics_config().unwrap().to_string(), config.to_string());
    let page = client.revisions(&id, &branch.id, 0, 5).await.unwrap();
    let newest = &page.versions[0];
    assert_eq!(
        (newest.id.as_str(), newest.label.as_deref(), newest.is_active),
        (head.as_str(), Some("Autumn"), true)
    );
    assert_eq!(newest.draft_id.as_deref(), Some(written.draft_id.as_str()));
    let detail = client.revision(&id, &branch.id, &base).await.unwrap();
    assert_eq!(detail.metrics_config(), before.metrics_config());
    let trail = client.revision_history(&id, &branch.id, &head).await.unwrap();
    assert!(!trail.is_empty());

    // Back to what was, whole.
    client.restore_revision(&id, &branch.id, &base).await.unwrap();
    while client
        .branch(&id, &branch.id)
        .await
        .unwrap()
        .head_revision_id
        .as_ref()
        == Some(&head)
    {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let restored = client.agent(&id, At::Active).await.unwrap();
    assert_eq!(restored.resolved_config, before.resolved_config);
}

#[tokio::test]
async fn without_a_check_a_publish_commits_at_once() {
    let (_sandbox, client) = open(quirks(Duration::ZERO, Verdict::Pass)).await;
    let id = agent(&client, "Returns Desk").await;
    let branch = live(&client, &id).await;
    let config = with_one_more(&client, &id).await;
    client
        .write_branch_draft(&id, &branch.id, &config, None)
        .await
        .unwrap();
    let answer = client
        .publish_branch_draft(&id, &branch.id, "At once")
        .await
        .unwrap();
    let PublishAnswer::Committed(revision) = answer else {
        panic!("{answer:?}")
    };
    assert_eq!(revision.label.as_deref(), Some("At once"));
    assert_eq!(live(&client, &id).await.head_revision_id, Some(revision.id));
}

#[tokio::test]
async fn a_check_that_fails_keeps_the_draft_and_says_why() {
    let (_sandbox, client) = open(quirks(Duration::from_millis(60), Verdict::Fail)).await;
    let id = agent(&client, "Returns Desk").await;
    let branch = live(&client, &id).await;
    let config = with_one_more(&client, &id).await;
    client
        .write_branch_draft(&id, &branch.id, &config, None)
        .await
        .unwrap();
    client
        .publish_branch_draft(&id, &branch.id, "Refused")
        .await
        .unwrap();
    let check = loop {
        let draft = client.branch_draft(&id, &branch.id).await.unwrap();
        match draft.security_check {
            Some(check) if !draft.publishing => break check,
            _ => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    };
    assert_eq!(check.status, CheckStatus::Failed);
    assert!(check.reason.is_some_and(|reason| !reason.is_empty()));
    client.discard_branch_draft(&id, &branch.id).await.unwrap();
    assert!(!live(&client, &id).await.has_open_draft);
}

#[tokio::test]
async fn a_publish_can_be_called_off_and_keeps_the_draft() {
    let (_sandbox, client) = open(quirks(Duration::from_secs(30), Verdict::Pass)).await;
    let id = agent(&client, "Returns Desk").await;
    let branch = live(&client, &id).await;
    let config = with_one_more(&client, &id).await;
    client
        .write_branch_draft(&id, &branch.id, &config, None)
        .await
        .unwrap();
    client.publish_branch_draft(&id, &branch.id, "Off").await.unwrap();
    assert!(client.branch_draft(&id, &branch.id).await.unwrap().publishing);
    client.cancel_branch_publish(&id, &branch.id).await.unwrap();
    let draft = client.branch_draft(&id, &branch.id).await.unwrap();
    assert!(!draft.publishing);
    assert_eq!(live(&client, &id).await.head_revision_id, branch.head_revision_id);
}

#[tokio::test]
async fn a_write_over_somebody_elses_is_refused_with_rich_and_lean_words() {
    for lean in [false, true] {
        let quirks = Quirks {
            lean_conflict: lean,
            ..Quirks::default()
        };
        let (sandbox, client) = open(quirks).await;
        let id = agent(&client, "Returns Desk").await;
        let branch = live(&client, &id).await;
        let config = with_one_more(&client, &id).await;
        let ours = client
            .write_branch_draft(&id, &branch.id, &config, None)
            .await
            .unwrap();
        let theirs = json!({ "postCallAnalyticsConfig": { "dispositionMetrics": [] } });
        sandbox.colleague_drafts(&id, "", &theirs, "Mei Tanaka").unwrap();
        let refused = client
            .write_branch_draft(&id, &branch.id, &config, ours.revision)
            .await
            .unwrap_err();
        assert_eq!(refused.kind, ErrorKind::DraftConflict, "lean: {lean}");
        let gone = client
            .write_branch_draft(&id, &branch.id, &config, Some(99))
            .await
            .unwrap_err();
        assert_eq!(gone.kind, ErrorKind::BaseRevisionGone);
        assert_eq!(
            client.branch_draft(&id, &branch.id).await.unwrap().last_editor(),
            Some("Mei Tanaka")
        );
    }
}

#[tokio::test]
async fn the_first_generation_is_told_to_move_on() {
    let (_sandbox, client) = open(Quirks::default()).await;
    let id = agent(&client, "Returns Desk").await;
    let version = client
        .agent(&id, At::Active)
        .await
        .unwrap()
        .summary
        .active_version_id
        .unwrap();
    let closed = [
        client.versions(&id, 0, 5).await.err(),
        client.drafts(&id).await.err(),
        client.create_draft(&id, &version, "Debrief").await.err(),
        client.activate(&id, &version).await.err(),
    ];
    for error in closed {
        assert_eq!(error.map(|error| error.kind), Some(ErrorKind::MigrationRequired));
    }
    assert_eq!(client.version(&id, &version).await.unwrap().version.id, version);
}

#[tokio::test]
async fn calls_are_listed_read_and_searched_with_either_kind_of_value() {
    for typed_values in [false, true] {
        let quirks = Quirks {
            typed_values,
            ..Quirks::default()
        };
        let (_sandbox, client) = open(quirks).await;
        let id = agent(&client, "Warranty Claims").await;
        let query = |page| CallQuery {
            agent: Some(id.clone()),
            page,
            page_size: 200,
        };
        let page = client.calls(&query(1)).await.unwrap();
        assert_eq!(
            (page.total, page.has_more, page.calls.len()),
            (Some(260), true, 200)
        );
        let rest = client.calls(&query(2)).await.unwrap();
        assert_eq!((rest.has_more, rest.calls.len()), (false, 60));
        let answered = page.calls.iter().find(|call| call.answers.is_some()).unwrap();
        let values: Vec<&Value> = page
            .calls
            .iter()
            .filter_map(|call| call.answers.as_ref())
            .flatten()
            .map(|answer| &answer.value)
            .collect();
        assert_eq!(values.iter().any(|value| value.is_boolean()), typed_values);
        assert!(
            page.calls
                .iter()
                .any(|call| call.status == "completed" && call.answers.is_none())
        );
        let detail = client.call(&answered.call_id).await.unwrap();
        assert_eq!(detail.log.answers, answered.answers);
        assert!(detail.transcript.len() > 1);
        let wanted = [answered.call_id.clone(), "CALL-1737000000000-abc123".to_owned()];
        let found = client.search_calls(&wanted).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].call_id, answered.call_id);
        let unknown = client.call(&wanted[1]).await.unwrap_err();
        assert_eq!(unknown.kind, ErrorKind::NotFound);
    }
}
