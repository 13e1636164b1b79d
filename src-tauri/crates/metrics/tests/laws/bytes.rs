//! What leaves is what came in, byte for byte, but for what was meant to change.

use debrief_metrics::{Flag, MetricFields, MetricId, MetricSet, Normalisation, normalisations, same_config};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use crate::generate::{Cases, config, fields, value};

fn bytes(value: &Value) -> String {
    serde_json::to_string(value).unwrap()
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn read(config: &Value) -> MetricSet {
    MetricSet::read(Some(config)).unwrap()
}

/// The bytes before and after one entry of the list.
fn around(config: &Value, index: usize) -> (String, String) {
    const MARK: &str = "the entry that is looked at";
    let mut marked = config.clone();
    marked["dispositionMetrics"][index] = MARK.into();
    let text = bytes(&marked);
    let (before, after) = text.split_once(&format!("\"{MARK}\"")).unwrap();
    (before.to_owned(), after.to_owned())
}

/// An editable metric of the set with its place in the list.
fn some_editable(set: &MetricSet, choice: &Index) -> Option<(usize, MetricId)> {
    let known = set
        .metrics()
        .into_iter()
        .enumerate()
        .filter(|(_, metric)| metric.data_type.is_some());
    let known: Vec<_> = known.map(|(index, metric)| (index, metric.id)).collect();
    (!known.is_empty()).then(|| choice.get(&known).clone())
}

const FIELD_MEMBERS: [&str; 4] = [
    "identifier",
    "dispositionMetricPrompt",
    "dispositionMetricType",
    "choices",
];

fn unknown_members(entry: &Value) -> String {
    let members = entry.as_object().unwrap().iter();
    let kept = members.filter(|(name, _)| !FIELD_MEMBERS.contains(&name.as_str()));
    kept.map(|(name, value)| format!("{name:?}:{value},")).collect()
}

/// Any series of edits; those the set refuses change nothing.
fn edit(set: &mut MetricSet, edits: &[(u8, Index, MetricFields)]) {
    for (kind, choice, fields) in edits {
        let metrics = set.metrics();
        let id = if metrics.is_empty() {
            None
        } else {
            Some(choice.get(&metrics).id.clone())
        };
        match (kind % 6, id) {
            (0, _) => drop(set.add(fields)),
            (1, Some(id)) => drop(set.update(&id, fields)),
            (2, Some(id)) => drop(set.duplicate(&id)),
            (3, Some(id)) => set.remove(&id).unwrap(),
            (4, Some(id)) => set.move_to(&id, choice.index(metrics.len() + 1)).unwrap(),
            _ => set.set_flag(Flag::UseReasoningModel, kind % 2 == 0),
        }
    }
}

fn edits() -> impl Strategy<Value = Vec<(u8, Index, MetricFields)>> {
    prop::collection::vec((any::<u8>(), any::<Index>(), fields()), 0..6)
}

proptest! {
    #[test]
    fn an_unedited_configuration_is_written_as_it_was_read(config in config(Cases::None)) {
        let text = bytes(&config);
        prop_assert_eq!(normalisations(&config), Vec::<Normalisation>::new());
        prop_assert_eq!(bytes(&read(&parsed(&text)).write()), bytes(&parsed(&text)));
    }

    #[test]
    fn editing_one_metric_changes_its_bytes_alone(
        config in config(Cases::None), choice in any::<Index>(), fields in fields()
    ) {
        let mut set = read(&config);
        let Some((index, id)) = some_editable(&set, &choice) else { return Ok(()) };
        set.update(&id, &fields).unwrap();
        let written = set.write();

        let (before, after) = around(&config, index);
        let text = bytes(&written);
        let inner = text.strip_prefix(&before).and_then(|rest| rest.strip_suffix(&after));
        let metric = &written["dispositionMetrics"][index];
        prop_assert_eq!(inner.map(str::to_owned), Some(bytes(metric)));
        prop_assert_eq!(unknown_members(metric), unknown_members(&config["dispositionMetrics"][index]));

        let shown = set.get(&id).unwrap().fields().unwrap();
        prop_assert_eq!(&shown.identifier, &fields.identifier);
        prop_assert_eq!(&shown.prompt, &fields.prompt);
        prop_assert_eq!(shown.data_type, fields.data_type);
    }

    #[test]
    fn an_edit_that_says_what_is_there_changes_nothing(config in config(Cases::None), choice in any::<Index>()) {
        let mut set = read(&config);
        let Some((_, id)) = some_editable(&set, &choice) else { return Ok(()) };
        let fields = set.get(&id).unwrap().fields().unwrap();
        set.update(&id, &fields).unwrap();
        prop_assert_eq!(bytes(&set.write()), bytes(&config));
    }

    #[test]
    fn a_removed_metric_comes_back_to_its_bytes_and_place(config in config(Cases::None), choice in any::<Index>()) {
        let base = read(&config);
        if base.is_empty() { return Ok(()) }
        let mut set = base.clone();
        let id = choice.get(&base.metrics()).id.clone();
        set.remove(&id).unwrap();
        prop_assert_eq!(set.get(&id), None);
        set.put_back(&base, &id).unwrap();
        prop_assert_eq!(bytes(&set.write()), bytes(&config));
    }

    #[test]
    fn a_stored_state_comes_back_whole(config in config(Cases::All), edits in edits(), later in edits()) {
        let mut set = read(&config);
        edit(&mut set, &edits);
        let mut restored = MetricSet::from_state(&parsed(&bytes(&set.to_state()))).unwrap();
        prop_assert_eq!(&restored, &set);
        prop_assert_eq!(bytes(&restored.raw()), bytes(&set.raw()));
        // The counter came back too: the same edits give the same ids.
        edit(&mut restored, &later);
        edit(&mut set, &later);
        prop_assert_eq!(restored.metrics(), set.metrics());
    }

    #[test]
    fn ids_stay_distinct_under_any_edits(config in config(Cases::All), edits in edits()) {
        let mut set = read(&config);
        edit(&mut set, &edits);
        let ids: std::collections::HashSet<_> = set.metrics().into_iter().map(|metric| metric.id).collect();
        prop_assert_eq!(ids.len(), set.len());
    }

    #[test]
    fn integers_are_exact(whole in any::<i64>(), large in any::<u64>()) {
        let text = format!(r#"{{"dispositionMetrics":[{{"weight":{large}}}],"x":{whole}}}"#);
        prop_assert_eq!(bytes(&read(&parsed(&text)).write()), text);
    }

    #[test]
    fn decimals_keep_their_value(decimal in any::<f64>().prop_filter("finite", |d| d.is_finite())) {
        let config = parsed(&format!(r#"{{"x":{decimal:?}}}"#));
        let written = parsed(&bytes(&read(&config).write()));
        prop_assert_eq!(written["x"].as_f64().map(f64::to_bits), Some(decimal.to_bits()));
    }

    #[test]
    fn the_list_of_normalisations_is_what_writing_does(config in config(Cases::All)) {
        let written = read(&config).write();
        prop_assert_eq!(normalisations(&config).is_empty(), bytes(&written) == bytes(&config));
        prop_assert_eq!(normalisations(&written), Vec::<Normalisation>::new());
        prop_assert!(same_config(Some(&config), Some(&written)));
    }

    #[test]
    fn no_null_member_is_ever_sent(config in config(Cases::All)) {
        prop_assert!(!has_null_member(&read(&config).write()));
    }

    #[test]
    fn a_state_cut_short_is_refused_or_complete(config in value(Cases::All)) {
        // Any JSON may be in a damaged file; reading it must give an error and never a panic.
        prop_assert!(MetricSet::from_state(&config).is_err());
    }
}

fn has_null_member(value: &Value) -> bool {
    match value {
        Value::Object(members) => members
            .values()
            .any(|value| value.is_null() || has_null_member(value)),
        Value::Array(elements) => elements.iter().any(has_null_member),
        _ => false,
    }
}
