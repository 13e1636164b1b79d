//! The shape of what a rule has to say. Words are made elsewhere; here are codes and what they are about.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Repair;
use crate::validate::Field;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Atoms does not take it: it cannot be published.
    Refused,
    /// It can throw away all results of a call.
    Danger,
    /// The answers will be hard to use or to trust.
    Warning,
    /// Good to know.
    Info,
}

/// A piece of a field: in a text from `start` up to `end` in UTF-16 code units, as the web counts them; in the list of
/// choices from the choice at `start` up to the one before `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TextSpan {
    /// The first one in it.
    pub start: u32,
    /// The first one behind it.
    pub end: u32,
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The index in the slice given; none for what is about the whole set.
    pub metric: Option<u32>,
    /// The number of the rule in docs/LINT.md.
    pub rule: u8,
    /// How much it matters.
    pub severity: Severity,
    /// The field to look at.
    pub field: Option<Field>,
    /// The words in that field.
    pub span: Option<TextSpan>,
    /// What is wrong there.
    pub what: What,
    /// The change that mends it, if it can be known.
    pub fix: Option<Repair>,
}

/// What is wrong, with what the words about it need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum What {
    /// 0: no prompt.
    PromptMissing,
    /// 0: a type outside the five.
    TypeUnknown {
        /// The word found, may be empty.
        word: String,
    },
    /// 1: the prompt leads to answers that are no choice.
    AnswerNotAChoice {
        /// As the prompt writes them.
        answers: Vec<String>,
    },
    /// 2: no choice for a call in which it never came up.
    NoWayOut,
    /// 3: the metric may stay without an answer.
    MayBeSkipped,
    /// 4: a whole number is to be answered in words.
    WordForNumber {
        /// The answer asked for.
        word: String,
    },
    /// 5: a whole number is to be something else.
    NotWhole {
        /// What it would be.
        kind: NotWhole,
    },
    /// 6: yes, no, and something else.
    ThirdAnswer {
        /// The answer asked for.
        word: String,
    },
    /// 7: depends on another metric.
    OtherMetric {
        /// Which, if it can be told.
        identifier: Option<String>,
    },
    /// 8: no identifier.
    IdentifierMissing,
    /// 8: an identifier that Atoms does not take.
    IdentifierCharacters {
        /// As typed.
        value: String,
    },
    /// 9: an earlier metric has this identifier.
    IdentifierTaken {
        /// The identifier.
        value: String,
    },
    /// 9: an Enum without choices.
    ChoicesMissing,
    /// 9: a choice without text.
    ChoiceEmpty,
    /// 9: blanks around a choice.
    ChoiceNotTrimmed {
        /// As typed.
        value: String,
    },
    /// 9: a choice that stands there twice.
    ChoiceRepeated {
        /// The choice.
        value: String,
    },
    /// 9: two identifiers that look the same to a reader.
    IdentifiersAlike {
        /// This one.
        value: String,
        /// The other one.
        other: String,
    },
    /// 9: two choices that look the same to a reader.
    ChoicesAlike {
        /// This one.
        value: String,
        /// The other one.
        other: String,
    },
    /// 10: a date or time of which something is missing.
    DateIncomplete {
        /// True when the time zone is missing.
        zone: bool,
        /// True when the format is missing.
        format: bool,
        /// True when it is missing what to answer if there is none.
        fallback: bool,
    },
    /// 10: a date and time is to be answered in words.
    WordForTime {
        /// The answer asked for.
        word: String,
    },
    /// 11: "tomorrow" counts from nowhere.
    RelativeDates,
    /// 12: the steps of a scale are not described.
    ScaleWithoutSteps {
        /// The lowest step, if the prompt says so.
        from: Option<i32>,
        /// The highest step.
        to: Option<i32>,
    },
    /// 13: a scale kept as text.
    ScaleAsText,
    /// 14: choices in the prompt of a text.
    ChoicesInText {
        /// As the prompt lists them.
        choices: Vec<String>,
    },
    /// 15: two questions in one.
    TwoQuestions,
    /// 16: parts without weights.
    WeightsMissing,
    /// 17: nothing to judge by.
    Vague {
        /// The word that needs a criterion, if it is one.
        word: Option<String>,
    },
    /// 18: it is not said what counts as yes.
    NoYesRule,
    /// 18: asked for the contrary.
    AskedNegatively {
        /// The negation.
        word: String,
    },
    /// 19: two choices fit at once.
    ChoicesOverlap {
        /// One of them.
        value: String,
        /// The other one.
        other: String,
    },
    /// 19: choices nobody can tell apart without a legend.
    ChoicesUnexplained,
    /// 20: nobody is named.
    SpeakerMissing,
    /// 21: a text without a limit and without a word for nothing.
    TextWithoutEnd,
    /// 22: a transcript does not show it.
    Unheard {
        /// Why.
        kind: Unheard,
    },
    /// 23: a secret is to be written down.
    SecretAsked,
    /// 23: a protected trait is asked for.
    TraitAsked,
    /// 24: a blank of a template that nobody filled in.
    BlankLeft {
        /// With its braces.
        blank: String,
    },
    /// 24: many metrics.
    ManyMetrics {
        /// How many.
        count: u32,
    },
    /// 24: many choices.
    ManyChoices {
        /// How many.
        count: u32,
    },
    /// 24: a long prompt.
    LongPrompt {
        /// Its characters.
        length: u32,
    },
    /// 24: another metric asks the same.
    SameQuestion {
        /// Its identifier.
        identifier: String,
    },
    /// 24: nearly always the same answer.
    SameAnswer {
        /// The answer.
        answer: String,
        /// Of a hundred calls.
        percent: u32,
    },
    /// 24: another metric nearly always says the same.
    SameAnswers {
        /// Its identifier.
        identifier: String,
        /// Of a hundred calls.
        percent: u32,
    },
}

/// What a whole number is asked to be instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum NotWhole {
    /// With decimals.
    Decimal,
    /// With a percent sign.
    Percent,
    /// With a currency sign.
    Currency,
    /// From a number to another.
    Range,
    /// An average, not rounded.
    Average,
}

/// Why a transcript does not show something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Unheard {
    /// How a voice sounds.
    Voice,
    /// Lengths and pauses; Atoms measures them itself.
    Timing,
    /// What a call costs; Atoms measures it itself.
    Cost,
    /// What happens when the call is over.
    Afterwards,
}

/// What is known around the metrics. Everything is optional: a rule without what it needs is silent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// The agent's time zone, e.g. `Europe/Berlin`, for repairs.
    pub time_zone: Option<String>,
    /// Answers of the agent's last calls by metric, newest first, at most 200 of each.
    pub results: Vec<Results>,
}

/// The answers to one metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Results {
    /// The metric's identifier.
    pub identifier: String,
    /// One per call, in the same order of calls for every metric; none where the call has no answer to it.
    pub answers: Vec<Option<String>>,
}
