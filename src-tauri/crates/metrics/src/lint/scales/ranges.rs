//! The ends of a scale where no verb of rating announces it.

use crate::lint::phrase::Match;
use crate::lint::text::{Kind, Text};

/// What has degrees, whoever has it.
#[rustfmt::skip]
const QUALITIES: &[&str] = &[
    "empathy", "politeness", "clarity", "quality", "satisfaction", "performance", "professionalism", "friendliness",
    "helpfulness", "knowledge", "urgency", "interest", "effort", "engagement", "confidence", "patience", "severity",
    "courtesy", "rapport", "enthusiasm", "frustration", "trust", "fluency", "happiness", "rating", "score", "grade",
];

/// "Agent empathy, 1-10.", and the same behind a question that is `graded`.
pub(super) fn quality_range(text: &Text, graded: bool) -> Option<Match> {
    let number = |index: usize| {
        text.token(index)
            .and_then(|token| token.lower.parse::<i32>().ok())
    };
    let range = (1..text.tokens.len()).find(|at| {
        let bounds = number(*at).zip(number(at + 2));
        text.before(*at)
            .is_some_and(|before| before.one_of(&[",", ":", "("]))
            && matches!(text.word(at + 1), "-" | "–" | "to")
            && bounds.is_some_and(|(low, high)| matches!(low, 0 | 1) && high >= low + 2)
            && text.clause_ends_before(at + 3)
    })?;
    let sentence = text.sentence_of(range)?;
    let quality = (sentence.first..range)
        .find(|at| QUALITIES.contains(&text.word(*at)) || graded && text.word(*at) == "how")?;
    Some(Match {
        first: quality,
        end: range + 3,
    })
}

/// "1 (rude) … 5 (warm)": both ends of a scale in words.
pub(super) fn explained_ends(text: &Text, range: Match) -> bool {
    (range.first..range.end).any(|at| text.word(at) == "(")
        && (text.word(range.end - 1) == "(" || text.word(range.end) == "(")
}

/// Whether two steps that are described have others between them: "1 = confusing, 5 = clear", and not 0 and 1.
pub(super) fn far_apart(text: &Text) -> bool {
    let numbers = || {
        text.tokens
            .iter()
            .enumerate()
            .filter(|(at, token)| {
                token.kind == Kind::Number
                    && matches!(
                        text.word(at + 1),
                        "=" | ":" | "is" | "means" | "(" | "for" | "-" | "–"
                    )
            })
            .filter_map(|(_, token)| token.lower.parse::<i32>().ok())
    };
    let (lowest, highest) = (numbers().min(), numbers().max());
    lowest.zip(highest).is_some_and(|(low, high)| high - low >= 2)
}
