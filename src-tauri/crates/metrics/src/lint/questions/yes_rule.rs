//! Rule 18: it is not said what counts as yes, or asked for the contrary.

use super::{AUXILIARIES, QUESTION_WORDS};
use crate::lint::finding::{Severity, What};
use crate::lint::look::{Look, append, bold, safe};
use crate::lint::phrase::{Match, Phrase, any_of, first_of};
use crate::lint::text::{Kind, Sentence, Text};

const SHOWN: &str = "Answer true only if the transcript shows it; otherwise answer false.";
const PLAINLY: &str = "Answer true only if the words of the call show it plainly; otherwise answer false.";

/// States of mind, needs and likelihoods, which a yes/no question must pin down.
#[rustfmt::skip]
const STATES: &[&str] = &[
    "require", "requires", "required", "need", "needs", "needed", "should", "likely", "unlikely",
    "interested", "uninterested", "satisfied", "dissatisfied", "happy", "unhappy", "willing", "unwilling",
    "ready", "eager", "keen", "frustrated", "angry", "annoyed", "upset", "confused", "worried", "anxious",
    "disappointed", "pleased", "convinced", "hesitant", "reluctant", "open", "serious", "motivated",
    "intend", "intends", "want", "wants", "believe", "feel", "feels", "felt", "seem", "seems", "seemed",
    "appear", "appears", "appeared", "understand", "understood", "urgent", "necessary", "qualified",
    "loyal", "trust", "probable", "impatient", "stressed", "suspicious", "probably", "presumably",
];

#[derive(Debug)]
pub(super) struct YesRules {
    /// Needs and likelihoods of several words.
    states: Vec<Phrase>,
    yes_rule: Vec<Phrase>,
    negative: Vec<Phrase>,
}

impl YesRules {
    pub(super) fn new() -> Self {
        Self {
            states: Phrase::all(&[
                "is|are|was|were|seem|seems *3 at risk|danger",
                "did|does *3 call|calls for a|an|another|more",
                "is|was|are there a|any|still need|reason|chance|risk|likelihood",
                "in need|danger|favour|favor of",
                "have|has a|an|any chance|interest|intention|need",
                "is|are *4 about|going to $",
            ]),
            yes_rule: Phrase::all(&[
                "true|yes only|just? if|when|for|where|unless|means|in|with|once|even|also|so|applies",
                "true|yes|false|no :|=|-|–",
                "false|no only|just? if|when|for|unless|means|otherwise|where|in|with|even",
                "otherwise|else|if|when ,? *10 false|no|true|yes $",
                "counts|count|counted as|if|when|only|it",
                "count|mark|treat|take|consider|answer|return|say|set|put|give|record it|this|that|as|with|them|a|an? *6 true|false|yes|no",
                "only a|an|the|if|when|for|clear|plain|explicit|named|real|direct",
                "true|false|yes|no ,? if|when|for|unless",
                "is|are|means|be|as true|false|yes|no",
                "does|do not count",
                "true|false $",
                "judged|judge by",
                "# for|= yes|no|true|false",
            ]),
            negative: Phrase::all(&[
                "^ did|does|do|was|were|is|are|has|have|had|will|would|can|could|should *3 not|never|fail|fails|failed|forget|refuse|neglect|omit",
                "^ didn't|doesn't|wasn't|isn't|hasn't|aren't|weren't|haven't|won't|wouldn't|couldn't|can't|don't|hadn't",
                "^ the? agent|caller|customer|client|patient|prospect|user|guest|buyer|tenant|borrower|debtor|candidate|driver|assistant|call|issue did|was|has|had|is|does? not|never|failed|didn't|wasn't|hasn't|doesn't|isn't",
                "^ the|no *2 was|were|is|did|has not|never",
            ]),
        }
    }

    /// Whether the prompt says what counts as yes.
    pub(super) fn is_given(&self, text: &Text) -> bool {
        any_of(&self.yes_rule, text)
    }

    pub(super) fn look(&self, look: &mut Look<'_>) {
        let text = look.text;
        let negative = first_of(&self.negative, text).filter(|found| main_negation(text, *found));
        if let Some(found) = negative {
            let at = (found.first..found.end)
                .find(|at| negation(text.word(*at)))
                .unwrap_or(found.end - 1);
            let word = text.word(at).to_owned();
            look.say(
                18,
                Severity::Warning,
                Match {
                    first: at,
                    end: at + 1,
                },
                What::AskedNegatively { word },
                None,
            );
            return;
        }
        if any_of(&self.yes_rule, text) {
            return;
        }
        let question = text
            .sentences
            .iter()
            .copied()
            .find(|sentence| text.asks(*sentence))
            .or(text.sentences.first().copied());
        let Some(question) = question else { return };
        let state = (question.first..question.end)
            .find(|at| state_asked(text, question, *at))
            .map(|at| Match {
                first: at,
                end: at + 1,
            })
            .or_else(|| {
                first_of(&self.states, text).filter(|found| {
                    (question.first..question.end).contains(&found.first)
                        && !said_before(text, question, found.first)
                })
            });
        match state {
            Some(place) => {
                look.say(
                    18,
                    Severity::Warning,
                    place,
                    What::NoYesRule,
                    bold(vec![append(PLAINLY)]),
                );
            }
            None => {
                let opening = text.word(question.first);
                if AUXILIARIES.contains(&opening) {
                    let place = Match {
                        first: question.first,
                        end: question.end,
                    };
                    look.say(
                        18,
                        Severity::Info,
                        place,
                        What::NoYesRule,
                        safe(vec![append(SHOWN)]),
                    );
                }
            }
        }
    }
}

fn negation(word: &str) -> bool {
    matches!(
        word,
        "not" | "never" | "fail" | "fails" | "failed" | "forget" | "refuse" | "neglect" | "omit" | "no"
    ) || word.ends_with("n't")
}

/// Whether the negation belongs to the main clause of the question.
fn main_negation(text: &Text, found: Match) -> bool {
    let inner = (found.first + 1..found.end - 1).any(|at| {
        matches!(
            text.word(at),
            "say"
                | "says"
                | "said"
                | "ask"
                | "that"
                | "who"
                | "which"
                | "whether"
                | "or"
                | "and"
                | "if"
                | "want"
                | "mention"
                | "tell"
                | "told"
                | "because"
                | "why"
                | "state"
                | "claim"
                | "call"
        )
    });
    let last = text.word(found.end - 1);
    let asked = text.word(found.end);
    let only = last == "not" && matches!(asked, "only" | "just");
    // To refuse is an act of its own, and may be asked for plainly.
    let act = last == "refuse";
    let first = text
        .sentence_of(found.first)
        .is_some_and(|sentence| text.asks(sentence) || sentence.first == 0);
    first && !inner && !only && !act
}

/// Whether the word at `at` names a state of mind, a need or a likelihood that the question asks about.
fn state_asked(text: &Text, question: Sentence, at: usize) -> bool {
    let Some(token) = text.token(at) else { return false };
    if token.quote.is_some() || !token.one_of(STATES) {
        return false;
    }
    let opening = text.word(question.first);
    let said = said_before(text, question, at);
    let next = text.word(at + 1);
    let attribute = matches!(
        token.lower.as_str(),
        "required" | "needed" | "necessary" | "interested" | "qualified" | "urgent" | "open" | "serious"
    ) && text.token(at + 1).is_some_and(|token| token.kind == Kind::Word)
        && !matches!(
            next,
            "in" | "to"
                | "by"
                | "about"
                | "from"
                | "for"
                | "or"
                | "and"
                | "on"
                | "at"
                | "after"
                | "with"
                | "enough"
                | "during"
                | "when"
        );
    let noun = matches!(
        text.word(at.wrapping_sub(1)),
        "the" | "a" | "an" | "any" | "their" | "his" | "her"
    ) && !matches!(next, "interested");
    // "Based on the call, did it require …", "Patient needs …"
    let behind_comma = (question.first..at)
        .any(|index| text.word(index) == "," && AUXILIARIES.contains(&text.word(index + 1)));
    let subject = usize::from(matches!(opening, "the" | "this" | "our" | "a"));
    let stated =
        text.asks(question) && at == question.first + 1 + subject && !QUESTION_WORDS.contains(&opening);
    let main = at == question.first
        || behind_comma
        || stated
        || AUXILIARIES.contains(&opening)
        || opening == "customer"
        || !text.asks(question)
        || question.end - question.first < 6;
    main && !said && !attribute && !noun
}

/// Whether the question is about what somebody says: "Did the caller say that they want …" asks for words, "Was the
/// required form sent" for an event.
fn said_before(text: &Text, question: Sentence, at: usize) -> bool {
    (question.first..at).any(|index| {
        matches!(
            text.word(index),
            "say"
                | "says"
                | "said"
                | "ask"
                | "asks"
                | "asked"
                | "tell"
                | "tells"
                | "told"
                | "mention"
                | "mentions"
                | "mentioned"
                | "confirm"
                | "confirmed"
                | "state"
                | "stated"
                | "explain"
                | "explained"
                | "complain"
                | "offer"
                | "promise"
                | "who"
                | "that"
                | "if"
                | "when"
                | "because"
                | "which"
                | "what"
                | "agree"
                | "request"
                | "whether"
        )
    })
}
