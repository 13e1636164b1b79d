//! Rule 7: what another metric answered. Rule 9: identifiers that look the same.

use std::collections::HashMap;

use super::exits::same_look;
use super::finding::{Finding, Severity, What};
use super::phrase::{Match, Phrase};
use super::text::{Kind, Text};
use crate::metric::{Metric, MetricFields};
use crate::validate::Field;

/// The identifiers of a set, to be found by their spelling and by their first word.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    whole: HashMap<&'a str, usize>,
    by_word: HashMap<String, Vec<(usize, Vec<String>)>>,
}

impl<'a> Names<'a> {
    pub(super) fn of(metrics: &'a [Metric]) -> Self {
        let mut names = Self::default();
        for (index, metric) in metrics.iter().enumerate() {
            let name = metric.identifier.as_str();
            if name.is_empty() || names.whole.contains_key(name) {
                continue;
            }
            names.whole.insert(name, index);
            let words: Vec<String> = name
                .to_lowercase()
                .split('_')
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect();
            if let (Some(first), true) = (words.first().cloned(), words.len() > 1) {
                names.by_word.entry(first).or_default().push((index, words));
            }
        }
        names
    }

    pub(super) fn taken(&self, name: &str) -> bool {
        self.whole.contains_key(name)
    }
}

/// Words of another metric in a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference {
    pub place: Match,
    /// Which metric, if it can be told.
    pub metric: Option<usize>,
    /// Its identifier stands there, so that its question can take the place.
    pub spelled: bool,
}

#[derive(Debug)]
pub(super) struct NameRules {
    earlier: Vec<Phrase>,
}

impl NameRules {
    pub(super) fn new() -> Self {
        Self {
            earlier: Phrase::all(&[
                "the|your|this|that? previous|preceding|prior|earlier|above|last|foregoing metric|metrics|field|fields|disposition",
                "the|your previous|preceding|prior|earlier|above|foregoing answer|answers|question|questions|result|results|score|rating|value",
                "metric|metrics|question|questions|answer|answers|field|score|rating|value|result above|before",
                "from|in|see|of|to|by|on the metric|field above|below|before",
                "the|all? other metrics|metric|fields|field",
                "another|other metric|metrics",
                "based|depending on the? disposition|dispositions|outcome metric|final disposition",
                "based|depending on the? disposition",
                "disposition metric|field|value",
                "answer|answers|result|value|score of|to|from|in the? first|second|third|fourth|previous|other|last metric|question|field",
                "metric # ",
                "metric|question number|no #",
            ]),
        }
    }

    /// Where the text refers to another metric.
    pub(super) fn reference(
        &self,
        text: &Text,
        own: usize,
        fields: &MetricFields,
        names: &Names<'_>,
    ) -> Option<Reference> {
        let spelled = (0..text.tokens.len()).find_map(|at| self.spelled(text, at, own, fields, names));
        spelled.or_else(|| {
            let found = self
                .earlier
                .iter()
                .filter_map(|phrase| phrase.matches(text).find(|found| model_spoken_to(text, *found)))
                .min_by_key(|found| found.first)?;
            Some(Reference {
                place: found,
                metric: None,
                spelled: false,
            })
        })
    }

    fn spelled(
        &self,
        text: &Text,
        at: usize,
        own: usize,
        fields: &MetricFields,
        names: &Names<'_>,
    ) -> Option<Reference> {
        let token = text.token(at)?;
        if token.kind != Kind::Word {
            return None;
        }
        let word = token.lower.strip_suffix("'s").unwrap_or(&token.lower);
        let chosen = |written: &str| {
            fields
                .choices
                .iter()
                .any(|choice| super::answers::key(choice) == super::answers::key(written))
        };
        if let Some(index) = names.whole.get(word) {
            let foreign = *index != own && word != fields.identifier && !chosen(word);
            let place = Match {
                first: at,
                end: at + 1,
            };
            if foreign && (word.contains('_') || marked(text, place, true)) {
                return Some(Reference {
                    place,
                    metric: Some(*index),
                    spelled: true,
                });
            }
        }
        for (index, words) in names.by_word.get(word)? {
            let place = Match {
                first: at,
                end: at + words.len(),
            };
            let same = words
                .iter()
                .enumerate()
                .all(|(offset, word)| text.word(at + offset) == word);
            if same
                && *index != own
                && !chosen(text.written(place.first, place.end))
                && marked(text, place, false)
            {
                return Some(Reference {
                    place,
                    metric: Some(*index),
                    spelled: false,
                });
            }
        }
        None
    }
}

/// Whether words are marked as the name of a metric.
fn marked(text: &Text, place: Match, single: bool) -> bool {
    let before = |back: usize| place.first.checked_sub(back).map_or("", |at| text.word(at));
    let (one, two, three) = (before(1), before(2), before(3));
    let next = text.word(place.end);
    let named = matches!(next, "metric" | "metrics" | "field" | "disposition")
        || matches!(one, "metric" | "field" | "metric's");
    let value_of = one == "of" && matches!(two, "value" | "answer" | "result")
        || one == "the" && two == "of" && matches!(three, "value" | "answer" | "result");
    if single {
        let quoted = text.token(place.first).is_some_and(|token| {
            token
                .quote
                .and_then(|quote| text.quotes.get(quote))
                .is_some_and(|quote| quote.end - quote.first == 1)
        });
        let valued =
            matches!(next, "is" | "was" | "says" | "equals" | "=") && matches!(one, "if" | "when" | "unless");
        return named || value_of || quoted && valued;
    }
    let based =
        |on: &str, base: &str| on == "on" && matches!(base, "based" | "depending" | "depends" | "dependent");
    named || value_of || based(one, two) || one == "the" && based(two, three)
}

/// "The caller's previous answer" is part of the conversation.
fn model_spoken_to(text: &Text, found: Match) -> bool {
    let before = found.first.checked_sub(1).map_or("", |at| text.word(at));
    let inside = (found.first..found.end).map(|at| text.word(at));
    let of_someone = inside
        .clone()
        .any(|word| word.ends_with("'s") && word != "question's" && word != "metric's");
    let next = text.word(found.end);
    let conversation = before.ends_with("'s")
        || matches!(
            before,
            "agent"
                | "caller"
                | "customer"
                | "their"
                | "his"
                | "her"
                | "asked"
                | "ask"
                | "repeat"
                | "repeated"
        )
        || matches!(
            next,
            "the" | "they" | "agent" | "caller" | "customer" | "from" | "of" | "that" | "by"
        );
    let metric = inside
        .clone()
        .any(|word| word.starts_with("metric") || word.starts_with("disposition"));
    let answers_question = text.sentence_of(found.first).is_some_and(|sentence| {
        (sentence.first..found.first).any(|at| {
            matches!(
                text.word(at),
                "answer" | "ask" | "asked" | "repeat" | "did" | "does"
            )
        })
    });
    metric || !conversation && !of_someone && !answers_question
}

/// Rule 9: identifiers that differ only in case, blanks, `_` or `-`. An identifier that Atoms refuses is told already.
pub(super) fn alike(metrics: &[Metric], refused: impl Fn(usize) -> bool) -> Vec<Finding> {
    let mut earlier: HashMap<String, usize> = HashMap::new();
    let mut found = Vec::new();
    for (index, metric) in metrics.iter().enumerate() {
        let look = same_look(&metric.identifier);
        if look.is_empty() {
            continue;
        }
        match earlier.get(&look) {
            None => {
                earlier.insert(look, index);
            }
            Some(other) => {
                let Some(other) = metrics.get(*other) else {
                    continue;
                };
                if other.identifier == metric.identifier || refused(index) || metric.data_type.is_none() {
                    continue;
                }
                found.push(Finding {
                    metric: u32::try_from(index).ok(),
                    rule: 9,
                    severity: Severity::Warning,
                    field: Some(Field::Identifier),
                    span: None,
                    what: What::IdentifiersAlike {
                        value: metric.identifier.clone(),
                        other: other.identifier.clone(),
                    },
                    fix: None,
                });
            }
        }
    }
    found
}
