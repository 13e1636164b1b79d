//! How long lint takes over 200 metrics, all of them and after one edit, and how it grows with one prompt. Prints one line
//! a figure, for `cargo xtask bench`: `BENCH <name> <p95 or ratio> <unit> <limit>`.
#![allow(
    clippy::print_stdout,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a bench speaks through its output, and one without its data is worth nothing"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use debrief_metrics::{Context, Linter, Metric, MetricSet, library};
use serde_json::{Value, json};

const METRICS: usize = 200;
const ROUNDS: usize = 60;
const EDITS: usize = 400;

fn main() {
    let metrics = metrics();
    let context = Context::default();

    let mut whole = Vec::new();
    for _ in 0..ROUNDS {
        let mut linter = Linter::new();
        let start = Instant::now();
        black_box(linter.lint(black_box(&metrics), &context));
        whole.push(start.elapsed());
    }
    report("lint-200-metrics", &mut whole, 100);

    let mut linter = Linter::new();
    linter.lint(&metrics, &context);
    let mut after_edit = Vec::new();
    let mut edited = metrics;
    for edit in 0..EDITS {
        // A letter more at the end of another metric's prompt each time, as somebody types.
        let metric = edited.get_mut(edit * 7 % METRICS).unwrap();
        metric.prompt.push(['a', ' ', 'e'][edit % 3]);
        let start = Instant::now();
        black_box(linter.lint(black_box(&edited), &context));
        after_edit.push(start.elapsed());
    }
    report("lint-after-one-edit-among-200", &mut after_edit, 5);

    let (short, long) = (prompt_of(200), prompt_of(2_000));
    println!(
        "BENCH lint-of-a-prompt-ten-times-as-long {:.3} x 15",
        long.as_secs_f64() / short.as_secs_f64()
    );
}

/// The shortest of some times for one metric with so many sentences: what grows faster than the text shows here.
fn prompt_of(sentences: usize) -> Duration {
    let set = MetricSet::read(Some(&json!({ "dispositionMetrics": [{
        "identifier": "thanked",
        "dispositionMetricPrompt": "Did the caller say thank you? ".repeat(sentences),
        "dispositionMetricType": "BOOLEAN",
    }] })))
    .unwrap();
    let metrics = set.metrics();
    let times = (0..5).map(|_| {
        let start = Instant::now();
        black_box(Linter::new().lint(black_box(&metrics), &Context::default()));
        start.elapsed()
    });
    times.min().unwrap()
}

/// As agents have them: the library under other names, and the labelled metrics, good and bad.
fn metrics() -> Vec<Metric> {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../tests/fixtures/corpus/seen.json")).unwrap();
    let labelled = cases.into_iter().map(|case| case["metric"].clone());
    let own = library().unwrap().into_iter().map(|template| {
        json!({
            "identifier": template.identifier,
            "dispositionMetricPrompt": template.prompt,
            "dispositionMetricType": template.data_type.wire(),
            "choices": template.choices,
        })
    });
    let list: Vec<Value> = own
        .chain(labelled)
        .take(METRICS)
        .enumerate()
        .map(|(number, mut metric)| {
            metric["identifier"] = format!("metric_{number}").into();
            metric
        })
        .collect();
    let set = MetricSet::read(Some(&json!({ "dispositionMetrics": list }))).unwrap();
    assert_eq!(set.len(), METRICS, "the bench is about {METRICS} metrics");
    set.metrics()
}

fn report(name: &str, times: &mut [Duration], limit_ms: u32) {
    times.sort();
    let p95 = times.get(times.len() * 95 / 100).unwrap();
    println!("BENCH {name} {:.3} ms {limit_ms}", p95.as_secs_f64() * 1000.0);
}
