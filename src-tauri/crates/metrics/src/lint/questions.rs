//! Rules 15, 17, 18 and 20: questions that are two, vague, without a yes-rule, or about nobody.

use super::finding::{Severity, What};
use super::look::{Look, append, bold, safe};
use super::phrase::{Match, Phrase, any_of, first_of};
use super::repair::Step;
use super::text::{Kind, Sentence, Text};
use crate::metric::{DataType, MetricFields};

const SHOWN: &str = "Answer true only if the transcript shows it; otherwise answer false.";
const PLAINLY: &str = "Answer true only if the words of the call show it plainly; otherwise answer false.";

/// Who can feel, say, ask, promise or agree.
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "agent", "agents", "caller", "callers", "customer", "customers", "client", "clients", "patient",
    "patients", "prospect", "prospects", "user", "users", "person", "people", "persons", "guest", "guests",
    "buyer", "buyers", "seller", "sellers", "tenant", "tenants", "landlord", "borrower", "borrowers",
    "debtor", "debtors", "shopper", "shoppers", "student", "students", "parent", "parents", "candidate",
    "candidates", "applicant", "applicants", "driver", "drivers", "rider", "riders", "passenger",
    "passengers", "traveller", "traveler", "member", "members", "subscriber", "subscribers", "policyholder",
    "cardholder", "accountholder", "holder", "donor", "donors", "lead", "recruiter", "nurse", "doctor",
    "dentist", "physician", "technician", "employee", "staff", "colleague", "colleagues", "representative",
    "rep", "operator", "advisor", "adviser", "assistant", "bot", "ai", "speaker", "speakers", "visitor",
    "citizen", "owner", "owners", "resident", "residents", "dealer", "shipper", "sender", "recipient",
    "courier", "merchant", "vendor", "supplier", "partner", "manager", "supervisor", "family", "couple",
    "homeowner", "claimant", "investor", "trader", "learner", "teacher", "either", "both", "sides", "side",
    "party", "parties", "they", "he", "she", "we", "us", "you", "somebody", "someone", "anyone", "anybody",
    "who", "whose", "cust", "consumer", "respondent",
];

/// Further people, and words that mean them.
#[rustfmt::skip]
const MORE_PEOPLE: &[&str] = &[
    "their", "his", "her", "them", "team", "household", "attendee", "participant", "participants",
    "contact", "contractor", "engineer", "plumber", "mother", "father", "child", "kid", "kids", "spouse",
    "wife", "husband", "relative", "carer", "caregiver", "clinician", "pharmacist", "insured", "insurer",
    "broker", "lender", "renter", "player", "diner", "viewer", "reader", "pupil", "worker", "salesperson",
    "human", "i",
];

/// Words that judge, and need something to judge by.
#[rustfmt::skip]
const JUDGEMENTS: &[&str] = &[
    "good", "bad", "happy", "unhappy", "ok", "okay", "well", "proper", "properly", "satisfied",
    "dissatisfied", "unsatisfied", "professional", "professionally", "unprofessional", "appropriate",
    "appropriately", "inappropriate", "fine", "nice", "nicely", "great", "poor", "poorly", "badly",
    "excellent", "satisfactory", "adequate", "adequately", "reasonable", "reasonably", "pleased",
];

/// States of mind, needs and likelihoods, which a yes/no question must pin down.
#[rustfmt::skip]
const STATES: &[&str] = &[
    "require", "requires", "required", "need", "needs", "needed", "should", "likely", "unlikely",
    "interested", "uninterested", "satisfied", "dissatisfied", "happy", "unhappy", "willing", "unwilling",
    "ready", "eager", "keen", "frustrated", "angry", "annoyed", "upset", "confused", "worried", "anxious",
    "disappointed", "pleased", "convinced", "hesitant", "reluctant", "open", "serious", "motivated",
    "intend", "intends", "want", "wants", "believe", "feel", "feels", "felt", "seem", "seems", "seemed",
    "appear", "appears", "appeared", "understand", "understood", "urgent", "necessary", "qualified",
    "loyal", "trust", "probable", "impatient", "stressed", "suspicious",
];

/// Verbs with which a question can begin.
#[rustfmt::skip]
const AUXILIARIES: &[&str] = &[
    "did", "does", "do", "was", "were", "is", "are", "has", "have", "had", "will", "would", "can", "could",
    "should", "didn't", "doesn't", "wasn't", "isn't", "hasn't", "aren't", "weren't", "haven't", "won't",
    "wouldn't", "couldn't", "can't", "don't", "hadn't", "may", "might", "must", "shall", "shouldn't",
];

#[rustfmt::skip]
const QUESTION_WORDS: &[&str] = &[
    "what", "which", "who", "whose", "whom", "where", "when", "how", "why", "whether",
];

#[derive(Debug)]
pub(super) struct QuestionRules {
    second: Vec<Phrase>,
    combined: Vec<Phrase>,
    basis: Vec<Phrase>,
    yes_rule: Vec<Phrase>,
    negative: Vec<Phrase>,
    acts: Vec<Phrase>,
    whole_call: Vec<Phrase>,
    plain_uses: Vec<Phrase>,
}

impl QuestionRules {
    pub(super) fn new() -> Self {
        Self {
            second: Phrase::all(&[
                "and|& also ,? why|how|what|when|where|who|which|whether|did|was|were|is|does|has|do|are|if _",
                "and|& if so|yes ,? why|how|what|when|where|who|which|did|was _?",
                "and|& ,? why|how|what|when|where|which|who ,? did|does|do|was|were|is|are|has|have|had|will|would|can|could|should _",
                "and|& ,? what|which _ did|does|do|was|were|is|are|has|have|will|would",
                "and|& how much|many|long|often|well|far|soon|quickly _ _",
                "and|& ,? did|does|was|were|is|are|has|have|had|will|would _ _",
                "and|& also the|an|a|his|her|their|any _",
                "and|& why the|they|he|she|it|not",
                "and|& how the|they|he|she|it",
                "and|& why $",
            ]),
            combined: Phrase::all(&[
                "if|when either|any|one|neither|both of?",
                "both",
                "either *3 part|parts|missing|half",
                "all of|these|three|parts",
                "one of the|these two?",
                "if one",
                "only if *8 and",
            ]),
            basis: Phrase::all(&[
                "based|judged|judging|measured|going|judge|rated|rate|assessed|decide|decided on|by|from|upon|only|solely|according",
                "counts|count|counted as|for|if|when|toward|towards|it",
                "count|mark|treat|take|consider it|this|that|as|them as|only|if",
                "true|false|yes|no only|just? if|when|for|means|unless|where",
                "true|false|yes|no *2 :|=",
                "means|mean|meaning",
                "answer|say|return|choose|pick true|false|yes|no *2 if|when|for|unless",
                "only if|when|for|a|an|the *1",
                "if|when *10 ,? the? answer is? true|false|yes|no",
                "according to|by the|their|his|her words|word",
                "# = ",
                "by|from how|what|whether",
                "using|with the? following? criteria|criterion|scale|definition|definitions|rules",
                "look|watch|check for|whether",
                "that|this is|means : ",
                "i.e.|namely|defined",
                "such as",
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
            acts: Phrase::all(&[
                "was|were|is|are|been|got|being *4 expressed|voiced|mentioned|said|asked|requested|promised|agreed|offered|stated|raised|confirmed|accepted|declined|refused|complained|apologised|apologized|acknowledged|thanked|explained|admitted|denied|claimed|discussed|felt|shown|given|committed|suggested|threatened|demanded|reported|named|proposed|quoted|told|understood|shared|greeted|answered|addressed|objected|approved|rejected|conveyed|displayed|demonstrated|communicated",
                "rate|score|grade|assess|evaluate|measure|describe|judge|classify|how|what|which *4 satisfaction|frustration|sentiment|mood|interest|anger|annoyance|happiness|politeness|empathy|emotion|emotions|enthusiasm|confidence|attitude|stress|friendliness|willingness|urgency|trust|loyalty|objection|objections|complaint|complaints|promise|promises|intent|intention",
                "any|a|an|the objection|objections|complaint|complaints|concern|concerns|promise|promises|commitment|commitments|request|requests|question|questions|apology|frustration|interest raised|made|expressed|voiced|given|asked|mentioned|stated|shown",
                "how satisfied|happy|angry|frustrated|interested|upset|annoyed|polite|likely|willing|confident|friendly|stressed|urgent|confused",
                "^ satisfaction|frustration|sentiment|mood|interest|anger|annoyance|happiness|emotion|attitude",
                "^ overall|general|final|main|apparent satisfaction|frustration|sentiment|mood|interest|anger|emotion|attitude",
                "^ was|is|were|are satisfied|happy|angry|frustrated|interested",
            ]),
            whole_call: Phrase::all(&[
                "of|throughout|for|about the|this|whole|entire? whole|entire|overall? call|conversation|interaction|dialogue|discussion|chat",
                "overall|whole|entire call|conversation|interaction",
                "call's|conversation's",
                "the call|conversation end~|close~|resol~|go|went",
            ]),
            plain_uses: Phrase::all(&[
                "as well",
                "good|great morning|afternoon|evening|day|bye|faith|news|friday|standing",
                "well being|known|as|before|over|under",
                "happy|ok|okay to",
                "poor connection|line|reception|signal",
                "fine|fines print|amount|paid|imposed|notice",
            ]),
        }
    }

    /// Whether the prompt says what to judge by.
    pub(super) fn has_basis(&self, text: &Text) -> bool {
        any_of(&self.basis, text)
    }

    pub(super) fn look(&self, look: &mut Look<'_>) {
        if look.text.tokens.is_empty() {
            return;
        }
        self.two(look);
        self.vague(look);
        if look.is(DataType::Boolean) {
            self.yes_or_no(look);
        }
        self.nobody(look);
    }

    /// Rule 15.
    fn two(&self, look: &mut Look<'_>) {
        let text = look.text;
        let combined = any_of(&self.combined, text);
        if combined {
            return;
        }
        let asking: Vec<Sentence> = text
            .sentences
            .iter()
            .copied()
            .filter(|sentence| text.asks(*sentence))
            .collect();
        for sentence in text.sentences.iter().copied() {
            let question = text.asks(sentence) || sentence.first == 0 && opens_question(text, sentence);
            if !question {
                continue;
            }
            let found = self
                .second
                .iter()
                .flat_map(|phrase| phrase.matches(text).take(16))
                .filter(|found| sentence.first < found.first && found.first < sentence.end)
                .find(|found| self.own_clause(text, sentence, *found));
            if let Some(found) = found {
                let place = Match {
                    first: found.first,
                    end: found.end,
                };
                let fix = split_at(look, sentence, found);
                look.say(15, Severity::Warning, place, What::TwoQuestions, fix);
                return;
            }
        }
        if let [first, .., second] = asking.as_slice() {
            let real =
                |sentence: &Sentence| opens_question(text, *sentence) && sentence.end - sentence.first > 3;
            let next = asking
                .iter()
                .skip(1)
                .find(|sentence| real(sentence))
                .unwrap_or(second);
            if real(first) && real(next) && !rephrases(text, *first, *next) {
                let place = Match {
                    first: next.first,
                    end: next.end,
                };
                let fix = split_off(look, *next);
                look.say(15, Severity::Warning, place, What::TwoQuestions, fix);
            }
        }
    }

    /// Whether what follows "and" asks on its own: the first half must be a question already, and "and what" must not
    /// belong to a verb of saying ("say when and how they will pay").
    fn own_clause(&self, text: &Text, sentence: Sentence, found: Match) -> bool {
        if text.token(found.first).is_some_and(|token| token.quote.is_some())
            || found.first < sentence.first + 3
        {
            return false;
        }
        let before = text.word(found.first - 1);
        let before = if before == "," {
            text.word(found.first.saturating_sub(2))
        } else {
            before
        };
        if QUESTION_WORDS.contains(&before) {
            return false;
        }
        let opening = text.word(sentence.first);
        let second = (found.first + 1..found.end)
            .map(|at| text.word(at))
            .find(|word| !matches!(*word, "," | "also" | "if" | "so"));
        let second = second.unwrap_or_default();
        if AUXILIARIES.contains(&second) {
            // "the person who called and was angry": an auxiliary right behind a relative clause.
            let relative = (sentence.first + 1..found.first)
                .any(|at| matches!(text.word(at), "who" | "that" | "whether" | "if"));
            let subject = text
                .token(found.first + 2)
                .is_some_and(|token| token.kind == Kind::Word)
                && !matches!(
                    text.word(found.first + 2),
                    "not" | "never" | "no" | "also" | "still" | "then" | "being" | "been"
                );
            let participle =
                text.word(found.first + 2).ends_with("ed") || text.word(found.first + 2).ends_with("ing");
            return subject && !participle && (!relative || AUXILIARIES.contains(&opening));
        }
        if QUESTION_WORDS.contains(&second) {
            // "Did the agent explain what happens and when it happens?" is one question.
            let embedded = (sentence.first + 1..found.first)
                .any(|at| QUESTION_WORDS.contains(&text.word(at)) && text.word(at) != "whose");
            let inverted = (found.first + 1..found.end + 2).any(|at| AUXILIARIES.contains(&text.word(at)));
            return inverted || !embedded;
        }
        true
    }

    /// Rule 17.
    fn vague(&self, look: &mut Look<'_>) {
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
        if look.basis
            || conditions >= 2
            || any_of(&self.yes_rule, text) && look.is(DataType::Boolean)
            || look.scale.is_some_and(|scale| scale.steps >= 3)
        {
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

    /// Rule 18.
    fn yes_or_no(&self, look: &mut Look<'_>) {
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
        let state = (question.first..question.end).find(|at| state_asked(text, question, *at));
        match state {
            Some(at) => {
                let place = Match {
                    first: at,
                    end: at + 1,
                };
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

    /// Rule 20.
    fn nobody(&self, look: &mut Look<'_>) {
        let text = look.text;
        let named = text.tokens.iter().any(|token| {
            let word = token
                .lower
                .strip_suffix("'s")
                .or(token.lower.strip_suffix("s'"))
                .unwrap_or(&token.lower);
            PEOPLE.contains(&word)
                || MORE_PEOPLE.contains(&word)
                || word.ends_with("holder")
                || word.ends_with("holders")
        });
        if named || any_of(&self.whole_call, text) {
            return;
        }
        let asked = |found: &Match| {
            text.sentence_of(found.first).is_some_and(|sentence| {
                let condition = matches!(
                    text.word(sentence.first),
                    "if" | "when" | "unless" | "answer" | "none"
                );
                (sentence.first == 0 || text.asks(sentence)) && !condition
            })
        };
        let found = self
            .acts
            .iter()
            .flat_map(|phrase| phrase.matches(text).take(8))
            .filter(asked)
            .min_by_key(|found| found.first);
        if let Some(found) = found {
            look.say(20, Severity::Warning, found, What::SpeakerMissing, None);
        }
    }
}

fn opens_question(text: &Text, sentence: Sentence) -> bool {
    let skip = usize::from(matches!(
        text.word(sentence.first),
        "and" | "also" | "so" | "then"
    ));
    let first = text.word(sentence.first + skip);
    let second = text.word(sentence.first + skip + 1);
    AUXILIARIES.contains(&first)
        || QUESTION_WORDS.contains(&first)
        || matches!(first, "on" | "in" | "at" | "for" | "by" | "to" | "with" | "from")
            && QUESTION_WORDS.contains(&second)
        || text.asks(sentence)
            && (sentence.first..sentence.end).any(|at| {
                text.word(at) == ","
                    && (QUESTION_WORDS.contains(&text.word(at + 1))
                        || AUXILIARIES.contains(&text.word(at + 1)))
            })
}

/// Whether the second question only puts the first one in other words or narrows it.
fn rephrases(text: &Text, first: Sentence, second: Sentence) -> bool {
    let opening = text.word(second.first);
    let narrows = matches!(
        opening,
        "in" | "that" | "or" | "meaning" | "i.e." | "for" | "e.g." | "like" | "such"
    ) && !QUESTION_WORDS.contains(&text.word(second.first + 1));
    let between = (first.end..second.first).any(|at| matches!(text.word(at), "i.e." | "meaning" | "words"));
    let short = second.end - second.first <= 3;
    let options = (second.first..second.end)
        .filter(|at| text.word(*at) == "or")
        .count()
        > 0
        && !AUXILIARIES.contains(&text.word(first.first));
    narrows || between || short || options
}

/// The part behind "and" as a metric of its own.
fn split_at(look: &Look<'_>, sentence: Sentence, found: Match) -> Option<super::Repair> {
    let text = look.text;
    if !text.asks(sentence) || look.is(DataType::Enum) {
        return None;
    }
    let first_word = (found.first + 1..sentence.end).find(|at| !matches!(text.word(*at), "," | "also"))?;
    if matches!(
        text.word(first_word),
        "if" | "the" | "an" | "a" | "his" | "her" | "their" | "any"
    ) {
        return None;
    }
    let comma = text.token(found.first - 1).is_some_and(|token| token.is(","));
    let place = Match {
        first: found.first - usize::from(comma),
        end: sentence.end - 1,
    };
    let question = format!("{}?", text.written(first_word, sentence.end - 1));
    let before = text.token(place.first.checked_sub(1)?)?;
    let last = text.token(place.end.checked_sub(1)?)?;
    let steps = vec![
        Step::ReplaceInPrompt {
            start: before.end16,
            end: last.end16,
            text: String::new(),
        },
        second_metric(look, &question),
    ];
    bold(steps)
}

/// A later question as a metric of its own.
fn split_off(look: &Look<'_>, sentence: Sentence) -> Option<super::Repair> {
    let text = look.text;
    if look.is(DataType::Enum) {
        return None;
    }
    let span = look.span(Match {
        first: sentence.first,
        end: sentence.end,
    })?;
    let start = text.token(sentence.first.checked_sub(1)?)?.end16;
    let question = text.written(sentence.first, sentence.end).to_owned();
    let steps = vec![
        Step::ReplaceInPrompt {
            start,
            end: span.end,
            text: String::new(),
        },
        second_metric(look, &question),
    ];
    bold(steps)
}

fn second_metric(look: &Look<'_>, question: &str) -> Step {
    let mut letters = question.chars();
    let prompt: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect();
    let opening = prompt
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let many = prompt.to_lowercase().starts_with("how many");
    let data_type = if AUXILIARIES.contains(&opening.as_str()) {
        DataType::Boolean
    } else if many {
        DataType::Integer
    } else {
        DataType::String
    };
    Step::AddMetric {
        fields: MetricFields {
            identifier: format!("{}_2", look.fields.identifier),
            data_type,
            prompt,
            choices: Vec::new(),
        },
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
        matches!(
            text.word(index),
            "say"
                | "says"
                | "said"
                | "mention"
                | "mentioned"
                | "mentions"
                | "call"
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
    let act = matches!(last, "refuse" | "forget" | "omit" | "neglect");
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
    // "Did the caller say that they want …" asks for words, "Was the required form sent" for an event.
    let said = (question.first..at).any(|index| {
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
    });
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
    let main = at == question.first
        || AUXILIARIES.contains(&opening)
        || opening == "customer"
        || !text.asks(question)
        || question.end - question.first < 6;
    main && !said && !attribute && !noun
}
