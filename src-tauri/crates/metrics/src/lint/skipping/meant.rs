//! Where words for skipping are meant for the model, and not about what people did.

use crate::lint::clause::{TALKERS, about_any};
use crate::lint::phrase::Match;
use crate::lint::text::{Kind, Text};

/// Who does not answer in a conversation.
#[rustfmt::skip]
const SUBJECTS: &[&str] = &[
    "they", "he", "she", "who", "caller", "customer", "client", "patient", "callers", "customers", "people",
    "guest", "guests", "prospect", "agent", "i", "we", "clients", "patients", "users", "user", "tenants",
];

/// Verbs that tell the model to skip only in the imperative.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "leave", "keep", "skip", "omit", "ignore", "drop", "exclude", "return", "answer", "respond", "reply", "give",
    "output", "write", "put", "provide", "enter", "send", "say", "print", "fill", "extract", "complete",
    "bypass", "disregard", "suppress", "remove", "delete", "hide", "pass", "jump", "step", "go", "move",
    "proceed", "continue", "hand", "record",
];

/// Whether the words tell the model to skip, and do not tell of a conversation or, with `negated`, forbid it.
pub(super) fn meant(text: &Text, found: Match, negated: bool) -> bool {
    if negated {
        return false;
    }
    let before = text.before(found.first);
    let first = text.word(found.first);
    if !instructs(text, found) {
        return false;
    }
    // "nothing else", "nothing but the number"
    if matches!(
        text.word(found.end),
        "else" | "but" | "more" | "other" | "except" | "beyond" | "besides"
    ) {
        return false;
    }
    let Some(sentence) = text.sentence_of(found.first) else {
        return false;
    };
    // "do not write anything that was not said"
    if matches!(text.word(found.end - 1), "anything" | "nothing")
        && matches!(
            text.word(found.end),
            "that" | "which" | "you" | "not" | "about" | "beside"
        )
    {
        return false;
    }
    if first == "blank" || first == "empty" || first == "nothing" {
        return before.is_none_or(|token| token.one_of(&[",", ";", "or", "and", ":", "(", "otherwise"]));
    }
    if first == "no" && matches!(text.word(found.end - 1), "if" | "when" | "for" | "unless") {
        return before.is_none_or(|token| token.one_of(&[",", ";", ":", "(", "then", "and", "so"]));
    }
    // "1 = no answer at all": a step of a scale.
    if matches!(first, "=" | ":" | "-" | "–") && before.is_some_and(|token| token.kind == Kind::Number) {
        return false;
    }
    if first == "not" {
        return before.is_none_or(|token| token.one_of(&["is", "are", ",", ";", "(", "and", "answer"]));
    }
    if VERBS.contains(&first) {
        let imperative = match before {
            None => true,
            Some(token) if token.is_mark() => {
                token.one_of(&[",", ";", ":", "(", "-", "–", "—", ")", "/", ">", "→"]) && !text.asks(sentence)
            }
            Some(token) => {
                token.quote.is_some()
                    || token.one_of(&[
                        "then",
                        "please",
                        "just",
                        "simply",
                        "otherwise",
                        "else",
                        "and",
                        "or",
                        "always",
                        "also",
                        "should",
                        "must",
                        "can",
                        "may",
                        "you",
                    ]) && !text.asks(sentence)
                        && !(token.one_of(&["and", "or", "can", "may", "should", "must"])
                            && about_any(text, sentence.first, found.first, TALKERS))
                    || conditional(text, clause_start(text, sentence.first, found.first), found.first)
            }
        };
        if !imperative {
            return false;
        }
    }
    if before.is_some_and(|token| token.one_of(&["if", "when", "whether", "where", "who", "that"])) {
        return false;
    }
    if matches!(first, "left" | "kept" | "leaving") {
        // "Did the caller say they had left a cheque blank?"
        let direct = before.is_some_and(|token| token.one_of(&["be", "is", "should", "must", "by"]));
        return direct && !text.asks(sentence);
    }
    if text.asks(sentence) && before.is_some_and(|token| !token.is("(")) {
        return false;
    }
    !(text.asks(sentence)
        && matches!(
            first,
            "be" | "can"
                | "may"
                | "should"
                | "must"
                | "this"
                | "the"
                | "it"
                | "metric"
                | "question"
                | "field"
                | "no"
        ))
}

/// Where the clause begins that `at` stands in: behind the last semicolon, colon or parenthesis.
fn clause_start(text: &Text, first: usize, at: usize) -> usize {
    (first..at)
        .rev()
        .find_map(|index| match text.word(index) {
            ";" | ":" | "(" | ")" => Some(index + 1),
            // "…, so when they only ask for the hours give us nothing"
            "," => {
                let next =
                    index + 1 + usize::from(matches!(text.word(index + 1), "and" | "but" | "so" | "or"));
                matches!(text.word(next), "if" | "when" | "where" | "unless" | "for").then_some(next)
            }
            _ => None,
        })
        .unwrap_or(first)
}

/// "If the caller never said it leave it blank": a verb after a condition without a comma.
fn conditional(text: &Text, first: usize, at: usize) -> bool {
    let opens = matches!(
        text.word(first),
        "if" | "when" | "where" | "unless" | "for" | "in" | "no" | "not"
    );
    let before = at.checked_sub(1).map_or("", |index| text.word(index));
    opens
        && !matches!(
            before,
            "to" | "not"
                | "or"
                | "and"
                | "the"
                | "a"
                | "an"
                | "did"
                | "does"
                | "do"
                | "will"
                | "would"
                | "can"
                | "could"
                | "agent"
                | "caller"
                | "customer"
                | "client"
                | "user"
                | "patient"
                | "guest"
                | "they"
                | "he"
                | "she"
                | "who"
                | "didn't"
                | "doesn't"
                | "never"
                | "won't"
                | "cannot"
        )
}

/// Whether no person and no thing of the conversation is what the words are about: "they do not answer", "the house
/// will be left empty".
fn instructs(text: &Text, found: Match) -> bool {
    let Some(sentence) = text.sentence_of(found.first) else {
        return true;
    };
    let first = text.word(found.first);
    let before = text.before(found.first);
    match first {
        // "Do not write a summary" alone tells the style, and in a case that there is no answer.
        "do" | "don't"
            if matches!(
                text.word(found.end - 1),
                "summary" | "note" | "sentence" | "text" | "description" | "reason"
            ) =>
        {
            matches!(text.word(sentence.first), "if" | "when") && before.is_some_and(|token| token.is(","))
        }
        "do" | "don't" | "not" | "does" | "doesn't" => before.is_none_or(|token| !token.one_of(SUBJECTS)),
        "or" => {
            let case = (sentence.first..found.first).any(|at| {
                matches!(
                    text.word(at),
                    "if" | "when" | "whether" | "is" | "are" | "was" | "says" | "said"
                )
            });
            !case && !text.asks(sentence) && before.is_some_and(|token| token.one_of(&[",", "("]))
        }
        // "Name of the manager, only if mentioned"
        "only"
            if found.end - found.first == 3
                && !text.word(found.end - 1).is_empty()
                && matches!(text.word(found.first + 1), "if" | "when") =>
        {
            before.is_some_and(|token| token.one_of(&[",", "(", "-", "–", "—"]))
        }
        "fine" | "ok" | "okay" | "alright" | "free" | "allowed" | "acceptable" | "permitted" => {
            !about_any(text, sentence.first, found.first, TALKERS)
        }
        "need" | "want" | "expect" | "require" if matches!(text.word(found.first + 1), "no" | "nothing") => {
            before.is_some_and(|token| token.one_of(&["we", "i", "you", "please", "then"]))
        }
        "we" => before.is_some_and(|token| token.one_of(&[",", ";", "(", "-", "–", "—", "then"])),
        "there" => matches!(
            text.word(sentence.first),
            "if" | "when" | "should" | "where" | "unless" | "in"
        ),
        "blank" | "empty" | "unanswered" | "nothing" | "null" | "skipping"
            if matches!(text.word(found.first + 1), "is" | "are") =>
        {
            before.is_none_or(|token| token.is_mark()) && !text.asks(sentence)
        }
        // "If it stays empty": the case.
        "it" if matches!(text.word(found.first + 1), "stays" | "remains" | "goes") => {
            !(sentence.first..found.first)
                .any(|at| matches!(text.word(at), "if" | "when" | "whether" | "that"))
                || before.is_some_and(|token| token.is(","))
        }
        "go" | "move" | "jump" | "proceed" | "continue" => {
            !about_any(text, sentence.first, found.first, &["agent"])
        }
        "without" => (sentence.first..found.first).any(|at| {
            matches!(
                text.word(at),
                "leave" | "leaves" | "left" | "stays" | "stay" | "keep" | "remains"
            )
        }),
        "be" | "stays" | "remains" | "is" | "are" | "left" | "kept" | "leaving" | "can" | "may"
        | "should" | "must" => {
            let start = (sentence.first..found.first)
                .rev()
                .find(|at| matches!(text.word(*at), "," | ";" | ":" | "("))
                .map_or(sentence.first, |at| at + 1);
            let ours = (found.first.saturating_sub(3)..found.first).any(|at| {
                matches!(
                    text.word(at),
                    "field" | "answer" | "metric" | "value" | "question" | "it" | "this" | "entry" | "result"
                )
            });
            ours || !(start..found.first).any(|at| {
                matches!(
                    text.word(at),
                    "if" | "when" | "whether" | "says" | "said" | "that" | "who" | "mentions" | "claims"
                )
            })
        }
        _ => true,
    }
}
