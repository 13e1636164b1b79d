//! Which metric is another one under a new name, and which is not.

use debrief_metrics::{Apart, DiffCounts, MetricFields, MetricSet, diff, library};
use rstest::rstest;
use serde_json::{Value, json};

use crate::diffing::{MOOD, RESOLVED, between, done, metric, only_change, set, story};

#[test]
fn renamed() {
    let diff = between(
        &[metric("resolved", "BOOLEAN", RESOLVED)],
        &[metric("fcr", "BOOLEAN", RESOLVED)],
    );
    let change = only_change(&diff);
    assert_eq!(change.rename.as_ref().map(|rename| rename.similarity), Some(100));
    assert_eq!((&change.prompt, change.other().count()), (&None, 0));
    assert_eq!(
        diff.counts(),
        DiffCounts {
            changed: 1,
            renamed: 1,
            ..DiffCounts::default()
        }
    );
}

#[test]
fn renamed_and_reworded() {
    let later = "Was the customer's issue fully resolved during this call?";
    let diff = between(
        &[metric("resolved", "BOOLEAN", RESOLVED)],
        &[metric("fcr", "BOOLEAN", later)],
    );
    let change = only_change(&diff);
    let similarity = change.rename.as_ref().unwrap().similarity;
    assert!((75..100).contains(&similarity), "{similarity}");
    assert!(change.prompt.is_some());
    assert_eq!(
        diff.counts(),
        DiffCounts {
            changed: 1,
            renamed: 1,
            reworded: 1,
            ..DiffCounts::default()
        }
    );
}

#[test]
fn renamed_and_retyped() {
    let mut before = metric("result", "ENUM", RESOLVED);
    before["choices"] = json!(["yes", "no"]);
    let diff = between(&[before], &[metric("fcr", "BOOLEAN", RESOLVED)]);
    let counts = DiffCounts {
        changed: 1,
        renamed: 1,
        retyped: 1,
        choices: 1,
        ..DiffCounts::default()
    };
    assert_eq!(diff.counts(), counts);
}

#[rstest]
// Another question.
#[case(("resolved", "BOOLEAN", RESOLVED), ("mood", "STRING", MOOD), false)]
// Two words are asked by chance, and so is nothing at all.
#[case(("a", "STRING", "Call summary"), ("b", "STRING", "Call summary"), false)]
#[case(("a", "STRING", ""), ("b", "STRING", ""), false)]
#[case(("a", "BOOLEAN", "Why?"), ("b", "BOOLEAN", "Why?"), false)]
// Only the spelling of the identifier.
#[case(("Call Summary", "STRING", ""), ("call_summary", "STRING", ""), true)]
#[case(("callOutcome", "STRING", "Why?"), ("call_outcome", "STRING", "For what reason?"), true)]
#[case(("Mood", "STRING", MOOD), ("mood", "BOOLEAN", RESOLVED), true)]
// No identifier before.
#[case(("", "BOOLEAN", RESOLVED), ("fcr", "BOOLEAN", RESOLVED), true)]
fn a_rename_asks_the_same(
    #[case] before: (&str, &str, &str),
    #[case] after: (&str, &str, &str),
    #[case] renamed: bool,
) {
    let diff = between(
        &[metric(before.0, before.1, before.2)],
        &[metric(after.0, after.1, after.2)],
    );
    assert_eq!(diff.counts().renamed == 1, renamed, "{:?}", story(&diff));
}

#[test]
fn words_that_every_metric_has_make_no_rename() {
    let ask = |what: &str| {
        let prompt = format!("Did the agent mention the {what} to the caller? Answer yes or no.");
        metric(what, "BOOLEAN", &prompt)
    };
    let common: Vec<Value> = [
        "price",
        "discount",
        "guarantee",
        "delivery",
        "contract",
        "invoice",
    ]
    .map(ask)
    .to_vec();
    let with = |what: &str| [common.clone(), vec![ask(what)]].concat();
    assert_eq!(
        story(&between(&with("refund"), &with("voucher"))),
        ["-refund", "+voucher"]
    );
}

#[test]
fn a_small_rewording_among_metrics_of_one_kind_is_still_a_rename() {
    let ask = |name: &str, what: &str| metric(name, "BOOLEAN", &format!("Did the agent {what}?"));
    let common = vec![
        ask("a", "greet the caller"),
        ask("b", "ask the caller for a name"),
        ask("c", "name the price"),
        ask("d", "thank the caller at the end"),
    ];
    let with = |one: Value| [common.clone(), vec![one]].concat();
    let diff = between(
        &with(ask("phone", "confirm the caller's phone number")),
        &with(ask("number_verified", "verify the caller's phone number")),
    );
    assert_eq!(story(&diff), ["phone>number_verified"]);
}

#[test]
fn of_two_that_ask_the_same_none_is_the_renamed_one() {
    let diff = between(
        &[metric("resolved", "BOOLEAN", RESOLVED)],
        &[
            metric("fcr", "BOOLEAN", RESOLVED),
            metric("fixed", "BOOLEAN", RESOLVED),
        ],
    );
    assert_eq!(story(&diff), ["-resolved", "+fcr", "+fixed"]);
    // But one that is equal leads one that is only alike.
    let nearly = RESOLVED.replace("this call", "the call");
    let diff = between(
        &[metric("resolved", "BOOLEAN", RESOLVED)],
        &[
            metric("fixed", "BOOLEAN", &nearly),
            metric("fcr", "BOOLEAN", RESOLVED),
        ],
    );
    assert_eq!(story(&diff), ["+fixed", "resolved>fcr"]);
}

#[test]
fn what_is_found_first_makes_the_next_one_clear() {
    let nearly = RESOLVED.replace("this call", "the call");
    let diff = between(
        &[
            metric("one", "BOOLEAN", RESOLVED),
            metric("two", "BOOLEAN", &nearly),
        ],
        &[
            metric("three", "BOOLEAN", RESOLVED),
            metric("four", "BOOLEAN", &nearly.replace("resolved", "solved")),
        ],
    );
    assert_eq!(story(&diff), ["one>three", "two>four"]);
}

#[test]
fn not_the_same_metric() {
    let (before, after) = (
        set(&[metric("resolved", "BOOLEAN", RESOLVED)]),
        set(&[metric("fcr", "BOOLEAN", RESOLVED)]),
    );
    let apart = [Apart {
        before: "resolved".into(),
        after: "fcr".into(),
    }];
    assert_eq!(story(&done(&before, &after, &apart)), ["-resolved", "+fcr"]);
    // Nor the other way round.
    assert_eq!(story(&done(&after, &before, &apart)), ["-fcr", "+resolved"]);
}

#[test]
fn the_identifier_comes_before_the_question() {
    let diff = between(
        &[metric("a", "BOOLEAN", RESOLVED)],
        &[metric("a", "STRING", MOOD), metric("b", "BOOLEAN", RESOLVED)],
    );
    assert_eq!(story(&diff), ["a>a", "+b"]);
}

fn alone(fields: &MetricFields) -> MetricSet {
    let mut set = MetricSet::read(None).unwrap();
    set.add(fields);
    set
}

#[test]
fn no_template_is_another_one_renamed() {
    let templates: Vec<_> = library()
        .unwrap()
        .iter()
        .map(|template| template.fields())
        .collect();
    for (at, one) in templates.iter().enumerate() {
        for other in &templates[..at] {
            let counts = diff(&alone(one), &alone(other), &[]).counts();
            assert_eq!(counts.renamed, 0, "{} is no {}", one.identifier, other.identifier);
        }
    }
}

#[test]
fn every_template_is_found_under_a_new_name_with_a_word_changed() {
    let templates: Vec<_> = library()
        .unwrap()
        .iter()
        .map(|template| template.fields())
        .collect();
    let all = |changed: Option<&MetricFields>| {
        let mut set = MetricSet::read(None).unwrap();
        for fields in &templates {
            let renamed = changed.filter(|changed| changed.identifier == fields.identifier);
            let mut fields = fields.clone();
            if renamed.is_some() {
                let mut words: Vec<&str> = fields.prompt.split(' ').collect();
                let middle = words.len() / 2;
                words[middle] = "altogether";
                fields.prompt = words.join(" ");
                fields.identifier = "zz".to_owned();
            }
            set.add(&fields);
        }
        set
    };
    let before = all(None);
    for template in &templates {
        let diff = diff(&before, &all(Some(template)), &[]);
        assert_eq!(story(&diff), [format!("{}>zz", template.identifier)]);
    }
}
