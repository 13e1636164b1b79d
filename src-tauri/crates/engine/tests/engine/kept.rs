//! What opens without a network, and reading on without a key that works.

use atoms_sandbox::{Cut, FaultAction};
use debrief_engine::views::{KeyPlace, KeychainTrouble};
use debrief_engine::{About, ErrorCode};
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::support::Bench;

const OFFLINE: FaultAction = FaultAction::Cut { cut: Cut::Before };

fn refusing() -> FaultAction {
    FaultAction::Answer {
        status: 401,
        headers: std::collections::BTreeMap::default(),
        body: json!({"status": false, "errors": ["Invalid API key"]}),
    }
}

#[tokio::test]
async fn agents_metrics_and_versions_seen_before_open_without_a_network() {
    let bench = Bench::new().await;
    let listed = bench.engine.list_agents("", 1, false).await.unwrap();
    let opened = bench.open().await;
    let history = bench
        .engine
        .list_versions(&bench.agent, None, 0, 100)
        .await
        .unwrap();
    let oldest = history.versions.last().unwrap();
    let read = bench.engine.open_version(&bench.agent, &oldest.id).await.unwrap();

    bench.fault("GET", "", None, OFFLINE);
    let next = bench.restarted();
    assert!(next.list_agents("", 1, false).await.is_err());
    let from = bench.mark();
    let agents = next.kept_agents("", false).await.unwrap().unwrap();
    let ids = |page: &debrief_engine::views::AgentPage| -> Vec<String> {
        page.agents.iter().map(|row| row.id.clone()).collect()
    };
    assert_eq!(ids(&agents), ids(&listed));
    assert_eq!(agents.total, listed.total);
    assert_eq!(agents.read_at, listed.read_at, "with its age");
    let found = next.kept_agents("order s", false).await.unwrap().unwrap();
    assert_eq!(ids(&found), std::slice::from_ref(&bench.agent));
    assert_eq!(found.agents[0].metrics, u32::try_from(opened.metrics.len()).ok());
    assert!(next.kept_agents("", true).await.unwrap().is_none());

    let view = next.open_agent(&bench.agent, false).await.unwrap();
    assert_eq!((view.metrics, view.from_cache), (opened.metrics, true));
    let versions = next.kept_versions(&bench.agent, None).await.unwrap().unwrap();
    assert_eq!(
        (versions.versions, versions.read_at),
        (history.versions.clone(), history.read_at)
    );
    let again = next.open_version(&bench.agent, &oldest.id).await.unwrap();
    assert_eq!((again.metrics, again.version), (read.metrics, read.version));
    assert_eq!(bench.mark(), from, "nobody was asked");
    // One that was never read cannot be shown, and says so.
    assert!(
        next.open_version(&bench.agent, &history.versions[1].id)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn an_agent_that_left_the_list_is_forgotten_once_the_list_was_read_to_its_end() {
    let bench = Bench::new().await;
    bench.engine.list_agents("", 1, false).await.unwrap();
    bench.fault(
        "GET",
        "/agent",
        Some(2),
        FaultAction::Answer {
            status: 200,
            headers: std::collections::BTreeMap::default(),
            body: json!({"status": true, "data": {"agents": [
                {"_id": bench.agent, "name": "Order Support", "workflowType": "single_prompt", "archived": false}
            ], "totalCount": 1}}),
        },
    );
    // A search says nothing about what it did not ask for.
    bench.engine.list_agents("order", 1, false).await.unwrap();
    let kept = bench.engine.kept_agents("", false).await.unwrap().unwrap();
    assert!(kept.agents.len() > 1);
    bench.engine.list_agents("", 1, false).await.unwrap();
    let kept = bench.engine.kept_agents("", false).await.unwrap().unwrap();
    assert_eq!(kept.agents.len(), 1);
}

#[tokio::test]
async fn the_list_says_how_many_metrics_are_live_and_looking_is_not_opening() {
    let bench = Bench::new().await;
    let count = |page: debrief_engine::views::AgentPage, id: &str| {
        page.agents.into_iter().find(|row| row.id == id).unwrap().metrics
    };
    let other = bench.id_of("Returns Desk").await;
    let page = bench.engine.list_agents("", 1, false).await.unwrap();
    assert_eq!(count(page, &other), None);
    let from = bench.mark();
    let looked = bench.engine.look_at_agent(&other).await.unwrap().unwrap();
    let lines: Vec<String> = bench.seen(from).into_iter().map(|seen| seen.line).collect();
    assert_eq!(lines.len(), 1, "one request a row: {lines:?}");
    let page = bench.engine.list_agents("", 1, false).await.unwrap();
    assert_eq!(count(page, &other), Some(looked));
    let start = bench.engine.start(About::default()).await.unwrap();
    assert!(start.recent_agents.iter().all(|agent| agent.id != other));
    let opened = bench.engine.open_agent(&other, true).await.unwrap();
    assert_eq!(opened.metrics.len(), looked as usize);
    assert!(opened.live.unwrap().number.is_some());

    // A newer version than the one that was counted: the old number is not shown for it.
    bench
        .sandbox
        .colleague_publishes(&other, &crate::support::change(Value::Null))
        .unwrap();
    let page = bench.engine.list_agents("", 1, false).await.unwrap();
    assert_eq!(count(page, &other), None);
}

#[tokio::test]
async fn after_a_refused_key_one_can_read_on_and_nothing_is_asked_until_a_new_one_is_entered() {
    let bench = Bench::changed().await;
    bench.engine.list_agents("", 1, false).await.unwrap();
    bench.fault("GET", "", None, refusing());
    let refused = bench.engine.list_agents("", 1, false).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::KeyRefused);
    bench.engine.read_only_for_now().await.unwrap();

    let from = bench.mark();
    let asked = bench.engine.list_agents("", 1, false).await.unwrap_err();
    assert_eq!(asked.code(), ErrorCode::ReadingOnly);
    assert_eq!(bench.mark(), from, "Atoms is not asked");
    assert!(bench.engine.kept_agents("", false).await.unwrap().is_some());
    let view = bench.view().await;
    assert_eq!(view.changes.total, 1, "the working copy is kept");
    let start = bench.engine.start(About::default()).await.unwrap();
    let connection = start.connection.unwrap();
    assert!(connection.reading_only);
    assert_eq!(connection.unpublished, 1);
    // Edits go on, they stay on this computer.
    assert_eq!(bench.add("said_goodbye").await.changes.total, 2);

    bench.sandbox.clear_faults();
    bench.connect().await;
    let start = bench.engine.start(About::default()).await.unwrap();
    assert!(!start.connection.unwrap().reading_only);
    assert_eq!(bench.open().await.changes.total, 2);
}

#[tokio::test]
async fn a_locked_keychain_does_not_stop_somebody_who_has_the_key_at_hand() {
    let bench = Bench::changed().await;
    let next = bench.restarted();
    bench.secrets.fail_with(Some(KeychainTrouble::Locked));
    let locked = next.list_agents("", 1, false).await.unwrap_err();
    assert_eq!(locked.code(), ErrorCode::KeychainLocked);

    let key = SecretString::from(bench.sandbox.api_key());
    let view = next
        .connect_for_session(Some(&bench.sandbox.url()), key)
        .await
        .unwrap();
    assert_eq!((view.key_place, view.unpublished), (KeyPlace::Session, 1));
    assert!(next.list_agents("", 1, false).await.is_ok());

    // The keychain was not touched, so the next start has the key from there.
    bench.secrets.fail_with(None);
    let later = bench.restarted();
    let start = later.start(About::default()).await.unwrap();
    assert_eq!(start.connection.unwrap().key_place, KeyPlace::Keychain);
    assert!(later.list_agents("", 1, false).await.is_ok());
}

#[tokio::test]
async fn a_connection_has_the_name_that_a_person_gives_it_and_keeps_it() {
    let bench = Bench::new().await;
    let connection = bench
        .engine
        .start(About::default())
        .await
        .unwrap()
        .connection
        .unwrap();
    assert_eq!(connection.name, "Larkfield Home");
    bench
        .engine
        .rename_connection(&connection.id, "  Home, production ")
        .await
        .unwrap();
    let named = |start: debrief_engine::views::StartView| start.connection.unwrap().name;
    assert_eq!(
        named(bench.engine.start(About::default()).await.unwrap()),
        "Home, production"
    );
    bench.connect().await;
    let start = bench.restarted().start(About::default()).await.unwrap();
    assert_eq!(
        start.connection.as_ref().map(|view| view.workspace.as_str()),
        Some("Larkfield Home")
    );
    assert_eq!(named(start), "Home, production");
    bench.engine.rename_connection(&connection.id, " ").await.unwrap();
    assert_eq!(
        named(bench.engine.start(About::default()).await.unwrap()),
        "Larkfield Home"
    );
    let unknown = bench.engine.rename_connection("nobody", "x").await.unwrap_err();
    assert_eq!(unknown.code(), ErrorCode::NotFound);
}
