//! Configurations with unknown members, any order of members, any text, deep values, missing members,
//! entries that are no objects; with or without the three cases that normalisation changes.

use debrief_metrics::{DataType, MetricFields};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Number, Value, json};

/// Whether null members, nested types and surplus choices may occur.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cases {
    None,
    All,
}

type Members = Vec<(String, Value)>;
type Optional = Vec<(&'static str, BoxedStrategy<Value>)>;

pub fn text() -> BoxedStrategy<String> {
    prop_oneof![
        any::<String>(),
        "\\PC{0,12}",
        "[a-z_ ]{0,8}",
        Just("\"\\\u{2028}\u{0}🙂".to_owned())
    ]
    .boxed()
}

/// An identifier, often one that another metric has too.
pub fn name() -> BoxedStrategy<String> {
    prop_oneof![4 => "[ab](_2)?", 2 => "[a-z0-9_]{1,6}", 1 => "[ab][ A-Z?]{0,2}", 1 => text()].boxed()
}

fn scalar() -> BoxedStrategy<Value> {
    let decimal = any::<f64>()
        .prop_filter_map("finite", Number::from_f64)
        .prop_map(Value::Number);
    let whole = prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from)
    ];
    prop_oneof![
        any::<bool>().prop_map(Value::from),
        whole,
        decimal,
        text().prop_map(Value::from)
    ]
    .boxed()
}

/// Any value but null itself. A null inside a list is no case of normalisation, a null member is.
pub fn value(cases: Cases) -> BoxedStrategy<Value> {
    scalar()
        .prop_recursive(5, 24, 4, move |inner| {
            let element = prop_oneof![5 => inner.clone(), 1 => Just(Value::Null)];
            let list = prop::collection::vec(element, 0..4).prop_map(Value::from);
            let member = or_null(inner, cases);
            let members = prop::collection::vec((text(), member), 0..4);
            prop_oneof![list, members.prop_map(object)]
        })
        .boxed()
}

fn or_null(inner: impl Strategy<Value = Value> + 'static, cases: Cases) -> BoxedStrategy<Value> {
    match cases {
        Cases::None => inner.boxed(),
        Cases::All => prop_oneof![4 => inner, 1 => Just(Value::Null)].boxed(),
    }
}

fn object(members: Members) -> Value {
    Value::Object(members.into_iter().collect::<Map<_, _>>())
}

/// Some of the known members and a few unknown ones, in any order.
fn shuffled(known: Optional, cases: Cases) -> BoxedStrategy<Value> {
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let known: Vec<_> = known
        .into_iter()
        .map(|(name, value)| prop::option::weighted(0.8, (Just(name.to_owned()), value)))
        .collect();
    let unknown = (text(), or_null(value(cases), cases));
    let unknown = unknown.prop_filter("unknown", move |(name, _)| !names.contains(&name.as_str()));
    (known, prop::collection::vec(unknown, 0..3))
        .prop_map(|(known, unknown)| known.into_iter().flatten().chain(unknown).collect::<Members>())
        .prop_shuffle()
        .prop_map(object)
        .boxed()
}

fn wire_word() -> BoxedStrategy<Value> {
    prop_oneof![
        4 => select(&DataType::ALL[..]).prop_map(|data_type| data_type.wire().into()),
        1 => select(vec!["FLOAT", "boolean", ""]).prop_map(Value::from)
    ]
    .boxed()
}

/// A metric of the platform, or something that merely stands in its list.
fn entry(cases: Cases) -> BoxedStrategy<Value> {
    let word = prop_oneof![5 => wire_word(), 1 => value(cases)];
    let values = match cases {
        Cases::None => value(cases).prop_map(|value| json!({ "other": value })).boxed(),
        Cases::All => shuffled(vec![("type", wire_word())], cases),
    };
    let choices = prop::collection::vec(text(), 0..4).prop_map(Value::from);
    let metric = shuffled(
        vec![
            ("identifier", or_null(name().prop_map(Value::from), cases)),
            (
                "dispositionMetricPrompt",
                or_null(text().prop_map(Value::from), cases),
            ),
            ("dispositionMetricType", or_null(word, cases)),
            ("dispositionValues", or_null(values, cases)),
            (
                "choices",
                or_null(prop_oneof![3 => choices, 1 => value(cases)], cases),
            ),
        ],
        cases,
    );
    let metric = metric.prop_map(move |metric| {
        if cases == Cases::None {
            without_surplus_choices(metric)
        } else {
            metric
        }
    });
    prop_oneof![6 => metric, 1 => value(cases), 1 => Just(Value::Null)].boxed()
}

fn without_surplus_choices(mut metric: Value) -> Value {
    let surplus = ["STRING", "BOOLEAN", "INTEGER", "DATETIME"];
    let known = metric.get("dispositionMetricType").and_then(Value::as_str);
    if known.is_some_and(|word| surplus.contains(&word)) {
        metric.as_object_mut().unwrap().shift_remove("choices");
    }
    metric
}

pub fn config(cases: Cases) -> BoxedStrategy<Value> {
    let entries = prop::collection::vec(entry(cases), 0..6).prop_map(Value::from);
    let flag = || {
        or_null(
            prop_oneof![4 => any::<bool>().prop_map(Value::from), 1 => value(Cases::None)],
            cases,
        )
    };
    let success = prop::collection::vec(or_null(value(cases), cases), 0..3).prop_map(Value::from);
    shuffled(
        vec![
            ("dispositionMetrics", or_null(entries, cases)),
            ("successMetrics", or_null(success, cases)),
            ("summaryPrompt", or_null(text().prop_map(Value::from), cases)),
            ("useInternalAnalyticsModel", flag()),
            ("useReasoningModel", flag()),
        ],
        cases,
    )
}

pub fn fields() -> BoxedStrategy<MetricFields> {
    let choices = prop::collection::vec(text(), 0..4);
    (name(), select(&DataType::ALL[..]), text(), choices)
        .prop_map(|(identifier, data_type, prompt, choices)| MetricFields {
            identifier,
            data_type,
            prompt,
            choices,
        })
        .boxed()
}
