//! A colleague who publishes, brings an old version back or opens a draft at each of four moments of our publish, in
//! both generations: nothing of theirs is lost, and nothing of ours.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use atoms_sandbox::{Generation, Quirks, Running};
use debrief_engine::views::{RunState, StopReason};
use serde_json::{Value, json};

use crate::support::{Bench, change};

/// What a colleague does.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Act {
    Publishes,
    Activates,
    Drafts,
}

/// What has just been answered when they do it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Moment {
    OurLook,
    OurWrite,
    OurPublish,
    OurSuccess,
}

const THEIR_PROMPT: &str = "A prompt that Mei is in the middle of";

fn line(generation: Generation, moment: Moment) -> &'static str {
    match (generation, moment) {
        (_, Moment::OurLook | Moment::OurSuccess) => "GET /agent/{id}",
        (Generation::V1, Moment::OurWrite) => "PATCH /agent/{id}/drafts/*/config",
        (_, Moment::OurWrite) => "PUT /agent/{id}/branches/*/draft",
        (Generation::V1, Moment::OurPublish) => "POST /agent/{id}/drafts/*/publish",
        (_, Moment::OurPublish) => "POST /agent/{id}/branches/*/draft/publish",
    }
}

/// Something of the colleague's, to be found again as they left it.
#[derive(Debug, Clone)]
enum Theirs {
    Version(String),
    Draft(String),
}

fn act(sandbox: &Running, agent: &str, act: Act, old: &str) -> Option<Theirs> {
    // A branch that is being published turns others away, as Atoms does; then there is nothing of theirs.
    match act {
        Act::Publishes => sandbox
            .colleague_publishes(agent, &change(json!({"slmModel": "electron"})))
            .ok()
            .map(Theirs::Version),
        Act::Activates => {
            sandbox.colleague_activates(agent, old, "Mei Tanaka").ok();
            None
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

async fn config_of(bench: &Bench, theirs: &Theirs) -> Value {
    let at = match theirs {
        Theirs::Version(id) => debrief_atoms::At::Version(id),
        Theirs::Draft(id) => debrief_atoms::At::Draft(id),
    };
    let agent = bench.client.agent(&bench.agent, at).await.unwrap();
    Value::Object(agent.resolved_config.unwrap())
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
    let page = bench.engine.list_versions(&bench.agent, 0, 100).await.unwrap();
    let old = page.versions.last().unwrap().id.clone();
    let theirs = Arc::new(Mutex::new(None));
    let kept = Arc::clone(&theirs);
    let versions = page.total;
    if moment != Moment::OurSuccess {
        let old = old.clone();
        bench.after(line(generation, moment), move |sandbox, agent| {
            *kept.lock().unwrap() = act(sandbox, agent, what, &old);
        });
    }
    let done = bench.publish().await;
    if moment == Moment::OurSuccess {
        *theirs.lock().unwrap() = act(&bench.sandbox, &bench.agent, what, &old);
    }
    let theirs = theirs.lock().unwrap().clone();

    // Theirs is as they left it.
    if let Some(theirs) = &theirs {
        let config = config_of(&bench, theirs).await;
        match theirs {
            Theirs::Version(_) => assert_eq!(config["modelName"], "electron", "{name}"),
            Theirs::Draft(_) => assert_eq!(config["prompt"], THEIR_PROMPT, "{name}"),
        }
    }
    // What they are in the middle of is not live.
    let (live, config) = bench.live().await;
    assert_ne!(config["prompt"], THEIR_PROMPT, "{name}");
    // Ours is live or still here, and at most one version of ours was made.
    let after = bench.engine.list_versions(&bench.agent, 0, 100).await.unwrap();
    let ours = after
        .versions
        .iter()
        .filter(|row| row.label.as_deref() == Some(crate::support::LABEL))
        .count();
    assert!(ours <= 1, "{name}");
    assert!(after.total >= versions, "{name}");
    match &done.state {
        RunState::Live { replaced, .. } => {
            let still = moment == Moment::OurSuccess || Some(&live) == done.new_version_id.as_ref();
            assert!(still, "{name}: {done:?}");
            let unseen = matches!(
                (what, moment, &theirs),
                (Act::Publishes, Moment::OurPublish, Some(_))
            );
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
        for moment in [
            Moment::OurLook,
            Moment::OurWrite,
            Moment::OurPublish,
            Moment::OurSuccess,
        ] {
            for what in [Act::Publishes, Act::Activates, Act::Drafts] {
                check(generation, moment, what).await;
            }
        }
    }
}
