//! Quotation marks with nothing between them: an answer that is none.

use crate::lint::phrase::Match;
use crate::lint::text::Text;

const MARKS: &[&str] = &["\"", "'", "`", "“", "”", "‘", "’", "„", "«", "»"];

/// `""` where an answer stands: behind a mark, a verb or "or", and with its condition or nothing behind it.
pub(super) fn empty_quotes(text: &Text) -> Vec<Match> {
    (0..text.tokens.len())
        .filter(|at| stands_empty(text, *at) && is_answer(text, *at))
        .map(|at| Match {
            first: at,
            end: at + 2,
        })
        .collect()
}

fn stands_empty(text: &Text, at: usize) -> bool {
    let (Some(open), Some(close)) = (text.token(at), text.token(at + 1)) else {
        return false;
    };
    let alone = text
        .token(at + 2)
        .is_none_or(|next| !next.glued || next.is_mark() && !next.one_of(MARKS));
    open.quote.is_none() && open.one_of(MARKS) && close.one_of(MARKS) && close.glued && !open.glued && alone
}

fn is_answer(text: &Text, at: usize) -> bool {
    let Some(sentence) = text.sentence_of(at) else {
        return false;
    };
    let behind = text.clause_ends_before(at + 2)
        || matches!(
            text.word(at + 2),
            "back"
                | "instead"
                | "here"
                | "there"
                | "only"
                | "if"
                | "when"
                | "where"
                | "unless"
                | "for"
                | "otherwise"
                | "else"
                | "in"
                | "once"
        );
    let told = text.before(at).is_none_or(|before| {
        before.one_of(&[
            ",",
            ";",
            ":",
            "(",
            "-",
            "–",
            "—",
            "→",
            ">",
            "=",
            "or",
            "else",
            "otherwise",
            "then",
            "with",
            "as",
            "to",
            "is",
            "be",
            "return",
            "answer",
            "write",
            "output",
            "give",
            "put",
            "use",
            "enter",
            "respond",
            "reply",
            "say",
            "just",
            "string",
            "an",
            "a",
            "empty",
        ])
    });
    // "Which error does the user read out, e.g. ""?"
    let example = (sentence.first..at).rev().take(3).any(|back| {
        matches!(
            text.word(back),
            "e.g." | "eg" | "example" | "says" | "said" | "say" | "like" | "between" | "in"
        )
    });
    behind && told && !example && !text.asks(sentence)
}
