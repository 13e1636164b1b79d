//! The key goes to the server it was entered for and nowhere else.

use std::io;
use std::net::TcpListener;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use debrief_atoms::{ApiBase, Client, ErrorKind, Policy};
use serde_json::json;
use tracing_subscriber::util::SubscriberInitExt;
use wiremock::matchers::{any, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::{KEY, client, client_with};

#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl io::Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn neither_the_log_nor_an_error_shows_the_key_or_what_was_searched() {
    let buffer = Buffer::default();
    let writer = buffer.clone();
    let _guard = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish()
        .set_default();
    let server = MockServer::start().await;
    let echo = json!({
        "errors": [format!("the key {KEY} is unknown")],
        "error_type": format!("unknown_{KEY}"),
        "data": KEY,
    });
    let echo = ResponseTemplate::new(401)
        .insert_header("x-request-id", KEY)
        .set_body_json(echo);
    Mock::given(path("/atoms/v1/user"))
        .respond_with(echo)
        .mount(&server)
        .await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200).set_body_string(KEY))
        .mount(&server)
        .await;
    let client = client(&server.uri());
    let query = debrief_atoms::AgentQuery {
        search: "Confidential-search".into(),
        page: 1,
        page_size: 10,
        sort: Default::default(),
        archived: false,
    };
    let refused = client.user().await.unwrap_err();
    let unreadable = client.agents(&query).await.unwrap_err();
    let offline = client_with("https://atoms.invalid", Policy::immediate())
        .agents(&query)
        .await
        .unwrap_err();
    assert_eq!(refused.words, ["the key [key] is unknown"]);
    let shown = format!("{client:?} {refused:?} {refused} {unreadable:?} {unreadable} {offline:?} {offline}");
    assert!(!shown.contains(KEY), "{shown}");
    let log = String::from_utf8(buffer.0.lock().unwrap().clone()).unwrap();
    // Proves that the log was there to be searched.
    assert!(
        log.contains("atoms_request{method=\"GET\" path=\"/user\" attempt=1"),
        "{log}"
    );
    assert!(log.contains("status=401"), "{log}");
    assert!(!log.contains(KEY), "{log}");
    let ours = log
        .lines()
        .filter(|line| line.contains("debrief_atoms"))
        .collect::<String>();
    assert!(!ours.contains("Confidential"), "{ours}");
}

#[test]
fn a_key_that_no_header_can_carry_is_refused() {
    for key in ["", "sk_line\nbreak", "sk_\u{0}"] {
        let error = Client::new(ApiBase::production(), key.into(), Policy::default()).unwrap_err();
        assert_eq!((error.kind, error.attempts), (ErrorKind::Unauthorized, 0));
    }
}

/// The proxy settings are read from the environment when a client is made, so the test runs itself in a process
/// with such an environment. A plain client in it proves that they work.
#[test]
fn a_proxy_is_not_used_on_this_computer() {
    const CHILD: &str = "DEBRIEF_TEST_SERVER";
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if let Ok(server) = std::env::var(CHILD) {
        runtime.block_on(async {
            let plain = reqwest::Client::builder()
                .timeout(Duration::from_secs(2))
                .build()
                .unwrap();
            let address = format!("{server}/atoms/v1/user");
            plain.get(&address).send().await.unwrap_err();
            assert_eq!(client(&server).user().await.unwrap().id, "u");
            assert_eq!(
                client(&server.replace("127.0.0.1", "localhost"))
                    .user()
                    .await
                    .unwrap()
                    .id,
                "u"
            );
        });
        return;
    }
    let server = runtime.block_on(async {
        let server = MockServer::start().await;
        let answer = ResponseTemplate::new(200).set_body_json(json!({"data": {"_id": "u"}, "status": true}));
        Mock::given(any()).respond_with(answer).mount(&server).await;
        server
    });
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy_address = format!("http://{}", proxy.local_addr().unwrap());
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args(["--exact", "secrecy::a_proxy_is_not_used_on_this_computer"])
        .env(CHILD, server.uri());
    for name in [
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ] {
        child.env(name, &proxy_address);
    }
    for name in ["no_proxy", "NO_PROXY", "REQUEST_METHOD"] {
        child.env_remove(name);
    }
    let counted = std::thread::spawn(move || {
        // The plain client comes first, so its connection is the first; any further one is a leak.
        let first = proxy.accept().map(drop);
        proxy.set_nonblocking(true).unwrap();
        (first.is_ok(), proxy)
    });
    let output = child.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    let (plain_used_it, proxy) = counted.join().unwrap();
    assert!(plain_used_it);
    assert_eq!(
        proxy.accept().unwrap_err().kind(),
        io::ErrorKind::WouldBlock,
        "our client used the proxy"
    );
}
