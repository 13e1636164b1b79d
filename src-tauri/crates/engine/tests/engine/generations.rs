//! Which generation an agent speaks: asked once, remembered, corrected, and never back and forth.

use std::time::Duration;

use atoms_sandbox::{Generation, Quirks};
use debrief_engine::ErrorCode;
use debrief_engine::views::{Consent, ReadOnlyReason, RunState};

use crate::support::Bench;

fn quick() -> Quirks {
    Quirks {
        check: Duration::from_millis(40),
        ..Quirks::default()
    }
}

async fn code<T: std::fmt::Debug>(answer: debrief_engine::Result<T>) -> ErrorCode {
    answer.unwrap_err().code()
}

#[tokio::test]
async fn both_are_found_and_remembered() {
    for generation in [Generation::V1, Generation::V2] {
        let bench = Bench::on(generation, quick()).await;
        bench.open().await;
        bench
            .engine
            .list_versions(&bench.agent, None, 0, 10)
            .await
            .unwrap();
        let from = bench.mark();
        bench.open().await;
        bench
            .engine
            .list_versions(&bench.agent, None, 0, 10)
            .await
            .unwrap();
        let lines: Vec<_> = bench.seen(from).into_iter().map(|request| request.line).collect();
        let expected: &[&str] = match generation {
            Generation::V1 => &["GET /agent/{id}", "GET /agent/{id}/versions"],
            _ => &[
                "GET /agent/{id}",
                "GET /agent/{id}/branches",
                "GET /agent/{id}/branches/*/revisions",
            ],
        };
        assert_eq!(lines, expected, "{generation:?}");
        assert!(
            bench
                .seen(0)
                .iter()
                .all(|request| request.status == 200 || request.status == 201)
        );
    }
}

#[tokio::test]
async fn an_agent_that_migrates_between_load_and_publish_goes_through() {
    let bench = Bench::changed_on(Generation::V1).await;
    bench.sandbox.migrate(&bench.agent).unwrap();
    let from = bench.mark();
    let done = bench.publish().await;
    assert!(matches!(done.state, RunState::Live { .. }), "{done:?}");
    assert_eq!(
        bench.write_lines(from),
        [
            "POST /agent/{id}/drafts",
            "PUT /agent/{id}/branches/*/draft",
            "POST /agent/{id}/branches/*/draft/publish"
        ]
    );
    // It is known from here on, also to the next start.
    let from = bench.mark();
    let page = bench
        .restarted()
        .list_versions(&bench.agent, None, 0, 5)
        .await
        .unwrap();
    assert_eq!(page.versions[0].label.as_deref(), Some(crate::support::LABEL));
    assert!(bench.seen(from).iter().all(|request| request.status == 200));
}

#[tokio::test]
async fn an_agent_that_migrates_in_the_middle_goes_through() {
    for line in ["POST /agent/{id}/drafts", "PATCH /agent/{id}/drafts/*/config"] {
        let bench = Bench::changed_on(Generation::V1).await;
        bench.after(line, |sandbox, agent| sandbox.migrate(agent).unwrap());
        let done = bench.publish().await;
        assert!(matches!(done.state, RunState::Live { .. }), "{line}: {done:?}");
        assert_eq!(done.unsent_description, None);
    }
    let bench = Bench::changed_on(Generation::V1).await;
    bench.after("POST /agent/{id}/drafts/*/publish", |sandbox, agent| {
        sandbox.migrate(agent).unwrap();
    });
    let done = bench.publish().await;
    let live = bench.live().await;
    match &done.state {
        RunState::Live { .. } => assert_eq!(Some(live.0), done.new_version_id),
        RunState::Stopped { .. } => assert_eq!(bench.view().await.changes.total, 1),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_description_that_atoms_has_no_place_for_is_shown_again() {
    let bench = Bench::changed_on(Generation::V1).await;
    assert!(bench.engine.review(&bench.agent).await.unwrap().takes_description);
    bench.sandbox.migrate(&bench.agent).unwrap();
    bench
        .engine
        .publish(&bench.agent, "Label", "Because Hanna asked", &[])
        .await
        .unwrap();
    let done = bench.settled().await;
    assert_eq!(done.unsent_description.as_deref(), Some("Because Hanna asked"));
    assert!(!bench.engine.review(&bench.agent).await.unwrap().takes_description);
}

#[tokio::test]
async fn a_history_of_an_agent_that_migrated_is_read_on_its_branch() {
    let bench = Bench::on(Generation::V1, quick()).await;
    bench.open().await;
    let before = bench
        .engine
        .list_versions(&bench.agent, None, 0, 100)
        .await
        .unwrap();
    bench.sandbox.migrate(&bench.agent).unwrap();
    let after = bench
        .engine
        .list_versions(&bench.agent, None, 0, 100)
        .await
        .unwrap();
    let ids = |page: &debrief_engine::views::VersionPage| {
        page.versions.iter().map(|row| row.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&after), ids(&before), "ids carry over");
    let from = bench.mark();
    bench
        .engine
        .list_versions(&bench.agent, None, 0, 100)
        .await
        .unwrap();
    assert!(bench.seen(from).iter().all(|request| request.status == 200));
}

#[tokio::test]
async fn a_server_without_the_routes_of_one_generation_is_spoken_to_in_the_other() {
    let gone = Quirks {
        v1_gone: true,
        ..quick()
    };
    let bench = Bench::on(Generation::Mixed, gone).await;
    bench.open().await;
    bench.add("said_thanks").await;
    assert!(matches!(bench.publish().await.state, RunState::Live { .. }));

    let old = Quirks {
        no_branches: true,
        ..quick()
    };
    let bench = Bench::on(Generation::Mixed, old).await;
    bench.open().await;
    bench.add("said_thanks").await;
    assert!(matches!(bench.publish().await.state, RunState::Live { .. }));
    assert!(
        bench
            .engine
            .list_versions(&bench.agent, None, 0, 5)
            .await
            .unwrap()
            .total
            > 0
    );
}

#[tokio::test]
async fn a_server_without_branches_is_asked_for_them_once() {
    let old = Quirks {
        no_branches: true,
        ..quick()
    };
    let bench = Bench::on(Generation::V1, old).await;
    bench.open().await;
    let from = bench.mark();
    bench.open().await;
    bench
        .engine
        .list_versions(&bench.agent, None, 0, 5)
        .await
        .unwrap();
    let asked = bench
        .seen(from)
        .iter()
        .any(|request| request.line.ends_with("/branches"));
    assert!(!asked);
}

#[tokio::test]
async fn an_agent_opens_also_when_its_generation_cannot_be_asked_for() {
    let bench = Bench::on(Generation::V2, quick()).await;
    bench.fault(
        "GET",
        "/branches",
        None,
        atoms_sandbox::FaultAction::Answer {
            status: 403,
            headers: std::collections::BTreeMap::new(),
            body: serde_json::json!({"status": false, "errors": ["no"]}),
        },
    );
    let view = bench.open().await;
    assert!(!view.metrics.is_empty() && view.read_only.is_none());
    assert_eq!(view.live.unwrap().number, None);
    bench.sandbox.clear_faults();
    assert_eq!(bench.open().await.live.unwrap().number, Some(12));
}

#[tokio::test]
async fn where_neither_generation_has_routes_there_is_no_atoms_api() {
    let nothing = Quirks {
        v1_gone: true,
        no_branches: true,
        ..quick()
    };
    let bench = Bench::on(Generation::Mixed, nothing).await;
    bench.open().await;
    assert_eq!(
        code(bench.engine.list_versions(&bench.agent, None, 0, 5).await).await,
        ErrorCode::NoSuchApi
    );
    bench.add("said_thanks").await;
    let done = bench.publish().await;
    let RunState::Stopped {
        reason: debrief_engine::views::StopReason::Failed { error },
        left_behind: None,
        ..
    } = &done.state
    else {
        panic!("{done:?}")
    };
    assert_eq!(error.code, ErrorCode::NoSuchApi);
    assert_eq!(bench.view().await.changes.total, 1);
}

#[tokio::test]
async fn agents_that_cannot_be_edited_open_and_say_why() {
    let bench = Bench::on(Generation::Mixed, quick()).await;
    let find = async |kind: ReadOnlyReason| {
        let page = bench.engine.list_agents("", 1, false).await.unwrap();
        for agent in page.agents {
            let view = bench.engine.open_agent(&agent.id, true).await.unwrap();
            if view.read_only == Some(kind) {
                return Some(view);
            }
        }
        None
    };
    let never = find(ReadOnlyReason::NeverPublished).await.unwrap();
    assert!(never.live.is_none() && never.metrics.is_empty());
    let many = find(ReadOnlyReason::MultiAgent).await.unwrap();
    assert!(!many.metrics.is_empty());
    let refused = bench
        .engine
        .save_panel(&many.id, "new", crate::support::one("x"), Consent::Ask)
        .await;
    assert_eq!(code(refused).await, ErrorCode::ReadOnly);
}

#[tokio::test]
async fn an_agent_that_atoms_does_not_show_any_more_opens_with_what_was_read_of_it() {
    for (status, reason) in [(403, ReadOnlyReason::Forbidden), (404, ReadOnlyReason::Gone)] {
        let bench = Bench::changed_on(Generation::V2).await;
        let kept = bench.view().await;
        let path = format!("/atoms/v1/agent/{}", bench.agent);
        let refusal = || atoms_sandbox::FaultAction::Answer {
            status,
            headers: std::collections::BTreeMap::new(),
            body: serde_json::json!({"status": false, "errors": ["no"]}),
        };
        bench.fault("GET", &path, None, refusal());
        let view = bench.open().await;
        assert_eq!(view.read_only, Some(reason));
        assert_eq!(view.metrics, kept.metrics, "changes included");
        assert_eq!(view.changes.total, 1);
        let refused = bench
            .engine
            .save_panel(&bench.agent, "new", crate::support::one("x"), Consent::Ask)
            .await;
        assert_eq!(code(refused).await, ErrorCode::ReadOnly);

        // One that was only ever listed.
        let other = bench.id_of("Showroom Bookings").await;
        bench.fault("GET", &format!("/atoms/v1/agent/{other}"), None, refusal());
        let view = bench.engine.open_agent(&other, true).await.unwrap();
        assert_eq!(
            (view.name.as_str(), view.read_only),
            ("Showroom Bookings", Some(reason))
        );

        bench.sandbox.clear_faults();
        assert_eq!(bench.open().await.read_only, None, "back, and editable again");
    }
}
