//! A comparison accounts for every metric, and a text difference for every character.

use debrief_metrics::{
    ItemChange, Metric, MetricFields, MetricSet, SpanKind, compare, same_config, word_diff,
};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

use crate::generate::{Cases, config, fields, text};

fn prose() -> impl Strategy<Value = String> {
    prop_oneof!["([abc]{1,2}[ ,.\n]{1,2}){0,12}", text()]
}

fn only(kinds: [SpanKind; 2], before: &str, after: &str) -> String {
    let spans = word_diff(before, after)
        .into_iter()
        .filter(|span| kinds.contains(&span.kind));
    spans.map(|span| span.text).collect()
}

/// A set and another one that keeps some of its metrics, changes one, and has new ones.
fn related() -> impl Strategy<Value = (MetricSet, MetricSet)> {
    let more = prop::collection::vec(fields(), 0..3);
    (
        config(Cases::None),
        more,
        any::<Index>(),
        fields(),
        any::<Index>(),
    )
        .prop_flat_map(|(config, more, place, changed, moved)| {
            let base = MetricSet::read(Some(&config)).unwrap();
            let kept = subsequence(base.metrics(), 0..=base.len());
            kept.prop_map(move |kept| {
                (
                    base.clone(),
                    derived(&base, &kept, &more, &place, &changed, &moved),
                )
            })
        })
}

pub fn derived(
    base: &MetricSet,
    kept: &[Metric],
    more: &[MetricFields],
    place: &Index,
    changed: &MetricFields,
    moved: &Index,
) -> MetricSet {
    let mut now = base.clone();
    for metric in base.metrics().iter().filter(|metric| !kept.contains(metric)) {
        now.remove(&metric.id).unwrap();
    }
    if !kept.is_empty() {
        // An unknown type refuses the change, and the set stays as it is.
        let _ = now.update(&place.get(kept).id, changed);
        now.move_to(&moved.get(kept).id, place.index(kept.len())).unwrap();
    }
    for fields in more {
        now.add(fields);
    }
    now
}

proptest! {
    #[test]
    fn the_spans_make_up_both_texts(before in prose(), after in prose()) {
        prop_assert_eq!(only([SpanKind::Same, SpanKind::Added], &before, &after), after.clone());
        prop_assert_eq!(only([SpanKind::Same, SpanKind::Removed], &before, &after), before.clone());
        let spans = word_diff(&before, &after);
        prop_assert!(spans.iter().all(|span| !span.text.is_empty()));
        prop_assert!(spans.windows(2).all(|pair| pair[0].kind != pair[1].kind));
        // What was removed is said before what came in its place.
        let backwards = |pair: &[debrief_metrics::Span]| pair[0].kind == SpanKind::Added && pair[1].kind == SpanKind::Removed;
        prop_assert!(!spans.windows(2).any(backwards));
    }

    #[test]
    fn equal_texts_are_one_span(text in prose()) {
        let spans = word_diff(&text, &text);
        prop_assert_eq!(spans.iter().filter(|span| span.kind != SpanKind::Same).count(), 0);
        prop_assert!(spans.len() <= 1);
    }

    #[test]
    fn every_metric_is_accounted_for((base, now) in related()) {
        let comparison = compare(&base, &now);
        let counts = comparison.counts();
        prop_assert_eq!(base.len() + counts.added as usize, now.len() + counts.removed as usize);
        let order = u32::from(comparison.reordered.is_some());
        prop_assert_eq!(counts.total, counts.added + counts.removed + counts.changed + counts.flags + order);
        prop_assert_eq!(comparison.items.len() as u32, counts.added + counts.removed + counts.changed);
        prop_assert!(!comparison.other_changed);
        prop_assert_eq!(counts.total == 0, same_config(Some(&base.write()), Some(&now.write())));
    }

    #[test]
    fn the_mirror_image_has_the_mirrored_counts((base, now) in related()) {
        let (there, back) = (compare(&base, &now).counts(), compare(&now, &base).counts());
        prop_assert_eq!((there.added, there.removed), (back.removed, back.added));
    }

    #[test]
    fn what_is_listed_is_in_its_set((base, now) in related()) {
        for item in compare(&base, &now).items {
            match item {
                ItemChange::Added(metric) => prop_assert!(now.metrics().contains(&metric)),
                ItemChange::Removed(metric) => prop_assert!(base.metrics().contains(&metric)),
                ItemChange::Changed { before, after } => {
                    prop_assert!(base.metrics().contains(&before));
                    prop_assert!(now.metrics().contains(&after));
                }
            }
        }
    }

    #[test]
    fn a_new_order_names_the_same_metrics((base, now) in related()) {
        if let Some(mut order) = compare(&base, &now).reordered {
            order.before.sort();
            order.after.sort();
            prop_assert_eq!(order.before, order.after);
        }
    }
}
