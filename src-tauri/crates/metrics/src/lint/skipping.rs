//! Rule 3: instructions that would leave a metric without an answer.

use super::finding::{Severity, What};
use super::look::{Look, bold};
use super::phrase::{Match, Phrase};
use super::repair::Step;
use super::text::Text;
use crate::metric::DataType;

/// How an instruction to skip is put, and so how it is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// "leave it blank": an answer takes its place.
    Instead,
    /// "only answer if …": "Unless …, answer none".
    OnlyIf,
    /// "do not answer if …": "If …, answer none".
    NotIf,
}

/// Who does not answer in a conversation.
#[rustfmt::skip]
const SUBJECTS: &[&str] = &[
    "they", "he", "she", "who", "caller", "customer", "client", "patient", "callers", "customers", "people",
    "guest", "guests", "prospect", "agent", "i", "we", "clients", "patients", "users", "user", "tenants",
];

#[derive(Debug)]
pub(super) struct Skipping {
    forms: Vec<(Form, Vec<Phrase>)>,
    /// For texts and times: an answer that is none.
    null: Vec<Phrase>,
    negated: Vec<Phrase>,
}

impl Skipping {
    pub(super) fn new() -> Self {
        Self {
            forms: vec![
                (
                    Form::OnlyIf,
                    Phrase::all(&[
                        "only answer|respond|reply|complete|score|rate|evaluate|judge|assess|classify this|the|it? metric|question|field|item|one? if|when|where|for",
                        "only fill|output|return|extract|provide|give this|the|it|in|out|a|an? metric|question|field|item|value|answer|response? in|out? if|when|where",
                        "answer|respond|reply|complete this|the|it? metric|question|field|item? only if|when|where",
                        "answer|fill|complete|evaluate this|it|the metric|question|field|in? only for|on",
                        "fill|output|return|extract|evaluate|score|rate|judge this|the|it|in|out? metric|question|field|item|value? in|out? only if|when|where",
                        "only *1 to be filled|answered|completed|returned|provided in|out? if|when|where",
                        "must|should|is|are|be filled|answered|completed|returned|provided|populated in|out? only if|when|where",
                        "^ only if|when",
                        "^ only rate|score|answer|evaluate|judge|grade|assess calls|conversations|cases|callers|orders in? which|where|that|with|who|when",
                        "only if|when mentioned|given|known|stated|said|provided|available|named|told $",
                        "only required|needed|applicable|relevant|applies if|when|where",
                        "only report|write|record|note|state|enter|capture|include|list|name|put this|it|the|a|an|something|anything? answer|value|reason|note|amount|number|name? if|when",
                        "report|write|record|note|state|enter|capture this|it|something|anything? only if|when",
                        "to be filled|answered|completed|evaluated in|out? only if|when|where|for",
                    ]),
                ),
                (
                    Form::NotIf,
                    Phrase::all(&[
                        "do not|never answer|respond|reply|score|rate|complete|evaluate this|the|it|anything? metric|question|field|item? if|when|where",
                        "do not answer|respond this|the|it|anything? metric|question|field|item? for",
                        "don't answer|respond|reply|score|rate|complete|evaluate this|the|it|anything? metric|question|field|item? if|when|where",
                        "don't answer|respond this|the|it|anything? metric|question|field|item? for",
                        "do not return|output|give|provide|write|fill|record|submit anything|this|the|it|a|an|any|in? metric|question|field|item|value|answer|result|response|output? in|out|anything? if|when|where",
                        "don't return|output|give|provide|write|fill|record|submit anything|this|the|it|a|an|any|in? metric|question|field|item|value|answer|result|response|output? in|out|anything? if|when|where",
                        "do not score|rate|evaluate|judge|assess|grade|classify calls|conversations|callers|cases",
                        "don't|never score|rate|evaluate|judge|assess|grade|classify calls|conversations|callers|cases",
                        "do not classify *2 numbers|calls|voicemails|cases|callers $",
                        "don't|never classify *2 numbers|calls|voicemails|cases|callers $",
                        "do not populate|fill this|the|it? field|metric? if|when|unless",
                        "don't|never populate|fill|answer|complete|score|rate this|the|it? field|metric|question? if|when|unless",
                        "skip|omit everyone|everything else|other",
                        "skip|omit this|the|it? metric|question|field|item|one|entry? if|when|where",
                        "ignore|drop|exclude this|the metric|question|field|item|entry if|when|where",
                    ]),
                ),
                (
                    Form::Instead,
                    Phrase::all(&[
                        "skip|omit|ignore|drop|exclude this|the|that metric|question|field|item|entry|answer|key|value|property altogether|entirely|completely?",
                        "skip|omit it altogether|entirely|completely? $",
                        "skip|omit $",
                        "leave|keep|left|leaving|kept it|this|the|that|them|your? metric|question|field|answer|value|entry|cell|column|result|output|response? as? totally|completely|entirely|simply|just? blank|empty|unanswered|unfilled|unset|undefined|open|null",
                        "leave|keep it|this|them? as is|it",
                        "without a|an|any value|answer|entry|response $",
                        "or leave|left? it? blank|empty $",
                        "in all|any other|remaining cases|calls ,? nothing|blank|empty|null $",
                        "do not write|give|add|make a|an|any|the summary|note|sentence|text|description|reason $",
                        "don't write|give|add|make a|an|any|the summary|note|sentence|text|description|reason $",
                        "there should|must|will|is be? no answer|value|result|output|entry",
                        "otherwise|else|,|:|→ ,? \" \" $",
                        "otherwise|else|,|:|→ ,? ' ' $",
                        "^ skip|omit for|on|in",
                        "leave|leaving it|this out",
                        "leave the|this|that|your answer|field|metric|question|value|result out",
                        ", no answer|value|output|entry $",
                        "should|must|need not be filled|answered|completed|evaluated|populated",
                        "leave out the|this field|metric|answer|question",
                        "be blank|empty $",
                        "blank|empty string|value|field|text|answer? if|when|unless|for|otherwise",
                        "return|answer|respond|reply|give|output|write|put|provide|enter|send|say|print with? a|an|just? nothing|blank|empty at? all? string|value|field|answer|response|text|result? $",
                        "return|answer|respond|reply|give|output|write|put|provide|enter|send|say|print with? a|an? nothing|blank|empty string|value|field|answer|response|text|result? if|when|unless|where|for",
                        "return|answer|respond|reply|give|output|write|put|provide|enter with? no answer|value|output|response|result",
                        "do not|never return|output|give|provide|write|fill|record|enter|submit|answer|put anything",
                        "don't return|output|give|provide|write|fill|record|enter|submit|answer|put anything",
                        "do not return|output|give|provide|record|submit|produce a|an|any|the|this answer|value|result|response|output|metric|field|entry",
                        "don't return|output|give|provide|record|submit|produce a|an|any|the|this answer|value|result|response|output|metric|field|entry",
                        "do not|never answer|fill this|the|it|in|out|at? question|metric|field|item|all? in|out? $",
                        "don't answer|fill this|the|it|in|out|at? question|metric|field|item|all? in|out? $",
                        "don't fill this|the|it|in|out? metric|field|in|out? in|out? unless",
                        "do not fill this|the|it|in|out? metric|field|in|out? in|out? unless",
                        "do not answer|respond|reply|score|rate|complete|return|output this|the|it|anything? metric|question|field|item? unless",
                        "don't answer|respond|reply|score|rate|complete|return|output this|the|it|anything? metric|question|field|item? unless",
                        "no answer|value|entry|response|output is? needed|required|necessary|expected",
                        "not required|needed|necessary|mandatory for|if|when",
                        "this|the|metric|question|field|answer|it is|are optional",
                        "^ optional $",
                        "stays|remains|be|is blank|empty|unanswered if|when|for|unless",
                        "this|the|that metric|question|field|answer|value is|gets|be|stays|remains skipped|omitted|ignored|blank|empty|unanswered",
                        "be left|skipped|omitted blank|empty|unanswered",
                        "do nothing $",
                        "leave it|this $",
                        "leave it|this if|when",
                        ":|=|→|> an? blank|empty string|value|field|text|answer? $",
                        "don't|not have|need to answer|fill|respond|complete|evaluate",
                        "return|answer|write|output|give|put|use ' '",
                        "drop it $",
                        ",|: no answer|value|output|entry at? all? $",
                        "fill|complete in|this|it? only for|on",
                        "return|give|output|answer an? empty list|array|object",
                        "stay|remain silent|blank|empty|unanswered if|when|for|unless?",
                        "no need to answer|fill|respond|complete|return|evaluate|score",
                        "need not be answered|filled|completed|returned|evaluated",
                        "not to be filled|answered|completed|evaluated",
                        "does|do not need|require an|any answer|value|entry",
                        "doesn't need|require an|any answer|value|entry",
                        "answer|value|entry|field|metric is? not needed|required|necessary|expected",
                        "nothing is|needs|has to be? entered|written|returned|answered|filled|recorded",
                        "enter|give|send|insert|hand nothing",
                        "suppress this|the metric|field|answer|question|value",
                        "pass on this question|metric|field",
                        "void this|the answer|metric|field",
                        "don't bother|evaluate|score if|when|for",
                        "do not|never answer|respond|reply|evaluate|score $",
                        "don't answer|respond|reply|evaluate|score $",
                        "no answer|value|entry|response|output if|when|for|unless",
                        "return|answer|write|output|give|put|use \" \"",
                        "this|the|metric|question|field|answer|it can|may|should|must|is to be skipped|omitted|ignored",
                        "can|may|should|must be? left|skipped|omitted blank|empty|out|unanswered?",
                        "otherwise|else ,? nothing|blank|empty|skip $",
                        "otherwise|else ,? return|answer|output|write|give nothing",
                        "nothing if|when|unless",
                    ]),
                ),
            ],
            null: Phrase::all(&[
                "return|answer|respond|reply|give|output|write|put|provide|enter|send|use|set|be|is|as|to with|as|to|it|this|the? value? to? null|undefined",
                "otherwise|else ,? null",
                "^ null|undefined if|when|for|otherwise",
                ",|;|or null if|when|for|otherwise",
                "or null|undefined $",
                ",|; null|undefined $",
                "can|may|should|must be null",
                ":|=|→|> null|undefined $",
            ]),
            negated: Phrase::all(&[
                "do|must|should|can|may|is not|never",
                "never|don't|cannot|can't|mustn't|shouldn't|without|avoid",
                "instead of",
                "rather than",
            ]),
        }
    }

    pub(super) fn look(&self, look: &mut Look<'_>) {
        let mut taken: Vec<Match> = Vec::new();
        for (form, phrases) in &self.forms {
            for phrase in phrases {
                for found in phrase.matches(look.text).take(8) {
                    if overlaps(&taken, found) || !self.meant(look.text, found) || is_choice(look, found) {
                        continue;
                    }
                    // "Only if the caller asks": of a yes/no question or a choice, its rule.
                    let bare = *form == Form::OnlyIf
                        && found.end - found.first == 2
                        && look.text.word(found.first) == "only";
                    if bare && matches!(look.data_type(), DataType::Boolean | DataType::Enum) {
                        continue;
                    }
                    if *form != Form::Instead && otherwise_answered(look, found) {
                        continue;
                    }
                    taken.push(found);
                    let fix = mend(look, *form, found);
                    look.say(3, Severity::Danger, found, What::MayBeSkipped, fix);
                }
            }
        }
        if !matches!(look.data_type(), DataType::String | DataType::Datetime) {
            return;
        }
        for phrase in &self.null {
            for found in null_in_quotes(look.text, phrase).take(8) {
                let first = look.text.word(found.first);
                // "Which column does the analyst say is null?"
                let told_of = matches!(first, "be" | "is" | "can" | "may")
                    && look
                        .text
                        .sentence_of(found.first)
                        .is_some_and(|sentence| look.text.asks(sentence));
                let listed = matches!(first, "," | ";")
                    && look.text.sentence_of(found.first).is_some_and(|sentence| {
                        !matches!(
                            look.text.word(sentence.first),
                            "if" | "when" | "unless" | "no" | "not" | "otherwise"
                        )
                    });
                if !told_of
                    && !listed
                    && !overlaps(&taken, found)
                    && !self.negated_before(look.text, found.first)
                {
                    taken.push(found);
                    let word = Match {
                        first: found.end - 1,
                        end: found.end,
                    };
                    let word = (found.first..found.end)
                        .find(|at| matches!(look.text.word(*at), "null" | "undefined"))
                        .map_or(word, |at| Match {
                            first: at,
                            end: at + 1,
                        });
                    let (nothing, choice) = look.nothing();
                    let steps = look.replace(word, &nothing).into_iter().chain(choice).collect();
                    look.say(3, Severity::Danger, word, What::MayBeSkipped, bold(steps));
                }
            }
        }
    }

    fn negated_before(&self, text: &Text, first: usize) -> bool {
        (1..=3).any(|back| {
            first.checked_sub(back).is_some_and(|at| {
                self.negated.iter().any(|phrase| {
                    text.token(at)
                        .is_some_and(|t| t.sentence == text.tokens.get(first).map_or(0, |t| t.sentence))
                        && phrase.end_at(text, at) == Some(first)
                })
            })
        })
    }

    /// Whether the words tell the model to skip, and do not tell of a conversation or forbid it.
    fn meant(&self, text: &Text, found: Match) -> bool {
        if self.negated_before(text, found.first) {
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
        if first == "not" {
            return before.is_none_or(|token| token.one_of(&["is", "are", ",", ";", "(", "and", "answer"]));
        }
        if matches!(
            first,
            "leave"
                | "keep"
                | "skip"
                | "omit"
                | "ignore"
                | "drop"
                | "exclude"
                | "return"
                | "answer"
                | "respond"
                | "reply"
                | "give"
                | "output"
                | "write"
                | "put"
                | "provide"
                | "enter"
                | "send"
                | "say"
                | "print"
                | "fill"
                | "extract"
                | "complete"
        ) {
            let imperative = match before {
                None => true,
                Some(token) if token.is_mark() => {
                    token.one_of(&[",", ";", ":", "(", "-", "–", "—", ")", "/", ">", "→"])
                        && !text.asks(sentence)
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
                                && about_people(text, sentence.first, found.first))
                        || self.conditional(text, sentence.first, found.first)
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

    /// "If the caller never said it leave it blank": a verb after a condition without a comma.
    fn conditional(&self, text: &Text, first: usize, at: usize) -> bool {
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

/// Whether the words before are about what somebody does: "the caller asks to stop and skip".
fn about_people(text: &Text, first: usize, at: usize) -> bool {
    let start = (first..at)
        .rev()
        .find(|index| {
            text.token(*index)
                .is_some_and(|token| token.one_of(&[",", ";", ":", "("]))
        })
        .unwrap_or(first);
    (start..at).any(|index| {
        matches!(
            text.word(index),
            "to" | "who"
                | "that"
                | "caller"
                | "customer"
                | "guest"
                | "client"
                | "patient"
                | "user"
                | "prospect"
                | "they"
                | "he"
                | "she"
                | "buyer"
                | "tenant"
        )
    })
}

/// "no answer if nobody picks up", where "no answer" is a choice.
fn is_choice(look: &Look<'_>, found: Match) -> bool {
    look.is(DataType::Enum)
        && look.text.word(found.first) == "no"
        && look.choice_keys().contains(&super::answers::key(
            look.text.written(found.first, found.first + 2),
        ))
}

/// "Only answer if …, otherwise answer none": every call has an answer.
fn otherwise_answered(look: &Look<'_>, found: Match) -> bool {
    let Some(sentence) = look.text.token(found.first).map(|token| token.sentence) else {
        return false;
    };
    let text = look.text;
    // "Only if they object, note it; otherwise write no objection"
    let written = (found.end..text.tokens.len())
        .take_while(|at| {
            text.token(*at)
                .is_some_and(|token| token.sentence <= sentence + 1)
        })
        .any(|at| {
            let next = at + 1 + usize::from(text.word(at + 1) == ",");
            matches!(text.word(at), "otherwise" | "else")
                && matches!(
                    text.word(next),
                    "write"
                        | "answer"
                        | "return"
                        | "put"
                        | "choose"
                        | "say"
                        | "use"
                        | "give"
                        | "pick"
                        | "enter"
                )
                && !(next..next + 4).any(|word| {
                    matches!(text.word(word), "nothing" | "blank" | "empty" | "null" | "no")
                        && text.clause_ends_before(word + 1)
                })
        });
    if written {
        return true;
    }
    look.answers.iter().any(|answer| {
        let near = look
            .text
            .token(answer.first)
            .is_some_and(|token| token.sentence == sentence || token.sentence == sentence + 1);
        let before = |back: usize| answer.first.checked_sub(back).map_or("", |at| look.text.word(at));
        let rest = (1..=4).any(|back| matches!(before(back), "otherwise" | "else" | "not"));
        answer.sure && near && answer.first >= found.end && rest
    })
}

fn overlaps(taken: &[Match], found: Match) -> bool {
    taken
        .iter()
        .any(|other| found.first < other.end && other.first < found.end)
}

/// Matches whose last word may stand in quotes: "return 'null'".
fn null_in_quotes<'a>(text: &'a Text, phrase: &'a Phrase) -> impl Iterator<Item = Match> + 'a {
    phrase.reaching(text)
}

/// An answer in place of the instruction to give none.
fn mend(look: &Look<'_>, form: Form, found: Match) -> Option<super::Repair> {
    let (nothing, choice) = look.nothing();
    let text = look.text;
    let capital = text
        .before(found.first)
        .is_none_or(|token| token.one_of(&[".", "?", "!"]));
    let sentence = text.sentence_of(found.first)?;
    let mut steps: Vec<Step> = Vec::new();
    match form {
        Form::Instead => {
            let last = text.word(found.end.checked_sub(1)?);
            let open = matches!(last, "if" | "when" | "unless" | "where" | "for" | "otherwise");
            let kept = if open { found.end - 1 } else { found.end };
            let lead = match text.word(found.first) {
                "otherwise" | "else" if capital => "Otherwise answer",
                "otherwise" | "else" => "otherwise answer",
                "be" => "be",
                "can" | "may" | "should" | "must" => "must be",
                _ if capital => "Answer",
                _ => "answer",
            };
            let place = Match {
                first: found.first,
                end: kept,
            };
            steps.extend(look.replace(place, &format!("{lead} {nothing}")));
        }
        Form::OnlyIf | Form::NotIf => {
            // The words of the condition go up to the next mark; behind them the answer is added.
            let end = (found.end..sentence.end)
                .find(|at| {
                    text.token(*at).is_some_and(|token| {
                        token.is_mark()
                            && token.quote.is_none()
                            && token.one_of(&[".", ",", ";", "!", "?", "–", "—", "("])
                    })
                })
                .unwrap_or(sentence.end);
            let last = text.token(end.checked_sub(1)?)?;
            if end <= found.end || last.quote.is_some() {
                return None;
            }
            let at = last.end16;
            steps.push(Step::ReplaceInPrompt {
                start: at,
                end: at,
                text: format!(", answer {nothing}"),
            });
            let lead = match (form, capital) {
                (Form::OnlyIf, true) => "Unless",
                (Form::OnlyIf, false) => "unless",
                (_, true) => "If",
                (_, false) => "if",
            };
            steps.extend(look.replace(found, lead));
        }
    }
    steps.extend(choice);
    bold(steps)
}
