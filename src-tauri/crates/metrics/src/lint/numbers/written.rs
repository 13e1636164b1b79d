//! Numbers as a prompt writes them: with decimals, with a sign, or two at once.

use crate::lint::phrase::Match;
use crate::lint::text::{Kind, Text};

/// "to the nearest 0.5"
pub(super) fn nearest_half(text: &Text) -> Option<Match> {
    (1..text.tokens.len())
        .find(|at| {
            let number = text.token(*at).is_some_and(|token| token.kind == Kind::Number);
            let before = text.word(at - 1);
            number
                && decimal_number(text, *at)
                && matches!(before, "nearest" | "of" | "to")
                && (0..*at).any(|index| {
                    text.word(index).starts_with("round")
                        || text.word(index) == "steps"
                        || text.word(index) == "nearest"
                })
        })
        .map(|at| Match {
            first: at,
            end: at + 1,
        })
}

pub(super) fn decimal_number(text: &Text, at: usize) -> bool {
    let word = text.word(at);
    let short = |mark: char| {
        word.rsplit_once(mark)
            .is_some_and(|(_, digits)| digits.len() <= 2)
    };
    short('.') || !word.contains('.') && short(',')
}

/// "answer 2.5", "between 0.0 and 1.0", "1.5 is fine", "write it as "12.50""
pub(super) fn decimal_answer(text: &Text) -> Option<Match> {
    (1..text.tokens.len()).find_map(|at| {
        let number =
            text.token(at).is_some_and(|token| token.kind == Kind::Number) && decimal_number(text, at);
        let before = text.word(at - 1);
        let two_before = at.checked_sub(2).map_or("", |index| text.word(index));
        let step = matches!(text.word(at + 1), "means" | "=" | "stands")
            && text
                .sentence_of(at)
                .is_some_and(|sentence| !matches!(text.word(sentence.first), "if" | "when"));
        let told =
            step || matches!(
                before,
                "answer" | "return" | "write" | "give" | "output" | "put" | "as" | "between" | "like"
            ) || matches!(before, "and" | "to" | "-" | "–") && two_before.contains('.')
                || before == "from" && matches!(text.word(at + 1), "to" | "-" | "–");
        let fine = matches!(text.word(at + 1), "is" | "are")
            && matches!(
                text.word(at + 2),
                "fine" | "ok" | "okay" | "allowed" | "possible" | "valid"
            )
            || matches!(text.word(at + 1), "steps" | "increments")
            || before == "(" && matches!(text.word(at + 1), "," | "…");
        (number && (told || fine)).then_some(Match {
            first: at,
            end: at + 1,
        })
    })
}

pub(super) fn is_currency(word: &str) -> bool {
    matches!(word, "$" | "€" | "£" | "₹" | "¥")
}

pub(super) fn currency_before(text: &Text, at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| is_currency(text.word(before)))
        || is_currency(text.word(at + 1))
}

/// "→ 10%": percents as the answers of a table.
pub(super) fn mapped(text: &Text, sign: &str) -> Option<Match> {
    let found = (1..text.tokens.len()).find(|at| {
        // "40 % accuracy" is a weight.
        let ends = text.clause_ends_before(at + 1)
            || text.token(at + 1).is_some_and(|next| {
                !matches!(next.kind, Kind::Word) || next.one_of(&["if", "when", "for", "or", "and"])
            });
        text.word(*at) == sign
            && ends
            && text.token(at - 1).is_some_and(|token| token.kind == Kind::Number)
            && at.checked_sub(2).is_some_and(|arrow| {
                matches!(
                    text.word(arrow),
                    "→" | "=" | ">" | ":" | "answer" | "return" | "write" | "give"
                )
            })
    })?;
    Some(Match {
        first: found - 1,
        end: found + 1,
    })
}

/// "answer $50", "return €0 if none"
pub(super) fn told_currency(text: &Text) -> Option<Match> {
    (1..text.tokens.len()).find_map(|at| {
        let told = matches!(
            text.word(at - 1),
            "answer" | "return" | "write" | "give" | "output" | "put" | "=" | "→"
        );
        let next = text.token(at + 1).is_some_and(|token| token.kind == Kind::Number);
        (told && is_currency(text.word(at)) && next
            || is_currency(text.word(at)) && text.word(at + 1).starts_with('x'))
        .then_some(Match {
            first: at,
            end: at + 2,
        })
    })
}

pub(super) fn two_numbers(text: &Text, at: usize) -> bool {
    let dash = matches!(text.word(at + 1), "-" | "–" | "—" | "to");
    let between = text.word(at + 1) == "and"
        && at
            .checked_sub(1)
            .is_some_and(|before| text.word(before) == "between");
    if between && text.token(at + 2).is_some_and(|token| token.kind == Kind::Number) {
        return true;
    }
    dash && text.token(at + 2).is_some_and(|token| token.kind == Kind::Number)
        && at.checked_sub(1).is_none_or(|before| {
            !matches!(
                text.word(before),
                "from" | "scale" | "between" | "for" | "of" | "within"
            )
        })
}

/// "Probability that they pay, from 0 to 1"
pub(super) fn unit_interval(text: &Text) -> Option<Match> {
    let found = (1..text.tokens.len()).find(|at| {
        matches!(text.word(at - 1), "from" | "between" | ",")
            && text.word(*at) == "0"
            && matches!(text.word(at + 1), "to" | "and" | "-" | "–")
            && text.word(at + 2) == "1"
            && text.clause_ends_before(at + 3)
    })?;
    let sentence = text.sentence_of(found)?;
    let degree = text.of(sentence).iter().any(|token| {
        token.one_of(&[
            "probability",
            "likelihood",
            "chance",
            "confidence",
            "share",
            "fraction",
            "proportion",
            "ratio",
            "portion",
        ])
    });
    degree.then_some(Match {
        first: found,
        end: found + 3,
    })
}

/// "as "from-to""
pub(super) fn quoted_range(text: &Text) -> Option<Match> {
    let found = text.tokens.iter().position(|token| {
        token.quote.is_some() && token.one_of(&["from-to", "min-max", "low-high", "min-to-max"])
    })?;
    Some(Match {
        first: found,
        end: found + 1,
    })
}

/// "answer 12%"
pub(super) fn told_percent(text: &Text) -> Option<Match> {
    (1..text.tokens.len()).find_map(|at| {
        let number = text.token(at).is_some_and(|token| token.kind == Kind::Number);
        let told = matches!(
            text.word(at - 1),
            "answer" | "return" | "write" | "give" | "output" | "put" | "like" | "as" | ":"
        );
        let before = at.checked_sub(2).map_or("", |index| text.word(index));
        let colon =
            text.word(at - 1) != ":" || matches!(before, "answer" | "output" | "example" | "format" | "e.g.");
        (number && told && colon && text.word(at + 1) == "%").then_some(Match {
            first: at,
            end: at + 2,
        })
    })
}
