//! Who is let in.

#[path = "support/harness.rs"]
mod harness;

use std::io::{Read as _, Write as _};
use std::net::{TcpStream, UdpSocket};

use anyhow::{Context as _, Result};
use atoms_sandbox::{Options, SandboxError};
use harness::{http, reply};
use serde_json::json;

/// Sends header lines as they are, which an HTTP client would correct.
fn raw(port: u16, lines: &[&str]) -> Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    let head = format!(
        "GET /atoms/v1/user HTTP/1.1\r\n{}\r\nConnection: close\r\n\r\n",
        lines.join("\r\n")
    );
    stream.write_all(head.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

fn port(url: &str) -> Result<u16> {
    Ok(url
        .split(':')
        .nth(2)
        .and_then(|rest| rest.split('/').next())
        .context("port")?
        .parse()?)
}

#[tokio::test(flavor = "multi_thread")]
async fn only_its_own_host_name_is_answered() -> Result<()> {
    let sandbox = atoms_sandbox::start(Options::default()).await?;
    let port = port(&sandbox.url())?;
    let key = format!("Authorization: Bearer {}", sandbox.api_key());
    for host in [format!("127.0.0.1:{port}"), format!("localhost:{port}")] {
        assert!(
            raw(port, &[&format!("Host: {host}"), &key])?.starts_with("HTTP/1.1 200"),
            "{host}"
        );
    }
    for host in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        "127.0.0.1".to_owned(),
        String::new(),
    ] {
        let answer = raw(port, &[&format!("Host: {host}"), &key])?;
        assert!(answer.starts_with("HTTP/1.1 403"), "{host}: {answer}");
        assert!(answer.to_lowercase().contains("x-request-id: "));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn web_pages_are_refused_even_with_the_key() -> Result<()> {
    let sandbox = atoms_sandbox::start(Options::default()).await?;
    let port = port(&sandbox.url())?;
    let key = format!("Authorization: Bearer {}", sandbox.api_key());
    for origin in [
        "https://evil.example".to_owned(),
        format!("http://127.0.0.1:{port}"),
        "null".to_owned(),
    ] {
        let answer = raw(
            port,
            &[
                &format!("Host: 127.0.0.1:{port}"),
                &key,
                &format!("Origin: {origin}"),
            ],
        )?;
        assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
        assert!(!answer.to_lowercase().contains("access-control-"), "{answer}");
    }
    Ok(())
}

#[tokio::test]
async fn the_key_is_required() -> Result<()> {
    let sandbox = atoms_sandbox::start(Options {
        api_key: Some("sk_right".to_owned()),
        ..Options::default()
    })
    .await?;
    let user = format!("{}/user", sandbox.url());
    let http = http()?;
    let without = reply(http.get(&user).send().await?).await?;
    let wrong = reply(http.get(&user).bearer_auth("sk_wrong").send().await?).await?;
    let basic = reply(
        http.get(&user)
            .header("authorization", "Basic sk_right")
            .send()
            .await?,
    )
    .await?;
    for refused in [without, wrong, basic] {
        assert_eq!(refused.status, 401);
        assert_eq!(
            refused.body,
            json!({ "status": false, "errors": ["Unauthorized: User not found"] })
        );
        assert!(refused.headers.contains_key("x-request-id"));
    }
    let right = reply(http.get(&user).bearer_auth("sk_right").send().await?).await?;
    assert_eq!(right.status, 200);
    let again = reply(http.get(&user).bearer_auth("sk_right").send().await?).await?;
    assert_ne!(right.headers["x-request-id"], again.headers["x-request-id"]);
    Ok(())
}

#[tokio::test]
async fn every_start_has_its_own_key() -> Result<()> {
    let one = atoms_sandbox::start(Options::default()).await?;
    let two = atoms_sandbox::start(Options::default()).await?;
    assert!(one.api_key().starts_with("sk_"));
    assert_ne!(one.api_key(), two.api_key());
    Ok(())
}

#[tokio::test]
async fn other_addresses_of_this_machine_do_not_reach_it() -> Result<()> {
    let sandbox = atoms_sandbox::start(Options::default()).await?;
    let port = port(&sandbox.url())?;
    // 127.0.0.2 is this machine too, but not the address that is listened on.
    assert!(TcpStream::connect(("127.0.0.2", port)).is_err());
    // No packet is sent; this only asks which address this machine would use.
    let socket = UdpSocket::bind("0.0.0.0:0")?;
    if socket.connect("192.0.2.1:9").is_ok() {
        let own = socket.local_addr()?.ip();
        assert!(
            own.is_loopback() || TcpStream::connect((own, port)).is_err(),
            "{own} answers"
        );
    }
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_served_is_said_at_the_start() -> Result<()> {
    let running = atoms_sandbox::start(Options::default()).await?;
    let taken = Options {
        port: port(&running.url())?,
        ..Options::default()
    };
    assert!(matches!(
        atoms_sandbox::start(taken).await,
        Err(SandboxError::Listen { .. })
    ));
    let key = Options {
        api_key: Some("sk_with space".to_owned()),
        ..Options::default()
    };
    assert!(matches!(atoms_sandbox::start(key).await, Err(SandboxError::Key)));
    Ok(())
}

#[tokio::test]
async fn a_stopped_or_dropped_server_no_longer_listens() -> Result<()> {
    let stopped = atoms_sandbox::start(Options::default()).await?;
    let first = port(&stopped.url())?;
    stopped.stop().await;
    assert!(TcpStream::connect(("127.0.0.1", first)).is_err());

    let dropped = atoms_sandbox::start(Options::default()).await?;
    let second = port(&dropped.url())?;
    drop(dropped);
    for _ in 0..100 {
        if TcpStream::connect(("127.0.0.1", second)).is_err() {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    anyhow::bail!("still listening")
}
