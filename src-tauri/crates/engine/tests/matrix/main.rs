//! The fault matrix: a publish of a real working copy against the real sandbox, with something going wrong at every
//! request, and then what a person can do about it. At the end nothing that was typed is lost, nothing was made twice and
//! nothing of anybody else's was changed.
//!
//! `MATRIX=text` runs the cases whose name contains the text; `-- --nocapture` shows the table.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a failed unwrap is a failed test, and the table is for reading"
)]

mod cases;
mod check;
mod colleague;
mod drive;
mod end;
mod faults;
mod known;
mod moment;
mod raw;
mod recover;
mod report;
mod rig;
mod steps;
mod table;
mod twin;
mod world;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cases::Case;
use check::Broken;
use drive::Outcome;
use report::Report;
use rig::Stage;
use steps::Speech;

/// Cases in flight. Most of the time of one is waiting.
const IN_FLIGHT: usize = 10;
/// The longest that a case may take.
const LIMIT: Duration = Duration::from_secs(20);
/// How long a request is held up for something to happen meanwhile. Doubled when the moment was missed, which happens
/// on a busy machine.
const HOLD: Duration = Duration::from_millis(120);
/// How often such a case is tried.
const TRIES: u32 = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whatever_goes_wrong_at_any_step_nothing_is_lost_and_nothing_is_made_twice() {
    let wanted = std::env::var("MATRIX").unwrap_or_default();
    let cases: Vec<Case> = cases::all()
        .into_iter()
        .filter(|case| case.to_string().contains(&wanted))
        .collect();
    assert!(!cases.is_empty(), "no case is called {wanted:?}");
    println!("{} cases", cases.len());
    let began = tokio::time::Instant::now();
    let queue = Arc::new(Mutex::new(
        cases.clone().into_iter().enumerate().rev().collect::<Vec<_>>(),
    ));
    let workers: Vec<_> = (0..IN_FLIGHT)
        .map(|_| tokio::spawn(work(Arc::clone(&queue))))
        .collect();
    let mut outcomes = Vec::new();
    for worker in workers {
        outcomes.extend(worker.await.unwrap());
    }
    outcomes.sort_by_key(|(number, _)| *number);
    let mut report = Report::default();
    for (number, outcome) in outcomes {
        report.add(&cases[number], outcome);
    }
    println!("{report}{:.0?} for {} cases", began.elapsed(), report.cases());
    assert_eq!(usize::try_from(report.cases()).unwrap(), cases.len());
    assert!(report.is_clean(), "cases failed: {:#?}", report.failed());
}

type Queue = Arc<Mutex<Vec<(usize, Case)>>>;

/// Runs cases until there are no more.
async fn work(queue: Queue) -> Vec<(usize, Outcome)> {
    let mut stages = HashMap::new();
    let mut outcomes = Vec::new();
    loop {
        let next = queue.lock().unwrap().pop();
        let Some((number, case)) = next else {
            return outcomes;
        };
        outcomes.push((number, Box::pin(attempt(case, &mut stages)).await));
    }
}

async fn attempt(case: Case, stages: &mut HashMap<Speech, (Arc<Stage>, Vec<String>)>) -> Outcome {
    for again in 0..TRIES {
        let used_up = stages
            .get(&case.speech)
            .is_none_or(|(_, agents)| agents.is_empty());
        if used_up {
            let mut stage = Stage::new(case.speech).await;
            let agents = std::iter::from_fn(|| stage.agent()).collect();
            stages.insert(case.speech, (Arc::new(stage), agents));
        }
        let (stage, agents) = stages.get_mut(&case.speech).unwrap();
        let (stage, agent) = (Arc::clone(stage), agents.pop().unwrap());
        let hold = HOLD * 2_u32.pow(again);
        let run = tokio::spawn(async move { drive::run(&case, &stage, &agent, hold).await });
        let handle = run.abort_handle();
        let outcome = match tokio::time::timeout(LIMIT, run).await {
            Ok(Ok(Ok(outcome))) => return outcome,
            Ok(Ok(Err(moment::Missed))) => continue,
            Ok(Err(panic)) => format!("panicked: {panic}"),
            Err(_) => format!("not at rest after {LIMIT:?}"),
        };
        handle.abort();
        // Its faults may still be armed, and its publish on its way.
        stages.remove(&case.speech);
        return Err(vec![(Broken::Stuck, outcome)]);
    }
    Err(vec![(
        Broken::Stuck,
        format!("its moment was missed {TRIES} times"),
    )])
}
