//! What the platform may change by itself is overlooked, everything else is not.

use debrief_metrics::{MetricSet, compare, differing_paths, same_config, same_value};
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::generate::{Cases, config, value};

/// The same value with every object's members in the opposite order and small whole numbers as decimals.
fn respelled(value: &Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(
            members
                .iter()
                .rev()
                .map(|(name, value)| (name.clone(), respelled(value)))
                .collect(),
        ),
        Value::Array(elements) => elements.iter().map(respelled).collect(),
        Value::Number(number) => match number.as_i64().and_then(|whole| i32::try_from(whole).ok()) {
            Some(small) => f64::from(small).into(),
            None => value.clone(),
        },
        other => other.clone(),
    }
}

proptest! {
    #[test]
    fn spelling_does_not_matter(value in value(Cases::All)) {
        prop_assert!(same_value(&value, &respelled(&value)));
    }

    #[test]
    fn neither_does_it_for_configurations(config in config(Cases::All)) {
        prop_assert!(same_config(Some(&config), Some(&respelled(&config))));
        prop_assert_eq!(differing_paths(&config, &respelled(&config), 10), Vec::<String>::new());
    }

    #[test]
    fn equality_goes_both_ways(a in value(Cases::All), b in value(Cases::All)) {
        prop_assert_eq!(same_value(&a, &b), same_value(&b, &a));
    }

    #[test]
    fn neighbouring_integers_differ(whole in any::<u64>()) {
        let next = whole.wrapping_add(1);
        prop_assert!(!same_value(&whole.into(), &next.into()));
        prop_assert!(!same_config(Some(&one("x", whole.into())), Some(&one("x", next.into()))));
    }

    #[test]
    fn an_absent_default_is_equal_to_one_spelled_out(config in config(Cases::None)) {
        let mut spelled = config.clone();
        let members = spelled.as_object_mut().unwrap();
        members.entry("useInternalAnalyticsModel").or_insert(true.into());
        members.entry("useReasoningModel").or_insert(false.into());
        members.entry("successMetrics").or_insert(Value::Array(Vec::new()));
        members.entry("summaryPrompt").or_insert("".into());
        members.entry("dispositionMetrics").or_insert(Value::Array(Vec::new()));
        prop_assert!(same_config(Some(&config), Some(&spelled)));
    }

    #[test]
    fn a_member_more_is_a_difference_and_has_a_path(config in config(Cases::None), extra in value(Cases::None)) {
        let mut more = config.clone();
        more.as_object_mut().unwrap().insert("somethingNew".to_owned(), extra);
        prop_assert!(!same_config(Some(&config), Some(&more)));
        prop_assert_eq!(differing_paths(&config, &more, 10), ["somethingNew"]);
        prop_assert_eq!(differing_paths(&config, &more, 0), Vec::<String>::new());
    }

    #[test]
    fn paths_equality_and_comparison_agree(a in config(Cases::All), b in config(Cases::All)) {
        let same = same_config(Some(&a), Some(&b));
        prop_assert_eq!(same, differing_paths(&a, &b, 1).is_empty());
        let (a, b) = (MetricSet::read(Some(&a)).unwrap(), MetricSet::read(Some(&b)).unwrap());
        prop_assert_eq!(same, compare(&a, &b).is_empty());
    }
}

fn one(name: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(name.to_owned(), value)]))
}
