//! Any two states of metrics side by side.

use std::sync::Arc;

use atoms_sandbox::{FaultAction, Generation, Quirks};
use debrief_engine::views::{
    CompareFile, CompareItem, CompareSide, CompareSource, CompareView, Edit, FileFormat, RowMetrics,
};
use debrief_engine::{DialogAnswer, DialogWords, Engine, ErrorCode, MemoryFiles, Ports};
use debrief_metrics::{Apart, FileProblem, Flag};
use secrecy::SecretString;
use serde_json::json;

use crate::support::Bench;

fn version(id: &str) -> CompareSource {
    CompareSource::Version { id: id.into() }
}

/// `+added -removed before>after ~changed`
fn story(view: &CompareView) -> Vec<String> {
    let tell = |item: &CompareItem| match item {
        CompareItem::Added { metric } => format!("+{}", metric.identifier),
        CompareItem::Removed { metric } => format!("-{}", metric.identifier),
        CompareItem::Changed { change } => match &change.rename {
            Some(rename) => format!("{}>{}", rename.before, rename.after),
            None => format!("~{}", change.after.identifier),
        },
    };
    view.items.iter().map(tell).collect()
}

async fn oldest_and_newest(bench: &Bench) -> (String, String) {
    let list = bench.engine.list_versions(&bench.agent, None, 0, 90);
    let rows = list.await.unwrap().versions;
    (rows.last().unwrap().id.clone(), rows[0].id.clone())
}

#[tokio::test]
async fn versions_and_the_working_copy_are_compared_in_both_directions() {
    for generation in [Generation::V1, Generation::V2] {
        let bench = Bench::on(generation, Quirks::default()).await;
        let opened = bench.open().await;
        let (oldest, newest) = oldest_and_newest(&bench).await;
        let compare = |left, right| bench.engine.compare(&bench.agent, left, right, Vec::new());
        let there = compare(version(&oldest), version(&newest)).await.unwrap();
        let back = compare(version(&newest), version(&oldest)).await.unwrap();
        assert!(
            there.counts.added > 0 && there.counts.changed > 0,
            "{:?}",
            there.counts
        );
        assert_eq!(
            (there.counts.added, there.counts.removed, there.counts.renamed),
            (back.counts.removed, back.counts.added, back.counts.renamed)
        );
        assert_eq!(there.metrics.1 as usize, opened.metrics.len());
        assert!(
            matches!(&there.left, CompareSide::Version { version, .. } if version.label.as_deref() == Some("Launch"))
        );

        let same = compare(version(&newest), CompareSource::WorkingCopy)
            .await
            .unwrap();
        assert_eq!(story(&same), Vec::<String>::new());
        assert_eq!(same.counts, debrief_metrics::DiffCounts::default());

        // One of each kind, in the working copy.
        let first = opened.metrics[0].id.clone();
        bench.add("said_thanks").await;
        for edit in [
            Edit::Move { metric: first, to: 2 },
            Edit::SetFlag {
                flag: Flag::UseReasoningModel,
                value: !opened.settings.use_reasoning_model,
            },
            Edit::Remove {
                metric: opened.metrics[1].id.clone(),
            },
        ] {
            bench.engine.edit(&bench.agent, edit).await.unwrap();
        }
        let from = bench.mark();
        let view = compare(version(&newest), CompareSource::WorkingCopy)
            .await
            .unwrap();
        assert_eq!(bench.mark(), from, "both sides are on this computer");
        let told = story(&view);
        assert!(told.contains(&"+said_thanks".into()), "{told:?}");
        assert!(
            told.contains(&format!("-{}", opened.metrics[1].identifier)),
            "{told:?}"
        );
        assert_eq!(
            (view.moved.len(), view.flags.len(), view.counts.total_shown()),
            (1, 1, 4)
        );
        assert!(matches!(view.right, CompareSide::WorkingCopy { unpublished, .. } if unpublished >= 3));
    }
}

#[tokio::test]
async fn a_version_is_compared_with_what_stood_before_it() {
    for generation in [Generation::V1, Generation::V2] {
        let bench = Bench::on(generation, Quirks::default()).await;
        bench.open().await;
        let list = bench.engine.list_versions(&bench.agent, None, 0, 90);
        let rows = list.await.unwrap().versions;
        let what = |at: usize| {
            let id = rows[at].id.clone();
            let left = CompareSource::Before { id: id.clone() };
            bench.engine.compare(&bench.agent, left, version(&id), Vec::new())
        };
        let read = bench.engine.read_rows(&bench.agent, vec![rows[0].id.clone()]);
        let RowMetrics::Changed { counts } = read.await.unwrap()[0].metrics else {
            panic!("the newest version of the sample changed metrics")
        };
        let newest = what(0).await.unwrap();
        assert_eq!(newest.counts, counts);
        assert!(matches!(&newest.left, CompareSide::Version { version, .. } if version.id == rows[1].id));
        let first = what(rows.len() - 1).await.unwrap();
        assert!(matches!(first.left, CompareSide::Nothing));
        assert_eq!(first.counts.added, first.metrics.1);
        assert_eq!((first.metrics.0, first.flags.len(), first.rest.len()), (0, 0, 0));
    }
}

/// Rows that were met at the end of a list, or on their own, have a neighbour that nobody told of.
#[tokio::test]
async fn what_stood_before_a_version_is_looked_for_when_no_list_told_it() {
    for generation in [Generation::V1, Generation::V2] {
        let bench = Bench::on(generation, Quirks::default()).await;
        bench.open().await;
        let mut ids = Vec::new();
        for round in 0..130 {
            ids.push(bench.colleague(json!({ "slmModel": format!("model {round}") })));
        }
        let before = |id: &str| {
            let left = CompareSource::Before { id: id.into() };
            bench.engine.compare(&bench.agent, left, version(id), Vec::new())
        };
        // The row that is read beyond a page, so that the last one has its neighbour.
        bench
            .engine
            .list_versions(&bench.agent, None, 0, 1)
            .await
            .unwrap();
        // One that was opened by itself, far behind the first page.
        bench.engine.open_version(&bench.agent, &ids[5]).await.unwrap();
        for at in [128, 5] {
            let view = before(&ids[at]).await.unwrap();
            let CompareSide::Version { version, .. } = &view.left else {
                panic!("{:?}", view.left);
            };
            assert_eq!(version.id, ids[at - 1]);
            let from = bench.mark();
            before(&ids[at]).await.unwrap();
            assert_eq!(bench.mark(), from, "it is known from now on");
        }
    }
}

#[tokio::test]
async fn a_version_that_is_in_no_list_has_no_version_before_it_yet() {
    let bench = Bench::on(Generation::V1, Quirks::default()).await;
    bench.open().await;
    let id = bench.live().await.0;
    bench.engine.open_version(&bench.agent, &id).await.unwrap();
    let none = FaultAction::Answer {
        status: 200,
        headers: std::collections::BTreeMap::default(),
        body: json!({"status": true, "data": {"versions": [], "total": 0}}),
    };
    bench.fault("GET", "/versions", None, none);
    let before = || {
        let left = CompareSource::Before { id: id.clone() };
        bench.engine.compare(&bench.agent, left, version(&id), Vec::new())
    };
    assert_eq!(before().await.unwrap_err().code(), ErrorCode::OlderUnlisted);
    bench.sandbox.clear_faults();
    before().await.unwrap();
    // One that nobody ever saw is another matter.
    let nowhere = "6943e8f37c7028ecb88122e0";
    let left = CompareSource::Before { id: nowhere.into() };
    let none = bench.engine.compare(&bench.agent, left, version(&id), Vec::new());
    assert_eq!(none.await.unwrap_err().code(), ErrorCode::NotFound);
}

/// A bench on which another branch leads than the one it began from; its only revision, and what that was made from.
async fn led_by_another_branch() -> (Bench, String, String) {
    let bench = Bench::on(Generation::V2, Quirks::default()).await;
    bench.open().await;
    let (source, live) = bench.live().await;
    let mut config = live["postCallAnalyticsConfig"].clone();
    config["dispositionMetrics"].as_array_mut().unwrap().pop();
    let aside = atoms_sandbox::Publication {
        activate: false,
        ..crate::support::change(json!({ "postCallAnalyticsConfig": config }))
    };
    let id = bench.sandbox.colleague_publishes(&bench.agent, &aside).unwrap();
    let branches = bench.client.branches(&bench.agent).await.unwrap();
    let branch = branches.into_iter().find(|branch| !branch.is_live).unwrap();
    bench
        .client
        .make_branch_live(&bench.agent, &branch.id)
        .await
        .unwrap();
    let list = bench.engine.list_versions(&bench.agent, None, 0, 50);
    let rows = list.await.unwrap().versions;
    assert_eq!(rows.iter().map(|row| &row.id).collect::<Vec<_>>(), [&id]);
    (bench, id, source)
}

#[tokio::test]
async fn the_first_revision_of_a_branch_is_compared_with_what_it_began_from_on_another_one() {
    let (bench, id, source) = led_by_another_branch().await;
    let left = CompareSource::Before { id: id.clone() };
    let compare = bench.engine.compare(&bench.agent, left, version(&id), Vec::new());
    let view = compare.await.unwrap();
    assert_eq!((view.items.len(), view.counts.removed), (1, 1));
    let CompareSide::Version { version, branch } = &view.left else {
        panic!("{:?}", view.left);
    };
    assert_eq!(version.id, source);
    // Numbers count on each branch: the name of the other one stands beside it.
    let named = |side: &CompareSide| match side {
        CompareSide::Version { branch, .. } => branch.clone().map(|branch| (branch.name, branch.is_live)),
        _ => None,
    };
    assert_eq!(named(&view.right), Some(("Faster model".to_owned(), true)));
    assert_eq!(branch.as_ref().map(|branch| branch.name.as_str()), Some("Main"));
    assert!(version.number.is_some());
    // It is no row of the branch that leads.
    let kept = bench.engine.kept_versions(&bench.agent, None).await.unwrap();
    let kept = kept.unwrap().versions;
    assert_eq!(kept.iter().map(|row| &row.id).collect::<Vec<_>>(), [&id]);
}

#[tokio::test]
async fn what_a_branch_began_from_is_compared_without_a_name_where_its_branch_is_gone() {
    let (bench, id, source) = led_by_another_branch().await;
    let refused = FaultAction::Answer {
        status: 400,
        headers: std::collections::BTreeMap::default(),
        body: json!({"status": false, "errors": ["The revision belongs to another branch"]}),
    };
    bench.fault("GET", &format!("/revisions/{source}"), None, refused);
    let left = CompareSource::Before { id: id.clone() };
    let compare = bench.engine.compare(&bench.agent, left, version(&id), Vec::new());
    let view = compare.await.unwrap();
    assert_eq!((view.items.len(), view.counts.removed), (1, 1));
    assert!(
        matches!(&view.left, CompareSide::Version { version, .. } if version.id == source && version.number.is_none()),
        "{:?}",
        view.left
    );
}

trait Shown {
    fn total_shown(&self) -> u32;
}

impl Shown for debrief_metrics::DiffCounts {
    fn total_shown(&self) -> u32 {
        self.added + self.removed + self.moved + self.flags
    }
}

#[tokio::test]
async fn a_rename_is_shown_as_one_until_somebody_says_otherwise() {
    let bench = Bench::on(Generation::V2, Quirks::default()).await;
    let opened = bench.open().await;
    let (_, live) = bench.live().await;
    let mut config = live["postCallAnalyticsConfig"].clone();
    let before = opened.metrics[0].identifier.clone();
    config["dispositionMetrics"][0]["identifier"] = "asked_about".into();
    config["dispositionMetrics"][0]["ourOwn"] = json!({"days": 3});
    let (_, old) = oldest_and_newest(&bench).await;
    let new = bench.colleague(json!({ "postCallAnalyticsConfig": config }));
    let view = bench
        .engine
        .compare(&bench.agent, version(&old), version(&new), Vec::new())
        .await
        .unwrap();
    assert_eq!(story(&view), [format!("{before}>asked_about")]);
    let CompareItem::Changed { change } = &view.items[0] else {
        panic!("{view:?}");
    };
    assert!(change.rename.as_ref().unwrap().similarity > 50);
    let other: Vec<_> = change
        .other
        .iter()
        .map(|part| (part.path.as_str(), part.after.as_deref()))
        .collect();
    assert_eq!(other, [("ourOwn", Some(r#"{"days":3}"#))]);
    let apart = Apart {
        before: before.clone(),
        after: "asked_about".into(),
    };
    let view = bench
        .engine
        .compare(&bench.agent, version(&old), version(&new), vec![apart])
        .await
        .unwrap();
    let mut told = story(&view);
    told.sort();
    assert_eq!(told, ["+asked_about".to_owned(), format!("-{before}")]);
}

#[tokio::test]
async fn an_open_draft_and_another_agents_live_version_are_compared() {
    for generation in [Generation::V1, Generation::V2] {
        let bench = Bench::on(generation, Quirks::default()).await;
        bench.open().await;
        let (_, newest) = oldest_and_newest(&bench).await;
        let (_, live) = bench.live().await;
        let mut config = live["postCallAnalyticsConfig"].clone();
        config["dispositionMetrics"].as_array_mut().unwrap().pop();
        let config = json!({ "postCallAnalyticsConfig": config });
        let id = bench
            .sandbox
            .colleague_drafts(&bench.agent, "A try", &config, "Mei Tanaka")
            .unwrap();
        let draft = |id: &str| CompareSource::Draft { id: id.into() };
        let compare = |left, right| bench.engine.compare(&bench.agent, left, right, Vec::new());
        let view = compare(version(&newest), draft(&id)).await.unwrap();
        assert_eq!(
            (view.items.len(), view.counts.removed),
            (1, 1),
            "{:?}",
            view.items
        );
        assert!(
            matches!(&view.right, CompareSide::Draft { author: Some(who), .. } if who == "Mei Tanaka"),
            "{:?}",
            view.right
        );
        let missing = compare(version(&newest), draft("6943e8f37c7028ecb88122e0")).await;
        assert_eq!(missing.unwrap_err().code(), ErrorCode::NotFound);

        let other = bench.id_of("Returns Desk").await;
        let live = CompareSource::LiveOf {
            agent_id: other.clone(),
        };
        let view = compare(CompareSource::WorkingCopy, live).await.unwrap();
        assert!(view.counts.added > 0 && view.counts.removed > 0);
        let CompareSide::Live {
            agent_id,
            agent_name,
            live,
            ..
        } = &view.right
        else {
            panic!("{:?}", view.right);
        };
        assert_eq!((agent_id, agent_name.as_str()), (&other, "Returns Desk"));
        assert!(live.as_ref().unwrap().number.is_some());
    }
}

#[tokio::test]
async fn a_file_is_compared_as_what_it_holds() {
    let bench = Bench::new().await;
    let files = Arc::<MemoryFiles>::default();
    let engine = Engine::new(Ports {
        files: Arc::clone(&files) as _,
        ..Ports::in_memory().unwrap()
    });
    let key = SecretString::from(bench.sandbox.api_key());
    engine.connect(Some(&bench.sandbox.url()), key).await.unwrap();
    let opened = engine.open_agent(&bench.agent, true).await.unwrap();
    let words = || DialogWords {
        title: "Metrics".into(),
        kind: "Metrics".into(),
    };
    let flag = !opened.settings.use_reasoning_model;
    for (format, left_over) in [(FileFormat::Json, true), (FileFormat::Csv, false)] {
        files.answer(DialogAnswer::Save("/out".into()));
        engine
            .export_metrics(&bench.agent, None, format, words())
            .await
            .unwrap();
        let set = Edit::SetFlag {
            flag: Flag::UseReasoningModel,
            value: flag,
        };
        engine.edit(&bench.agent, set).await.unwrap();
        engine
            .edit(
                &bench.agent,
                Edit::Remove {
                    metric: opened.metrics[0].id.clone(),
                },
            )
            .await
            .unwrap();
        files.answer(DialogAnswer::Open("/out".into()));
        let file = engine.open_compare_file(words()).await.unwrap().unwrap();
        let CompareFile::Ready { token, file_name } = file else {
            panic!("{file:?}");
        };
        assert_eq!(file_name, "out");
        let view = engine
            .compare(
                &bench.agent,
                CompareSource::File { token },
                CompareSource::WorkingCopy,
                Vec::new(),
            )
            .await
            .unwrap();
        // A table says nothing of the settings, and of members that it has no column for.
        assert_eq!(
            (view.counts.removed, view.flags.len()),
            (1, usize::from(left_over)),
            "{format:?}"
        );
        assert!(
            matches!(&view.left, CompareSide::File { metrics_only, left_out: 0, .. } if *metrics_only != left_over)
        );
        engine.edit(&bench.agent, Edit::DiscardChanges).await.unwrap();
    }
    files.put("/none.json", b"{\"a\": 1}".to_vec());
    files.answer(DialogAnswer::Open("/none.json".into()));
    let file = engine.open_compare_file(words()).await.unwrap().unwrap();
    assert!(
        matches!(
            file,
            CompareFile::Unreadable {
                problem: FileProblem::NoList,
                ..
            }
        ),
        "{file:?}"
    );
    let gone = CompareSource::File { token: "no".into() };
    let error = engine
        .compare(&bench.agent, gone, CompareSource::WorkingCopy, Vec::new())
        .await;
    assert_eq!(error.unwrap_err().code(), ErrorCode::NotFound);
    files.answer(DialogAnswer::Cancel(true));
    assert!(engine.open_compare_file(words()).await.unwrap().is_none());
}
