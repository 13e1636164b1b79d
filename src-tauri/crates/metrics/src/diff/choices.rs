//! What changed among the choices of an Enum: which ones, and in which order.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use specta::Type;

use super::vocabulary::folded;
use crate::pairing::Pairs;

/// A choice that is written differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChoiceRename {
    /// As it was.
    pub before: String,
    /// As it is.
    pub after: String,
}

/// A difference between two lists of choices; at least one of its lists is not empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChoicesChange {
    /// Only in the later list, in its order.
    pub added: Vec<String>,
    /// Only in the earlier list, in its order.
    pub removed: Vec<String>,
    /// In both under two spellings, in the order of the later list.
    pub renamed: Vec<ChoiceRename>,
    /// The fewest of the choices in both lists whose move makes the new order, as written in the later list.
    pub moved: Vec<String>,
}

/// How alike two choices must be to be one choice in two spellings, in percent of their letters…
const ALIKE: usize = 60;
/// …and between the same neighbours.
const ALIKE_IN_PLACE: usize = 40;
/// Left-over choices on both sides, multiplied, that are compared letter by letter.
const MOST_PAIRS: usize = 1024;
/// Letters of a choice that are compared.
const LETTERS: usize = 100;

/// The difference of two lists of choices, none if they are equal.
pub(super) fn choices_change(before: &[String], after: &[String]) -> Option<ChoicesChange> {
    if before == after {
        return None;
    }
    let pairs = pair(before, after);
    let texts = |list: &[String], at: &[usize]| -> Vec<String> {
        at.iter().filter_map(|at| list.get(*at)).cloned().collect()
    };
    let mut renamed = Vec::new();
    for (at, found) in pairs.of_after.iter().enumerate() {
        if let Some((old, new)) = found.and_then(|found| before.get(found)).zip(after.get(at))
            && old != new
        {
            renamed.push(ChoiceRename {
                before: old.clone(),
                after: new.clone(),
            });
        }
    }
    Some(ChoicesChange {
        added: texts(after, &pairs.left_after()),
        removed: texts(before, &pairs.left_before()),
        renamed,
        moved: texts(after, &pairs.moved()),
    })
}

fn pair(before: &[String], after: &[String]) -> Pairs {
    let mut pairs = Pairs::none(before.len(), after.len());
    pairs.by_key(|at| before.get(at), |at| after.get(at));
    let spelling = |list: &[String], at: usize| {
        let folded = folded(list.get(at)?);
        (!folded.is_empty()).then_some(folded)
    };
    pairs.by_key(|at| spelling(before, at), |at| spelling(after, at));

    let (old, new) = (pairs.left_before(), pairs.left_after());
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return pairs;
    }
    let letters = |list: &[String], at: usize| -> Vec<char> {
        let text = list.get(at).map(|text| text.to_lowercase()).unwrap_or_default();
        text.chars().take(LETTERS).collect()
    };
    let mut candidates = Vec::new();
    for from in &old {
        let theirs = letters(before, *from);
        for to in &new {
            let alike = percent_alike(&theirs, &letters(after, *to));
            let in_place = same_place(&pairs, *from, *to);
            if alike >= if in_place { ALIKE_IN_PLACE } else { ALIKE } {
                candidates.push((alike, in_place, *from, *to));
            }
        }
    }
    // The most alike first; of those equally alike the one in its place, and then the first.
    candidates.sort_by_key(|(alike, in_place, from, to)| {
        (std::cmp::Reverse((*alike, *in_place)), from.abs_diff(*to), *from)
    });
    for (_, _, from, to) in candidates {
        let free = |side: &[Option<usize>], at: usize| side.get(at).is_some_and(Option::is_none);
        if free(&pairs.of_before, from) && free(&pairs.of_after, to) {
            pairs.join(from, to);
        }
    }
    pairs
}

/// Whether both stand between the same two neighbours.
fn same_place(pairs: &Pairs, before: usize, after: usize) -> bool {
    let partner = |at: usize| pairs.of_before.get(at).copied().flatten();
    let in_front = match (before.checked_sub(1), after.checked_sub(1)) {
        (None, None) => true,
        (Some(old), Some(new)) => partner(old) == Some(new),
        _ => false,
    };
    let last = (
        before + 1 == pairs.of_before.len(),
        after + 1 == pairs.of_after.len(),
    );
    let behind = match last {
        (true, true) => true,
        (false, false) => partner(before + 1) == Some(after + 1),
        _ => false,
    };
    in_front && behind
}

fn percent_alike(before: &[char], after: &[char]) -> usize {
    let same: usize = capture_diff_slices(Algorithm::Myers, before, after)
        .iter()
        .filter(|op| matches!(op, DiffOp::Equal { .. }))
        .map(|op| op.old_range().len())
        .sum();
    (200 * same)
        .checked_div(before.len() + after.len())
        .unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    /// `+added -removed old>new ~moved`
    fn story(before: &str, after: &str) -> String {
        let list = |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
        let change = choices_change(&list(before), &list(after)).unwrap_or_default();
        let mut story: Vec<String> = change.added.iter().map(|text| format!("+{text}")).collect();
        story.extend(change.removed.iter().map(|text| format!("-{text}")));
        story.extend(
            change
                .renamed
                .iter()
                .map(|pair| format!("{}>{}", pair.before, pair.after)),
        );
        story.extend(change.moved.iter().map(|text| format!("~{text}")));
        story.join(" ")
    }

    #[rstest]
    #[case("yes no", "yes no", "")]
    #[case("yes no", "yes no unclear", "+unclear")]
    #[case("yes no unclear", "yes no", "-unclear")]
    #[case("yes no unclear", "unclear yes no", "~unclear")]
    #[case("resolved call_back", "resolved Call-Back", "call_back>Call-Back")]
    #[case(
        "resolved escalated",
        "resolved escalated_to_team",
        "escalated>escalated_to_team"
    )]
    #[case("resolved escalated", "resolved refunded", "+refunded -escalated")]
    #[case("a callback b", "a called b", "callback>called")]
    #[case("callback a b", "a b called", "+called -callback")]
    #[case("yes yes no", "yes no", "-yes")]
    #[case("one two three", "three two_b four one", "+four two>two_b ~three ~two_b")]
    fn reads_well(#[case] before: &str, #[case] after: &str, #[case] expected: &str) {
        assert_eq!(story(before, after), expected);
    }
}
