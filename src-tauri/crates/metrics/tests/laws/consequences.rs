//! Others notice names, types and choices that go; nothing else of a metric. And a preview is never broken by what was typed.

use debrief_metrics::{
    Consequence, DataType, ExportColumn, Metric, MetricFields, MetricId, MetricSet, consequences,
    live_changes, preview, webhook_example,
};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

use crate::changes::derived;
use crate::generate::{Cases, config, fields, text};

fn metric(fields: MetricFields) -> Metric {
    Metric {
        id: MetricId::from("m1"),
        identifier: fields.identifier,
        data_type: Some(fields.data_type),
        unknown_type: None,
        prompt: fields.prompt,
        choices: fields.choices,
    }
}

fn edits() -> impl Strategy<Value = (MetricSet, MetricSet, MetricSet)> {
    let one = (fields(), any::<Index>(), any::<Index>());
    (config(Cases::None), one.clone(), one).prop_flat_map(|(config, first, second)| {
        let base = MetricSet::read(Some(&config)).unwrap();
        subsequence(base.metrics(), 0..=base.len()).prop_map(move |kept| {
            let now = derived(
                &base,
                &kept,
                std::slice::from_ref(&first.0),
                &first.1,
                &first.0,
                &first.2,
            );
            let next = derived(
                &now,
                &now.metrics(),
                std::slice::from_ref(&second.0),
                &second.1,
                &second.0,
                &second.2,
            );
            (base.clone(), now, next)
        })
    })
}

proptest! {
    #[test]
    fn wording_and_order_and_more_choices_are_nobodys_business(
        before in fields(), prompt in text(), more in prop::collection::vec(text(), 0..3), turn in any::<Index>()
    ) {
        let mut after = MetricFields { prompt, ..before.clone() };
        if before.data_type == DataType::Enum {
            after.choices.extend(more);
            if !after.choices.is_empty() {
                let by = turn.index(after.choices.len());
                after.choices.rotate_left(by);
            }
        }
        prop_assert_eq!(consequences(&metric(before), Some(&metric(after))), vec![]);
    }

    #[test]
    fn every_name_type_and_choice_that_goes_is_named_once(before in fields(), after in fields()) {
        let (before, after) = (metric(before), metric(after));
        let found = consequences(&before, Some(&after));
        let count = |kind: &dyn Fn(&Consequence) -> bool| found.iter().filter(|each| kind(each)).count();
        prop_assert_eq!(count(&|each| matches!(each, Consequence::Renamed { .. })), usize::from(before.identifier != after.identifier));
        let retyped = before.data_type != after.data_type;
        prop_assert_eq!(count(&|each| matches!(each, Consequence::TypeChanged { .. })), usize::from(retyped));
        for choice in &before.choices {
            let named = count(&|each| matches!(each, Consequence::ChoiceRemoved { choice: gone } if gone == choice));
            prop_assert_eq!(named, usize::from(!retyped && !after.choices.contains(choice)));
        }
    }

    #[test]
    fn what_was_agreed_to_is_never_asked_again((base, now, next) in edits()) {
        prop_assert_eq!(live_changes(&base, &now, &now), vec![]);
        prop_assert_eq!(live_changes(&base, &next, &next), vec![]);
        // Nothing is asked that was not new against what is live.
        let all = live_changes(&base, &base, &next);
        for change in live_changes(&base, &now, &next) {
            prop_assert!(!change.consequences.is_empty());
            let whole = all.iter().find(|other| other.metric == change.metric).unwrap();
            prop_assert!(change.consequences.iter().all(|each| whole.consequences.contains(each)));
        }
    }

    #[test]
    fn a_preview_can_be_read_back_whatever_was_typed(fields in fields(), agent in text()) {
        let shown = preview(&fields, &agent);
        let sent: serde_json::Value = serde_json::from_str(&shown.webhook).unwrap();
        prop_assert_eq!(&sent, &webhook_example(&fields, &agent));
        let last: &ExportColumn = shown.columns.last().unwrap();
        prop_assert_eq!((&last.head, &last.cell), (&fields.identifier, &shown.answer));
        let rows = read_rows(&shown.export);
        prop_assert_eq!(rows.len(), 2);
        for (index, column) in shown.columns.iter().enumerate() {
            prop_assert_eq!((&rows[0][index], &rows[1][index]), (&column.head, &column.cell));
        }
    }
}

/// A reader of RFC 4180 of its own.
fn read_rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    rows
}
