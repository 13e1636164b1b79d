//! The program around the library.
#![cfg(unix)]

#[path = "support/harness.rs"]
mod harness;

use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use harness::{http, reply};
use serde_json::{Value, json};

struct Program {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
    line: Value,
}

impl Drop for Program {
    fn drop(&mut self) {
        // Only matters where a test failed before it stopped the program.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_atoms-sandbox"));
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

impl Program {
    fn start(arguments: &[&str]) -> Result<Self> {
        let mut child = command(arguments).spawn()?;
        let mut out = BufReader::new(child.stdout.take().context("stdout")?);
        let mut line = String::new();
        out.read_line(&mut line)?;
        let line = serde_json::from_str(&line).with_context(|| format!("first line: {line:?}"))?;
        Ok(Self { child, out, line })
    }

    fn text(&self, member: &str) -> &str {
        self.line[member].as_str().unwrap_or_default()
    }

    async fn send(&self, method: &str, path: &str, body: Value) -> Result<harness::Reply> {
        let url = format!("{}{path}", self.text("url"));
        let request = http()?
            .request(method.parse()?, url)
            .bearer_auth(self.text("api_key"));
        reply(
            if body.is_null() {
                request
            } else {
                request.json(&body)
            }
            .send()
            .await?,
        )
        .await
    }

    /// Asks the program to end, and gives back its exit code and what else it had printed.
    fn terminate(mut self, signal: &str) -> Result<(Option<i32>, String)> {
        let sent = Command::new("kill")
            .args([signal, &self.child.id().to_string()])
            .status()?;
        ensure!(sent.success(), "kill");
        let start = Instant::now();
        while self.child.try_wait()?.is_none() {
            ensure!(start.elapsed() < Duration::from_secs(5), "it does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
        let mut rest = String::new();
        self.out.read_to_string(&mut rest)?;
        Ok((self.child.wait()?.code(), rest))
    }
}

#[tokio::test]
async fn it_prints_one_line_and_ends_on_a_signal() -> Result<()> {
    for signal in ["-TERM", "-INT"] {
        let program = Program::start(&["--port", "0", "--api-key", "sk_given"])?;
        assert_eq!(
            program
                .line
                .as_object()
                .map(|line| line.keys().cloned().collect::<Vec<_>>()),
            Some(vec![
                "url".to_owned(),
                "waves_url".to_owned(),
                "api_key".to_owned()
            ])
        );
        assert_eq!(program.text("api_key"), "sk_given");
        assert!(
            program.text("url").starts_with("http://127.0.0.1:")
                && program.text("url").ends_with("/atoms/v1")
        );
        assert_eq!(
            program.text("waves_url"),
            program.text("url").replace("atoms", "waves")
        );
        assert_eq!(program.send("GET", "/user", Value::Null).await?.status, 200);
        assert_eq!(program.terminate(signal)?, (Some(0), String::new()));
    }
    Ok(())
}

#[tokio::test]
async fn the_data_survives_a_restart_and_only_its_owner_can_read_it() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("sandbox.json");
    let state = [
        "--api-key",
        "sk_one",
        "--check-seconds",
        "1",
        "--state",
        file.to_str().context("path")?,
    ];
    let program = Program::start(&state)?;
    assert_eq!(std::fs::metadata(&file)?.permissions().mode() & 0o777, 0o600);
    let listed = program.send("GET", "/agent?search=returns", Value::Null).await?;
    let agent = listed.body["data"]["agents"][0].clone();
    let drafts = format!("/agent/{}/drafts", agent["_id"].as_str().context("id")?);
    let body = json!({ "sourceVersionId": agent["activeVersionId"] });
    let draft = program.send("POST", &drafts, body).await?;
    let draft = format!(
        "{drafts}/{}",
        draft.body["data"]["draftId"].as_str().context("draft")?
    );
    let config = json!({ "postCallAnalyticsConfig": { "future": 9_007_199_254_740_993_u64 } });
    assert_eq!(
        program
            .send("PATCH", &format!("{draft}/config"), config)
            .await?
            .status,
        200
    );
    let publish = json!({ "label": "Kept", "activate": true });
    let version = program.send("POST", &format!("{draft}/publish"), publish).await?;
    let version = version.body["data"]["_id"].clone();
    // Not a clean end: what was answered has to be on disk already.
    drop(program);

    let program = Program::start(&state)?;
    let path = format!("/agent/{}", agent["_id"].as_str().context("id")?);
    let start = Instant::now();
    loop {
        let now = program.send("GET", &path, Value::Null).await?.body["data"].clone();
        if now["activeVersionId"] == version {
            let future = &now["_resolvedConfig"]["postCallAnalyticsConfig"]["future"];
            assert_eq!(future.as_u64(), Some(9_007_199_254_740_993));
            break;
        }
        ensure!(
            start.elapsed() < Duration::from_secs(5),
            "the check did not survive the restart"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    program.terminate("-TERM")?;
    assert_eq!(
        files(folder.path())?,
        ["sandbox.json"],
        "no temporary files are left"
    );
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<String>> {
    std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect()
}

#[test]
fn what_cannot_work_ends_with_code_2_and_a_sentence() -> Result<()> {
    let held = std::net::TcpListener::bind("127.0.0.1:0")?;
    let taken = held.local_addr()?.port().to_string();
    let folder = tempfile::tempdir()?;
    let broken = folder.path().join("broken.json");
    std::fs::write(&broken, "{}")?;
    let cases: [(&[&str], &str); 6] = [
        (&["--port", &taken], "cannot listen on 127.0.0.1"),
        (&["--port", "70000"], "--port"),
        (&["--generation", "v3"], "expected v1, v2 or mixed"),
        (&["--check-verdict", "maybe"], "invalid value 'maybe'"),
        (&["--quirk", "unheard-of"], "activate-ignored"),
        (
            &["--state", broken.to_str().context("path")?],
            "not readable as sandbox data",
        ),
    ];
    for (arguments, words) in cases {
        let output = command(arguments).stderr(Stdio::piped()).output()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(words), "{arguments:?}: {said}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
    Ok(())
}

#[tokio::test]
async fn quirks_and_admin_routes_come_by_argument() -> Result<()> {
    let program = Program::start(&[
        "--quirk",
        "agent-missing-404",
        "--quirk",
        "activate-ignored",
        "--admin",
    ])?;
    assert_eq!(
        program
            .send("GET", "/agent/0123456789abcdef01234567", Value::Null)
            .await?
            .status,
        404
    );
    let admin = program.text("url").replace("/atoms/v1", "/admin/requests");
    assert_eq!(
        http()?
            .get(admin)
            .bearer_auth(program.text("api_key"))
            .send()
            .await?
            .status(),
        200
    );

    let plain = Program::start(&[])?;
    let admin = plain.text("url").replace("/atoms/v1", "/admin/requests");
    assert_eq!(
        http()?
            .get(admin)
            .bearer_auth(plain.text("api_key"))
            .send()
            .await?
            .status(),
        404
    );
    Ok(())
}
