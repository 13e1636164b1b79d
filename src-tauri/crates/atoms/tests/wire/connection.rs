//! Connections that are not made, break, or lead to the wrong kind of server.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use debrief_atoms::{Error, ErrorKind, Policy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::{client, client_with};

/// Sends `answer` on every connection after the first bytes of a request came in, then hangs up. Counts them.
async fn raw_server(answer: &'static [u8]) -> (String, Arc<AtomicU32>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let served = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&served);
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut request = [0; 4096];
            if socket.read(&mut request).await.is_ok_and(|read| read > 0) {
                counter.fetch_add(1, Ordering::SeqCst);
                socket.write_all(answer).await.unwrap();
                // Closing with unread input would reset the connection and lose the answer.
                socket.shutdown().await.unwrap();
            }
        }
    });
    (address, served)
}

async fn read_and_write(address: &str) -> (Error, Error) {
    let client = client(address);
    (
        client.user().await.unwrap_err(),
        client.delete_draft("a", "d").await.unwrap_err(),
    )
}

#[tokio::test]
async fn nobody_listening_is_offline_and_safe_to_repeat() {
    let port = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let (read, write) = read_and_write(&format!("http://127.0.0.1:{port}")).await;
    for error in [read, write] {
        assert_eq!(
            (error.kind, error.attempts, error.status),
            (ErrorKind::Offline, 4, None)
        );
        assert!(!error.is_unclear());
        assert_eq!(error.request_id, None, "nobody has seen that request");
    }
}

#[tokio::test]
async fn an_unknown_host_is_offline() {
    let error = client("https://atoms.invalid").user().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Offline);
}

#[tokio::test]
async fn a_broken_answer_is_cut_off() {
    let half =
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{\"status\":true";
    let (address, served) = raw_server(half).await;
    let (read, write) = read_and_write(&format!("http://{address}")).await;
    assert_eq!(
        (read.kind, read.attempts, read.status),
        (ErrorKind::CutOff, 4, Some(200))
    );
    assert_eq!(
        (write.kind, write.attempts, write.is_unclear()),
        (ErrorKind::CutOff, 1, true)
    );
    assert_eq!(served.load(Ordering::SeqCst), 5);
}

#[tokio::test]
async fn no_answer_at_all_is_cut_off() {
    let (address, served) = raw_server(b"").await;
    let (read, write) = read_and_write(&format!("http://{address}")).await;
    assert_eq!((read.kind, read.attempts), (ErrorKind::CutOff, 4));
    assert_eq!(
        (write.kind, write.attempts, write.is_unclear()),
        (ErrorKind::CutOff, 1, true)
    );
    assert!(write.request_id.is_some(), "it may be in the server's log");
    assert_eq!(served.load(Ordering::SeqCst), 5);
}

#[tokio::test]
async fn a_broken_refusal_keeps_its_status() {
    let half = b"HTTP/1.1 403 Forbidden\r\ncontent-length: 900\r\n\r\n{\"status\":fal";
    let (address, _) = raw_server(half).await;
    let (read, _) = read_and_write(&format!("http://{address}")).await;
    assert_eq!((read.kind, read.attempts), (ErrorKind::Forbidden, 1));
}

#[tokio::test]
async fn silence_is_timed_out() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let silent = tokio::spawn(async move {
        let mut open: Vec<TcpStream> = Vec::new();
        while let Ok((socket, _)) = listener.accept().await {
            open.push(socket);
        }
    });
    let hurried = Policy {
        request_timeout: Duration::from_millis(100),
        ..Policy::immediate()
    };
    let client = client_with(&address, hurried);
    let read = client.user().await.unwrap_err();
    assert_eq!((read.kind, read.attempts), (ErrorKind::TimedOut, 4));
    let write = client.activate("a", "v").await.unwrap_err();
    assert_eq!(
        (write.kind, write.attempts, write.is_unclear()),
        (ErrorKind::TimedOut, 1, true)
    );
    silent.abort();
}

#[tokio::test]
async fn a_server_without_tls_is_not_trusted() {
    let (address, _) = raw_server(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n").await;
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_test_writer()
        .init();
    let (read, write) = read_and_write(&format!("https://{address}")).await;
    for error in [read, write] {
        assert_eq!((error.kind, error.attempts), (ErrorKind::Tls, 1));
        assert!(!error.is_unclear());
    }
}
