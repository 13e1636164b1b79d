//! What a version is called after it was published, and the person's own note on it.

use atoms_sandbox::{Cut, FaultAction, Generation, Quirks};
use debrief_atoms::Describe;
use debrief_engine::ErrorCode;
use debrief_engine::views::{LabelsOutcome, TypedLabels, VersionFilter, VersionLabels, VersionRow};

use crate::support::Bench;

const BOTH: [Generation; 2] = [Generation::V1, Generation::V2];

async fn on(generation: Generation) -> Bench {
    let bench = Bench::on(generation, Quirks::default()).await;
    bench.open().await;
    bench
}

async fn rows(bench: &Bench) -> Vec<VersionRow> {
    let list = bench.engine.list_versions(&bench.agent, None, 0, 90);
    list.await.unwrap().versions
}

fn labels(label: &str, description: &str, is_pinned: bool) -> VersionLabels {
    VersionLabels {
        label: label.into(),
        description: description.into(),
        is_pinned,
    }
}

/// What the person saw.
fn shown(row: &VersionRow) -> VersionLabels {
    labels(
        row.label.as_deref().unwrap_or_default(),
        row.description.as_deref().unwrap_or_default(),
        row.is_pinned,
    )
}

async fn edit(bench: &Bench, row: &VersionRow, to: &VersionLabels) -> LabelsOutcome {
    let edit = bench
        .engine
        .edit_version_labels(&bench.agent, &row.id, shown(row), to.clone());
    edit.await.unwrap()
}

async fn typed(bench: &Bench, version: &str) -> Option<TypedLabels> {
    let view = bench.engine.version_labels(&bench.agent, version).await;
    view.unwrap().typed
}

/// What the person typed is kept.
async fn keep(bench: &Bench, row: &VersionRow, labels: &VersionLabels) {
    let typed = TypedLabels {
        seen: shown(row),
        labels: labels.clone(),
    };
    let keep = bench
        .engine
        .keep_version_labels(&bench.agent, &row.id, Some(typed));
    keep.await.unwrap();
}

async fn find(bench: &Bench, text: &str) -> Vec<String> {
    let filter = VersionFilter {
        text: text.into(),
        limit: 10,
        ..VersionFilter::default()
    };
    let found = bench.engine.search_versions(&bench.agent, None, filter).await;
    let found = found.unwrap().versions;
    found.into_iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn drafts_take_another_label_and_only_what_was_changed_is_sent() {
    let bench = on(Generation::V1).await;
    let before = rows(&bench).await;
    let live = before.iter().find(|row| row.is_live).unwrap();
    assert!(
        bench
            .engine
            .version_labels(&bench.agent, &live.id)
            .await
            .unwrap()
            .on_atoms
    );
    let to = labels("  Returns, told apart ", &shown(live).description, true);
    keep(&bench, live, &to).await;
    assert_eq!(typed(&bench, &live.id).await.unwrap().labels, to);

    let from = bench.mark();
    let outcome = edit(&bench, live, &to).await;
    let LabelsOutcome::Saved { version } = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(
        (version.label.as_deref(), &version.description, version.is_pinned),
        (Some("Returns, told apart"), &live.description, true)
    );
    let sent = bench
        .seen(from)
        .into_iter()
        .find(|request| request.line.starts_with("PATCH"));
    assert_eq!(
        sent.unwrap().body,
        serde_json::json!({"label": "Returns, told apart", "isPinned": true})
    );
    assert_eq!(typed(&bench, &live.id).await, None);

    // Everywhere it is named: the header, the search, and the list once Atoms is asked again.
    let view = bench.view().await;
    assert_eq!(view.live.unwrap().label.as_deref(), Some("Returns, told apart"));
    assert_eq!(find(&bench, "TOLD APART").await, [live.id.as_str()]);
    let after = rows(&bench).await;
    assert_eq!(after.iter().find(|row| row.is_live), Some(&version));
    let others = |rows: &[VersionRow]| {
        rows.iter()
            .filter(|row| !row.is_live)
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(others(&after), others(&before));

    // Without a label and a description.
    let outcome = edit(&bench, &version, &labels("", "", false)).await;
    let LabelsOutcome::Saved { version } = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(
        (version.label, version.description, version.is_pinned),
        (None, None, false)
    );
    let read = bench.client.version(&bench.agent, &live.id).await.unwrap();
    assert_eq!(read.version.label.unwrap_or_default(), "");
}

#[tokio::test]
async fn a_colleagues_words_are_not_written_over_unseen() {
    let bench = on(Generation::V1).await;
    let row = rows(&bench).await.remove(1);
    let theirs = |describe: Describe| {
        let (client, agent, id) = (bench.client.clone(), bench.agent.clone(), row.id.clone());
        async move { client.describe_version(&agent, &id, &describe).await.unwrap() }
    };
    theirs(Describe {
        label: Some("Theirs".into()),
        ..Describe::default()
    })
    .await;
    let mine = labels("Mine", &shown(&row).description, row.is_pinned);
    keep(&bench, &row, &mine).await;
    let from = bench.mark();
    let outcome = edit(&bench, &row, &mine).await;
    let LabelsOutcome::Moved { version } = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(version.label.as_deref(), Some("Theirs"));
    assert_eq!(bench.write_lines(from), Vec::<String>::new());
    assert_eq!(
        typed(&bench, &row.id).await.unwrap().labels,
        mine,
        "nothing typed is lost"
    );
    // Seen now, it may be replaced.
    let outcome = edit(&bench, &version, &mine).await;
    assert!(matches!(&outcome, LabelsOutcome::Saved { version } if version.label.as_deref() == Some("Mine")));

    // Another field of theirs stays.
    theirs(Describe {
        description: Some("Why, in their words".into()),
        ..Describe::default()
    })
    .await;
    let LabelsOutcome::Saved { version } = outcome else {
        panic!("{outcome:?}");
    };
    let to = labels("Mine again", &shown(&version).description, version.is_pinned);
    let outcome = edit(&bench, &version, &to).await;
    assert!(
        matches!(&outcome, LabelsOutcome::Saved { version }
            if version.label.as_deref() == Some("Mine again")
                && version.description.as_deref() == Some("Why, in their words")),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_lost_answer_is_looked_after_and_what_was_typed_stays_where_it_did_not_happen() {
    let bench = on(Generation::V1).await;
    for (cut, label) in [(Cut::After, "It happened"), (Cut::Before, "It did not")] {
        let row = rows(&bench).await.remove(1);
        let to = labels(label, &shown(&row).description, row.is_pinned);
        keep(&bench, &row, &to).await;
        bench.fault(
            "PATCH",
            &format!("/versions/{}", row.id),
            Some(1),
            FaultAction::Cut { cut },
        );
        let from = bench.mark();
        let answer = bench
            .engine
            .edit_version_labels(&bench.agent, &row.id, shown(&row), to.clone())
            .await;
        assert_eq!(bench.write_lines(from).len(), 1, "never repeated");
        match cut {
            Cut::After => {
                assert!(matches!(answer, Ok(LabelsOutcome::Saved { .. })), "{answer:?}");
                assert_eq!(typed(&bench, &row.id).await, None);
            }
            Cut::Before => {
                assert_eq!(answer.unwrap_err().code(), ErrorCode::CutOff);
                assert_eq!(typed(&bench, &row.id).await.unwrap().labels, to);
            }
        }
    }
}

#[tokio::test]
async fn a_text_that_is_too_long_or_a_version_that_was_never_seen_is_not_sent() {
    let bench = on(Generation::V1).await;
    let row = rows(&bench).await.remove(0);
    let from = bench.mark();
    let long = labels(&"ü".repeat(201), "", false);
    let refused = bench
        .engine
        .edit_version_labels(&bench.agent, &row.id, shown(&row), long)
        .await;
    assert_eq!(refused.unwrap_err().code(), ErrorCode::Invalid);
    let unknown = bench
        .engine
        .edit_version_labels(&bench.agent, "6877577c987e689f42d30000", shown(&row), shown(&row))
        .await;
    assert_eq!(unknown.unwrap_err().code(), ErrorCode::NotFound);
    assert_eq!(bench.mark(), from);
}

#[tokio::test]
async fn revisions_keep_their_label_and_what_was_typed_goes_into_the_note() {
    let bench = on(Generation::V2).await;
    let row = rows(&bench).await.remove(1);
    assert!(
        !bench
            .engine
            .version_labels(&bench.agent, &row.id)
            .await
            .unwrap()
            .on_atoms
    );
    bench
        .engine
        .keep_note(&bench.agent, &row.id, "Asked Tomás".into())
        .await
        .unwrap();
    let to = labels("Mine", "Why I would call it that", true);
    keep(&bench, &row, &to).await;
    let from = bench.mark();
    let outcome = edit(&bench, &row, &to).await;
    let LabelsOutcome::InNote { version } = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(bench.mark(), from, "nobody is asked");
    assert_eq!(version.label, row.label);
    assert_eq!(
        version.note.as_deref(),
        Some("Asked Tomás\n\nMine\nWhy I would call it that")
    );
    assert_eq!(typed(&bench, &row.id).await, None);
}

#[tokio::test]
async fn an_agent_that_migrates_in_between_loses_no_words() {
    let bench = on(Generation::V1).await;
    let row = rows(&bench).await.remove(1);
    bench.sandbox.migrate(&bench.agent).unwrap();
    let to = labels("Mine", &shown(&row).description, row.is_pinned);
    let outcome = edit(&bench, &row, &to).await;
    assert!(
        matches!(&outcome, LabelsOutcome::InNote { version } if version.note.as_deref() == Some("Mine")),
        "{outcome:?}"
    );
    assert!(
        !bench
            .engine
            .version_labels(&bench.agent, &row.id)
            .await
            .unwrap()
            .on_atoms
    );
}

#[tokio::test]
async fn a_note_stays_on_this_computer_with_its_version_and_is_found() {
    for generation in BOTH {
        let bench = on(generation).await;
        let row = rows(&bench).await.remove(1);
        let from = bench.mark();
        let note = "Ask Größmann before going back";
        bench
            .engine
            .keep_note(&bench.agent, &row.id, note.into())
            .await
            .unwrap();
        assert_eq!(find(&bench, "BEFORE going").await, [row.id.as_str()]);
        assert_eq!(bench.mark(), from, "nobody is asked");

        // Over a new list and a new start.
        let listed = rows(&bench).await;
        assert_eq!(listed[1].note.as_deref(), Some(note));
        assert!(
            listed
                .iter()
                .enumerate()
                .all(|(at, row)| at == 1 || row.note.is_none())
        );
        let again = bench.restarted();
        let kept = again.kept_versions(&bench.agent, None).await.unwrap().unwrap();
        assert_eq!(kept.versions[1].note.as_deref(), Some(note));
        let opened = bench.engine.open_version(&bench.agent, &row.id).await.unwrap();
        assert_eq!(opened.version.note.as_deref(), Some(note));

        bench
            .engine
            .keep_note(&bench.agent, &row.id, " \n".into())
            .await
            .unwrap();
        assert_eq!(rows(&bench).await[1].note, None);
        assert_eq!(find(&bench, "before going").await, Vec::<String>::new());
    }
}
