//! The words by which metrics are compared.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use deunicode::deunicode;
use serde_json::Value;
use similar::DiffableStr;

use super::pairs::Item;
use crate::wire;

/// Letters and digits alone, lower case. A gap between two digits stays: `q1_1` is not `q11`.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::new();
    let mut gap = false;
    for c in deunicode(text).chars() {
        if c.is_ascii_alphanumeric() {
            if gap && c.is_ascii_digit() && folded.ends_with(|last: char| last.is_ascii_digit()) {
                folded.push('_');
            }
            folded.push(c.to_ascii_lowercase());
            gap = false;
        } else {
            gap = true;
        }
    }
    folded
}

/// The words of an identifier: `callOutcome` and `call_outcome` have the same ones.
pub(super) fn name_words(name: &str) -> BTreeMap<String, u32> {
    let mut words = BTreeMap::new();
    let mut word = String::new();
    let mut lower = false;
    for c in deunicode(name).chars().chain([' ']) {
        if !word.is_empty() && (!c.is_ascii_alphanumeric() || lower && c.is_ascii_uppercase()) {
            *words.entry(std::mem::take(&mut word)).or_insert(0) += 1;
        }
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        }
        lower = c.is_ascii_lowercase();
    }
    words
}

fn prompt_words(prompt: &str) -> impl Iterator<Item = String> {
    let words = prompt.tokenize_unicode_words().into_iter();
    let words = words.filter(|word| word.chars().any(char::is_alphanumeric));
    words.map(str::to_lowercase)
}

fn prompt<'a>(item: &'a Item<'_>) -> &'a str {
    let prompt = item.sent.get(wire::PROMPT);
    prompt.and_then(Value::as_str).unwrap_or_default()
}

/// Every word of the prompts on both sides with its weight. Numbered in the order of the alphabet, so that sums are the
/// same whichever side comes first.
pub(super) struct Vocabulary {
    numbers: HashMap<String, u32>,
    weights: Vec<f64>,
}

impl Vocabulary {
    pub(super) fn of(before: &[Item<'_>], after: &[Item<'_>]) -> Self {
        let mut metrics: BTreeMap<String, [u32; 2]> = BTreeMap::new();
        for (side, items) in [before, after].into_iter().enumerate() {
            for item in items {
                for word in prompt_words(prompt(item)).collect::<BTreeSet<_>>() {
                    metrics.entry(word).or_default()[side] += 1;
                }
            }
        }
        let weight = |[old, new]: &[u32; 2]| 1.0 / f64::from((*old).max(*new));
        Self {
            weights: metrics.values().map(weight).collect(),
            numbers: metrics.into_keys().zip(0..).collect(),
        }
    }

    pub(super) fn counted(&self, prompt: &str) -> BTreeMap<u32, u32> {
        let mut counted = BTreeMap::new();
        for word in prompt_words(prompt) {
            if let Some(number) = self.numbers.get(&word) {
                *counted.entry(*number).or_insert(0) += 1;
            }
        }
        counted
    }

    pub(super) fn weight(&self, word: u32) -> f64 {
        let weight = usize::try_from(word).ok().and_then(|at| self.weights.get(at));
        weight.copied().unwrap_or(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("call_outcome", "Call Outcome", true)]
    #[case("callOutcome", "call-outcome", true)]
    #[case("größe", "grosse", true)]
    #[case("score_5", "score5", true)]
    #[case("q1_1", "q11", false)]
    #[case("q1_1", "Q1 1", true)]
    #[case("outcome", "outcome_2", false)]
    fn a_spelling_is_what_a_person_takes_for_one(#[case] one: &str, #[case] other: &str, #[case] same: bool) {
        assert_eq!(folded(one) == folded(other), same);
    }

    #[rstest]
    #[case("callOutcome_2", &["2", "call", "outcome"])]
    #[case("HTTPStatus", &["httpstatus"])]
    #[case("__", &[])]
    fn a_name_has_words(#[case] name: &str, #[case] words: &[&str]) {
        assert_eq!(name_words(name).into_keys().collect::<Vec<_>>(), words);
    }
}
