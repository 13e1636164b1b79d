//! A small WebDriver client for WebKitWebDriver: enough to look at the app's window from outside.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::desktop::Desktop;
use crate::process::poll;
use crate::workspace::tool;

/// The key under which WebDriver answers hold an element's id (W3C WebDriver, section 12.2).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
const ANSWER: Duration = Duration::from_secs(60);

/// A session: one window of one app. The app ends with [`Session::close`] or with the desktop.
pub struct Session {
    port: u16,
    path: String,
}

impl Session {
    /// Starts the driver on the desktop, and through it the app.
    pub fn start(desktop: &mut Desktop, binary: &Path, args: &[String]) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut command = tool("WebKitWebDriver");
        command.args(["--host=127.0.0.1", &format!("--port={port}")]);
        // Inherited by the app; without it the session would never begin.
        command
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdin(Stdio::null());
        let driver = desktop.spawn(&mut command)?;
        poll("WebKitWebDriver", Duration::from_secs(20), || {
            driver.still_running()?;
            Ok(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok())
        })?;
        let options = json!({ "binary": binary, "args": args });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let answer = call(port, "POST", "/session", Some(&wanted)).context("starting the app")?;
        let id = answer["sessionId"]
            .as_str()
            .context("the driver names no session")?;
        Ok(Self {
            port,
            path: format!("/session/{id}"),
        })
    }

    fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
        call(self.port, method, &format!("{}{path}", self.path), body)
    }

    /// Gives the window this size.
    pub fn resize(&self, (width, height): (u32, u32)) -> Result<()> {
        let rect = json!({ "x": 0, "y": 0, "width": width, "height": height });
        self.call("POST", "/window/rect", Some(&rect))
            .context("resizing the window")
            .map(drop)
    }

    /// Runs a function body in the page and answers with what it returns.
    pub fn evaluate(&self, script: &str) -> Result<Value> {
        self.call(
            "POST",
            "/execute/sync",
            Some(&json!({ "script": script, "args": [] })),
        )
    }

    /// The elements of a CSS selector, in document order.
    pub fn find(&self, selector: &str) -> Result<Vec<Element<'_>>> {
        let found = self
            .call(
                "POST",
                "/elements",
                Some(&json!({ "using": "css selector", "value": selector })),
            )
            .with_context(|| format!("looking for {selector}"))?;
        let list = found.as_array().context("the driver answers without a list")?;
        Ok(list
            .iter()
            .filter_map(|entry| entry[ELEMENT].as_str())
            .map(|id| Element {
                session: self,
                path: format!("/element/{id}"),
            })
            .collect())
    }

    /// A picture of the page, as PNG.
    pub fn screenshot(&self) -> Result<Vec<u8>> {
        let answer = self
            .call("GET", "/screenshot", None)
            .context("taking a picture")?;
        decode_base64(answer.as_str().context("the driver answers without a picture")?)
    }

    /// Ends the app.
    pub fn close(self) -> Result<()> {
        self.call("DELETE", "", None).context("closing the app").map(drop)
    }
}

/// One element of the page.
pub struct Element<'a> {
    session: &'a Session,
    path: String,
}

impl Element<'_> {
    /// The name assistive technology reads. `None` when the element is no longer in the page.
    pub fn name(&self) -> Result<Option<String>> {
        match self
            .session
            .call("GET", &format!("{}/computedlabel", self.path), None)
        {
            Ok(label) => Ok(label.as_str().map(|text| text.trim().to_owned())),
            Err(error) if error.to_string().contains("stale element") => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Clicks its middle.
    pub fn click(&self) -> Result<()> {
        self.session
            .call("POST", &format!("{}/click", self.path), Some(&json!({})))
            .map(drop)
    }
}

/// One request on its own connection; answers with the `value` member, or fails with the driver's words.
fn call(port: u16, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
    let mut stream =
        TcpStream::connect((Ipv4Addr::LOCALHOST, port)).context("connecting to WebKitWebDriver")?;
    stream.set_read_timeout(Some(ANSWER))?;
    let body = body.map(Value::to_string).unwrap_or_default();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len(),
    )?;
    let (status, answer) =
        read_answer(&mut BufReader::new(stream)).with_context(|| format!("{method} {path}"))?;
    let mut answer: Value = serde_json::from_slice(&answer).context("reading the driver's answer")?;
    if status != 200 {
        let value = &answer["value"];
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        bail!("{} {}", text("error"), text("message"));
    }
    Ok(answer["value"].take())
}

/// Status and body of an HTTP/1.1 answer with `Content-Length`, or one that ends with the connection.
fn read_answer(reader: &mut impl BufRead) -> Result<(u16, Vec<u8>)> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.with_context(|| format!("not an HTTP answer: {line:?}"))?;
    let mut length = None;
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header)? == 0 || header.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':') {
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = Some(value.trim().parse().context("reading Content-Length")?),
                "transfer-encoding" => bail!("the answer is {}, which is not understood", value.trim()),
                _ => {}
            }
        }
    }
    let mut body = Vec::new();
    match length {
        Some(length) => {
            body.resize(length, 0);
            reader.read_exact(&mut body)?;
        }
        None => {
            reader.read_to_end(&mut body)?;
        }
    }
    Ok((status, body))
}

fn decode_base64(text: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => bail!("the picture is not base64"),
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            // At most 14 bits are pending, so this is the low byte of what is left after the shift.
            bytes.push((bits >> count).to_le_bytes()[0]);
            bits &= (1 << count) - 1;
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_every_tail_length_decodes() {
        for (text, bytes) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYmE=", "fooba"),
        ] {
            assert_eq!(decode_base64(text).unwrap(), bytes.as_bytes());
        }
        assert_eq!(decode_base64("iVBORw0KGgo=").unwrap(), b"\x89PNG\r\n\x1a\n");
        assert!(decode_base64("a-b_").is_err());
    }

    #[test]
    fn answers_with_and_without_a_length_are_read() {
        let with = b"HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\n{}and more";
        assert_eq!(read_answer(&mut &with[..]).unwrap(), (404, b"{}".to_vec()));
        let without = b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n{\"value\":1}";
        assert_eq!(
            read_answer(&mut &without[..]).unwrap(),
            (200, b"{\"value\":1}".to_vec())
        );
        assert!(read_answer(&mut &b"SSH-2.0\r\n"[..]).is_err());
        assert!(read_answer(&mut &b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"[..]).is_err());
    }
}
