//! A store that cannot be used is set aside, and the app starts all the same.

use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use debrief_engine::views::{Rescued, SetAside, SetAsideReason};
use debrief_engine::{About, Clock, ErrorCode, Store};
use jiff::Timestamp;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::releases::{RELEASES, engine, expect_everything, written};

const PAGE: u64 = 4096;
const WHOLE: Rescued = Rescued {
    connections: 1,
    changes: 1,
    cards: 1,
    runs: 1,
    templates: 2,
    complete: true,
};

struct Morning;

impl Clock for Morning {
    fn now(&self) -> Timestamp {
        "2026-11-28T09:12:40Z".parse().unwrap()
    }
}

/// The folder of a store as the latest release leaves it.
fn latest() -> (TempDir, PathBuf) {
    written(RELEASES[RELEASES.len() - 1])
}

fn open(file: &Path) -> Store {
    Store::open_by(file, Arc::new(Morning)).unwrap()
}

async fn note(store: &Store) -> Option<SetAside> {
    engine(store.clone())
        .start(About::default())
        .await
        .unwrap()
        .set_aside
}

/// Names in the folder, the live store's own files left out.
fn aside(file: &Path) -> Vec<String> {
    let live = ["debrief.sqlite", "debrief.sqlite-wal", "debrief.sqlite-shm"];
    let mut names: Vec<String> = fs::read_dir(file.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !live.contains(&name.as_str()))
        .collect();
    names.sort();
    names
}

fn scribble(file: &Path, page: u32, bytes: usize) {
    let mut file = fs::File::options().write(true).open(file).unwrap();
    file.seek(SeekFrom::Start(u64::from(page - 1) * PAGE)).unwrap();
    file.write_all(&vec![0x5A; bytes]).unwrap();
}

/// The page at which a table or index begins.
fn root(file: &Path, name: &str) -> u32 {
    let connection = Connection::open(file).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    connection.query_row(sql, [name], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn a_file_that_is_no_database_is_set_aside_as_it_is() {
    for content in [
        &b"hello"[..],
        &[0x5A; 9000],
        b"SQLite format 3\0 and then nothing of the kind",
    ] {
        let dir = TempDir::new().unwrap();
        let file = dir.path().join("debrief.sqlite");
        fs::write(&file, content).unwrap();
        let store = open(&file);
        let told = note(&store).await.unwrap();
        assert_eq!(told.reason, SetAsideReason::Corrupted);
        assert_eq!(told.rescued, Some(Rescued::default()));
        assert_eq!(told.at, "2026-11-28T09:12:40.000Z");
        assert_eq!(aside(&file), std::slice::from_ref(&told.file_name));
        assert!(
            told.file_name.starts_with("debrief.sqlite.set-aside-2026-11-2"),
            "{told:?}"
        );
        assert_eq!(
            fs::read(dir.path().join(&told.file_name)).unwrap(),
            content,
            "not a byte is changed"
        );
    }
}

#[tokio::test]
async fn a_newer_format_is_set_aside_untouched_and_nothing_is_read_out_of_it() {
    let (_dir, file) = latest();
    Connection::open(&file)
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let before = fs::read(&file).unwrap();
    let store = open(&file);
    let told = note(&store).await.unwrap();
    assert_eq!((told.reason, told.rescued), (SetAsideReason::Newer, None));
    assert_eq!(fs::read(file.with_file_name(&told.file_name)).unwrap(), before);
    let start = engine(store).start(About::default()).await.unwrap();
    assert!(start.connections.is_empty());
}

#[tokio::test]
async fn the_note_stays_until_it_is_dismissed_and_the_file_after_that() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("debrief.sqlite");
    fs::write(&file, b"hello").unwrap();
    let told = note(&open(&file)).await.unwrap();
    assert_eq!(
        note(&open(&file)).await.as_ref(),
        Some(&told),
        "the next start tells it too"
    );
    engine(open(&file)).dismiss_set_aside().await.unwrap();
    assert_eq!(note(&open(&file)).await, None);
    assert_eq!(aside(&file), [told.file_name]);
}

#[tokio::test]
async fn a_second_one_in_the_same_minute_does_not_replace_the_first() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("debrief.sqlite");
    for content in ["first", "second", "third"] {
        fs::write(&file, content).unwrap();
        drop(open(&file));
    }
    let mut contents: Vec<_> = aside(&file)
        .iter()
        .map(|name| fs::read_to_string(dir.path().join(name)).unwrap())
        .collect();
    contents.sort();
    assert_eq!(contents, ["first", "second", "third"]);
}

#[tokio::test]
async fn what_is_not_on_the_damaged_page_is_brought_over() {
    // A page of the cache: nothing that was made here is lost.
    for cache in ["versions", "configs", "histories"] {
        let (_dir, file) = latest();
        scribble(&file, root(&file, cache), 4096);
        let store = open(&file);
        let told = note(&store).await.unwrap();
        assert_eq!(
            (told.reason, told.rescued),
            (SetAsideReason::Corrupted, Some(WHOLE)),
            "{cache}"
        );
        expect_everything(&engine(store)).await;
    }

    // An index alone: its table is whole, whatever SQLite says of the file.
    let (_dir, file) = latest();
    scribble(&file, root(&file, "sqlite_autoindex_copy_steps_1"), 4096);
    let store = open(&file);
    assert_eq!(note(&store).await.unwrap().rescued, Some(WHOLE));
    expect_everything(&engine(store)).await;

    // The journal of publishing is gone, the rest is there, and it says that something is missing.
    let (_dir, file) = latest();
    scribble(&file, root(&file, "runs"), 4096);
    let told = note(&open(&file)).await.unwrap();
    assert_eq!(
        told.rescued,
        Some(Rescued {
            runs: 0,
            complete: false,
            ..WHOLE
        })
    );

    // Templates of the person's own are on this computer alone.
    let (_dir, file) = latest();
    scribble(&file, root(&file, "own_templates"), 4096);
    let told = note(&open(&file)).await.unwrap();
    assert_eq!(
        told.rescued,
        Some(Rescued {
            templates: 0,
            complete: false,
            ..WHOLE
        })
    );
}

#[tokio::test]
async fn a_damaged_file_of_an_older_format_lacks_nothing_that_came_later() {
    let (_dir, file) = written(RELEASES[2]);
    scribble(&file, root(&file, "versions"), 4096);
    let told = note(&open(&file)).await.unwrap();
    assert_eq!(
        told.rescued,
        Some(Rescued {
            templates: 0,
            ..WHOLE
        })
    );
}

#[tokio::test]
async fn a_working_copy_whose_state_on_screen_is_lost_shows_the_nearest() {
    let (_dir, file) = latest();
    let connection = Connection::open(&file).unwrap();
    connection
        .execute("UPDATE copy_steps SET state = '{\"config\":' WHERE step = 1", [])
        .unwrap();
    connection.close().unwrap();
    // The damage that makes Debrief look at all.
    scribble(&file, root(&file, "listed"), 4096);
    let store = open(&file);
    let rescued = note(&store).await.unwrap().rescued.unwrap();
    assert_eq!(
        rescued,
        Rescued {
            changes: 2,
            complete: false,
            ..WHOLE
        }
    );
    let view = engine(store)
        .open_agent("6877577c987e689f42d311e0", false)
        .await
        .unwrap();
    assert_eq!(
        (view.changes.total, view.can_undo, view.can_redo),
        (2, true, false)
    );
}

#[tokio::test]
async fn rows_around_a_damaged_page_in_the_middle_of_a_large_table_are_brought_over() {
    let (_dir, file) = latest();
    let connection = Connection::open(&file).unwrap();
    connection
        .execute_batch(
            "WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < 150)
             INSERT INTO copy_steps SELECT connection, agent, i, state FROM copy_steps, n WHERE step = 2",
        )
        .unwrap();
    connection.close().unwrap();
    // A leaf of the table, some way before its end.
    let bytes = fs::read(&file).unwrap();
    let pages: Vec<&[u8]> = bytes.chunks(usize::try_from(PAGE).unwrap()).collect();
    let is_leaf =
        |page: &usize| pages[*page][0] == 13 && pages[*page].windows(8).any(|text| text == b"entries\"");
    let page = (0..pages.len() - 20).rfind(is_leaf).unwrap();
    scribble(&file, u32::try_from(page + 1).unwrap(), 4096);
    let store = open(&file);
    let rescued = note(&store).await.unwrap().rescued.unwrap();
    assert!(!rescued.complete);
    assert_eq!((rescued.connections, rescued.changes), (1, 1));
    drop(store);
    let connection = Connection::open(&file).unwrap();
    let steps: u32 = connection
        .query_row("SELECT COUNT(*) FROM copy_steps", [], |row| row.get(0))
        .unwrap();
    assert!((140..151).contains(&steps), "{steps} of 151");
    let last: u32 = connection
        .query_row("SELECT MAX(step) FROM copy_steps", [], |row| row.get(0))
        .unwrap();
    assert_eq!(last, 150, "the rows behind the damage are there too");
}

#[tokio::test]
async fn what_only_the_write_ahead_log_holds_is_brought_over_and_set_aside_with_the_file() {
    let (dir, file) = latest();
    let scribbled = root(&file, "versions");
    let connection = Connection::open(&file).unwrap();
    connection
        .execute("UPDATE connections SET person = 'Only in the log'", [])
        .unwrap();
    // The app dies: its log is never moved into the file.
    for name in ["debrief.sqlite", "debrief.sqlite-wal"] {
        fs::copy(dir.path().join(name), dir.path().join(format!("died-{name}"))).unwrap();
    }
    connection.close().unwrap();
    for name in ["debrief.sqlite", "debrief.sqlite-wal"] {
        fs::rename(dir.path().join(format!("died-{name}")), dir.path().join(name)).unwrap();
    }
    scribble(&file, scribbled, 4096);
    let before = fs::read(&file).unwrap();
    let store = open(&file);
    let start = engine(store).start(About::default()).await.unwrap();
    assert_eq!(
        start.connection.unwrap().person.as_deref(),
        Some("Only in the log")
    );
    let told = start.set_aside.unwrap();
    assert_eq!(fs::read(dir.path().join(&told.file_name)).unwrap(), before);
    assert!(
        fs::metadata(dir.path().join(format!("{}-wal", told.file_name)))
            .unwrap()
            .len()
            > 0
    );
}

#[tokio::test]
async fn a_log_without_its_file_is_set_aside_and_not_thrown_away() {
    for empty in [true, false] {
        let dir = TempDir::new().unwrap();
        let file = dir.path().join("debrief.sqlite");
        fs::write(dir.path().join("debrief.sqlite-wal"), b"what was typed").unwrap();
        if empty {
            fs::write(&file, b"").unwrap();
        }
        let told = note(&open(&file)).await.unwrap();
        let wal = dir.path().join(format!("{}-wal", told.file_name));
        assert_eq!(fs::read(wal).unwrap(), b"what was typed");
        assert_eq!(note(&open(&file)).await.unwrap(), told);
    }
}

#[tokio::test]
async fn a_database_of_somebody_else_and_a_format_without_its_tables_are_set_aside() {
    for sql in [
        "CREATE TABLE settings (theirs TEXT); INSERT INTO settings VALUES ('x')",
        "PRAGMA user_version = 5",
        "PRAGMA user_version = -1",
    ] {
        let dir = TempDir::new().unwrap();
        let file = dir.path().join("debrief.sqlite");
        Connection::open(&file).unwrap().execute_batch(sql).unwrap();
        let told = note(&open(&file)).await.unwrap();
        assert_eq!(told.reason, SetAsideReason::Corrupted, "{sql}");
    }
}

#[tokio::test]
async fn a_setting_aside_that_was_cut_short_is_finished_by_the_next_start() {
    let (dir, file) = latest();
    scribble(&file, root(&file, "versions"), 4096);
    drop(open(&file));
    let set_aside = aside(&file).remove(0);
    // As if the process had ended after the first move: the new store and the old log wait.
    fs::rename(&file, dir.path().join("debrief.sqlite.new")).unwrap();
    fs::write(dir.path().join("debrief.sqlite-wal"), b"of the old one").unwrap();
    let store = open(&file);
    assert_eq!(note(&store).await.unwrap().file_name, set_aside);
    expect_everything(&engine(store)).await;
    let wal = fs::read(dir.path().join(format!("{set_aside}-wal"))).unwrap();
    assert_eq!(wal, b"of the old one");

    // As if it had ended before: the file is in its place and what was begun is dropped.
    let (dir, file) = latest();
    fs::write(dir.path().join("debrief.sqlite.new"), b"half").unwrap();
    let store = open(&file);
    assert_eq!(note(&store).await, None);
    expect_everything(&engine(store)).await;
    assert!(aside(&file).is_empty());
}

#[tokio::test]
async fn damage_that_shows_while_running_has_its_own_words_and_the_next_start_looks_at_everything() {
    let (_dir, file) = latest();
    let store = open(&file);
    let engine_now = engine(store.clone());
    engine_now.start(About::default()).await.unwrap();
    // Every page is read from the disk again.
    store.rest().unwrap();
    store.meddle("PRAGMA cache_size=0").unwrap();
    scribble(&file, root_while_open(&file, "panels"), 4096);
    store.meddle("PRAGMA shrink_memory").unwrap();
    let error = engine_now
        .load_panel("6877577c987e689f42d311e0", "new")
        .await
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::StoreDamaged, "{error}");
    assert!(aside(&file).contains(&"debrief.sqlite.damaged".to_owned()));
    drop((engine_now, store));

    let told = note(&open(&file)).await.unwrap();
    assert_eq!(
        told.rescued,
        Some(Rescued {
            cards: 0,
            complete: false,
            ..WHOLE
        })
    );
    let left = aside(&file);
    assert!(
        left.iter().all(|name| name.starts_with(&told.file_name)),
        "the mark is gone with the file it was about: {left:?}"
    );
}

fn root_while_open(file: &Path, name: &str) -> u32 {
    let connection = Connection::open_with_flags(file, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    connection.query_row(sql, [name], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn a_mark_on_a_sound_file_is_taken_away_after_the_look() {
    let (dir, file) = latest();
    fs::write(dir.path().join("debrief.sqlite.damaged"), b"").unwrap();
    let store = open(&file);
    assert_eq!(note(&store).await, None);
    assert!(aside(&file).is_empty());
}

#[tokio::test]
async fn a_large_file_is_looked_through_after_an_end_that_was_not_ours_alone() {
    let (_dir, file) = latest();
    let connection = Connection::open(&file).unwrap();
    connection
        .execute_batch(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
             INSERT INTO versions (connection, agent, version, row, read_at)
               SELECT connection, agent, i, hex(zeroblob(8000)), read_at FROM versions, n WHERE older IS NOT NULL",
        )
        .unwrap();
    connection.close().unwrap();
    assert!(fs::metadata(&file).unwrap().len() > 5 * 1024 * 1024);
    scribble(&file, root(&file, "versions"), 4096);
    let store = open(&file);
    assert_eq!(
        note(&store).await,
        None,
        "a clean end: no more than the format is looked at"
    );
    store.set_setting("x", Some(&1)).await.unwrap();
    // A copy of what an app that dies leaves.
    let died = TempDir::new().unwrap();
    for name in ["debrief.sqlite", "debrief.sqlite-wal"] {
        fs::copy(file.with_file_name(name), died.path().join(name)).unwrap();
    }
    let store = open(&died.path().join("debrief.sqlite"));
    assert_eq!(note(&store).await.unwrap().rescued, Some(WHOLE));
    expect_everything(&engine(store)).await;
}
