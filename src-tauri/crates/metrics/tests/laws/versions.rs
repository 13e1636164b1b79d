//! Versions of one history: a configuration, and what became of it in other hands. Raw JSON is what is changed, so that
//! no part is only reachable through an edit.

use debrief_metrics::{Apart, MetricSet};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::generate::{Cases, config, name, value};

#[derive(Debug, Clone)]
enum Act {
    Add(Value, Index),
    Remove(Index),
    Move(Index, Index),
    Copy(Index),
    Rename(Index, String),
    Reword(Index, String),
    Set(Index, &'static str, Value),
    Drop(Index, Index),
    Rest(&'static str, Value),
}

/// A prompt of words that other prompts have too.
fn question() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "did", "the", "agent", "caller", "ask", "about", "price", "refund", "date", "why",
    ]);
    vec(word, 0..9).prop_map(|words| words.join(" "))
}

fn choices() -> impl Strategy<Value = Value> {
    vec("(yes|no|maybe|no_answer|No answer|noanswers)", 0..5).prop_map(Value::from)
}

fn plain() -> BoxedStrategy<Value> {
    let word = prop::sample::select(vec!["STRING", "BOOLEAN", "ENUM", "FLOAT"]);
    (name(), question(), word, prop::option::of(choices()))
        .prop_map(|(name, prompt, word, choices)| {
            let mut entry =
                json!({"identifier": name, "dispositionMetricPrompt": prompt, "dispositionMetricType": word});
            if let Some(choices) = choices {
                entry["choices"] = choices;
            }
            entry
        })
        .boxed()
}

fn act() -> impl Strategy<Value = Act> {
    let at = any::<Index>;
    let any_value = || prop_oneof![value(Cases::All), Just(Value::Null)];
    let member = prop_oneof![
        choices().prop_map(|choices| ("choices", choices)),
        any_value().prop_map(|value| ("choices", value)),
        any_value().prop_map(|value| ("dispositionValues", value)),
        prop::sample::select(vec!["STRING", "ENUM", "FLOAT"])
            .prop_map(|word| ("dispositionMetricType", word.into())),
        prop::sample::select(vec!["ENUM", "FLOAT"])
            .prop_map(|word| ("dispositionValues", json!({ "type": word }))),
        any_value().prop_map(|value| ("dispositionMetricType", value)),
        any_value().prop_map(|value| ("dispositionMetricPrompt", value)),
        any_value().prop_map(|value| ("identifier", value)),
        any_value().prop_map(|value| ("scale", value)),
    ];
    let rest = prop::sample::select(vec![
        "useReasoningModel",
        "useInternalAnalyticsModel",
        "summaryPrompt",
        "successMetrics",
        "retention",
    ]);
    prop_oneof![
        (prop_oneof![3 => plain(), 1 => any_value()], at()).prop_map(|(entry, to)| Act::Add(entry, to)),
        at().prop_map(Act::Remove),
        (at(), at()).prop_map(|(from, to)| Act::Move(from, to)),
        at().prop_map(Act::Copy),
        (at(), name()).prop_map(|(at, name)| Act::Rename(at, name)),
        (at(), question()).prop_map(|(at, prompt)| Act::Reword(at, prompt)),
        (at(), member).prop_map(|(at, (member, value))| Act::Set(at, member, value)),
        (at(), at()).prop_map(|(at, member)| Act::Drop(at, member)),
        (
            rest,
            prop_oneof![any_value(), any::<bool>().prop_map(Value::from)]
        )
            .prop_map(|(member, value)| Act::Rest(member, value)),
    ]
}

fn after(config: &Value, acts: &[Act]) -> Value {
    let mut config = config.clone();
    for act in acts {
        if let Act::Rest(member, value) = act {
            config[*member] = value.clone();
            continue;
        }
        if !config["dispositionMetrics"].is_array() {
            config["dispositionMetrics"] = json!([]);
        }
        let list = config["dispositionMetrics"].as_array_mut().unwrap();
        if let Act::Add(entry, to) = act {
            list.insert(to.index(list.len() + 1), entry.clone());
            continue;
        }
        if list.is_empty() {
            continue;
        }
        let len = list.len();
        match act {
            Act::Remove(at) => drop(list.remove(at.index(len))),
            Act::Move(from, to) => {
                let entry = list.remove(from.index(len));
                list.insert(to.index(len), entry);
            }
            Act::Copy(at) => list.push(list[at.index(len)].clone()),
            Act::Rename(at, name) => set(&mut list[at.index(len)], "identifier", name.clone().into()),
            Act::Reword(at, prompt) => set(
                &mut list[at.index(len)],
                "dispositionMetricPrompt",
                prompt.clone().into(),
            ),
            Act::Set(at, member, value) => set(&mut list[at.index(len)], member, value.clone()),
            Act::Drop(at, member) => {
                if let Some(members) = list[at.index(len)].as_object_mut()
                    && !members.is_empty()
                {
                    let names: Vec<String> = members.keys().cloned().collect();
                    members.shift_remove(member.get(&names));
                }
            }
            Act::Add(..) | Act::Rest(..) => {}
        }
    }
    config
}

fn set(entry: &mut Value, member: &str, value: Value) {
    if let Some(members) = entry.as_object_mut() {
        members.insert(member.to_owned(), value);
    }
}

/// Configurations of which each came from the one before it, or from nowhere.
pub fn history(steps: usize) -> impl Strategy<Value = Vec<MetricSet>> {
    let begin = prop_oneof![
        config(Cases::All),
        vec(plain(), 0..7).prop_map(|entries| json!({ "dispositionMetrics": entries }))
    ];
    let step = prop_oneof![
        9 => vec(act(), 0..5).prop_map(Ok),
        1 => config(Cases::All).prop_map(Err)
    ];
    (begin, vec(step, steps)).prop_map(|(begin, steps)| {
        let mut configs = vec![begin];
        for step in steps {
            let next = match step {
                Ok(acts) => after(configs.last().unwrap(), &acts),
                Err(other) => other,
            };
            configs.push(next);
        }
        configs
            .iter()
            .map(|config| MetricSet::read(Some(config)).unwrap())
            .collect()
    })
}

/// Two versions, and pairs of identifiers, mostly theirs, that a person said are not the same metric.
pub fn two() -> impl Strategy<Value = (MetricSet, MetricSet, Vec<Apart>)> {
    (history(1), vec((any::<Index>(), any::<Index>()), 0..4)).prop_map(|(sets, apart)| {
        let names = |set: &MetricSet| -> Vec<String> {
            let metrics = set.metrics().into_iter().map(|metric| metric.identifier);
            metrics.chain(["nobody".to_owned()]).collect()
        };
        let (before, after) = (names(&sets[0]), names(&sets[1]));
        let pair = |(old, new): &(Index, Index)| Apart {
            before: old.get(&before).clone(),
            after: new.get(&after).clone(),
        };
        let apart = apart.iter().map(pair).collect();
        (sets[0].clone(), sets[1].clone(), apart)
    })
}
