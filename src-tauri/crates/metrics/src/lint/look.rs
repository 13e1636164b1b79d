//! One metric as the rules look at it: its words, what they lead to, and the findings about it.

use std::collections::HashSet;

use super::answers::{Answer, key};
use super::finding::{Finding, Severity, TextSpan, What};
use super::phrase::Match;
use super::repair::{Repair, Step};
use super::text::Text;
use crate::metric::{DataType, MetricFields};
use crate::validate::Field;

/// The answer that stands for "there is no time" in a metric of the type Datetime.
pub(super) const NO_TIME: &str = "1970-01-01T00:00:00Z";

/// The choice that a repair adds where there is no way out.
pub(super) const NOT_APPLICABLE: &str = "not_applicable";

/// A metric of a known type, read.
#[derive(Debug)]
pub(super) struct Look<'a> {
    pub fields: &'a MetricFields,
    pub text: &'a Text,
    pub answers: &'a [Answer],
    /// The numbers of a scale that the prompt asks for.
    pub scale: Option<Scale>,
    /// What to answer if there is nothing to say is said.
    pub fallback: bool,
    /// It is said what to judge by.
    pub basis: bool,
    /// The agent's time zone.
    pub zone: &'a str,
    /// Findings so far.
    pub found: Vec<Finding>,
}

/// A scale, with the words that name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    pub from: Option<i32>,
    pub to: Option<i32>,
    pub place: Match,
    /// How many of its steps are described.
    pub steps: usize,
}

impl Look<'_> {
    pub(super) fn data_type(&self) -> DataType {
        self.fields.data_type
    }

    pub(super) fn is(&self, data_type: DataType) -> bool {
        self.fields.data_type == data_type
    }

    /// The span of some tokens of the prompt.
    pub(super) fn span(&self, place: Match) -> Option<TextSpan> {
        let first = self.text.token(place.first)?;
        let last = self.text.token(place.end.checked_sub(1)?)?;
        (first.start16 < last.end16).then_some(TextSpan {
            start: first.start16,
            end: last.end16,
        })
    }

    /// Says something about words of the prompt.
    pub(super) fn say(
        &mut self,
        rule: u8,
        severity: Severity,
        place: Match,
        what: What,
        fix: Option<Repair>,
    ) {
        let span = self.span(place);
        self.tell(rule, severity, Field::Prompt, span, what, fix);
    }

    /// Says something about a field.
    pub(super) fn tell(
        &mut self,
        rule: u8,
        severity: Severity,
        field: Field,
        span: Option<TextSpan>,
        what: What,
        fix: Option<Repair>,
    ) {
        self.found.push(Finding {
            metric: Some(0),
            rule,
            severity,
            field: Some(field),
            span,
            what,
            fix,
        });
    }

    /// All of the prompt.
    pub(super) fn everything(&self) -> Match {
        Match {
            first: 0,
            end: self.text.tokens.len(),
        }
    }

    /// The first sentence.
    pub(super) fn opening(&self) -> Match {
        self.text
            .sentences
            .first()
            .map_or(self.everything(), |sentence| Match {
                first: sentence.first,
                end: sentence.end,
            })
    }

    /// The step that puts words in place of some tokens.
    pub(super) fn replace(&self, place: Match, text: &str) -> Option<Step> {
        let span = self.span(place)?;
        Some(Step::ReplaceInPrompt {
            start: span.start,
            end: span.end,
            text: text.to_owned(),
        })
    }

    /// The choices as keys.
    pub(super) fn choice_keys(&self) -> HashSet<String> {
        self.fields.choices.iter().map(|choice| key(choice)).collect()
    }

    /// What to answer when there is nothing to answer, and the step that makes it possible, if one is needed.
    pub(super) fn nothing(&self) -> (String, Option<Step>) {
        let word = match self.fields.data_type {
            DataType::Boolean => "false",
            DataType::Integer
                if self
                    .scale
                    .is_some_and(|scale| scale.from.is_some_and(|from| from > 0)) =>
            {
                "0"
            }
            DataType::Integer => "-1",
            DataType::String => "none",
            DataType::Datetime => NO_TIME,
            DataType::Enum => {
                let exit = self
                    .fields
                    .choices
                    .iter()
                    .find(|choice| super::exits::is_plain_exit(&key(choice)));
                return match exit {
                    Some(choice) => (choice.clone(), None),
                    None => (
                        NOT_APPLICABLE.to_owned(),
                        Some(add_choices(&[NOT_APPLICABLE.to_owned()])),
                    ),
                };
            }
        };
        (word.to_owned(), None)
    }
}

/// A repair that only adds or tidies.
pub(super) fn safe(steps: Vec<Step>) -> Option<Repair> {
    (!steps.is_empty()).then_some(Repair { steps, safe: true })
}

/// A repair to look at first.
pub(super) fn bold(steps: Vec<Step>) -> Option<Repair> {
    (!steps.is_empty()).then_some(Repair { steps, safe: false })
}

/// The step that adds a sentence.
pub(super) fn append(sentence: &str) -> Step {
    Step::AppendToPrompt {
        text: sentence.to_owned(),
    }
}

/// The step that adds choices.
pub(super) fn add_choices(choices: &[String]) -> Step {
    Step::AddChoices {
        choices: choices.to_vec(),
    }
}
