//! Moments of a publish: a request is held up on its way, and something happens meanwhile.

use std::time::Duration;

use atoms_sandbox::FaultAction;
use debrief_engine::{Clock as _, Store, SystemClock};
use jiff::SignedDuration;

use crate::raw;
use crate::recover;
use crate::rig::Rig;
use crate::steps::{Step, fits};

/// How long the server takes to carry a request out, with room to spare.
const CARRIED_OUT: Duration = Duration::from_millis(15);
/// How long a request may take to come.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is done came too late: the machine was busy with something else. The case is run again.
#[derive(Debug)]
pub struct Missed;

pub fn held_up(hold: Duration, after: bool) -> FaultAction {
    FaultAction::Delay {
        delay_ms: u64::try_from(hold.as_millis()).unwrap(),
        after,
    }
}

/// Waits until the request of `step` is on its way; with `after` until it was carried out. False if it never came.
pub async fn reached(rig: &Rig, step: &Step, path: &str, from: usize, after: bool) -> bool {
    let began = tokio::time::Instant::now();
    while began.elapsed() < PATIENCE {
        if held(rig, step, path, from).is_some() {
            if after {
                tokio::time::sleep(CARRIED_OUT).await;
            }
            return true;
        }
        tokio::time::sleep(Duration::from_millis(12)).await;
    }
    false
}

/// Whether the request is still held up, after `hold` at most.
pub fn in_time(rig: &Rig, step: &Step, path: &str, from: usize, hold: Duration) -> Result<(), Missed> {
    let at = held(rig, step, path, from).ok_or(Missed)?;
    let since = SystemClock.now().duration_since(at);
    let hold = SignedDuration::try_from(hold).unwrap();
    if since < hold { Ok(()) } else { Err(Missed) }
}

fn held(rig: &Rig, step: &Step, path: &str, from: usize) -> Option<jiff::Timestamp> {
    let sent = raw::sent(&rig.sandbox, &rig.agent, from);
    let mut same = sent
        .iter()
        .filter(|request| request.method == step.method && fits(path, &request.path));
    same.nth(step.nth - 1).map(|request| request.at)
}

/// An app of its own, which can be killed at any moment.
pub struct Doomed {
    /// None once it is dead.
    runtime: Option<tokio::runtime::Runtime>,
}

impl Drop for Doomed {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Doomed {
    /// Starts the app over the rig's profile and publishes.
    pub fn publishes(rig: &Rig) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let (engine, _) = rig.restarted();
        let agent = rig.agent.clone();
        runtime.spawn(async move { recover::publish(&engine, &agent).await.map(|_| ()) });
        Self {
            runtime: Some(runtime),
        }
    }

    /// Nothing of it goes on. Returns once the server knows.
    pub async fn killed(self, hold: Duration) {
        drop(self);
        // A request that was held up before being carried out is dropped by the server with its connection.
        tokio::time::sleep(hold + CARRIED_OUT).await;
    }
}

/// Leaves no page free in the store's file, and none to add.
pub async fn fill(store: &Store) {
    store.meddle("PRAGMA max_page_count=1").unwrap();
    let mut number = 0;
    for size in [40_000, 9_000, 3_500, 500] {
        loop {
            number += 1;
            let name: &'static str = format!("ballast {number}").leak();
            if store.set_setting(name, Some(&"x".repeat(size))).await.is_err() {
                break;
            }
        }
    }
}

/// There is room again, and it may be written.
pub fn mend(store: &Store) {
    store.meddle("PRAGMA query_only=OFF").unwrap();
    store.meddle("PRAGMA max_page_count=1073741823").unwrap();
}
