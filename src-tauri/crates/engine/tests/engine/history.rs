//! The version history.

use std::time::{Duration, Instant};

use atoms_sandbox::{Cut, FaultAction, Generation, Quirks};
use debrief_engine::ErrorCode;
use debrief_engine::views::{CheckState, Notice, RowChange, RowMetrics, VersionFilter, VersionRow};
use serde_json::{Value, json};

use crate::support::{Bench, LABEL};

#[tokio::test]
async fn versions_come_newest_first_with_one_that_is_live() {
    let bench = Bench::changed().await;
    let done = bench.publish().await;
    let page = bench
        .engine
        .list_versions(&bench.agent, None, 0, 500)
        .await
        .unwrap();
    assert_eq!(page.total as usize, page.versions.len());
    let numbers: Vec<_> = page.versions.iter().map(|row| row.number.unwrap()).collect();
    assert!(numbers.is_sorted_by(|a, b| a > b));
    let newest = &page.versions[0];
    assert_eq!(Some(&newest.id), done.new_version_id.as_ref());
    assert_eq!(
        (newest.label.as_deref(), newest.author.as_deref()),
        (Some(LABEL), Some("Priya Raman"))
    );
    assert_eq!((newest.is_live, newest.check), (true, CheckState::Passed));
    assert_eq!(page.versions.iter().filter(|row| row.is_live).count(), 1);

    let second = bench
        .engine
        .list_versions(&bench.agent, None, 3, 2)
        .await
        .unwrap();
    assert_eq!(second.versions.as_slice(), &page.versions[3..5]);
}

#[tokio::test]
async fn an_old_version_shows_the_metrics_that_it_had() {
    let bench = Bench::new().await;
    let page = bench
        .engine
        .list_versions(&bench.agent, None, 0, 100)
        .await
        .unwrap();
    let oldest = page.versions.last().unwrap();
    let view = bench.engine.open_version(&bench.agent, &oldest.id).await.unwrap();
    let names: Vec<_> = view.metrics.iter().map(|row| row.identifier.as_str()).collect();
    assert_eq!(names, ["contact_reason", "call_resolved"]);
    assert!(view.metrics.iter().all(|row| row.change == RowChange::Same));
    assert_eq!(view.version.label.as_deref(), Some("Launch"));
}

async fn on(generation: Generation) -> Bench {
    Bench::on(generation, Quirks::default()).await
}

/// All rows, a page at a time.
async fn rows(bench: &Bench, limit: u32) -> Vec<VersionRow> {
    let mut rows = Vec::new();
    loop {
        let skip = u32::try_from(rows.len()).unwrap();
        let list = bench.engine.list_versions(&bench.agent, None, skip, limit);
        let page = list.await.unwrap();
        rows.extend(page.versions);
        if rows.len() >= page.total as usize {
            return rows;
        }
    }
}

/// The live configuration of the metrics with another prompt for its first one.
async fn reworded(bench: &Bench, prompt: &str) -> Value {
    let (_, live) = bench.live().await;
    let mut config = live["postCallAnalyticsConfig"].clone();
    config["dispositionMetrics"][0]["dispositionMetricPrompt"] = prompt.into();
    json!({ "postCallAnalyticsConfig": config })
}

#[tokio::test]
async fn each_row_says_what_it_changed_as_far_as_blocks_tell() {
    for generation in [Generation::V1, Generation::V2] {
        let bench = on(generation).await;
        bench.colleague(json!({"slmModel": "another"}));
        bench.colleague(reworded(&bench, "Why did they call? Answer other if unclear.").await);
        let all = rows(&bench, 3).await;
        // The same rows, however they were paged.
        assert_eq!(all, rows(&bench, 50).await);
        assert_eq!(
            (all[0].sections.as_deref(), all[0].metrics, all[0].is_first),
            (Some(&[][..]), RowMetrics::NotRead, false)
        );
        assert_eq!(
            (all[1].sections.as_deref(), all[1].metrics),
            (Some(&["llm".to_owned()][..]), RowMetrics::Same)
        );
        let first = all.last().unwrap();
        assert_eq!(
            (first.sections.as_deref(), first.metrics, first.is_first),
            (Some(&[][..]), RowMetrics::First, true)
        );
        assert_eq!(all.iter().filter(|row| row.is_first).count(), 1);
    }
}

#[tokio::test]
async fn rows_in_sight_are_read_once_for_each_content_and_then_never_again() {
    for generation in [Generation::V1, Generation::V2] {
        let bench = on(generation).await;
        bench.colleague(reworded(&bench, "Why did they call? Answer other if unclear.").await);
        bench.colleague(json!({"slmModel": "one"}));
        bench.colleague(json!({"slmModel": "two"}));
        let ids = |rows: &[VersionRow]| -> Vec<String> { rows.iter().map(|row| row.id.clone()).collect() };
        let all = ids(&rows(&bench, 50).await);

        let from = bench.mark();
        let read = bench
            .engine
            .read_rows(&bench.agent, all[..3].to_vec())
            .await
            .unwrap();
        assert_eq!(
            bench.mark() - from,
            2,
            "the content of three rows, and the one before it"
        );
        assert!(read.iter().all(|row| row.error.is_none()));
        assert_eq!(
            (read[0].metrics, read[1].metrics),
            (RowMetrics::Same, RowMetrics::Same)
        );
        let RowMetrics::Changed { counts } = read[2].metrics else {
            panic!("{:?}", read[2]);
        };
        assert_eq!((counts.changed, counts.reworded, counts.added), (1, 1, 0));

        let from = bench.mark();
        let again = bench
            .engine
            .read_rows(&bench.agent, all[..3].to_vec())
            .await
            .unwrap();
        assert_eq!(again, read);
        for id in &all[..3] {
            bench.engine.open_version(&bench.agent, id).await.unwrap();
        }
        assert_eq!(bench.mark(), from, "nobody was asked");
        assert_eq!(rows(&bench, 50).await[2].metrics, read[2].metrics);

        // The same rows asked for by several at once.
        let next = bench.restarted();
        let from = bench.mark();
        let rest = all[3..].to_vec();
        let (one, two) = tokio::join!(
            next.read_rows(&bench.agent, rest.clone()),
            next.read_rows(&bench.agent, rest.clone())
        );
        assert_eq!(one.unwrap(), two.unwrap());
        let asked = bench.seen(from);
        assert!(
            asked.len() < rest.len(),
            "{} requests for {} rows",
            asked.len(),
            rest.len()
        );
    }
}

fn refusing() -> FaultAction {
    FaultAction::Answer {
        status: 400,
        headers: std::collections::BTreeMap::default(),
        body: json!({"status": false, "errors": ["Not today"]}),
    }
}

#[tokio::test]
async fn a_row_that_cannot_be_read_says_so_and_the_others_are_there() {
    for (generation, detail) in [
        (Generation::V1, "/atoms/v1/agent/*/versions/*"),
        (Generation::V2, "/atoms/v1/agent/*/revisions/*"),
    ] {
        let bench = on(generation).await;
        let all = rows(&bench, 50).await;
        let unread = |row: &&VersionRow| row.metrics == RowMetrics::NotRead;
        let [one, other] = [all.iter().find(unread), all.iter().rfind(unread)].map(|row| &row.unwrap().id);
        // Of one version Atoms gives the configuration in neither form, of another one not in the first.
        bench.fault("GET", &format!("/agent/{}", bench.agent), Some(2), refusing());
        bench.fault("GET", detail, Some(1), refusing());
        let asked = vec![one.clone(), "nobody".to_owned()];
        let read = bench.engine.read_rows(&bench.agent, asked).await.unwrap();
        assert_eq!(read[0].metrics, RowMetrics::NotRead);
        let error = read[0].error.as_ref().unwrap();
        assert_eq!(
            (error.code, error.words.as_deref()),
            (ErrorCode::Refused, Some("Not today"))
        );
        assert_eq!(read[1].error.as_ref().unwrap().code, ErrorCode::NotFound);

        // What came is kept; the rest is asked for again, beside others.
        let from = bench.mark();
        let asked = vec![one.clone(), other.clone()];
        let read = bench.engine.read_rows(&bench.agent, asked).await.unwrap();
        assert!(
            read.iter()
                .all(|row| row.error.is_none() && row.metrics != RowMetrics::NotRead),
            "{read:?}"
        );
        assert!(bench.mark() - from <= 3, "{:?}", bench.seen(from));
    }
}

#[tokio::test]
async fn without_blocks_a_row_is_read_and_with_blocks_later_it_is_not_read_again() {
    let bench = on(Generation::V1).await;
    bench.open().await;
    bench.colleague(json!({"slmModel": "another"}));
    let page = bench.client.versions(&bench.agent, 0, 3).await.unwrap();
    let silent: Vec<Value> = page
        .versions
        .iter()
        .map(|version| json!({"_id": version.id, "versionNumber": version.number, "publishedAt": version.published_at}))
        .collect();
    let body = json!({"status": true, "data": {"versions": silent, "total": page.total}});
    let answer = FaultAction::Answer {
        status: 200,
        headers: std::collections::BTreeMap::default(),
        body,
    };
    bench.fault("GET", "/versions", Some(1), answer);
    let list = bench.engine.list_versions(&bench.agent, None, 0, 2);
    let told = list.await.unwrap().versions;
    for row in &told {
        assert_eq!((&row.sections, row.metrics), (&None, RowMetrics::NotRead));
    }
    let from = bench.mark();
    let ids: Vec<String> = told.iter().map(|row| row.id.clone()).collect();
    let read = bench.engine.read_rows(&bench.agent, ids.clone()).await.unwrap();
    assert_eq!(
        bench.mark() - from,
        2,
        "each version by itself, but the live one is here"
    );
    assert_eq!(read[0].metrics, RowMetrics::Same);
    assert!(matches!(read[1].metrics, RowMetrics::Changed { .. }));

    let rows = rows(&bench, 50).await;
    assert_eq!(
        (&rows[0].sections, rows[0].metrics),
        (&Some(vec!["llm".to_owned()]), read[0].metrics)
    );
    let from = bench.mark();
    for id in &ids {
        bench.engine.open_version(&bench.agent, id).await.unwrap();
    }
    assert_eq!(
        bench.mark(),
        from,
        "what was kept by its version is found by its block"
    );
}

fn filter(text: &str) -> VersionFilter {
    VersionFilter {
        text: text.into(),
        limit: 100,
        ..VersionFilter::default()
    }
}

#[tokio::test]
async fn what_a_row_shows_is_found_its_number_and_the_readable_names_of_its_metrics() {
    for generation in [Generation::V1, Generation::V2] {
        let bench = on(generation).await;
        let all = rows(&bench, 50).await;
        bench.engine.read_all(&bench.agent, None).await.unwrap();
        let find = |text: &str, number| {
            let filter = VersionFilter {
                number,
                ..filter(text)
            };
            bench.engine.search_versions(&bench.agent, None, filter)
        };
        let wanted = all[1].number;
        assert!(wanted.is_some());
        let found = find("Version of nobody", wanted).await.unwrap();
        assert_eq!(
            found.versions.iter().map(|row| row.number).collect::<Vec<_>>(),
            [wanted]
        );
        assert_eq!(find("Version of nobody", None).await.unwrap().found, 0);

        let written = find("call_resolved", None).await.unwrap();
        let readable = find(" Call  resolved", None).await.unwrap();
        assert!(written.found > 0);
        assert_eq!(readable.versions, written.versions);
    }
}

#[tokio::test]
async fn five_thousand_versions_open_in_two_requests_and_are_found_quickly() {
    for generation in [Generation::V1, Generation::V2] {
        let bench = on(generation).await;
        let own = bench.versions_in(generation).await;
        let count = 5000 - own;
        bench.sandbox.add_versions(&bench.agent, count as usize).unwrap();
        let from = bench.mark();
        let page = bench
            .engine
            .list_versions(&bench.agent, None, 0, 50)
            .await
            .unwrap();
        assert!(bench.mark() - from <= 2, "{:?}", bench.seen(from));
        assert_eq!((page.total, page.versions.len()), (5000, 50));
        assert!(page.versions.iter().all(|row| row.metrics == RowMetrics::Same));

        let plan = bench.engine.reading_plan(&bench.agent, None).await.unwrap();
        assert_eq!((plan.total, plan.exact, plan.going), (5000, false, false));
        let from = bench.mark();
        let done = bench.engine.read_all(&bench.agent, None).await.unwrap();
        assert_eq!(
            (done.read, done.total, done.requests),
            (5000, 5000, 0),
            "{done:?}"
        );
        let asked = u32::try_from(bench.mark() - from).unwrap();
        assert!(asked <= plan.requests && asked <= 52 + own, "{asked}");
        let configs = bench
            .seen(from)
            .iter()
            .filter(|seen| seen.line == "GET /agent/{id}")
            .count();
        assert!(configs <= own as usize, "{configs} of {own}");

        // Nothing is left to read.
        let from = bench.mark();
        bench.engine.read_all(&bench.agent, None).await.unwrap();
        assert!(bench.mark() == from);

        let from = Instant::now();
        let found = bench
            .engine
            .search_versions(&bench.agent, None, filter("ROUTINE change 49"))
            .await
            .unwrap();
        let took = from.elapsed();
        assert_eq!((found.read, found.total), (5000, 5000));
        assert!(
            found.found >= 11 && found.versions.len() == found.found as usize,
            "{}",
            found.found
        );
        assert!(took < Duration::from_secs(2), "{took:?} without optimisation");
        println!("a search in 5000 versions took {took:?}");
        let changes = VersionFilter {
            only_metric_changes: true,
            ..filter("")
        };
        let found = bench
            .engine
            .search_versions(&bench.agent, None, changes)
            .await
            .unwrap();
        assert!(found.found > 0 && found.found < own, "{}", found.found);
    }
}

#[tokio::test]
async fn what_was_read_is_found_by_text_author_and_change() {
    let bench = on(Generation::V2).await;
    bench.colleague(reworded(&bench, "Did a ZEPPELIN come up? Answer other if unclear.").await);
    let listed = rows(&bench, 50).await;
    let find = |filter| bench.engine.search_versions(&bench.agent, None, filter);
    let found = find(filter("zeppelin")).await.unwrap();
    assert_eq!((found.found, found.read), (0, 0));
    assert_eq!(found.total as usize, listed.len());
    assert_eq!(find(filter("")).await.unwrap().versions, listed);

    bench.engine.read_all(&bench.agent, None).await.unwrap();
    let found = find(filter("zeppelin")).await.unwrap();
    assert_eq!((found.found, found.read), (1, found.total));
    assert_eq!(found.versions[0].id, listed[0].id);
    assert!(matches!(found.versions[0].metrics, RowMetrics::Changed { .. }));
    assert_eq!(find(filter(" FASTER model ")).await.unwrap().found, 1);
    let by = |author: &str| VersionFilter {
        author: Some(author.into()),
        ..filter("")
    };
    assert!(found.authors.contains(&"Mei Tanaka".to_owned()) && found.authors.is_sorted());
    let meis = find(by("Mei Tanaka")).await.unwrap();
    assert!(
        meis.found > 0
            && meis
                .versions
                .iter()
                .all(|row| row.author.as_deref() == Some("Mei Tanaka"))
    );
    assert_eq!(find(by("Nobody")).await.unwrap().found, 0);
    let part = VersionFilter {
        skip: 1,
        limit: 2,
        ..filter("")
    };
    let part = find(part).await.unwrap();
    assert_eq!(
        part.versions.as_slice(),
        find(filter("")).await.unwrap().versions.get(1..3).unwrap()
    );
    assert_eq!(part.found as usize, listed.len());
}

#[tokio::test]
async fn a_reading_is_told_can_be_stopped_and_goes_on_where_it_was() {
    let bench = on(Generation::V1).await;
    for number in 0..40 {
        let prompt = format!("Why did they call, {number}? Answer other if unclear.");
        bench.colleague(reworded(&bench, &prompt).await);
    }
    bench
        .engine
        .list_versions(&bench.agent, None, 0, 90)
        .await
        .unwrap();
    let plan = bench.engine.reading_plan(&bench.agent, None).await.unwrap();
    assert!(plan.exact && plan.read == 0 && plan.requests > 40, "{plan:?}");

    // Stopped after a few answers.
    let (engine, agent) = (bench.engine.clone(), bench.agent.clone());
    let reading = tokio::spawn(async move { engine.read_all(&agent, None).await });
    loop {
        tokio::time::sleep(Duration::from_millis(2)).await;
        let view = bench.engine.reading_plan(&bench.agent, None).await.unwrap();
        if view.read >= 4 {
            bench.engine.stop_reading(&bench.agent).await.unwrap();
            break;
        }
    }
    let stopped = reading.await.unwrap().unwrap();
    assert!(
        stopped.read >= 4 && stopped.requests > 0 && !stopped.going,
        "{stopped:?}"
    );
    assert_eq!(stopped.error, None);

    let told = std::sync::Arc::new(std::sync::Mutex::new(0));
    let counter = std::sync::Arc::clone(&told);
    bench.hooks.set(move |notice| {
        if matches!(notice, Notice::HistoryRead { .. }) {
            *counter.lock().unwrap() += 1;
        }
    });
    let from = bench.mark();
    let next = bench.restarted();
    let done = next.read_all(&bench.agent, None).await.unwrap();
    assert_eq!((done.read, done.requests), (done.total, 0));
    let asked = u32::try_from(bench.mark() - from).unwrap();
    assert_eq!(asked, stopped.requests, "what was not read, and nothing else");
    let told = *told.lock().unwrap();
    assert!((1..asked).contains(&told), "{told} notices for {asked} requests");
}

#[tokio::test]
async fn a_reading_that_cannot_go_on_says_why() {
    let bench = on(Generation::V1).await;
    rows(&bench, 50).await;
    bench.fault("GET", "", None, FaultAction::Cut { cut: Cut::Before });
    let view = bench.engine.read_all(&bench.agent, None).await.unwrap();
    assert!(
        view.error.is_some() && !view.going && view.requests > 0,
        "{view:?}"
    );
    bench.sandbox.clear_faults();
    let view = bench.engine.read_all(&bench.agent, None).await.unwrap();
    assert_eq!((view.error, view.requests), (None, 0));
}

#[tokio::test]
async fn a_branch_has_a_history_of_its_own_that_goes_on_in_the_one_it_began_from() {
    let bench = on(Generation::V2).await;
    let main = rows(&bench, 50).await;
    let mut aside = crate::support::change(reworded(&bench, "A try? Answer other if unclear.").await);
    aside.activate = false;
    let id = bench.sandbox.colleague_publishes(&bench.agent, &aside).unwrap();
    let branches = bench.client.branches(&bench.agent).await.unwrap();
    let branch = branches.into_iter().find(|branch| !branch.is_live).unwrap().id;
    let list = bench
        .engine
        .list_versions(&bench.agent, Some(branch.clone()), 0, 50);
    let page = list.await.unwrap();
    assert_eq!(
        (page.total, page.versions.len(), &page.versions[0].id),
        (1, 1, &id)
    );
    let row = &page.versions[0];
    assert_eq!(
        (row.is_first, row.is_live, row.sections.as_deref(), row.metrics),
        (false, false, Some(&[][..]), RowMetrics::NotRead)
    );
    let read = bench.engine.read_rows(&bench.agent, vec![id]).await.unwrap();
    assert!(matches!(read[0].metrics, RowMetrics::Changed { counts } if counts.reworded == 1));
    // Neither shows the rows of the other one.
    let kept = bench
        .engine
        .kept_versions(&bench.agent, None)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.versions, main);
    let kept = bench
        .engine
        .kept_versions(&bench.agent, Some(branch))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.versions.len(), 1);
    let nowhere = bench
        .engine
        .list_versions(&bench.agent, Some("6943e8f37c7028ecb88122e0".into()), 0, 50)
        .await;
    assert_eq!(nowhere.unwrap_err().code(), ErrorCode::NotFound);
}
