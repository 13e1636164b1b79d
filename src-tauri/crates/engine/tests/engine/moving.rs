//! Metrics into files and out of them.

use std::sync::Arc;

use debrief_engine::views::{
    AgentView, CopyState, Edit, FileFormat, ImportChoice, ImportRow, ImportState, ImportView, Way,
};
use debrief_engine::{DialogAnswer, DialogWords, Engine, Error, MemoryFiles, Ports};
use debrief_metrics::{Consequence, DataType, FileProblem, Flag, MOST_ENTRIES, RowProblem, Severity, What};
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::support::Bench;

struct Desk {
    bench: Bench,
    engine: Engine,
    files: Arc<MemoryFiles>,
}

fn words() -> DialogWords {
    DialogWords {
        title: "Metrics".into(),
        kind: "Metrics".into(),
    }
}

impl Desk {
    /// An engine with files of its own, on which the sample agent is open.
    async fn new() -> Self {
        let bench = Bench::new().await;
        let files = Arc::<MemoryFiles>::default();
        let engine = Engine::new(Ports {
            files: Arc::clone(&files) as _,
            ..Ports::in_memory().unwrap()
        });
        let key = SecretString::from(bench.sandbox.api_key());
        engine.connect(Some(&bench.sandbox.url()), key).await.unwrap();
        engine.open_agent(&bench.agent, true).await.unwrap();
        Self { bench, engine, files }
    }

    async fn view(&self) -> AgentView {
        self.engine.open_agent(&self.bench.agent, false).await.unwrap()
    }

    async fn exported(&self, chosen: Option<Vec<String>>, format: FileFormat) -> String {
        self.files.answer(DialogAnswer::Save("/out".into()));
        let saved = self
            .engine
            .export_metrics(&self.bench.agent, chosen, format, words())
            .await;
        assert_eq!(saved.unwrap().unwrap().name, "out");
        String::from_utf8(self.files.get("/out").unwrap()).unwrap()
    }

    async fn read(&self, text: &str) -> (String, Vec<ImportRow>) {
        self.files.put("/in.csv", text);
        self.files.answer(DialogAnswer::Open("/in.csv".into()));
        match self.engine.read_import(&self.bench.agent, words()).await.unwrap() {
            Some(ImportView::Rows {
                token,
                rows,
                file_name,
                ..
            }) => {
                assert_eq!(file_name, "in.csv");
                (token, rows)
            }
            other => panic!("{other:?}"),
        }
    }

    async fn apply(&self, token: &str, chosen: &[(u32, Way)]) -> Result<AgentView, Error> {
        let chosen = chosen
            .iter()
            .map(|(at, way)| ImportChoice { at: *at, way: *way })
            .collect();
        self.engine.apply_import(&self.bench.agent, token, chosen).await
    }
}

fn kinds(rows: &[ImportRow]) -> Vec<&'static str> {
    let kind = |row: &ImportRow| match &row.state {
        ImportState::New => "new",
        ImportState::Identical => "identical",
        ImportState::Different { .. } => "different",
        ImportState::Refused { .. } => "refused",
    };
    rows.iter().map(kind).collect()
}

const TABLE: &str = "identifier,type,prompt,choices\n\
    asked_for_person,yes/no,\"Did the caller ask, at any time, to speak with a person instead of the assistant? \
    A transfer the agent offered by itself does not count. If not, answer false.\",\n\
    order_number,text,Which order number?,\n\
    mood,choice,How did the caller feel at the end?,good; bad\n\
    ,text,No name,\n\
    Call Outcome,text,What came of it?,\n";

#[tokio::test]
async fn what_was_exported_comes_back_as_identical() {
    let desk = Desk::new().await;
    let all = desk.view().await.metrics.len();
    for format in [FileFormat::Json, FileFormat::Csv] {
        let text = desk.exported(None, format).await;
        let (token, rows) = desk.read(&text).await;
        assert_eq!(kinds(&rows), vec!["identical"; all], "{format:?}");
        let nothing = desk.apply(&token, &[(1, Way::Replace), (2, Way::Beside)]).await;
        assert!(matches!(nothing, Err(Error::Invalid)), "{nothing:?}");
    }
    let asked = desk.files.asked();
    assert_eq!(asked[0].name, "Order Support metrics.json");
    assert_eq!(asked[2].name, "Order Support metrics.csv");
}

#[tokio::test]
async fn json_of_everything_is_what_is_sent_and_a_selection_is_metrics_alone() {
    let desk = Desk::new().await;
    let whole: Value = serde_json::from_str(&desk.exported(None, FileFormat::Json).await).unwrap();
    let live = desk.bench.live().await.1["postCallAnalyticsConfig"].clone();
    assert!(debrief_metrics::same_config(Some(&whole), Some(&live)));
    let first = desk.view().await.metrics[1].clone();
    let text = desk.exported(Some(vec![first.id]), FileFormat::Json).await;
    let some: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(some.as_object().unwrap().len(), 1);
    assert_eq!(some["dispositionMetrics"][0]["identifier"], first.identifier);
    assert_eq!(some["dispositionMetrics"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_import_into_another_working_copy_than_the_one_it_was_shown_beside_is_refused() {
    let desk = Desk::new().await;
    let (token, _) = desk.read(TABLE).await;
    let flag = Edit::SetFlag {
        flag: Flag::UseReasoningModel,
        value: true,
    };
    desk.engine.edit(&desk.bench.agent, flag).await.unwrap();
    let refused = desk.apply(&token, &[(4, Way::Replace)]).await;
    assert!(matches!(refused, Err(Error::LiveMoved)), "{refused:?}");
    assert_eq!(desk.view().await.changes.total, 1);
}

#[tokio::test]
async fn an_import_changes_nothing_before_it_is_applied_and_is_one_step_then() {
    let desk = Desk::new().await;
    let before = desk.view().await;
    let (token, rows) = desk.read(TABLE).await;
    assert_eq!(kinds(&rows), ["identical", "different", "new", "refused", "new"]);
    assert_eq!(
        rows[3].state,
        ImportState::Refused {
            problems: vec![RowProblem::IdentifierMissing]
        }
    );
    // What can be read and not be published says so before it is taken.
    assert!(matches!(
        rows[4].findings[0].what,
        What::IdentifierCharacters { .. }
    ));
    assert_eq!(desk.view().await.changes.total, 0);

    let after = desk
        .apply(&token, &[(3, Way::Replace), (4, Way::Replace), (5, Way::Replace)])
        .await
        .unwrap();
    assert_eq!((after.changes.added, after.changes.changed), (1, 1));
    let undone = desk.engine.edit(&desk.bench.agent, Edit::Undo).await.unwrap();
    assert_eq!(undone.changes.total, 0);
    assert_eq!(undone.metrics, before.metrics);
    // What was applied is not applied again.
    let again = desk.apply(&token, &[(4, Way::Replace)]).await;
    assert!(matches!(again, Err(Error::NotFound(_))), "{again:?}");
}

#[tokio::test]
async fn beside_gives_a_free_name_and_replacing_keeps_what_the_file_does_not_bring() {
    let desk = Desk::new().await;
    let (token, _) = desk.read(TABLE).await;
    let after = desk.apply(&token, &[(3, Way::Beside)]).await.unwrap();
    assert_eq!(after.metrics.last().unwrap().identifier, "order_number_2");
    let (token, _) = desk.read(TABLE).await;
    desk.apply(&token, &[(3, Way::Replace)]).await.unwrap();
    let text = desk.exported(None, FileFormat::Json).await;
    let whole: Value = serde_json::from_str(&text).unwrap();
    let metrics = whole["dispositionMetrics"].as_array().unwrap();
    let number = metrics
        .iter()
        .find(|metric| metric["identifier"] == "order_number")
        .unwrap();
    assert_eq!(number["dispositionMetricPrompt"], "Which order number?");
    assert_eq!(number["crmField"], "Case.OrderRef");
}

#[tokio::test]
async fn what_was_previewed_is_what_is_applied_whatever_became_of_the_file() {
    let desk = Desk::new().await;
    let (token, _) = desk.read(TABLE).await;
    desk.files
        .put("/in.csv", "identifier,type,prompt\nother,text,Why?\n");
    let after = desk.apply(&token, &[(4, Way::Replace)]).await.unwrap();
    assert_eq!(after.metrics.last().unwrap().identifier, "mood");
    let (token, _) = desk.read(TABLE).await;
    desk.engine.drop_import(&token);
    assert!(desk.apply(&token, &[(3, Way::Replace)]).await.is_err());
}

#[tokio::test]
async fn a_file_without_metrics_and_a_cancelled_dialog_say_so() {
    let desk = Desk::new().await;
    let read = || desk.engine.read_import(&desk.bench.agent, words());
    assert!(read().await.unwrap().is_none());
    desk.files.put("/in", json!({"agents": []}).to_string());
    desk.files.answer(DialogAnswer::Open("/in".into()));
    let Some(ImportView::Unreadable { problem, .. }) = read().await.unwrap() else {
        panic!()
    };
    assert_eq!(problem, FileProblem::NoList);
}

#[tokio::test]
async fn a_file_with_far_too_many_entries_says_how_many_and_how_many_are_read() {
    let desk = Desk::new().await;
    let mut text = String::from("identifier,type,prompt\n");
    for number in 0..20_000 {
        text.push_str(&format!("metric_{number},text,Why?\n"));
    }
    desk.files.put("/in", text);
    desk.files.answer(DialogAnswer::Open("/in".into()));
    let read = desk.engine.read_import(&desk.bench.agent, words()).await.unwrap();
    let Some(ImportView::Unreadable { problem, .. }) = read else {
        panic!("{read:?}")
    };
    let limit = MOST_ENTRIES;
    assert_eq!(problem, FileProblem::TooMany { found: 20_000, limit });
}

#[tokio::test]
async fn a_row_that_retypes_a_live_metric_or_takes_its_choices_says_so_before_it_is_taken() {
    let desk = Desk::new().await;
    let (_, rows) = desk
        .read(
            "identifier,type,prompt,choices\n\
             asked_for_person,text,\"Who did the caller ask for? If nobody, answer none.\",\n\
             contact_reason,choice,Why did they call?,order_status; late_parcel; other; none_stated\n\
             order_number,text,\"Which order number? If none, answer none.\",\n\
             mood,choice,How did the caller feel at the end?,good; bad\n",
        )
        .await;
    assert_eq!(kinds(&rows), ["different", "different", "different", "new"]);
    let retyped = Consequence::TypeChanged {
        from: Some(DataType::Boolean),
        to: Some(DataType::String),
    };
    assert_eq!(rows[0].consequences, [retyped]);
    let removed =
        ["order_change", "damaged_item", "product_question"].map(|choice| Consequence::ChoiceRemoved {
            choice: choice.into(),
        });
    assert_eq!(rows[1].consequences, removed);
    assert!(rows[2].consequences.is_empty() && rows[3].consequences.is_empty());
}

#[tokio::test]
async fn what_atoms_would_refuse_is_told_before_another_agent_has_it() {
    let desk = Desk::new().await;
    let (token, _) = desk.read(TABLE).await;
    let view = desk.apply(&token, &[(6, Way::Replace)]).await.unwrap();
    let metrics = [view.metrics.last().unwrap().id.clone()];
    let target = desk.bench.id_of("Returns Desk").await;
    let shown = desk.engine.copy_preview(&desk.bench.agent, &metrics, &target);
    let CopyState::Ready { metrics, .. } = shown.await.unwrap().state else {
        panic!()
    };
    let mut found = metrics[0].findings.iter();
    assert!(
        found.any(|finding| finding.severity == Severity::Refused
            && matches!(finding.what, What::IdentifierCharacters { .. })),
        "{metrics:?}"
    );
}
