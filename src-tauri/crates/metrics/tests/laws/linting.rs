//! Laws of lint: it never stops, its places are in the text, its repairs help, and remembering changes nothing.

use debrief_metrics::{
    Context, Field, Finding, Linter, Metric, MetricFields, MetricSet, Severity, lint, repair,
};
use proptest::prelude::*;
use proptest::sample::select;

use crate::generate::{fields, name, text};

/// Pieces that rules speak about, in any order.
const PIECES: [&str; 76] = [
    "Did the caller agree?",
    "What did the agent say",
    "and why did they leave?",
    "Answer yes, no or maybe.",
    "answer none",
    "If unclear, ",
    "leave it blank",
    "Only answer if ",
    "Do not answer if ",
    "the guest booked.",
    "Return null",
    "if none.",
    "Options: ",
    "a, b, ",
    "resolved, ",
    "or unknown",
    "resolved: ",
    "Rate it from 1 to 5",
    "e.g. 3.5",
    "with the % sign",
    "$5",
    "one decimal place",
    "average of ",
    "When does it begin?",
    "On which date?",
    "tomorrow",
    "based on call_reason",
    "the metric above",
    "Was it good?",
    "Does the team need to call?",
    "Did the agent fail to",
    "tone of voice",
    "how long was the call",
    "card number",
    "{company}",
    "{{x}}",
    "\"",
    "'",
    "“",
    "”",
    "(",
    ")",
    ":",
    ";",
    ",",
    ".",
    "?",
    "\n- ",
    "\n1. ",
    "🙂",
    "\u{301}",
    "not",
    "skip",
    "Unless",
    "otherwise",
    "n/a",
    "N/A",
    "weighted score",
    "call_reason",
    "der Kunde und",
    "1 = low",
    "/",
    "-",
    "_",
    "\"\"",
    "= no text",
    "Then maybe.",
    "either ",
    "is allowed too.",
    "set it to later.",
    ", so when ",
    "Why?",
    "the number or ",
    "and unknown for ",
    "together in one score",
    "we don't need this",
];

fn prompt() -> BoxedStrategy<String> {
    let pieces = prop::collection::vec(select(&PIECES[..]), 0..10).prop_map(|pieces| pieces.join(" "));
    prop_oneof![4 => pieces, 1 => text()].boxed()
}

fn metric() -> BoxedStrategy<MetricFields> {
    let choices = prop::collection::vec(
        prop_oneof![
            select(vec!["a", "b", "resolved", "partly_resolved", "none", "yes", "no"])
                .prop_map(str::to_owned),
            text()
        ],
        0..5,
    );
    (
        fields(),
        prompt(),
        choices,
        prop::option::weighted(0.3, Just("call_reason".to_owned())),
    )
        .prop_map(|(fields, prompt, choices, identifier)| MetricFields {
            prompt,
            choices,
            identifier: identifier.unwrap_or_else(|| fields.identifier.clone()),
            ..fields
        })
        .boxed()
}

fn metrics(fields: &[MetricFields]) -> Vec<Metric> {
    let mut set = MetricSet::read(None).unwrap();
    for fields in fields {
        set.add(fields);
    }
    set.metrics()
}

fn found(fields: &[MetricFields]) -> Vec<Finding> {
    lint(&metrics(fields), &Context::default())
}

fn alarms(found: &[Finding]) -> Vec<(Option<u32>, u8, String)> {
    let alarming = found
        .iter()
        .filter(|finding| finding.severity <= Severity::Danger);
    alarming
        .map(|finding| (finding.metric, finding.rule, format!("{:?}", finding.what)))
        .collect()
}

fn boundaries(text: &str) -> Vec<u32> {
    let mut units = vec![0];
    for c in text.chars() {
        units.push(units.last().unwrap() + u32::try_from(c.len_utf16()).unwrap());
    }
    units
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn places_are_in_the_text_and_findings_in_order(all in prop::collection::vec(metric(), 0..4)) {
        let found = found(&all);
        for finding in &found {
            let Some(span) = finding.span else { continue };
            let fields = &all[finding.metric.unwrap() as usize];
            prop_assert!(span.start < span.end, "{finding:?}");
            match finding.field {
                Some(Field::Prompt) => {
                    let boundaries = boundaries(&fields.prompt);
                    prop_assert!(boundaries.contains(&span.start) && boundaries.contains(&span.end), "{finding:?}");
                }
                Some(Field::Choices) => prop_assert!(span.end as usize <= fields.choices.len()),
                _ => prop_assert!(false, "{finding:?}"),
            }
        }
        let order: Vec<_> = found.iter().map(|finding| (finding.metric.unwrap_or(u32::MAX), finding.severity)).collect();
        prop_assert!(order.is_sorted());
    }

    #[test]
    fn a_repair_removes_its_finding_and_alarms_nobody(all in prop::collection::vec(metric(), 1..3)) {
        let before = found(&all);
        for finding in &before {
            let (Some(fix), Some(index)) = (&finding.fix, finding.metric) else { continue };
            let index = index as usize;
            let mut after = all.clone();
            let repaired = repair(&all[index], fix);
            after[index] = repaired.fields;
            // New metrics stand behind it; at the end the numbers of the others stay.
            after.extend(repaired.added);
            let later = found(&after);
            let same = |other: &&Finding| other.metric == finding.metric && other.rule == finding.rule && other.what == finding.what;
            prop_assert!(later.iter().filter(same).count() < before.iter().filter(same).count(), "{finding:?} in {later:?}");
            let known = alarms(&before);
            for alarm in alarms(&later) {
                prop_assert!(known.contains(&alarm) || alarm.1 == 9, "{alarm:?} after {finding:?}");
            }
        }
    }

    #[test]
    fn safe_repairs_come_to_an_end(all in prop::collection::vec(metric(), 1..3)) {
        let mut now = all;
        for _ in 0..2 {
            now = with_safe_repairs(&now);
        }
        prop_assert_eq!(with_safe_repairs(&now), now);
    }

    #[test]
    fn remembering_changes_nothing(all in prop::collection::vec(metric(), 0..4), edits in prop::collection::vec((any::<prop::sample::Index>(), metric()), 0..4)) {
        let context = Context { time_zone: Some("Europe/Berlin".to_owned()), results: Vec::new() };
        let mut linter = Linter::new();
        let mut now = all;
        prop_assert_eq!(linter.lint(&metrics(&now), &context), lint(&metrics(&now), &context));
        for (place, edited) in edits {
            if now.is_empty() {
                break;
            }
            let place = place.index(now.len());
            now[place] = edited;
            prop_assert_eq!(linter.lint(&metrics(&now), &context), lint(&metrics(&now), &context));
        }
        prop_assert_eq!(linter.lint(&metrics(&now), &Context::default()), found(&now));
    }

    #[test]
    fn another_name_changes_only_what_is_about_names(fields in metric(), other in name()) {
        let about_prompt = |fields: &MetricFields| -> Vec<_> {
            let found = found(std::slice::from_ref(fields));
            found.into_iter().filter(|finding| !matches!(finding.rule, 7..=9 | 15)).collect()
        };
        prop_assert_eq!(about_prompt(&MetricFields { identifier: other, ..fields.clone() }), about_prompt(&fields));
    }
}

/// Does all safe repairs, one after another, each on what is there by then.
fn with_safe_repairs(all: &[MetricFields]) -> Vec<MetricFields> {
    let mut now = all.to_vec();
    for index in 0..now.len() {
        let rules: Vec<_> = found(&now)
            .into_iter()
            .filter(|finding| {
                finding.metric == u32::try_from(index).ok()
                    && finding.fix.as_ref().is_some_and(|fix| fix.safe)
            })
            .map(|finding| finding.what)
            .collect();
        for what in rules {
            // Places move with each repair, so each is looked up again.
            let fix = found(&now)
                .into_iter()
                .find(|finding| finding.metric == u32::try_from(index).ok() && finding.what == what)
                .and_then(|finding| finding.fix.filter(|fix| fix.safe));
            if let Some(fix) = fix {
                now[index] = repair(&now[index], &fix).fields;
            }
        }
    }
    now
}

#[test]
fn long_and_odd_texts_are_no_problem() {
    let odd = [
        "a ", "\"", "'", "(", "{", "{{", "🙂", "\u{200d}", "1.", "1,", "- ", "\n", "if ", "answer ", "or ",
        ", ", "a, ", "x: ", "?", "“", "\u{feff}", "e.g. ",
    ];
    for piece in odd {
        for data_type in debrief_metrics::DataType::ALL {
            let prompt = piece.repeat(6_000 / piece.len());
            let fields = MetricFields {
                identifier: "it".to_owned(),
                data_type,
                prompt,
                choices: vec!["a".to_owned(), "x".to_owned()],
            };
            let _ = found(&[fields]);
        }
    }
}
