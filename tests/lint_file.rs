//! `debrief --lint FILE` as a pipeline runs it: the built program, without a display, a profile or a keychain.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/lint")
        .join(name)
}

fn debrief(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_debrief"));
    for variable in [
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "DBUS_SESSION_BUS_ADDRESS",
        "XDG_RUNTIME_DIR",
    ] {
        command.env_remove(variable);
    }
    command
        .env("HOME", home)
        .env("XDG_DATA_HOME", home)
        .env("XDG_CONFIG_HOME", home);
    command
}

/// Runs the program on a file, and makes sure that it left nothing behind.
fn lint(file: &Path) -> Output {
    let home = tempfile::tempdir().unwrap();
    let output = debrief(home.path()).arg("--lint").arg(file).output().unwrap();
    assert_eq!(
        std::fs::read_dir(home.path()).unwrap().count(),
        0,
        "it wrote a profile"
    );
    output
}

fn findings(output: &Output) -> Vec<Value> {
    assert!(output.stdout.ends_with(b"]\n"));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_danger_ends_with_1_and_says_where_and_how_to_mend_it() {
    let output = lint(&fixture("dangerous.json"));
    assert_eq!(output.status.code(), Some(1));
    let findings = findings(&output);
    let dangers: Vec<&Value> = findings
        .iter()
        .filter(|finding| finding["severity"] == "danger")
        .collect();
    let prompt =
        "🙂 Which amount did the caller promise to pay? Output 'Not Applicable' if none was promised.";
    let units = |text: &str| prompt.split(text).next().unwrap().encode_utf16().count();
    let (start, length) = (units("Not Applicable"), "Not Applicable".len());
    assert_eq!(
        dangers,
        [
            &json!({
                "metric": "issue_resolved", "index": 0, "rule": 1, "severity": "danger", "field": "prompt",
                "span": {"start": 51, "end": 58}, "code": "answerNotAChoice", "params": {"answers": ["unclear"]},
                "fix": {"safe": true, "steps": [{"kind": "addChoices", "choices": ["unclear"]}]}
            }),
            &json!({
                "metric": "promised_amount", "index": 1, "rule": 4, "severity": "danger", "field": "prompt",
                "span": {"start": start, "end": start + length}, "code": "wordForNumber",
                "params": {"word": "Not Applicable"},
                "fix": {"safe": false, "steps": [
                    {"kind": "replaceInPrompt", "start": start - 1, "end": start + length + 1, "text": "-1"}
                ]}
            }),
        ]
    );
}

#[test]
fn warnings_alone_end_with_0() {
    let output = lint(&fixture("fine.json"));
    assert_eq!(output.status.code(), Some(0));
    let findings = findings(&output);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0]["rule"], 21);
    assert_eq!(findings[0]["metric"], "summary");
}

#[test]
fn standard_input_is_a_file_too() {
    let home = tempfile::tempdir().unwrap();
    let mut child = debrief(home.path())
        .args(["--lint", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"{\"dispositionMetrics\": []}")
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(output.stdout, b"[]\n");
}

#[test]
fn what_cannot_be_read_ends_with_2_and_prints_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("broken.json");
    std::fs::write(&broken, "{").unwrap();
    let other = folder.path().join("other.json");
    std::fs::write(&other, "{\"metrics\": []}").unwrap();
    for file in [broken, other, folder.path().join("missing.json")] {
        let output = lint(&file);
        assert_eq!(output.status.code(), Some(2), "{}", file.display());
        assert_eq!(output.stdout, b"");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            said.starts_with("debrief: ") && said.lines().count() == 1,
            "{said}"
        );
    }
}
