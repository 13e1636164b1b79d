//! Templates of the person's own: kept in the profile, exported and imported as a file.

use std::sync::Arc;

use debrief_engine::views::{
    FileTemplate, KnownTemplates, OwnTemplate, RefusedReason, TemplateText, TemplatesFile, TemplatesOutcome,
};
use debrief_engine::{DialogAnswer, DialogWords, Engine, ErrorCode, MemoryFiles, Ports};
use debrief_metrics::{DataType, Field, MetricFields, Piece, ProblemCode};
use proptest::prelude::*;
use serde_json::{Value, json};

fn engine() -> Engine {
    Engine::new(Ports::in_memory().unwrap())
}

fn text(name: &str, identifier: &str) -> TemplateText {
    TemplateText {
        name: name.to_owned(),
        when_to_use: String::new(),
        fields: MetricFields {
            identifier: identifier.to_owned(),
            data_type: DataType::String,
            prompt: "What did the caller of {company} say?".to_owned(),
            choices: Vec::new(),
        },
    }
}

async fn save(engine: &Engine, texts: Vec<TemplateText>, set: Option<&str>) -> Vec<OwnTemplate> {
    match engine
        .save_templates(texts, set.map(str::to_owned))
        .await
        .unwrap()
    {
        TemplatesOutcome::Saved { templates } => templates,
        TemplatesOutcome::Refused { problems } => panic!("{problems:?}"),
    }
}

/// An engine, and what its dialogs and files do.
fn with_files() -> (Engine, Arc<MemoryFiles>) {
    let files = Arc::new(MemoryFiles::default());
    let engine = Engine::new(Ports {
        files: files.clone(),
        ..Ports::in_memory().unwrap()
    });
    (engine, files)
}

fn words() -> DialogWords {
    DialogWords {
        title: "Export templates".into(),
        kind: "Templates of Debrief".into(),
    }
}

/// The text of the file that these templates are exported to.
async fn exported(engine: &Engine, files: &MemoryFiles, ids: &[String]) -> String {
    files.answer(DialogAnswer::Save("/out.json".into()));
    let saved = engine.export_templates(ids, words()).await.unwrap().unwrap();
    assert_eq!(saved.name, "out.json");
    String::from_utf8(files.get("/out.json").unwrap()).unwrap()
}

async fn names(engine: &Engine) -> Vec<String> {
    let own = engine.own_templates().await.unwrap();
    own.into_iter().map(|template| template.text.name).collect()
}

async fn read(engine: &Engine, text: &str) -> (Vec<FileTemplate>, Vec<(u32, String, RefusedReason)>) {
    match engine
        .read_templates_text("mine.json".into(), text)
        .await
        .unwrap()
    {
        TemplatesFile::Read { entries, refused, .. } => (
            entries,
            refused
                .into_iter()
                .map(|each| (each.row, each.name, each.reason))
                .collect(),
        ),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_metric_and_a_whole_set_are_saved_without_a_workspace() {
    let engine = engine();
    let one = save(&engine, vec![text("", "call_outcome")], None).await;
    assert_eq!(one[0].text.name, "Call outcome");
    assert_eq!(
        one[0].pieces[1],
        Piece::Blank {
            name: "company".to_owned()
        }
    );
    let set = save(
        &engine,
        vec![text(" Mood ", "mood"), text("Cause", "cause")],
        Some(" Order Support "),
    )
    .await;
    assert!(
        set.iter()
            .all(|template| template.set.as_deref() == Some("Order Support"))
    );
    let own = engine.own_templates().await.unwrap();
    assert_eq!(own[..1], one[..]);
    assert_eq!(own[1..], set[..]);
    assert_eq!(names(&engine).await, ["Call outcome", "Mood", "Cause"]);
}

#[tokio::test]
async fn one_that_atoms_would_refuse_keeps_them_all_out() {
    let engine = engine();
    let mut bad = text("Bad", "Bad Name");
    bad.fields.prompt = " ".to_owned();
    let outcome = engine
        .save_templates(vec![text("Good", "good"), bad], None)
        .await
        .unwrap();
    let TemplatesOutcome::Refused { problems } = outcome else {
        panic!("{outcome:?}")
    };
    let found: Vec<_> = problems
        .iter()
        .map(|problem| (problem.metric, problem.code))
        .collect();
    assert_eq!(
        found,
        [
            (1, ProblemCode::IdentifierCharacters),
            (1, ProblemCode::PromptMissing)
        ]
    );
    assert!(names(&engine).await.is_empty());
    // The same identifier twice is no trouble among templates, and choices can wait for the card.
    let mut choice = text("Choice", "good");
    choice.fields.data_type = DataType::Enum;
    save(&engine, vec![text("Good", "good"), choice], None).await;
}

#[tokio::test]
async fn choices_are_kept_for_an_enum_alone_and_a_prompt_as_typed() {
    let engine = engine();
    let mut given = text("One", "one");
    given.fields.choices = vec!["a".to_owned()];
    given.fields.prompt = "  two lines\nas typed ".to_owned();
    let kept = save(&engine, vec![given.clone()], None).await;
    assert_eq!(kept[0].text.fields.choices, Vec::<String>::new());
    assert_eq!(kept[0].text.fields.prompt, given.fields.prompt);
}

#[tokio::test]
async fn a_template_changes_in_its_place_and_moves_between_sets() {
    let engine = engine();
    let kept = save(&engine, vec![text("A", "a"), text("B", "b")], Some("Set")).await;
    let mut changed = kept[0].text.clone();
    changed.name = "Renamed".to_owned();
    let outcome = engine
        .change_template(&kept[0].id, changed.clone(), None)
        .await
        .unwrap();
    let TemplatesOutcome::Saved { templates } = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(
        (&templates[0].text, templates[0].set.as_deref()),
        (&changed, None)
    );
    assert_eq!(templates[0].position, kept[0].position);
    assert_eq!(names(&engine).await, ["Renamed", "B"]);

    changed.fields.identifier = "not allowed".to_owned();
    let refused = engine
        .change_template(&kept[0].id, changed.clone(), None)
        .await
        .unwrap();
    assert!(matches!(refused, TemplatesOutcome::Refused { .. }));
    assert_eq!(names(&engine).await, ["Renamed", "B"]);

    changed.fields.identifier = "fine".to_owned();
    let gone = engine.change_template("gone", changed, None).await.unwrap_err();
    assert_eq!(gone.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn a_set_is_renamed_and_dissolved_as_a_whole() {
    let engine = engine();
    save(&engine, vec![text("A", "a"), text("B", "b")], Some("Set")).await;
    save(&engine, vec![text("C", "c")], Some("Other")).await;
    let sets = |own: Vec<OwnTemplate>| own.into_iter().map(|each| each.set).collect::<Vec<_>>();
    let own = engine.rename_template_set("Set", " Ours ").await.unwrap();
    assert_eq!(
        sets(own),
        [
            Some("Ours".to_owned()),
            Some("Ours".to_owned()),
            Some("Other".to_owned())
        ]
    );
    let own = engine.rename_template_set("Ours", "").await.unwrap();
    assert_eq!(sets(own), [None, None, Some("Other".to_owned())]);
}

#[tokio::test]
async fn what_was_deleted_comes_back_to_its_place_with_its_times() {
    let engine = engine();
    save(
        &engine,
        vec![text("A", "a"), text("B", "b"), text("C", "c")],
        Some("Set"),
    )
    .await;
    let before = engine.own_templates().await.unwrap();
    engine
        .delete_templates(vec![before[0].id.clone(), before[1].id.clone()])
        .await
        .unwrap();
    assert_eq!(names(&engine).await, ["C"]);
    let gone = before[..2].to_vec();
    engine.put_back_templates(gone.clone()).await.unwrap();
    assert_eq!(engine.own_templates().await.unwrap(), before);
    // Twice is once.
    engine.put_back_templates(gone).await.unwrap();
    assert_eq!(engine.own_templates().await.unwrap(), before);
}

#[tokio::test]
async fn the_file_is_in_the_words_of_atoms_and_holds_only_what_was_asked_for() {
    let (engine, files) = with_files();
    let mut choice = text("Reason", "reason");
    choice.fields.data_type = DataType::Enum;
    choice.fields.choices = vec!["billing".to_owned(), "other".to_owned()];
    choice.when_to_use = "Every line".to_owned();
    let kept = save(&engine, vec![choice, text("Mood", "mood")], Some("Set")).await;
    let file = exported(&engine, &files, &[kept[0].id.clone()]).await;
    let expected = json!({
        "debriefTemplates": 1,
        "templates": [{
            "name": "Reason",
            "set": "Set",
            "whenToUse": "Every line",
            "identifier": "reason",
            "dispositionMetricPrompt": "What did the caller of {company} say?",
            "dispositionMetricType": "ENUM",
            "choices": ["billing", "other"],
        }],
    });
    assert_eq!(serde_json::from_str::<Value>(&file).unwrap(), expected);
}

#[tokio::test]
async fn looking_into_a_file_changes_nothing_and_says_what_cannot_be_kept_and_why() {
    let engine = engine();
    save(&engine, vec![text("Mood", "mood")], None).await;
    let file = json!({"debriefTemplates": 1, "more": true, "templates": [
        {"name": " MOOD ", "identifier": "mood", "dispositionMetricPrompt": "Q", "dispositionMetricType": "STRING"},
        {"identifier": "call_end", "dispositionMetricPrompt": "Q", "dispositionMetricType": "boolean", "set": "S", "x": 1},
        "text",
        {"name": "Nothing else"},
        {"name": "Typed", "identifier": "typed", "dispositionMetricPrompt": "Q", "dispositionMetricType": "FLOAT"},
        {"identifier": "Call End", "dispositionMetricPrompt": "Q", "dispositionMetricType": "STRING"},
        {"identifier": "no_prompt", "dispositionMetricType": "STRING"},
        {"identifier": 7, "dispositionMetricPrompt": "Q", "dispositionMetricType": "STRING"},
        {"identifier": "mixed", "dispositionMetricPrompt": "Q", "dispositionMetricType": "ENUM", "choices": ["a", 2]},
        {"identifier": "twice", "dispositionMetricPrompt": "Q", "dispositionMetricType": "ENUM", "choices": ["a", "a"]},
    ]});
    let (entries, refused) = read(&engine, &format!("\u{feff}{file}")).await;
    let found: Vec<_> = entries
        .iter()
        .map(|entry| {
            (
                entry.row,
                entry.text.name.as_str(),
                entry.set.as_deref(),
                entry.known,
            )
        })
        .collect();
    assert_eq!(
        found,
        [(1, "MOOD", None, true), (2, "Call end", Some("S"), false)]
    );
    let problem = |code, value: Option<&str>| RefusedReason::Problem {
        code,
        value: value.map(str::to_owned),
    };
    let not_text = |field| RefusedReason::NotText { field };
    assert_eq!(
        refused,
        [
            (3, String::new(), RefusedReason::NotATemplate),
            (4, "Nothing else".into(), RefusedReason::NotATemplate),
            (
                5,
                "Typed".into(),
                problem(ProblemCode::TypeUnknown, Some("FLOAT"))
            ),
            (
                6,
                "Call End".into(),
                problem(ProblemCode::IdentifierCharacters, Some("Call End"))
            ),
            (7, "no_prompt".into(), problem(ProblemCode::PromptMissing, None)),
            (8, String::new(), not_text(Field::Identifier)),
            (9, "mixed".into(), not_text(Field::Choices)),
            (
                10,
                "twice".into(),
                problem(ProblemCode::ChoiceRepeated, Some("a"))
            ),
        ]
    );
    assert_eq!(names(&engine).await, ["Mood"]);
}

#[tokio::test]
async fn names_that_are_taken_are_kept_beside_or_left_out_as_chosen() {
    let (engine, files) = with_files();
    let kept = save(&engine, vec![text("Mood", "mood"), text("Cause", "cause")], None).await;
    let ids: Vec<_> = kept.iter().map(|each| each.id.clone()).collect();
    let file = exported(&engine, &files, &ids).await;
    engine.delete_templates(vec![ids[1].clone()]).await.unwrap();

    let (entries, _) = read(&engine, &file).await;
    let skipped = engine
        .import_templates(entries.clone(), KnownTemplates::Skip)
        .await
        .unwrap();
    assert_eq!((skipped.added.len(), skipped.skipped), (1, 1));
    assert_eq!(names(&engine).await, ["Mood", "Cause"]);

    let both = engine
        .import_templates(entries, KnownTemplates::KeepBoth)
        .await
        .unwrap();
    assert_eq!((both.added.len(), both.skipped), (2, 0));
    assert_eq!(names(&engine).await, ["Mood", "Cause", "Mood", "Cause"]);
}

#[tokio::test]
async fn a_file_of_something_else_and_one_of_a_newer_debrief_are_told_apart() {
    let engine = engine();
    let read = |text: &'static str| engine.read_templates_text("x.json".into(), text);
    let file_name = || "x.json".to_owned();
    for text in [
        "",
        "hello",
        "[]",
        "{}",
        r#"{"debriefTemplates": "1", "templates": []}"#,
        r#"{"debriefTemplates": 1}"#,
        r#"{"debriefTemplates": 0, "templates": []}"#,
        r#"{"dispositionMetrics": []}"#,
    ] {
        let found = read(text).await.unwrap();
        assert_eq!(
            found,
            TemplatesFile::NotTemplates {
                file_name: file_name()
            },
            "{text}"
        );
    }
    assert_eq!(
        read(r#"{"debriefTemplates": 2, "templates": {}}"#).await.unwrap(),
        TemplatesFile::Newer {
            file_name: file_name()
        }
    );
}

#[tokio::test]
async fn the_dialogs_offer_a_name_and_a_cancelled_one_does_nothing() {
    let (engine, files) = with_files();
    let set = save(
        &engine,
        vec![text("Mood", "mood"), text("Cause", "cause")],
        Some("Order Support"),
    )
    .await;
    let one = save(&engine, vec![text("Ärger?", "anger")], None).await;
    let ids = |templates: &[OwnTemplate]| templates.iter().map(|each| each.id.clone()).collect::<Vec<_>>();
    let all = [ids(&set), ids(&one)].concat();
    for (ids, name) in [
        (ids(&set), "order-support-templates.json"),
        (ids(&one), "arger-templates.json"),
        (all, "debrief-templates.json"),
    ] {
        assert_eq!(engine.export_templates(&ids, words()).await.unwrap(), None);
        let asked = files.asked();
        assert_eq!(
            (asked[0].name.as_str(), asked[0].endings.as_slice()),
            (name, &["json"][..])
        );
    }
    assert_eq!(engine.open_templates_file(words()).await.unwrap(), None);

    files.put("/in.json", r#"{"debriefTemplates": 1, "templates": []}"#);
    files.answer(DialogAnswer::Open("/in.json".into()));
    let read = engine.open_templates_file(words()).await.unwrap();
    assert_eq!(
        read,
        Some(TemplatesFile::Read {
            file_name: "in.json".into(),
            entries: vec![],
            refused: vec![]
        })
    );
}

fn any_text() -> impl Strategy<Value = TemplateText> {
    let data_type = prop::sample::select(DataType::ALL.to_vec());
    let choices = prop::collection::btree_set("[a-z]{1,4}( [A-Z])?", 0..4);
    (
        "\\PC{0,8}",
        any::<String>(),
        "[a-z0-9_]{1,6}",
        data_type,
        ".*\\S.*",
        choices,
    )
        .prop_map(
            |(name, when_to_use, identifier, data_type, prompt, choices)| TemplateText {
                name,
                when_to_use,
                fields: MetricFields {
                    identifier,
                    data_type,
                    prompt,
                    choices: choices.into_iter().collect(),
                },
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_exported_and_imported_elsewhere_is_the_same(texts in prop::collection::vec(any_text(), 1..4)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let ((here, files), there) = (with_files(), engine());
            let kept = save(&here, texts, Some("Set")).await;
            let ids: Vec<_> = kept.iter().map(|each| each.id.clone()).collect();
            let file = exported(&here, &files, &ids).await;
            let (entries, refused) = read(&there, &file).await;
            prop_assert_eq!(refused, vec![]);
            there.import_templates(entries, KnownTemplates::Skip).await.unwrap();
            let said = |own: Vec<OwnTemplate>| {
                own.into_iter().map(|each| (each.set, each.text)).collect::<Vec<_>>()
            };
            prop_assert_eq!(said(there.own_templates().await.unwrap()), said(kept));
            Ok(())
        })?;
    }
}
