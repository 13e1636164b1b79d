//! Where a number or a sign in a prompt is none that is answered: forbidden, counted, or what somebody says.

use crate::lint::phrase::Match;
use crate::lint::text::Text;

/// Who gives an answer in a conversation.
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "they", "he", "she", "caller", "customer", "client", "guest", "patient", "prospect", "user", "agent",
    "buyer", "tenant", "candidate", "person",
];

pub(super) fn negated(text: &Text, at: usize) -> bool {
    // "If the caller gives a percentage, …": the case.
    let case = text.sentence_of(at).is_some_and(|sentence| {
        let opening = matches!(text.word(sentence.first), "if" | "when" | "where" | "unless");
        opening
            && !(sentence.first..at).any(|index| text.word(index) == ",")
            && (sentence.first..at).any(|index| PEOPLE.contains(&text.word(index)))
    });
    if case {
        return true;
    }
    (0..=3).any(|back| {
        at.checked_sub(back).is_some_and(|index| {
            matches!(
                text.word(index),
                "no" | "not" | "without" | "don't" | "never" | "omit" | "avoid"
            )
        }) && text.token(at).map(|token| token.sentence) == text.token(at - back).map(|token| token.sentence)
    })
}

/// Whether a sign is asked for, and not only a number of percents.
pub(super) fn signed(text: &Text, place: Match) -> bool {
    (place.first..place.end).any(|at| matches!(text.word(at), "%" | "sign" | "symbol" | "mark" | "character"))
}

/// "Convert dollars with decimals"
pub(super) fn converted(text: &Text, place: Match) -> bool {
    text.sentence_of(place.first)
        .is_some_and(|sentence| matches!(text.word(sentence.first), "convert" | "turn" | "change"))
}

/// "Give 1 to 10 for the fit"
pub(super) fn looks_like_scale(text: &Text, place: Match) -> bool {
    let from = text.word(place.end.saturating_sub(3));
    let to = text.word(place.end.saturating_sub(1));
    matches!(from, "0" | "1") && matches!(to, "3" | "4" | "5" | "6" | "7" | "10" | "100")
}

/// "How many invoices were reduced by 10 to 20 %?": numbers of what is counted, and no answer.
pub(super) fn counts_things(text: &Text, place: Match) -> bool {
    let Some(sentence) = text.sentence_of(place.first) else {
        return false;
    };
    text.asks(sentence)
        && (sentence.first..place.first)
            .any(|at| text.word(at) == "how" && matches!(text.word(at + 1), "many" | "often"))
        && !(sentence.first..place.first).any(|at| matches!(text.word(at), "," | "("))
}

/// An average that somebody names is a fact: "the average the customer mentioned".
pub(super) fn stated(text: &Text, place: Match) -> bool {
    let Some(sentence) = text.sentence_of(place.first) else {
        return false;
    };
    let of = (place.first..place.end).any(|at| text.word(at) == "of");
    let named = text.of(sentence).iter().any(|token| {
        token.one_of(&[
            "name",
            "names",
            "named",
            "mention",
            "mentions",
            "mentioned",
            "said",
            "says",
            "say",
            "state",
            "stated",
            "quote",
            "quoted",
            "tell",
            "told",
            "give",
            "gives",
            "gave",
        ])
    });
    !of && named && text.asks(sentence)
}

/// "If the caller gives a range, answer its upper end": one number of a range, and none to be answered.
pub(super) fn end_of_range(text: &Text, place: Match) -> bool {
    let Some(sentence) = text.sentence_of(place.first) else {
        return false;
    };
    let ends = [
        "upper", "lower", "higher", "highest", "lowest", "middle", "midpoint", "mid", "mean", "average",
        "first", "larger", "smaller", "center", "centre",
    ];
    let both = (place.first..place.end).any(|at| text.word(at) == "and")
        && (place.first..place.end)
            .filter(|at| ends.contains(&text.word(*at)))
            .count()
            == 2;
    let end = !both && text.of(sentence).iter().any(|token| token.one_of(&ends));
    let asked = matches!(
        text.word(place.first),
        "give" | "answer" | "return" | "write" | "state" | "as" | "with" | "put" | "min" | "min-max"
    );
    let case = (sentence.first..place.first).any(|at| matches!(text.word(at), "if" | "when" | "where"));
    end || case && !asked
}
