//! A disk that is full or cannot be written: clear words, and nothing lost.

use std::fs;

use debrief_engine::views::{Consent, Edit};
use debrief_engine::{About, ErrorCode, Store};
use tempfile::TempDir;

use crate::releases::{RELEASES, engine, expect_everything, written};
use crate::support::one;

const AGENT: &str = "6877577c987e689f42d311e0";

#[tokio::test]
async fn an_edit_that_cannot_be_kept_says_why_and_changes_nothing() {
    for (pragma, undone, code) in [
        // No page more than there is.
        (
            "PRAGMA max_page_count=1",
            "PRAGMA max_page_count=1000000",
            ErrorCode::DiskFull,
        ),
        (
            "PRAGMA query_only=ON",
            "PRAGMA query_only=OFF",
            ErrorCode::DiskReadOnly,
        ),
    ] {
        let (_dir, file) = written(RELEASES[2]);
        let store = Store::open(&file).unwrap();
        let engine = engine(store.clone());
        let before = engine.open_agent(AGENT, false).await.unwrap();
        let mut large = one("kept_for_later");
        large.cards[0].fields.prompt = "Did the caller say thank you? ".repeat(2000);
        store.meddle(pragma).unwrap();

        let error = engine.keep_panel(AGENT, "new", large.clone()).await.unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        let error = engine
            .save_panel(AGENT, "new", large.clone(), Consent::Ask)
            .await
            .unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        // What was kept before is there as it was, and reading goes on.
        let view = engine.open_agent(AGENT, false).await.unwrap();
        assert_eq!(
            (view.metrics, view.changes.total),
            (before.metrics, before.changes.total)
        );
        let panel = engine.load_panel(AGENT, "new").await.unwrap().unwrap();
        assert!(panel.cards[0].fields.prompt.len() < 100);

        // With room again, the same call keeps it.
        store.meddle(undone).unwrap();
        engine.keep_panel(AGENT, "new", large.clone()).await.unwrap();
        assert_eq!(engine.load_panel(AGENT, "new").await.unwrap(), Some(large));
        assert!(engine.edit(AGENT, Edit::Undo).await.is_ok());
    }
}

#[tokio::test]
async fn a_store_that_could_not_be_opened_is_opened_by_a_later_call() {
    let dir = TempDir::new().unwrap();
    let folder = dir.path().join("not there yet");
    let file = folder.join("debrief.sqlite");
    assert!(Store::open(&file).is_err());
    let engine = engine(Store::later(&file));
    let error = engine.start(About::default()).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::DiskProblem, "{error}");
    fs::create_dir(&folder).unwrap();
    let start = engine.start(About::default()).await.unwrap();
    assert_eq!((start.connection, start.set_aside), (None, None));
}

#[tokio::test]
async fn a_damaged_store_that_cannot_be_set_aside_stays_as_it_is() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("debrief.sqlite");
    fs::write(&file, b"not a database").unwrap();
    // Something in the way of the new store.
    let way = dir.path().join("debrief.sqlite.new");
    fs::create_dir(&way).unwrap();
    for _ in 0..2 {
        assert!(Store::open(&file).is_err());
        assert_eq!(fs::read(&file).unwrap(), b"not a database");
    }
    fs::remove_dir(&way).unwrap();
    let store = Store::open(&file).unwrap();
    assert!(
        engine(store)
            .start(About::default())
            .await
            .unwrap()
            .set_aside
            .is_some()
    );
}

#[tokio::test]
async fn a_file_that_may_only_be_read_shows_everything() {
    let (_dir, file) = written(RELEASES[2]);
    let mut may = fs::metadata(&file).unwrap().permissions();
    may.set_readonly(true);
    fs::set_permissions(&file, may).unwrap();
    let engine = engine(Store::open(&file).unwrap());
    let view = engine.open_agent(AGENT, false).await.unwrap();
    assert_eq!(view.changes.total, 1);
    match engine.edit(AGENT, Edit::Undo).await {
        Err(error) => assert_eq!(error.code(), ErrorCode::DiskReadOnly),
        // Nothing is read-only to an administrator.
        Ok(view) => {
            assert_eq!(view.changes.total, 0);
            engine.edit(AGENT, Edit::Redo).await.unwrap();
            expect_everything(&engine).await;
        }
    }
}
