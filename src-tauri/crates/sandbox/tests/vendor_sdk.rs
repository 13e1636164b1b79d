//! The vendor's own SDK drives a sandbox in which both generations are spoken, and every answer satisfies its models.

#[path = "support/harness.rs"]
mod harness;
#[path = "support/python.rs"]
mod python;

use std::ffi::OsStr;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use atoms_sandbox::{Generation, Options, Quirks};
use harness::Client;

const SDK: &str = "smallestai==5.14.0";
const PARTS: [&str; 7] = [
    "who_and_what",
    "drafts_and_versions",
    "branches_and_revisions",
    "two_writers_of_one_draft",
    "closed_for_agents_that_moved",
    "calls",
    "webhooks",
];

#[tokio::test(flavor = "multi_thread")]
async fn the_sdk_cannot_tell() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let Some(python) = python::environment("vendor_sdk", folder.path(), &[SDK])? else {
        return Ok(());
    };
    let client = Client::with(Options {
        admin: true,
        generation: Generation::Mixed,
        quirks: Quirks {
            check: Duration::from_millis(200),
            ..Quirks::default()
        },
        ..Options::default()
    })
    .await?;
    let waves = client
        .sandbox
        .waves_url()
        .strip_suffix("/waves/v1")
        .context("address")?
        .to_owned();
    let (url, key) = (client.sandbox.url(), client.sandbox.api_key().to_owned());
    let output = tokio::task::spawn_blocking(move || {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sdk/drive.py");
        let arguments = [script.as_os_str(), url.as_ref(), waves.as_ref(), OsStr::new(&key)];
        python::run(python, &arguments, &[])
    })
    .await??;
    let said = python::succeed("the SDK", &output)?;
    let expected: Vec<String> = PARTS.iter().map(|part| format!("ok {part}")).collect();
    assert_eq!(said.lines().collect::<Vec<_>>(), expected);

    // It was the SDK, and it went the whole way in both generations.
    let requests = client.sandbox.requests();
    let went = |method: &str, end: &str| {
        requests
            .iter()
            .any(|request| request.method == method && request.path.ends_with(end) && request.status < 300)
    };
    assert!(went("PATCH", "/activate") && went("POST", "/restore") && went("POST", "/draft/publish"));
    assert!(requests.iter().any(|request| request.status == 409));
    Ok(())
}
