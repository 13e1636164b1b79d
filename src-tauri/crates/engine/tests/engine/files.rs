//! Files where the person says: what is asked, what is written, and what is told when it cannot be.

use std::io::ErrorKind;
use std::sync::Arc;

use debrief_engine::{
    DialogAnswer, DialogAsk, DialogWords, Engine, ErrorCode, MemoryFiles, Ports, READ_LIMIT, WireError,
};

fn ask() -> DialogAsk {
    DialogAsk {
        words: DialogWords {
            title: "Export metrics".into(),
            kind: "Spreadsheet".into(),
        },
        endings: vec!["csv"],
        name: "metrics.csv".into(),
    }
}

fn desk() -> (Engine, Arc<MemoryFiles>) {
    let files = Arc::<MemoryFiles>::default();
    let ports = Ports {
        files: Arc::clone(&files) as _,
        ..Ports::in_memory().unwrap()
    };
    (Engine::new(ports), files)
}

#[tokio::test]
async fn a_file_is_written_where_the_person_says_and_can_be_shown_later() {
    let (engine, files) = desk();
    files.answer(DialogAnswer::Save("/home/dana/out.csv".into()));
    let saved = engine.save_file(ask(), b"one".to_vec()).await.unwrap().unwrap();
    assert_eq!(saved.name, "out.csv");
    assert_eq!(files.get("/home/dana/out.csv").unwrap(), b"one");
    assert_eq!(files.asked(), [ask()]);
    assert_eq!(
        engine.saved_file(&saved.id).unwrap().to_str(),
        Some("/home/dana/out.csv")
    );
    // The front end names no path: what is not the id of a saved file shows nothing.
    assert!(engine.saved_file("/etc/passwd").is_err());
    files.answer(DialogAnswer::Cancel(true));
    assert_eq!(engine.save_file(ask(), b"two".to_vec()).await.unwrap(), None);
    files.answer(DialogAnswer::Open("/home/dana/out.csv".into()));
    assert_eq!(engine.save_file(ask(), b"two".to_vec()).await.unwrap(), None);
    assert_eq!(files.get("/home/dana/out.csv").unwrap(), b"one");
}

#[tokio::test]
async fn what_keeps_a_file_from_being_written_or_read_names_it() {
    let (engine, files) = desk();
    files.put("/in.csv", "identifier");
    for (failure, code) in [
        (ErrorKind::StorageFull, ErrorCode::FileNoRoom),
        (ErrorKind::PermissionDenied, ErrorCode::FileForbidden),
        (ErrorKind::ReadOnlyFilesystem, ErrorCode::FileForbidden),
        (ErrorKind::Other, ErrorCode::FileProblem),
    ] {
        files.fail_with(Some(failure));
        files.answer(DialogAnswer::Save("/home/dana/out.csv".into()));
        let error = WireError::from(engine.save_file(ask(), Vec::new()).await.unwrap_err());
        assert_eq!((error.code, error.field.as_deref()), (code, Some("out.csv")));
    }
    files.fail_with(None);
    files.put("/big.csv", vec![b'a'; usize::try_from(READ_LIMIT).unwrap() + 1]);
    files.put("/latin.csv", b"gr\xF6\xDFe".to_vec());
    for (file, code) in [
        ("/gone.csv", ErrorCode::FileProblem),
        ("/big.csv", ErrorCode::FileTooLarge),
        ("/latin.csv", ErrorCode::FileNotText),
    ] {
        files.answer(DialogAnswer::Open(file.into()));
        let error = WireError::from(engine.open_file(ask()).await.unwrap_err());
        assert_eq!((error.code, error.field.as_deref()), (code, Some(&file[1..])));
    }
    files.answer(DialogAnswer::Open("/in.csv".into()));
    let read = engine.open_file(ask()).await.unwrap().unwrap();
    assert_eq!((read.name.as_str(), read.text.as_str()), ("in.csv", "identifier"));
}
