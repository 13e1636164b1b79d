//! Rule 17: nothing to judge by.

use crate::lint::finding::{Severity, What};
use crate::lint::look::Look;
use crate::lint::phrase::{Match, Phrase};
use crate::lint::text::{Kind, Text};

/// Words that judge, and need something to judge by.
#[rustfmt::skip]
const JUDGEMENTS: &[&str] = &[
    "good", "bad", "happy", "unhappy", "ok", "okay", "well", "proper", "properly", "satisfied",
    "dissatisfied", "unsatisfied", "professional", "professionally", "unprofessional", "appropriate",
    "appropriately", "inappropriate", "fine", "nice", "nicely", "great", "poor", "poorly", "badly",
    "excellent", "satisfactory", "adequate", "adequately", "reasonable", "reasonably", "pleased",
];

#[derive(Debug)]
pub(super) struct VagueRules {
    plain_uses: Vec<Phrase>,
}

impl VagueRules {
    pub(super) fn new() -> Self {
        Self {
            plain_uses: Phrase::all(&[
                "as well",
                "good|great morning|afternoon|evening|day|bye|faith|news|friday|standing",
                "well being|known|as|before|over|under",
                "happy|ok|okay to",
                "poor connection|line|reception|signal",
                "fine|fines print|amount|paid|imposed|notice",
                "proper|properly name|names|named|noun|address|spelled|called",
            ]),
        }
    }

    /// `ruled` where a yes-rule is given.
    pub(super) fn look(&self, look: &mut Look<'_>, ruled: bool) {
        let text = look.text;
        let words = text
            .tokens
            .iter()
            .filter(|token| token.kind != Kind::Mark)
            .count();
        let plain = text.sentences.iter().any(|sentence| {
            text.asks(*sentence)
                && matches!(
                    text.word(sentence.first),
                    "what" | "which" | "who" | "where" | "when" | "how" | "whose" | "whom"
                )
        });
        if words > 0 && words < 6 && !plain && !matches!(look.answers.len(), 2..) {
            let word = text
                .tokens
                .iter()
                .find(|token| token.one_of(JUDGEMENTS))
                .map(|token| token.lower.clone());
            look.say(
                17,
                Severity::Warning,
                look.everything(),
                What::Vague { word },
                None,
            );
            return;
        }
        let conditions = look.answers.iter().filter(|answer| answer.conditional).count();
        if look.basis || conditions >= 2 || ruled || look.scale.is_some_and(|scale| scale.steps >= 3) {
            return;
        }
        let found = (0..text.tokens.len()).find(|at| {
            text.token(*at)
                .is_some_and(|token| token.quote.is_none() && token.one_of(JUDGEMENTS))
                && !self.plain_uses.iter().any(|phrase| {
                    phrase.end_at(text, *at).is_some()
                        || at
                            .checked_sub(1)
                            .is_some_and(|before| phrase.end_at(text, before).is_some_and(|end| end > *at))
                })
                && asked_judgement(text, *at)
        });
        if let Some(at) = found {
            let place = Match {
                first: at,
                end: at + 1,
            };
            let word = Some(text.word(at).to_owned());
            look.say(17, Severity::Warning, place, What::Vague { word }, None);
        }
    }
}

/// Whether a judging word is what is asked, and not part of a name or of what somebody said.
fn asked_judgement(text: &Text, at: usize) -> bool {
    let Some(sentence) = text.sentence_of(at) else {
        return false;
    };
    let opening = text.word(sentence.first);
    let question = text.asks(sentence) || sentence.first == 0;
    let said = (sentence.first..at).any(|index| {
        // "the call" is a thing, and "call it good" a word.
        let verb = text.word(index) == "call"
            && !matches!(
                text.word(index.wrapping_sub(1)),
                "the"
                    | "this"
                    | "that"
                    | "a"
                    | "each"
                    | "every"
                    | "whole"
                    | "phone"
                    | "sales"
                    | "entire"
                    | "their"
            );
        verb || matches!(
            text.word(index),
            "say"
                | "says"
                | "said"
                | "mention"
                | "mentioned"
                | "mentions"
                | "called"
                | "describe"
                | "described"
                | "claim"
                | "claims"
                | "tell"
                | "told"
                | "state"
                | "stated"
                | "quote"
        )
    }) && !matches!(opening, "was" | "is" | "were");
    let condition = matches!(
        opening,
        "if" | "when" | "unless" | "choose" | "answer" | "use" | "pick"
    );
    question && !said && !condition
}
