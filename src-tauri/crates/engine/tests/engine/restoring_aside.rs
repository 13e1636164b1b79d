//! Whole versions back on a branch that is not live: what lands there, and that callers feel nothing of it.

use std::time::Duration;

use atoms_sandbox::{Cut, FaultAction, Generation, Quirks};
use debrief_engine::ErrorCode;
use debrief_engine::views::{RestoreOutcome, VersionRow, WholeVersion};
use serde_json::{Value, json};

use crate::restoring::{answering, once_asked};
use crate::support::{Bench, aside, head_of, publish_aside, publish_there};

const RESTORE: &str = "POST /agent/{id}/branches/*/revisions/*/restore";

/// A second branch with another prompt and two versions, the later of which has one metric fewer.
struct Aside {
    bench: Bench,
    branch: String,
    /// The first version with its configuration.
    first: (String, Value),
    /// The latest one.
    top: (String, Value),
}

/// The metrics of a configuration without the last one.
fn one_fewer(config: &Value) -> Value {
    let mut config = config["postCallAnalyticsConfig"].clone();
    config["dispositionMetrics"].as_array_mut().unwrap().pop();
    config
}

async fn two_versions() -> Aside {
    let quirks = Quirks {
        check: Duration::from_millis(40),
        ..Quirks::default()
    };
    let bench = Bench::on(Generation::V2, quirks).await;
    bench.open().await;
    let (_, live) = bench.live().await;
    publish_aside(&bench, &json!({"globalPrompt": "You sell umbrellas."}));
    let branch = aside(&bench).await;
    let first = head_of(&bench, &branch).await;
    let fewer = one_fewer(&live);
    publish_there(&bench.client, &bench.agent, &branch, &fewer).await;
    let top = head_of(&bench, &branch).await;
    let list = bench
        .engine
        .list_versions(&bench.agent, Some(branch.clone()), 0, 20);
    assert_eq!(list.await.unwrap().versions.len(), 2);
    Aside {
        bench,
        branch,
        first,
        top,
    }
}

impl Aside {
    async fn whole(&self) -> WholeVersion {
        self.bench
            .engine
            .whole_version(&self.bench.agent, &self.first.0, Some(&self.branch))
            .await
            .unwrap()
    }

    async fn restore(&self) -> RestoreOutcome {
        self.bench
            .engine
            .restore_version(&self.bench.agent, &self.first.0, Some(&self.branch), &self.top.0)
            .await
            .unwrap()
    }

    async fn rows(&self) -> Vec<VersionRow> {
        let branch = Some(self.branch.clone());
        let list = self.bench.engine.list_versions(&self.bench.agent, branch, 0, 20);
        list.await.unwrap().versions
    }
}

#[tokio::test]
async fn a_version_comes_back_on_its_branch_and_what_is_live_stays() {
    let there = two_versions().await;
    let bench = &there.bench;
    bench.add("said_thanks").await;
    let whole = there.whole().await;
    let branch = whole.branch.clone().unwrap();
    assert_eq!(
        (branch.id.as_str(), branch.name.as_str(), branch.is_live),
        (there.branch.as_str(), "Experiment", false)
    );
    assert_eq!(
        (whole.live.id.as_str(), whole.live.number),
        (there.top.0.as_str(), Some(2))
    );
    assert!(whole.makes_new);
    assert_eq!((whole.counts.added, whole.counts.removed), (1, 0));
    assert!(
        whole.sections.is_empty(),
        "against the branch and not against what is live: {:?}",
        whole.sections
    );

    // Somebody's draft there is none of its business.
    let open = one_fewer(&there.top.1);
    let wrote = bench
        .client
        .write_branch_draft(&bench.agent, &there.branch, &open, None);
    wrote.await.unwrap();
    let live = bench.live().await;
    let from = bench.mark();
    let outcome = there.restore().await;
    let RestoreOutcome::Live {
        live: top, serves, ..
    } = outcome
    else {
        panic!("{outcome:?}");
    };
    assert!(!serves);
    assert_eq!(top.number, Some(3));
    assert_eq!(bench.write_lines(from), [RESTORE]);
    let (id, after) = head_of(bench, &there.branch).await;
    assert_eq!(id, top.id);
    assert_eq!(after.to_string(), there.first.1.to_string());
    assert_eq!(bench.live().await, live, "callers feel nothing");
    let branch = bench.client.branch(&bench.agent, &there.branch).await.unwrap();
    assert!(branch.has_open_draft);
    let rows = there.rows().await;
    assert_eq!(rows.len(), 3);
    let from = rows[0].restored_from.as_ref().unwrap();
    assert_eq!(
        (from.number, from.label.as_deref()),
        (Some(1), Some("Experiment"))
    );
    assert!(!rows[0].is_live);
    assert_eq!(bench.view().await.changes.total, 1, "what was typed is there");

    let again = bench.engine.whole_version(&bench.agent, &id, Some(&there.branch));
    assert_eq!(again.await.unwrap_err().code(), ErrorCode::AlreadyLive);
}

#[tokio::test]
async fn a_version_of_another_branch_does_not_come_back_there() {
    let there = two_versions().await;
    let bench = &there.bench;
    let list = bench.engine.list_versions(&bench.agent, None, 0, 20);
    let main = list.await.unwrap().versions.remove(1);
    let from = bench.mark();
    let (engine, branch) = (&bench.engine, Some(there.branch.as_str()));
    let asked = engine.whole_version(&bench.agent, &main.id, branch).await;
    assert_eq!(asked.unwrap_err().code(), ErrorCode::Invalid);
    let asked = engine
        .restore_version(&bench.agent, &main.id, branch, &there.top.0)
        .await;
    assert_eq!(asked.unwrap_err().code(), ErrorCode::Invalid);

    // Nor does one of a branch that is not live by now come back as what is live.
    let (live, _) = bench.live().await;
    for branch in [&there.first.0, &there.top.0] {
        let asked = engine.whole_version(&bench.agent, branch, None).await;
        assert_eq!(asked.unwrap_err().code(), ErrorCode::Conflict);
        let asked = engine.restore_version(&bench.agent, branch, None, &live).await;
        assert_eq!(asked.unwrap_err().code(), ErrorCode::Conflict);
    }
    assert_eq!(bench.write_lines(from), Vec::<String>::new());
}

#[tokio::test]
async fn nothing_is_sent_to_a_branch_that_went_live_since() {
    let there = two_versions().await;
    let bench = &there.bench;
    let went = bench.client.make_branch_live(&bench.agent, &there.branch);
    went.await.unwrap();
    let from = bench.mark();
    let outcome = there.restore().await;
    assert!(matches!(outcome, RestoreOutcome::WentLive), "{outcome:?}");
    assert_eq!(bench.write_lines(from), Vec::<String>::new());
    // What would change now is told as what it is: live at once.
    assert_eq!(there.whole().await.branch, None);
}

#[tokio::test]
async fn nothing_is_sent_when_the_branch_has_another_version_than_was_seen() {
    let there = two_versions().await;
    let bench = &there.bench;
    let newer = one_fewer(&there.top.1);
    publish_there(&bench.client, &bench.agent, &there.branch, &newer).await;
    let from = bench.mark();
    let outcome = there.restore().await;
    assert!(
        matches!(&outcome, RestoreOutcome::LiveMoved { live, author: Some(_), before_sending: true } if live.number == Some(3)),
        "{outcome:?}"
    );
    assert_eq!(bench.write_lines(from), Vec::<String>::new());
}

#[tokio::test]
async fn a_lost_answer_is_looked_after_on_the_branch() {
    for (cut, came) in [(Cut::Before, false), (Cut::After, true)] {
        let there = two_versions().await;
        let bench = &there.bench;
        bench.fault("POST", "/restore", Some(1), FaultAction::Cut { cut });
        let from = bench.mark();
        let outcome = there.restore().await;
        assert_eq!(bench.write_lines(from), [RESTORE]);
        match outcome {
            RestoreOutcome::Live { serves: false, .. } => assert!(came),
            RestoreOutcome::NotDone { error: Some(_) } => assert!(!came),
            other => panic!("{other:?}"),
        }
        let (id, after) = head_of(bench, &there.branch).await;
        assert_eq!(id != there.top.0, came);
        assert_eq!(after == there.first.1, came);
    }
}

#[tokio::test]
async fn one_that_came_back_on_a_branch_that_was_made_live_meanwhile_says_so() {
    let there = two_versions().await;
    let bench = &there.bench;
    let answer = answering(202, &json!({"state": "scanning"}));
    bench.fault("POST", "/restore", Some(1), answer);
    let (client, agent) = (bench.client.clone(), bench.agent.clone());
    let (branch, first) = (there.branch.clone(), there.first.0.clone());
    // Atoms was asked; a colleague puts the branch live, and what was checked arrives on it.
    let asked = once_asked(bench, |_| ());
    let colleague = tokio::spawn(async move {
        asked.await.unwrap();
        client.make_branch_live(&agent, &branch).await.unwrap();
        client.restore_revision(&agent, &branch, &first).await.unwrap();
    });
    let outcome = there.restore().await;
    colleague.await.unwrap();
    assert!(
        matches!(outcome, RestoreOutcome::Live { serves: true, .. }),
        "{outcome:?}"
    );
}
