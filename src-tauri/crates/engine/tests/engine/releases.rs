//! A store of every release opens in this one, with everything that was in it.

use std::path::{Path, PathBuf};

use debrief_engine::views::{Appearance, Edit, PublishStep, RunState, StepState, VersionFilter};
use debrief_engine::{About, Engine, Ports, Store};
use rusqlite::Connection;
use tempfile::TempDir;

/// The stores that releases wrote, in order. A release with a new format adds the one it writes.
pub const RELEASES: [&str; 6] = [
    include_str!("../fixtures/store-1.sql"),
    include_str!("../fixtures/store-2.sql"),
    include_str!("../fixtures/store-3.sql"),
    include_str!("../fixtures/store-4.sql"),
    include_str!("../fixtures/store-5.sql"),
    include_str!("../fixtures/store-6.sql"),
];
const AGENT: &str = "6877577c987e689f42d311e0";

/// Writes that store into a folder of its own.
pub fn written(release: &str) -> (TempDir, PathBuf) {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("debrief.sqlite");
    let connection = Connection::open(&file).unwrap();
    connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    connection.execute_batch(release).unwrap();
    connection.close().unwrap();
    (dir, file)
}

pub fn engine(store: Store) -> Engine {
    Engine::new(Ports {
        store,
        ..Ports::in_memory().unwrap()
    })
}

fn format(file: &Path) -> i64 {
    let connection = Connection::open(file).unwrap();
    connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap()
}

/// Everything that every release had is there, read through the engine alone.
pub async fn expect_everything(engine: &Engine) {
    let start = engine.start(About::default()).await.unwrap();
    assert_eq!(start.appearance, Appearance::Dark);
    assert_eq!(start.last_agent_id.as_deref(), Some(AGENT));
    assert_eq!(start.recent_agents.len(), 1);
    assert_eq!(
        (
            start.recent_agents[0].name.as_str(),
            start.recent_agents[0].unpublished
        ),
        ("Returns Desk", 1)
    );
    let connection = start.connection.unwrap();
    assert_eq!(connection.workspace, "Larkfield Home");
    assert_eq!(
        (connection.key_ends.as_str(), connection.unpublished),
        ("0f49", 1)
    );

    let view = engine.open_agent(AGENT, false).await.unwrap();
    assert_eq!(view.read_only, None);
    assert_eq!((view.changes.added, view.changes.total), (1, 1));
    assert_eq!(view.live.as_ref().and_then(|live| live.number), Some(7));
    let before = view.metrics.len();
    assert_eq!(view.metrics[before - 1].identifier, "said_thanks");
    assert_eq!((view.can_undo, view.can_redo), (true, true));
    assert_eq!(
        (view.kept_panels[0].slot.as_str(), view.kept_panels[0].cards),
        ("new", 1)
    );

    let run = engine.publish_state(AGENT).await.unwrap().unwrap();
    assert!(matches!(run.state, RunState::Interrupted { .. }), "{run:?}");
    assert_eq!(
        (run.label.as_str(), run.live_number, run.new_number),
        ("Thanks counted", Some(7), Some(8))
    );
    let at = run
        .steps
        .iter()
        .find(|step| step.state != StepState::Done)
        .unwrap();
    assert_eq!(at.step, PublishStep::WriteMetrics);

    let panel = engine.load_panel(AGENT, "new").await.unwrap().unwrap();
    assert_eq!(panel.cards[0].fields.identifier, "kept_for_later");

    // Steps in both directions, and a new one on top.
    let redone = engine.edit(AGENT, Edit::Redo).await.unwrap();
    assert_eq!(redone.metrics[before].identifier, "asked_for_receipt");
    for _ in 0..2 {
        engine.edit(AGENT, Edit::Undo).await.unwrap();
    }
    let first = engine.open_agent(AGENT, false).await.unwrap();
    assert_eq!((first.changes.total, first.can_undo), (0, false));
    engine.edit(AGENT, Edit::Redo).await.unwrap();
}

#[tokio::test]
async fn a_store_of_every_release_opens_with_everything_in_it() {
    for release in RELEASES {
        let (_dir, file) = written(release);
        let was = format(&file);
        let engine = engine(Store::open(&file).unwrap());
        let start = engine.start(About::default()).await.unwrap();
        assert_eq!(start.set_aside, None, "format {was}");
        expect_everything(&engine).await;
        if was >= 3 {
            assert_eq!(start.connections[0].name, "Home, production");
            assert_eq!(
                engine.kept_agents("", false).await.unwrap().unwrap().agents.len(),
                2
            );
            let versions = engine.kept_versions(AGENT, None).await.unwrap().unwrap().versions;
            assert_eq!(versions.len(), 2);
            let kept = engine.open_version(AGENT, &versions[0].id).await.unwrap();
            assert!(!kept.metrics.is_empty());
            expect_history(&engine, was).await;
        }
        let own = engine.own_templates().await.unwrap();
        let own: Vec<_> = own
            .iter()
            .map(|each| (each.text.name.as_str(), each.set.as_deref()))
            .collect();
        let expected: &[_] = if was >= 4 {
            &[("Reason, our words", Some("Returns Desk")), ("Said thanks", None)]
        } else {
            &[]
        };
        assert_eq!(own, expected, "format {was}");
    }
}

/// The history that was read is searched as it was, and from the fifth format on it tells sections.
async fn expect_history(engine: &Engine, was: i64) {
    let find = |text: &str| {
        let filter = VersionFilter {
            text: text.into(),
            limit: 10,
            ..VersionFilter::default()
        };
        engine.search_versions(AGENT, None, filter)
    };
    let found = find("WRONG SIZE").await.unwrap();
    assert_eq!(
        (found.found, found.versions[0].number, found.read),
        (1, Some(7), 1)
    );
    assert_eq!(found.authors, ["Daniel Okafor", "Tomás Herrera"]);
    let found = find("removed again").await.unwrap();
    assert_eq!((found.found, found.versions[0].number), (1, Some(6)));
    let versions = engine.kept_versions(AGENT, None).await.unwrap().unwrap().versions;
    let told = (versions[0].sections.clone(), found.total);
    let expected = if was >= 5 {
        (Some(Vec::new()), 7)
    } else {
        (None, 2)
    };
    assert_eq!(told, expected, "format {was}");
    let notes: Vec<_> = versions.iter().map(|row| row.note.as_deref()).collect();
    let typed = engine.version_labels(AGENT, &versions[0].id).await.unwrap().typed;
    let found = find("größMANN").await.unwrap().found;
    let told = (notes, typed.map(|typed| typed.labels.label), found);
    let expected = if was >= 6 {
        let note = "Ask Größmann before going back to this";
        (vec![None, Some(note)], Some("Exchanges counted".to_owned()), 1)
    } else {
        (vec![None, None], None, 0)
    };
    assert_eq!(told, expected, "format {was}");
}

#[tokio::test]
async fn every_format_has_its_store_here_and_ends_in_the_latest() {
    for (number, release) in (1..).zip(RELEASES) {
        let (_dir, file) = written(release);
        assert_eq!(format(&file), number);
        drop(Store::open(&file).unwrap());
        assert_eq!(
            usize::try_from(format(&file)).unwrap(),
            RELEASES.len(),
            "a new format needs its fixture"
        );
        // A second start finds nothing to do.
        drop(Store::open(&file).unwrap());
        assert_eq!(std::fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
    }
}
