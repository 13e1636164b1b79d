//! What is written to a file and read again is what it was, whatever the texts are.

use debrief_metrics::{
    DataType, Fit, Incoming, MetricFields, MetricId, MetricSet, Reading, metrics_csv, metrics_json,
    read_metrics, set_json,
};
use proptest::prelude::*;
use proptest::sample::select;

use crate::generate::{Cases, config, text};

/// Texts that a table could damage: signs of formulas, guards, separators, quotes, line breaks.
fn hard() -> BoxedStrategy<String> {
    let piece = prop_oneof![
        3 => select(vec![
            "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "'", "''", "\"", "\"\"", ";", "; ", ",", "|", " ", "＝", "sep=;",
            "\u{feff}", "a", "=1+1",
        ])
        .prop_map(str::to_owned),
        1 => text(),
    ];
    prop::collection::vec(piece, 0..6)
        .prop_map(|pieces| pieces.concat())
        .boxed()
}

fn filled(texts: BoxedStrategy<String>) -> BoxedStrategy<String> {
    texts
        .prop_map(|text| {
            if text.trim().is_empty() {
                format!("{text}x")
            } else {
                text
            }
        })
        .boxed()
}

/// Metrics that Atoms could hold: no text that must be there is blank, no identifier twice.
fn metrics() -> BoxedStrategy<Vec<MetricFields>> {
    let choices = prop::collection::vec(hard(), 1..5);
    let metric = (
        filled(hard()),
        select(&DataType::ALL[..]),
        filled(hard()),
        choices,
    );
    let metric = metric.prop_map(|(identifier, data_type, prompt, choices)| MetricFields {
        identifier,
        choices: if data_type == DataType::Enum {
            choices
        } else {
            Vec::new()
        },
        prompt,
        data_type,
    });
    prop::collection::vec(metric, 1..6)
        .prop_map(|mut metrics| {
            let mut seen = std::collections::HashSet::new();
            metrics.retain(|metric| seen.insert(metric.identifier.clone()));
            metrics
        })
        .boxed()
}

fn set(fields: &[MetricFields]) -> MetricSet {
    let mut set = MetricSet::read(None).unwrap();
    for fields in fields {
        set.add(fields);
    }
    set
}

fn taken(reading: Reading) -> Vec<Incoming> {
    reading.rows.into_iter().map(|row| row.metric.unwrap()).collect()
}

fn fields_of(taken: &[Incoming]) -> Vec<MetricFields> {
    taken.iter().map(|metric| metric.fields.clone()).collect()
}

proptest! {
    #[test]
    fn a_table_gives_back_the_four_fields(metrics in metrics()) {
        let bytes = metrics_csv(&set(&metrics).metrics()).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        prop_assert_eq!(fields_of(&taken(read_metrics(&text).unwrap())), metrics);
    }

    /// Read as any program reads it, no cell begins as a formula.
    #[test]
    fn no_cell_of_a_table_is_run(metrics in metrics()) {
        let bytes = metrics_csv(&set(&metrics).metrics()).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[3..]);
        for record in reader.records() {
            for cell in &record.unwrap() {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?}");
            }
        }
    }

    #[test]
    fn json_gives_back_the_four_fields(metrics in metrics()) {
        let text = set_json(&set(&metrics));
        prop_assert_eq!(fields_of(&taken(read_metrics(&text).unwrap())), metrics);
    }

}

proptest! {
    // Whole configurations are slow to shrink and to make.
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A metric that was exported and is imported again changes nothing, unknown members included.
    #[test]
    fn what_comes_back_as_json_fits_as_identical(config in config(Cases::All)) {
        let set = MetricSet::read(Some(&config)).unwrap();
        let ids: Vec<MetricId> = set.metrics().into_iter().map(|metric| metric.id).collect();
        let Ok(reading) = read_metrics(&metrics_json(&set, &ids)) else {
            prop_assert!(ids.is_empty());
            return Ok(());
        };
        prop_assert_eq!(reading.rows.len(), ids.len());
        for (row, id) in reading.rows.iter().zip(&ids) {
            let Ok(metric) = &row.metric else { continue };
            let metrics = set.metrics();
            let first = metrics.iter().find(|known| known.identifier == metric.fields.identifier).unwrap();
            if first.id == *id && first.data_type.is_some() {
                let as_texts = set.outgoing(id).unwrap();
                prop_assert_eq!(&as_texts, metric);
            }
        }
    }

    /// Taking a metric in makes it identical, and a second time changes nothing.
    #[test]
    fn what_was_taken_in_is_there(fields in metrics(), config in config(Cases::All)) {
        let mut set = MetricSet::read(Some(&config)).unwrap();
        for incoming in fields.iter().map(Incoming::of) {
            match set.fit(&incoming) {
                Fit::New => {
                    set.take_in(&incoming);
                }
                Fit::Different { id, .. } => set.replace_with(&id, &incoming).unwrap(),
                Fit::Identical(_) => {}
            }
            prop_assert!(matches!(set.fit(&incoming), Fit::Identical(_)));
        }
        let before = set.clone();
        for incoming in fields.iter().map(Incoming::of) {
            if let Fit::Identical(id) = set.fit(&incoming) {
                set.replace_with(&id, &incoming).unwrap();
            }
        }
        prop_assert_eq!(debrief_metrics::same_config(Some(&before.raw()), Some(&set.raw())), true);
    }

    /// Many at once stand and go as they do one after another, repeated identifiers too.
    #[test]
    fn many_at_once_are_what_they_are_one_by_one(
        fields in metrics(), own in config(Cases::All), others in config(Cases::All),
    ) {
        let set = MetricSet::read(Some(&own)).unwrap();
        let others = MetricSet::read(Some(&others)).unwrap();
        let here = set.metrics().into_iter().filter_map(|metric| set.outgoing(&metric.id));
        let there = others.metrics().into_iter().filter_map(|metric| others.outgoing(&metric.id));
        let incoming: Vec<Incoming> = fields.iter().map(Incoming::of).chain(here).chain(there).collect();
        let fits: Vec<Fit> = incoming.iter().map(|incoming| set.fit(incoming)).collect();
        prop_assert_eq!(set.fit_each(&incoming), fits);
        let (mut at_once, mut by_one) = (set.clone(), set);
        let places: Vec<MetricId> = incoming
            .iter()
            .map(|incoming| match by_one.fit(incoming) {
                Fit::New => by_one.take_in(incoming),
                Fit::Identical(id) => id,
                Fit::Different { id, .. } => {
                    by_one.replace_with(&id, incoming).unwrap();
                    id
                }
            })
            .collect();
        prop_assert_eq!(at_once.take_each(&incoming), places);
        prop_assert_eq!(at_once, by_one);
    }
}
