//! Which choices are a way out, which negate another one, and rules 2, 9 (alike) and 19 about choices.

use std::collections::{HashMap, HashSet};

use super::answers::key;
use super::finding::{Severity, TextSpan, What};
use super::look::{Look, NOT_APPLICABLE, add_choices, append, bold, safe};
use super::phrase::{Phrase, any_of};
use super::repair::Step;
use crate::metric::DataType;
use crate::validate::Field;

/// Choices for "it never came up" or "cannot be told", as keys.
#[rustfmt::skip]
const EXITS: &[&str] = &[
    "none", "other", "others", "unknown", "unclear", "undetermined", "neither", "nobody", "no one",
    "nothing", "n/a", "na", "n a", "not applicable", "unconfirmed", "unsure", "undecided", "unspecified",
    "unstated", "misc", "miscellaneous", "anything else", "something else", "everything else", "else",
    "null", "nil", "uncertain", "inconclusive", "indeterminate", "cannot tell", "can't tell", "cannot say",
    "can't say", "cannot judge", "cannot be judged", "cannot be determined", "don't know", "dont know",
    "unrelated", "off topic", "missing", "mixed", "too short", "skipped", "unmentioned", "unanswered",
    "different", "never", "rest",
];

/// Words that make a choice a way out wherever they stand in it.
#[rustfmt::skip]
const EXIT_WORDS: &[&str] = &[
    "none", "other", "others", "unknown", "unclear", "undetermined", "unspecified", "nothing", "nobody",
    "neither",
];

/// Words that negate the rest of a choice.
#[rustfmt::skip]
const NEGATIONS: &[&str] = &[
    "not", "no", "non", "never", "without",
];

/// Pairs of choices that leave nothing between them.
#[rustfmt::skip]
const PAIRS: &[(&str, &str)] = &[
    ("yes", "no"), ("true", "false"), ("y", "n"), ("pass", "fail"), ("passed", "failed"),
    ("success", "failure"), ("successful", "failed"), ("inbound", "outbound"), ("present", "absent"),
    ("correct", "incorrect"), ("on", "off"), ("complete", "incomplete"), ("completed", "incomplete"),
];

/// A way out whatever the other choices are: a repair may lead there.
pub(super) fn is_plain_exit(choice: &str) -> bool {
    [
        "none",
        "unknown",
        "unclear",
        "not applicable",
        "n/a",
        "na",
        "undetermined",
        "unsure",
        "cannot tell",
        "unspecified",
    ]
    .contains(&choice)
        || [
            "not stated",
            "not mentioned",
            "not discussed",
            "not asked",
            "not said",
            "none stated",
            "none given",
            "not given",
        ]
        .contains(&choice)
}

/// A choice in words: a hyphen parts them as a blank does.
fn plain(choice: &str) -> String {
    key(choice).replace('-', " ")
}

/// Whether a choice is for calls that none of the others fits.
fn is_exit(choice: &str, choices: &HashSet<String>) -> bool {
    if EXITS.contains(&choice) || is_plain_exit(choice) || choice == "maybe" {
        return true;
    }
    let words: Vec<&str> = choice.split(' ').collect();
    if words.iter().any(|word| EXIT_WORDS.contains(word)) {
        return true;
    }
    match words.split_first() {
        Some((&("not" | "no" | "never"), rest)) if !rest.is_empty() => !choices.contains(&rest.join(" ")),
        _ => false,
    }
}

fn negates(one: &str, other: &str) -> bool {
    let prefixed = |word: &str| {
        ["not ", "no ", "non ", "un", "in", "im", "dis", "non"]
            .iter()
            .any(|prefix| word.strip_prefix(prefix) == Some(other))
    };
    prefixed(one)
}

fn nothing_between(one: &str, other: &str) -> bool {
    let pair = PAIRS.contains(&(one, other)) || PAIRS.contains(&(other, one));
    pair || negates(one, other) || negates(other, one)
}

/// Rules 2, 9 (choices alike) and 19.
#[derive(Debug)]
pub(super) struct ChoiceRules {
    ties: Vec<Phrase>,
}

impl ChoiceRules {
    pub(super) fn new() -> Self {
        Self {
            ties: Phrase::all(&[
                "choose|take|pick|use|select|give|answer|prefer|report|return|name the? first|earliest|latest|last|most|main|strongest|highest|lowest|worst|best|higher|later|more|primary|furthest",
                "first|latest|last|earlier|later one|choice|option? *3 wins",
                "wins|win|prevails|priority|precedence",
                "if|when two|several|both|multiple|more|many",
                "more than one",
                "whichever|prefer",
                "the? most specific|recent|important|serious|severe|sensitive|advanced|relevant|fitting",
                "best match|fit|matches|fits",
                "first one|choice|option? in|of the|this list",
                "judge|decide by the first|last",
            ]),
        }
    }

    /// What is said whatever the language.
    pub(super) fn structure(look: &mut Look<'_>) {
        if !look.is(DataType::Enum) {
            return;
        }
        let mut first_of: HashMap<String, usize> = HashMap::new();
        let mut alike = Vec::new();
        for (index, choice) in look.fields.choices.iter().enumerate() {
            let plain = squeezed(choice);
            if plain.is_empty() {
                continue;
            }
            match first_of.get(&plain) {
                Some(earlier) => alike.push((index, *earlier)),
                None => {
                    first_of.insert(plain, index);
                }
            }
        }
        for (index, earlier) in alike {
            let (Some(value), Some(other)) =
                (look.fields.choices.get(index), look.fields.choices.get(earlier))
            else {
                continue;
            };
            if value.trim() == other.trim() {
                continue;
            }
            let (value, other) = (value.clone(), other.clone());
            let span = one_choice(index);
            look.tell(
                9,
                Severity::Warning,
                Field::Choices,
                span,
                What::ChoicesAlike { value, other },
                None,
            );
        }
    }

    pub(super) fn look(&self, look: &mut Look<'_>) {
        if !look.is(DataType::Enum) || look.fields.choices.is_empty() {
            return;
        }
        self.way_out(look);
        self.overlap(look);
    }

    fn way_out(&self, look: &mut Look<'_>) {
        let keys: Vec<String> = look.fields.choices.iter().map(|choice| plain(choice)).collect();
        let set: HashSet<String> = keys.iter().cloned().collect();
        let exits = keys.iter().any(|choice| is_exit(choice, &set));
        let moods = set.contains("neutral");
        let complete = match keys.as_slice() {
            [one, other] => nothing_between(one, other) || stripped_pair(one, other),
            _ => false,
        };
        if exits
            || moods
            || complete
            || keys.iter().all(|choice| choice.is_empty())
            || self.conditions_for_all(look, &keys)
        {
            return;
        }
        let steps = vec![
            add_choices(&[NOT_APPLICABLE.to_owned()]),
            append("If it does not apply, answer not_applicable."),
        ];
        look.tell(
            2,
            Severity::Warning,
            Field::Choices,
            None,
            What::NoWayOut,
            bold(steps),
        );
    }

    /// Whether the prompt says of every choice when it is the answer.
    fn conditions_for_all(&self, look: &Look<'_>, keys: &[String]) -> bool {
        keys.iter().all(|choice| explained(look, choice))
    }

    fn overlap(&self, look: &mut Look<'_>) {
        if any_of(&self.ties, look.text) {
            return;
        }
        let keys: Vec<String> = look.fields.choices.iter().map(|choice| plain(choice)).collect();
        if bare_codes(&keys)
            && !keys
                .iter()
                .any(|choice| is_code(choice) && explained(look, choice))
        {
            look.tell(
                19,
                Severity::Warning,
                Field::Choices,
                None,
                What::ChoicesUnexplained,
                None,
            );
            return;
        }
        let sets: Vec<HashSet<&str>> = keys.iter().map(|choice| choice.split(' ').collect()).collect();
        // Many choices would make many pairs; the first overlap is enough to say.
        for (index, inner) in sets.iter().enumerate().take(60) {
            for (other_index, outer) in sets.iter().enumerate().take(60) {
                let grows = inner.len() < outer.len() && inner.is_subset(outer);
                if index == other_index || !grows || !meaningful(inner) || marks_apart(outer, inner) {
                    continue;
                }
                let (Some(one), Some(two)) = (keys.get(index), keys.get(other_index)) else {
                    continue;
                };
                if explained(look, one) && explained(look, two) {
                    continue;
                }
                let (Some(value), Some(other)) = (
                    look.fields.choices.get(index),
                    look.fields.choices.get(other_index),
                ) else {
                    continue;
                };
                let (value, other) = (value.clone(), other.clone());
                let fix = bold(vec![append("If two fit, choose the first in this list.")]);
                let what = What::ChoicesOverlap { value, other };
                look.tell(
                    19,
                    Severity::Warning,
                    Field::Choices,
                    one_choice(other_index),
                    what,
                    fix,
                );
                return;
            }
        }
    }
}

fn one_choice(index: usize) -> Option<TextSpan> {
    let start = u32::try_from(index).ok()?;
    Some(TextSpan {
        start,
        end: start + 1,
    })
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '\u{feff}'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// What two names share when case, blanks, `_` and `-` do not count.
pub(super) fn same_look(text: &str) -> String {
    squeezed(text)
}

/// "booked" and "not_booked" with words around both: "appointment booked", "appointment not booked".
fn stripped_pair(one: &str, other: &str) -> bool {
    let without = |choice: &str| -> Vec<String> {
        choice
            .split(' ')
            .filter(|word| !NEGATIONS.contains(word))
            .map(str::to_owned)
            .collect()
    };
    let negated = |choice: &str| choice.split(' ').any(|word| NEGATIONS.contains(&word));
    negated(one) != negated(other) && without(one) == without(other)
}

fn meaningful(words: &HashSet<&str>) -> bool {
    words.iter().any(|word| {
        word.len() > 1 && !NEGATIONS.contains(word) && !EXIT_WORDS.contains(word) && *word != "yes"
    })
}

/// Whether the longer choice says itself that it is not the shorter one.
fn marks_apart(outer: &HashSet<&str>, inner: &HashSet<&str>) -> bool {
    outer.difference(inner).any(|word| {
        NEGATIONS.contains(word)
            || EXIT_WORDS.contains(word)
            || matches!(*word, "un" | "and" | "or" | "both" | "wrong" | "false")
    })
}

fn is_code(choice: &str) -> bool {
    let digits = choice.chars().filter(char::is_ascii_digit).count();
    let letters = choice.chars().filter(|c| c.is_alphabetic()).count();
    let single = choice.chars().count() == 1;
    let number = digits > 0
        && letters == 0
        && !choice.contains(' ')
        && !choice.contains(['-', '+', '.', '<', '>', '%', '$', '€']);
    let short = letters <= 2 && digits > 0 && !choice.contains(' ');
    let named = match choice.split_once(' ') {
        Some((name, rest)) => {
            let known = [
                "type", "option", "category", "class", "group", "level", "code", "tier", "case", "segment",
                "status", "stage",
            ];
            known.contains(&name) && (rest.chars().count() == 1 || rest.chars().all(|c| c.is_ascii_digit()))
        }
        None => false,
    };
    single || number || short || named
}

fn bare_codes(keys: &[String]) -> bool {
    keys.iter().filter(|choice| is_code(choice)).count() >= 4
}

/// Whether the prompt explains a choice: with a mark, a condition, or in words around it.
fn explained(look: &Look<'_>, choice: &str) -> bool {
    look.answers
        .iter()
        .any(|answer| answer.conditional && answer.key.replace('-', " ") == choice)
}

/// Rule 1.
pub(super) fn answer_not_a_choice(look: &mut Look<'_>) {
    if !look.is(DataType::Enum) || look.fields.choices.iter().all(|choice| choice.trim().is_empty()) {
        return;
    }
    let keys = look.choice_keys();
    let mut missing: Vec<usize> = Vec::new();
    let mut seen = HashSet::new();
    for (index, answer) in look.answers.iter().enumerate() {
        let plain = answer.key.trim_end_matches('.');
        if answer.sure && !plain.is_empty() && !keys.contains(plain) && seen.insert(plain.to_owned()) {
            missing.push(index);
        }
    }
    let found: Vec<_> = missing
        .iter()
        .filter_map(|index| look.answers.get(*index))
        .cloned()
        .collect();
    let Some(first) = found.first() else { return };
    let place = super::phrase::Match {
        first: first.first,
        end: first.end,
    };
    let words: Vec<String> = found.iter().map(|answer| answer.written.clone()).collect();
    let null = |answer: &str| answer.eq_ignore_ascii_case("null");
    let mut steps: Vec<Step> = Vec::new();
    // Null is no text, so no choice can stand for it: another answer takes its place.
    let (nothing, choice) = look.nothing();
    for answer in found.iter().rev().filter(|answer| null(&answer.written)) {
        let place = super::phrase::Match {
            first: answer.first,
            end: answer.end,
        };
        steps.extend(look.replace(place, &nothing));
    }
    let replaced = !steps.is_empty();
    if replaced {
        steps.extend(choice);
    }
    // "Answer with a number": a kind of answer, and none to be added.
    let kind = |word: &str| matches!(word, "number" | "letter" | "digit" | "rating" | "percentage");
    let added: Vec<String> = words
        .iter()
        .filter(|word| !null(word) && !kind(word))
        .cloned()
        .collect();
    if !added.is_empty() {
        steps.push(add_choices(&added));
    }
    let fix = if replaced { bold(steps) } else { safe(steps) };
    look.say(
        1,
        Severity::Danger,
        place,
        What::AnswerNotAChoice { answers: words },
        fix,
    );
}
