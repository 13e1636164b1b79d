//! What went over the wire.

use atoms_sandbox::Running;
use serde_json::Value;

/// One request: method, path below the API address without query, body, status.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    pub line: String,
    pub body: Value,
    pub status: u16,
}

/// Everything since request number `from`, with ids that are not the agent's as `*`.
pub fn seen(sandbox: &Running, from: usize) -> Vec<Seen> {
    sandbox
        .requests()
        .into_iter()
        .skip(from)
        .map(|request| {
            let path = request.path.split('?').next().unwrap_or_default();
            let path = path.trim_start_matches("/atoms/v1");
            let parts: Vec<&str> = path
                .split('/')
                .enumerate()
                .map(|(at, part)| {
                    let id = part.len() == 24 && part.bytes().all(|b| b.is_ascii_hexdigit());
                    if id && at > 2 {
                        "*"
                    } else if id {
                        "{id}"
                    } else {
                        part
                    }
                })
                .collect();
            Seen {
                line: format!("{} {}", request.method, parts.join("/")),
                body: request.body,
                status: request.status,
            }
        })
        .collect()
}

pub fn writes(sandbox: &Running, from: usize) -> Vec<Seen> {
    seen(sandbox, from)
        .into_iter()
        .filter(|request| !request.line.starts_with("GET"))
        .collect()
}

/// A write by somebody else with the same key, on a plain socket. Blocks: for hooks, which are not async.
pub fn patch(url: &str, path: &str, key: &str, body: &Value) {
    use std::io::{Read, Write};

    let url = url::Url::parse(url).unwrap();
    let host = format!("127.0.0.1:{}", url.port().unwrap());
    let body = body.to_string();
    let mut socket = std::net::TcpStream::connect(&host).unwrap();
    write!(
        socket,
        "PATCH {}{path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        url.path(),
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}
