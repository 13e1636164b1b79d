//! Files as people have them, and what is said about each row.

use debrief_metrics::{
    DataType, Difference, Field, FileProblem, Fit, Incoming, MOST_ENTRIES, MetricSet, RowProblem,
    metrics_csv, metrics_json, read_metrics, set_json, validate,
};
use rstest::rstest;
use serde_json::{Value, json};

use crate::{fields, id, identifiers, sample, sample_set};

fn problems(text: &str) -> Vec<(u32, Vec<RowProblem>)> {
    let rows = read_metrics(text).unwrap().rows;
    rows.into_iter()
        .filter_map(|row| Some((row.at, row.metric.err()?)))
        .collect()
}

fn only(text: &str) -> Incoming {
    let mut rows = read_metrics(text).unwrap().rows;
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.remove(0).metric.unwrap()
}

#[test]
fn a_table_opens_cleanly() {
    let mut set = MetricSet::read(None).unwrap();
    set.add(&fields(
        "mood",
        DataType::Enum,
        "How did it end?\nSay \"angry\" only if so.",
        &["good, warm", "bad"],
    ));
    set.add(&fields("sum", DataType::Integer, "=SUM(A1:A9)", &[]));
    let text = String::from_utf8(metrics_csv(&set.metrics()).unwrap()).unwrap();
    assert_eq!(
        text,
        "\u{feff}identifier,data_type,prompt,choices\r\n\
         mood,ENUM,\"How did it end?\nSay \"\"angry\"\" only if so.\",\"\"\"good, warm\"\"; bad\"\r\n\
         sum,INTEGER,'=SUM(A1:A9),\r\n"
    );
}

#[rstest]
#[case::ours("identifier,data_type,prompt,choices\nmood,ENUM,How?,good; bad\n")]
#[case::europe("Name;Type;Question;Options\r\nmood;Choice;How?;\"good; bad\"\r\n")]
#[case::pasted("METRIC NAME\tKIND\tPrompt\tAllowed values\nmood\tenum\tHow?\tgood | bad")]
#[case::told("sep=;\r\nidentifier;type;prompt;choices\r\nmood;Enum;How?;good, bad")]
#[case::other_order("choices,notes,prompt,type,identifier\n\"good\nbad\",x,How?,list,mood")]
#[case::best_name("name,identifier,type,question,options\nThe mood,mood,choice,How?,good;bad")]
fn tables_of_people_are_read(#[case] text: &str) {
    assert_eq!(
        only(text).fields,
        fields("mood", DataType::Enum, "How?", &["good", "bad"])
    );
}

#[rstest]
#[case("Text", DataType::String)]
#[case("yes/no", DataType::Boolean)]
#[case("Number", DataType::Integer)]
#[case("DATE", DataType::Datetime)]
#[case("date_time", DataType::Datetime)]
fn types_have_many_words(#[case] word: &str, #[case] data_type: DataType) {
    let text = format!("identifier,type,prompt\nx,{word},Why?");
    assert_eq!(only(&text).fields.data_type, data_type);
}

#[test]
fn each_row_says_what_is_wrong_with_it_under_the_number_that_the_app_shows() {
    let text = "identifier,type,prompt,choices\n\
                a,text,\"Two\nlines?\",\n\
                \n\
                ,text,Why?,\n\
                c,float,,\n\
                d,,Why?,\n\
                e,choice,Why?,\n\
                a,text,Again?,\n";
    assert_eq!(
        problems(text),
        [
            (4, vec![RowProblem::IdentifierMissing]),
            (
                5,
                vec![
                    RowProblem::TypeUnknown { word: "float".into() },
                    RowProblem::PromptMissing
                ]
            ),
            (6, vec![RowProblem::TypeMissing]),
            (7, vec![RowProblem::ChoicesMissing]),
            (8, vec![RowProblem::Repeated { first: 2 }]),
        ]
    );
    let old = "identifier,type,prompt\r\"a\rb\",text,Why?\r,text,Why?\r";
    assert_eq!(problems(old), [(3, vec![RowProblem::IdentifierMissing])]);
    let told = "sep=,\nidentifier,type,prompt\n,text,Why?\n";
    assert_eq!(problems(told), [(3, vec![RowProblem::IdentifierMissing])]);
}

#[test]
fn columns_that_mean_nothing_here_are_told() {
    let reading = read_metrics("identifier,type,prompt,Owner,\nx,text,Why?,Dana,").unwrap();
    assert_eq!(reading.unused_columns, ["Owner"]);
}

#[rstest]
#[case("", FileProblem::Empty)]
#[case("identifier,type\n", FileProblem::Empty)]
#[case("[]", FileProblem::Empty)]
#[case("{\"dispositionMetrics\": [}", FileProblem::BrokenJson { line: 1, column: 25 })]
#[case("{\"agents\": 3}", FileProblem::NoList)]
#[case("Dana,call\nx,y\n", FileProblem::NoIdentifierColumn { columns: vec!["Dana".into(), "call".into()] })]
fn files_with_nothing_in_them_say_why(#[case] text: &str, #[case] problem: FileProblem) {
    assert_eq!(read_metrics(text), Err(problem));
}

#[rstest]
#[case::table(|entries| {
    let rows = (0..entries).map(|number| format!("m{number},text,Why?\n\n"));
    format!("identifier,type,prompt\n{}", rows.collect::<String>())
})]
#[case::json(|entries| {
    let entry = |number| json!({"identifier": format!("m{number}"), "dispositionMetricType": "STRING",
        "dispositionMetricPrompt": "Why?"});
    (0..entries).map(entry).collect::<Value>().to_string()
})]
fn a_file_is_read_up_to_a_limit_and_says_what_is_above_it(#[case] file: fn(u32) -> String) {
    let most = read_metrics(&file(MOST_ENTRIES)).unwrap().rows;
    assert_eq!(most.len(), MOST_ENTRIES as usize);
    assert!(most.iter().all(|row| row.metric.is_ok()));
    let found = MOST_ENTRIES + 1;
    let limit = MOST_ENTRIES;
    assert_eq!(
        read_metrics(&file(found)),
        Err(FileProblem::TooMany { found, limit })
    );
}

#[rstest]
#[case(|list| list)]
#[case(|list| json!({ "dispositionMetrics": list }))]
#[case(|list| json!({ "postCallAnalyticsConfig": { "dispositionMetrics": list } }))]
#[case(|list| json!({ "_resolvedConfig": { "postCallAnalyticsConfig": { "dispositionMetrics": list } } }))]
#[case(|list| json!({ "status": true, "data": { "name": "Order Support", "_resolvedConfig": { "postCallAnalyticsConfig": { "dispositionMetrics": list } } } }))]
#[case(|list: Value| list[0].clone())]
fn json_is_found_in_every_wrapping_of_atoms(#[case] wrap: fn(Value) -> Value) {
    let list = json!([{"identifier": "mood", "dispositionValues": {"type": "ENUM"}, "choices": ["good", 2],
        "dispositionMetricPrompt": "How?", "weight": 3, "note": null}]);
    let found = only(&wrap(list).to_string());
    assert_eq!(
        found.fields,
        fields("mood", DataType::Enum, "How?", &["good", "2"])
    );
    let mut set = MetricSet::read(None).unwrap();
    set.take_in(&found);
    assert_eq!(
        set.write(),
        json!({"dispositionMetrics": [{"identifier": "mood", "dispositionMetricType": "ENUM",
            "dispositionMetricPrompt": "How?", "weight": 3, "choices": ["good", "2"]}]})
    );
}

#[test]
fn entries_of_json_say_what_is_wrong_with_them() {
    let text = json!([3, {"identifier": "a"}, {"identifier": "b", "dispositionMetricPrompt": "Why?",
        "dispositionMetricType": "FLOAT"}])
    .to_string();
    assert_eq!(
        problems(&text),
        [
            (1, vec![RowProblem::NotAMetric]),
            (2, vec![RowProblem::TypeMissing, RowProblem::PromptMissing]),
            (3, vec![RowProblem::TypeUnknown { word: "FLOAT".into() }]),
        ]
    );
}

#[test]
fn the_whole_set_is_written_as_it_is_sent_and_a_choice_of_metrics_alone() {
    let set = sample_set();
    let whole: Value = serde_json::from_str(&set_json(&set)).unwrap();
    assert_eq!(whole, set.write());
    assert_eq!(whole["retention"], sample()["retention"]);
    let some: Value = serde_json::from_str(&metrics_json(&set, &[id("m3"), id("m1")])).unwrap();
    assert_eq!(some.as_object().unwrap().len(), 1);
    assert_eq!(
        some["dispositionMetrics"],
        json!([whole["dispositionMetrics"][0], whole["dispositionMetrics"][2]])
    );
}

#[test]
fn a_replaced_metric_keeps_what_the_file_does_not_bring() {
    let mut set = sample_set();
    let outcome = |prompt: &str| {
        Incoming::of(&fields(
            "call_outcome",
            DataType::Enum,
            prompt,
            &["resolved", "escalated"],
        ))
    };
    let incoming = outcome("How did it end?");
    let Fit::Different { id, difference } = set.fit(&incoming) else {
        panic!()
    };
    assert_eq!(
        difference,
        Difference {
            fields: vec![Field::Prompt],
            other: false
        }
    );
    assert_eq!(
        set.fit(&outcome("What was the outcome of the call?")),
        Fit::Identical(id.clone())
    );
    set.replace_with(&id, &incoming).unwrap();
    let written = set.write();
    assert_eq!(
        written["dispositionMetrics"][1]["weight"],
        18_446_744_073_709_551_615_u64
    );
    assert_eq!(
        written["dispositionMetrics"][1]["dispositionMetricPrompt"],
        "How did it end?"
    );
}

#[test]
fn what_only_json_brings_makes_a_difference_too() {
    let set = sample_set();
    let text = json!([{"identifier": "call_outcome", "dispositionMetricType": "ENUM", "choices": ["resolved", "escalated"],
        "dispositionMetricPrompt": "What was the outcome of the call?", "weight": 1}]);
    let Fit::Different { difference, .. } = set.fit(&only(&text.to_string())) else {
        panic!()
    };
    assert_eq!(
        difference,
        Difference {
            fields: vec![],
            other: true
        }
    );
}

#[test]
fn beside_one_of_the_same_name_a_metric_gets_a_free_one() {
    let mut set = sample_set();
    let added = set.take_in(&set.outgoing(&id("m1")).unwrap());
    assert_eq!(set.get(&added).unwrap().identifier, "call_resolved_2");
    assert_eq!(identifiers(&set).len(), 5);
    assert_eq!(set.outgoing(&id("m4")), None);
}

#[test]
fn what_can_be_read_but_not_published_is_left_to_lint() {
    let found = only("identifier,type,prompt\nCall Outcome,text,Why?");
    let mut set = MetricSet::read(None).unwrap();
    set.take_in(&found);
    assert_eq!(validate(&set.metrics()).len(), 1);
}
