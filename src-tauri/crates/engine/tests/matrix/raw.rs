//! Requests that do not come from the engine: a colleague with the same key, and the test that looks. On plain sockets,
//! so that answers are compared as the server wrote them.

use atoms_sandbox::{Recorded, Running};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Marks such a request in the server's recording.
const MARK: &str = "by=somebody-else";

/// Sends one request and gives back its status and body.
pub async fn ask(sandbox: &Running, method: &str, path: &str, body: Option<&Value>) -> (u16, Value) {
    let url = url::Url::parse(&sandbox.url()).unwrap();
    let host = format!("127.0.0.1:{}", url.port().unwrap());
    let joint = if path.contains('?') { '&' } else { '?' };
    let body = body.map(ToString::to_string).unwrap_or_default();
    let mut socket = TcpStream::connect(&host).await.unwrap();
    let head = format!(
        "{method} {}{path}{joint}{MARK} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\n\
         Connection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        url.path(),
        sandbox.api_key(),
        body.len()
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap_or_default())
}

/// Carries out once more what somebody asked for.
pub async fn again(sandbox: &Running, request: &Recorded) {
    let path = request.path.trim_start_matches("/atoms/v1");
    let body = (!request.body.is_null()).then_some(&request.body);
    ask(sandbox, &request.method, path, body).await;
}

/// The data of a read, none where there is nothing.
pub async fn get(sandbox: &Running, path: &str) -> Option<Value> {
    let (status, mut body) = ask(sandbox, "GET", path, None).await;
    (status == 200).then(|| body["data"].take())
}

/// What the engine sent about an agent since request number `from`, without queries.
pub fn sent(sandbox: &Running, agent: &str, from: usize) -> Vec<Recorded> {
    let own = |request: &Recorded| !request.path.contains(MARK) && request.path.contains(agent);
    let all = sandbox.requests().into_iter().skip(from).filter(own);
    all.map(|mut request| {
        let path = request.path.split('?').next().unwrap_or_default();
        request.path = path.to_owned();
        request
    })
    .collect()
}
