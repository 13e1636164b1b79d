//! Fixed lists in the prompt of a text that no verb of answering announces.

use crate::lint::phrase::Match;
use crate::lint::text::{Kind, Sentence, Text};

/// Verbs that sort into kinds: what is listed behind them is all there is.
#[rustfmt::skip]
const SORTS: &[&str] = &[
    "classify", "sort", "categorise", "categorize", "label", "tag", "pick", "choose", "select", "assign", "group",
    "code", "mark", "answer", "return",
];

/// Nouns of which there are only so many.
#[rustfmt::skip]
const KINDS: &[&str] = &[
    "type", "kind", "category", "class", "status", "state", "outcome", "result", "channel", "level", "stage", "plan",
    "priority", "reason", "department", "team", "topic", "mood", "sentiment", "method", "option", "label",
];

/// Verbs that ask for what the entries name, all of it.
#[rustfmt::skip]
const COLLECTS: &[&str] = &[
    "summarise", "summarize", "write", "note", "list", "name", "extract", "record", "describe", "include", "give",
    "capture", "collect", "mention", "cover", "report", "state", "provide", "fill", "sum",
];

type Listed = Option<(Match, Vec<String>)>;

/// "Classify the ticket:" with entries of one or two words below it.
pub(super) fn entries(text: &Text) -> Listed {
    let first = text.sentences.iter().position(|sentence| sentence.bullet)?;
    let run: Vec<Sentence> = text
        .sentences
        .iter()
        .skip(first)
        .take_while(|sentence| sentence.bullet)
        .copied()
        .collect();
    let header = text.sentences.get(first.checked_sub(1)?).copied()?;
    let items: Vec<Match> = run
        .iter()
        .filter_map(|sentence| short_entry(text, *sentence))
        .collect();
    let opening = text.word(header.first);
    let last = text.word(header.end - 1);
    let sorted = SORTS.contains(&opening)
        || text.asks(header) && matches!(opening, "what" | "which") && names_kind(text, header)
        || last == ":" && names_kind(text, header) && !COLLECTS.contains(&opening);
    let whole = items.len() >= 3 && items.len() == run.len();
    (sorted && whole).then(|| listed(text, &items)).flatten()
}

fn names_kind(text: &Text, sentence: Sentence) -> bool {
    text.of(sentence).iter().any(|token| token.one_of(KINDS))
}

/// An entry of at most two words, its number aside.
fn short_entry(text: &Text, sentence: Sentence) -> Option<Match> {
    let numbered = text.token(sentence.first)?.kind == Kind::Number;
    let first = sentence.first + usize::from(numbered);
    let stop = matches!(text.word(sentence.end - 1), "." | "," | ";");
    let end = sentence.end - usize::from(stop);
    let words = (first..end).all(|at| text.token(at).is_some_and(|token| token.kind == Kind::Word));
    (first < end && end - first <= 2 && words).then_some(Match { first, end })
}

/// "State of the order: open, shipped or delivered." Without "or" only behind a verb that sorts.
pub(super) fn behind_colon(text: &Text) -> Listed {
    text.sentences.iter().find_map(|sentence| {
        let opening = text.word(sentence.first);
        let sorts = SORTS.contains(&opening);
        let colon = (sentence.first + 1..sentence.end).find(|at| {
            text.token(*at).is_some_and(|token| {
                let dash = token.one_of(&["-", "–", "—"]) && !token.glued;
                let sorted = sorts && token.one_of(&["as", "into", "under"]);
                token.quote.is_none() && (token.is(":") || dash || sorted)
            })
        })?;
        let other = (sentence.first..colon).any(|at| {
            matches!(
                text.word(at),
                "e.g."
                    | "example"
                    | "examples"
                    | "instance"
                    | "if"
                    | "when"
                    | "says"
                    | "said"
                    | "asks"
                    | "asked"
                    | "offers"
                    | "like"
                    | "such"
                    | "format"
                    | "unclear"
                    | "unknown"
            )
        });
        // "State of the order: …" is no verb.
        let collects = COLLECTS.contains(&opening) && text.word(sentence.first + 1) != "of";
        if other || text.asks(*sentence) || collects {
            return None;
        }
        let (items, or) = row(text, colon + 1, sentence.end)?;
        let fewest = if or { 2 } else { 3 };
        let sorted = sorts && text.word(colon) != "-" || or;
        (sorted && items.len() >= fewest)
            .then(|| listed(text, &items))
            .flatten()
    })
}

/// "The plan, either basic or premium."
pub(super) fn either(text: &Text) -> Listed {
    (1..text.tokens.len()).find_map(|at| {
        let token = text.token(at)?;
        let sentence = text.sentence_of(at)?;
        let opens = text.before(at).is_some_and(|before| {
            before.one_of(&[",", ":", "(", "-", "–", "—", "answer", "write", "be", "return"])
        });
        let opening = text.word(sentence.first);
        if !token.is("either") || !opens || text.asks(sentence) || matches!(opening, "if" | "when" | "unless")
        {
            return None;
        }
        let end = (at..sentence.end)
            .find(|index| text.word(*index) == ")")
            .unwrap_or(sentence.end);
        let (items, or) = row(text, at + 1, end)?;
        (or && items.len() >= 2).then(|| listed(text, &items)).flatten()
    })
}

/// "Type of the fault (leak, noise or other)"
pub(super) fn in_parentheses(text: &Text) -> Listed {
    text.sentences.iter().find_map(|sentence| {
        let open = (sentence.first + 1..sentence.end).find(|at| text.word(*at) == "(")?;
        let close = (open..sentence.end).find(|at| text.word(*at) == ")")?;
        let kind = (sentence.first..open).any(|at| KINDS.contains(&text.word(at)));
        let (items, or) = row(text, open + 1, close)?;
        (kind && or && items.len() >= 3 && !text.asks(*sentence))
            .then(|| listed(text, &items))
            .flatten()
    })
}

/// Entries of one or two words with commas between them up to `end`, and whether "or" stands before the last one.
fn row(text: &Text, first: usize, end: usize) -> Option<(Vec<Match>, bool)> {
    let stop = matches!(text.word(end - 1), "." | "!" | ";");
    let end = end - usize::from(stop);
    let mut items = Vec::new();
    let mut or = false;
    let mut start = first;
    for at in first..=end {
        let parts = at == end || matches!(text.word(at), "," | "or");
        if !parts {
            let word = text
                .token(at)
                .is_some_and(|token| token.kind == Kind::Word && token.quote.is_none());
            let small = matches!(
                text.word(at),
                "and" | "the" | "a" | "an" | "their" | "what" | "how" | "if" | "none"
            );
            if !word || small {
                return None;
            }
            continue;
        }
        if start < at {
            items.push(Match {
                first: start,
                end: at,
            });
        }
        or |= at < end && text.word(at) == "or";
        start = at + 1;
    }
    items
        .iter()
        .all(|item| item.end - item.first <= 2)
        .then_some((items, or))
}

fn listed(text: &Text, items: &[Match]) -> Listed {
    let (first, last) = (items.first()?, items.last()?);
    let choices = items
        .iter()
        .map(|item| text.written(item.first, item.end).to_owned())
        .collect();
    Some((
        Match {
            first: first.first,
            end: last.end,
        },
        choices,
    ))
}
