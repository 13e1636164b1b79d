//! Who a clause is about.

use super::text::Text;

/// Who talks and acts in a conversation, the agent aside.
#[rustfmt::skip]
pub(super) const TALKERS: &[&str] = &[
    "caller", "customer", "guest", "client", "patient", "user", "prospect", "they", "he", "she", "buyer",
    "tenant",
];

/// Words that bind a clause to the one before it.
const BINDERS: &[&str] = &["to", "who", "that"];

/// Whether the clause from the last mark behind `first` up to `at` has one of these words, or one that binds it to what
/// somebody does: "the caller asks to stop and skip".
pub(super) fn about_any(text: &Text, first: usize, at: usize, people: &[&str]) -> bool {
    let start = (first..at)
        .rev()
        .find(|index| {
            text.token(*index)
                .is_some_and(|token| token.one_of(&[",", ";", ":", "("]))
        })
        .unwrap_or(first);
    (start..at).any(|index| {
        let word = text.word(index);
        BINDERS.contains(&word) || people.contains(&word)
    })
}
