//! A colleague who publishes, brings an old version back or opens a draft at each of four moments of our publish, in
//! both generations: nothing of theirs is lost, and nothing of ours.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use atoms_sandbox::{Generation, Quirks, Running};
use debrief_engine::views::{RunState, StopReason};
use serde_json::json;

use crate::support::{Bench, change};

/// What a colleague does.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Act {
    Publishes,
    Activates,
    Drafts,
}

/// What of ours has just been answered when they do it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Moment {
    Look,
    Write,
    Publish,
    Success,
}

const THEIR_PROMPT: &str = "A prompt that Mei is in the middle of";

fn line(generation: Generation, moment: Moment) -> &'static str {
    match (generation, moment) {
        (_, Moment::Look | Moment::Success) => "GET /agent/{id}",
        (Generation::V1, Moment::Write) => "PATCH /agent/{id}/drafts/*/config",
        (_, Moment::Write) => "PUT /agent/{id}/branches/*/draft",
        (Generation::V1, Moment::Publish) => "POST /agent/{id}/drafts/*/publish",
        (_, Moment::Publish) => "POST /agent/{id}/branches/*/draft/publish",
    }
}

/// Something of the colleague's, to be found again as they left it.
#[derive(Debug, Clone)]
enum Theirs {
    Version(String),
    Draft(String),
    Activation,
}

fn act(sandbox: &Running, agent: &str, act: Act, old: &str) -> Option<Theirs> {
    // A branch that is being published turns others away, as Atoms does; then there is nothing of theirs.
    match act {
        Act::Publishes => sandbox
            .colleague_publishes(agent, &change(json!({"slmModel": "electron"})))
            .ok()
            .map(Theirs::Version),
        Act::Activates => {
            let done = sandbox.colleague_activates(agent, old, "Mei Tanaka");
            done.ok().map(|()| Theirs::Activation)
        }
        Act::Drafts => {
            let prompt = json!({"singlePromptConfig": {"prompt": THEIR_PROMPT}});
            sandbox
                .colleague_drafts(agent, "Half done", &prompt, "Mei Tanaka")
                .ok()
                .map(Theirs::Draft)
        }
    }
}

/// Theirs is as they left it.
async fn is_intact(bench: &Bench, theirs: &Theirs) -> bool {
    let (at, member, value) = match theirs {
        Theirs::Version(id) => (debrief_atoms::At::Version(id), "modelName", "electron"),
        Theirs::Draft(id) => (debrief_atoms::At::Draft(id), "prompt", THEIR_PROMPT),
        Theirs::Activation => return true,
    };
    let agent = bench.client.agent(&bench.agent, at).await.unwrap();
    agent.resolved_config.unwrap()[member] == value
}

async fn check(generation: Generation, moment: Moment, what: Act) {
    let name = format!("{generation:?} {moment:?} {what:?}");
    let quirks = Quirks {
        check: Duration::from_millis(60),
        ..Quirks::default()
    };
    let bench = Bench::on(generation, quirks).await;
    bench.open().await;
    bench.add("said_thanks").await;
    let page = bench
        .engine
        .list_versions(&bench.agent, None, 0, 100)
        .await
        .unwrap();
    let old = page.versions.last().unwrap().id.clone();
    let theirs = Arc::new(Mutex::new(None));
    let kept = Arc::clone(&theirs);
    let versions = page.total;
    if moment != Moment::Success {
        let old = old.clone();
        bench.after(line(generation, moment), move |sandbox, agent| {
            *kept.lock().unwrap() = act(sandbox, agent, what, &old);
        });
    }
    let done = bench.publish().await;
    if moment == Moment::Success {
        *theirs.lock().unwrap() = act(&bench.sandbox, &bench.agent, what, &old);
    }
    let theirs = theirs.lock().unwrap().clone();

    if let Some(theirs) = &theirs {
        assert!(is_intact(&bench, theirs).await, "{name}");
    }
    // What they are in the middle of is not live.
    let (live, config) = bench.live().await;
    assert_ne!(config["prompt"], THEIR_PROMPT, "{name}");
    // Ours is live or still here, and at most one version of ours was made.
    let after = bench
        .engine
        .list_versions(&bench.agent, None, 0, 100)
        .await
        .unwrap();
    let ours = after
        .versions
        .iter()
        .filter(|row| row.label.as_deref() == Some(crate::support::LABEL))
        .count();
    assert!(ours <= 1, "{name}");
    assert!(after.total >= versions, "{name}");
    match &done.state {
        RunState::Live { replaced, .. } => {
            let still = moment == Moment::Success || Some(&live) == done.new_version_id.as_ref();
            assert!(still, "{name}: {done:?}");
            // Between our publish and our activation; on a branch there is nothing between the two.
            let unseen =
                moment == Moment::Publish && matches!(theirs, Some(Theirs::Version(_) | Theirs::Activation));
            assert_eq!(
                replaced.is_some(),
                unseen,
                "{name}: a version we replaced is named"
            );
        }
        RunState::Stopped { reason, .. } => {
            assert_eq!(bench.view().await.changes.total, 1, "{name}");
            let told = matches!(
                reason,
                StopReason::LiveMoved { .. } | StopReason::OpenDraft { .. } | StopReason::DraftGone
            );
            assert!(told, "{name}: {reason:?}");
        }
        other => panic!("{name}: {other:?}"),
    }
}

#[tokio::test]
async fn whatever_a_colleague_does_at_any_moment_of_our_publish_nothing_is_lost() {
    for generation in [Generation::V1, Generation::V2] {
        for moment in [Moment::Look, Moment::Write, Moment::Publish, Moment::Success] {
            for what in [Act::Publishes, Act::Activates, Act::Drafts] {
                check(generation, moment, what).await;
            }
        }
    }
}
