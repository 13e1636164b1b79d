//! The whole first generation against the sandbox: what a publish does from the key to the live version.

use std::time::Duration;

use atoms_sandbox::{Cut, Fault, FaultAction, Generation, Options, Quirks, Running};
use debrief_atoms::{
    AgentQuery, AgentSort, AgentSummary, ApiBase, At, CheckStatus, Client, ErrorKind, Policy, Publish,
    Version,
};
use serde_json::{Value, json};

async fn open(quirks: Quirks) -> (Running, Client) {
    let sandbox = atoms_sandbox::start(Options {
        admin: true,
        generation: Generation::V1,
        quirks,
        ..Options::default()
    })
    .await
    .unwrap();
    let base = ApiBase::parse(&sandbox.url()).unwrap();
    let client = Client::new(base, sandbox.api_key().into(), Policy::immediate()).unwrap();
    (sandbox, client)
}

async fn all_agents(client: &Client) -> Vec<AgentSummary> {
    let mut agents = Vec::new();
    for page in 1.. {
        let query = AgentQuery {
            search: String::new(),
            page,
            page_size: 4,
            sort: AgentSort::RecentlyUpdated,
            archived: false,
        };
        let found = client.agents(&query).await.unwrap();
        assert_eq!(found.total, Some(8));
        agents.extend(found.agents);
        if !found.has_more {
            break;
        }
    }
    agents
}

async fn checked(client: &Client, agent: &str, version: &str) -> Version {
    for _ in 0..100 {
        let version = client.version(agent, version).await.unwrap().version;
        if version
            .security_check
            .as_ref()
            .is_none_or(|check| check.status != CheckStatus::Queued)
        {
            return version;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the check does not end");
}

fn publish(label: &str) -> Publish {
    Publish {
        label: label.into(),
        description: Some("Why".into()),
        activate: true,
    }
}

#[tokio::test]
async fn connect_and_look_around() {
    let (_sandbox, client) = open(Quirks::default()).await;
    let user = client.user().await.unwrap();
    let account = client.account().await.unwrap();
    let workspace = account
        .organizations
        .iter()
        .find(|one| Some(&one.id) == user.organization_id.as_ref());
    assert!(
        workspace
            .and_then(|one| one.name.as_deref())
            .is_some_and(|name| !name.is_empty())
    );
    let agents = all_agents(&client).await;
    assert_eq!(agents.len(), 8);
    assert!(agents.is_sorted_by(|a, b| a.updated_at >= b.updated_at));
    let searched = AgentQuery {
        search: agents[0].name.clone(),
        page: 1,
        page_size: 10,
        sort: AgentSort::Name,
        archived: false,
    };
    assert_eq!(client.agents(&searched).await.unwrap().agents[0].id, agents[0].id);
    assert!(!client.templates().await.unwrap().is_empty());
    let agent = client.agent(&agents[0].id, At::Active).await.unwrap();
    assert_eq!(agent.summary.active_version_id, agents[0].active_version_id);
    assert!(agent.metrics_config().is_some());
}

#[tokio::test]
async fn a_version_goes_from_draft_to_live() {
    let (_sandbox, client) = open(Quirks {
        check: Duration::from_millis(60),
        ..Quirks::default()
    })
    .await;
    let id = all_agents(&client).await.remove(0).id;
    let before = client.agent(&id, At::Active).await.unwrap();
    let source = before.summary.active_version_id.clone().unwrap();
    let known = client.versions(&id, 0, 1).await.unwrap();
    let mut config = before.metrics_config().unwrap().clone();
    config["dispositionMetrics"].as_array_mut().unwrap().push(json!({
        "identifier": "call_resolved_flow",
        "dispositionMetricPrompt": "Was the issue resolved by the end of the call?",
        "dispositionMetricType": "BOOLEAN",
        "noteOfAnotherTool": 9_007_199_254_740_993_u64,
    }));

    let draft = client.create_draft(&id, &source, "Debrief").await.unwrap();
    assert_eq!(draft.source_version_id.as_deref(), Some(source.as_str()));
    let written = client
        .write_draft_config(&id, &draft.draft_id, &config)
        .await
        .unwrap();
    assert_eq!(written.draft_id, draft.draft_id);
    assert!(written.draft_revision > draft.draft_revision);
    assert!(
        client
            .drafts(&id)
            .await
            .unwrap()
            .iter()
            .any(|one| one.draft_id == draft.draft_id)
    );
    let in_draft = client.agent(&id, At::Draft(&draft.draft_id)).await.unwrap();
    assert_eq!(in_draft.metrics_config().unwrap().to_string(), config.to_string());

    let published = client
        .publish_draft(&id, &draft.draft_id, &publish("Autumn"))
        .await
        .unwrap();
    let version = checked(&client, &id, &published.id).await;
    assert_eq!(
        (version.label.as_deref(), version.description.as_deref()),
        (Some("Autumn"), Some("Why"))
    );
    assert_eq!(
        version.security_check.map(|check| check.status),
        Some(CheckStatus::Passed)
    );
    let after = client.agent(&id, At::Active).await.unwrap();
    assert_eq!(
        after.summary.active_version_id.as_deref(),
        Some(published.id.as_str())
    );
    assert_eq!(after.metrics_config().unwrap().to_string(), config.to_string());
    let without_metrics = |agent: &debrief_atoms::Agent| {
        let mut config = agent.resolved_config.clone().unwrap();
        config.shift_remove("postCallAnalyticsConfig");
        Value::Object(config).to_string()
    };
    assert_eq!(without_metrics(&after), without_metrics(&before));

    let history = client.versions(&id, 0, 1).await.unwrap();
    assert_eq!(
        (history.total, history.versions[0].id.as_str()),
        (known.total + 1, published.id.as_str())
    );
    assert!(history.versions[0].is_active && history.versions[0].published_by_name.is_some());
    assert_eq!(
        client
            .versions(&id, history.total - 1, 20)
            .await
            .unwrap()
            .versions
            .len(),
        1
    );
    assert!(
        client
            .drafts(&id)
            .await
            .unwrap()
            .iter()
            .all(|one| one.draft_id != draft.draft_id)
    );
    let old = client.agent(&id, At::Version(&source)).await.unwrap();
    assert_eq!(old.metrics_config(), before.metrics_config());
}

#[tokio::test]
async fn activation_is_asked_for_where_publishing_ignores_it() {
    let quirks = Quirks {
        activate_ignored: true,
        check: Duration::from_millis(300),
        ..Quirks::default()
    };
    let (_sandbox, client) = open(quirks).await;
    let agent = all_agents(&client).await.remove(0);
    let source = agent.active_version_id.unwrap();
    let draft = client.create_draft(&agent.id, &source, "Debrief").await.unwrap();
    let published = client
        .publish_draft(&agent.id, &draft.draft_id, &publish("Winter"))
        .await
        .unwrap();
    let early = client.activate(&agent.id, &published.id).await.unwrap_err();
    assert_eq!((early.kind, early.words.is_empty()), (ErrorKind::Conflict, false));
    assert!(!checked(&client, &agent.id, &published.id).await.is_active);
    assert!(client.activate(&agent.id, &published.id).await.unwrap().is_active);
    let now = client.agent(&agent.id, At::Active).await.unwrap();
    assert_eq!(now.summary.active_version_id, Some(published.id));
}

#[tokio::test]
async fn refusals_are_told_apart() {
    let (sandbox, client) = open(Quirks::default()).await;
    let agent = all_agents(&client).await.remove(0);
    let source = agent.active_version_id.unwrap();
    let draft = client.create_draft(&agent.id, &source, "Debrief").await.unwrap();
    let bad = json!({"dispositionMetrics": [
        {"identifier": "Not good", "dispositionMetricPrompt": "p", "dispositionMetricType": "STRING"}
    ]});
    let invalid = client
        .write_draft_config(&agent.id, &draft.draft_id, &bad)
        .await
        .unwrap_err();
    assert_eq!(invalid.kind, ErrorKind::Invalid);
    assert_eq!(
        invalid.fields[0].path,
        "postCallAnalyticsConfig.dispositionMetrics.0.identifier"
    );
    assert!(invalid.request_id.is_some());
    client.delete_draft(&agent.id, &draft.draft_id).await.unwrap();
    let gone = client.delete_draft(&agent.id, &draft.draft_id).await.unwrap_err();
    assert_eq!(gone.kind, ErrorKind::NotFound);
    let unknown = client
        .agent("ffffffffffffffffffffffff", At::Active)
        .await
        .unwrap_err();
    assert_eq!((unknown.kind, unknown.status), (ErrorKind::NotFound, Some(400)));
    let stranger = Client::new(
        client.base().clone(),
        "sk_somebody_else".into(),
        Policy::immediate(),
    )
    .unwrap();
    assert_eq!(stranger.user().await.unwrap_err().kind, ErrorKind::Unauthorized);
    let elsewhere = sandbox.url().replace("/atoms/v1", "/elsewhere/atoms/v1");
    let elsewhere = Client::new(
        ApiBase::parse(&elsewhere).unwrap(),
        sandbox.api_key().into(),
        Policy::immediate(),
    );
    assert_eq!(
        elsewhere.unwrap().user().await.unwrap_err().kind,
        ErrorKind::NoSuchRoute
    );
}

#[tokio::test]
async fn a_cut_write_is_unclear_and_happens_once() {
    let (sandbox, client) = open(Quirks::default()).await;
    let agent = all_agents(&client).await.remove(0);
    let source = agent.active_version_id.unwrap();
    let before = client.drafts(&agent.id).await.unwrap().len();
    sandbox.fault(Fault {
        method: Some("POST".into()),
        path: "/drafts".into(),
        times: Some(1),
        action: FaultAction::Cut { cut: Cut::After },
    });
    let error = client
        .create_draft(&agent.id, &source, "Debrief")
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind, error.attempts, error.is_unclear()),
        (ErrorKind::CutOff, 1, true)
    );
    assert_eq!(client.drafts(&agent.id).await.unwrap().len(), before + 1);
}
