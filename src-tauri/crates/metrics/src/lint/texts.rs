//! Rules 14 and 21: free texts that are a list of choices, and texts without an end.

mod lists;

use super::answers::{Answer, is_standard};
use super::finding::{Severity, What};
use super::look::{Look, append, bold};
use super::phrase::{Match, Phrase, any_of};
use super::repair::Step;
use super::text::{Kind, Text};
use crate::metric::DataType;

const SHORT_OR_NONE: &str = "At most 25 words. If not mentioned, answer none.";

#[derive(Debug)]
pub(super) struct TextRules {
    limits: Vec<Phrase>,
    examples: Vec<Phrase>,
}

impl TextRules {
    pub(super) fn new() -> Self {
        Self {
            limits: Phrase::all(&[
                "word|words|sentence|sentences|characters|lines|line|paragraph|paragraphs|bullet|bullets",
                "brief|briefly|short|shortly|concise|concisely|succinct|succinctly|one-line|one-liner|one-sentence|single-sentence|tersely|keyword|keywords|phrase|shortest|headline",
                "at most|max|maximum",
                "up to #|one|two|three|four|five|ten",
                "no|not more|longer than",
                "limit|limited|max|maximum",
                "only the? name|number|digits|amount|first|last|city|code|word|date|url|email|zip|postcode",
                "name|number|digits|amount|city|code|word|date|year only",
                "digits|number|letters joined|only",
                "yyyy~|hh|iso|8601",
                "in|within #|one|two|three|four|five|ten|a",
                "single|one|exactly|just one|a|single|two|three? name|value|item|number|answer|city|product|reason",
                "last four|4 digits",
            ]),
            examples: Phrase::all(&["example|examples|e.g.|instance|such|like|including|include|includes"]),
        }
    }

    pub(super) fn look(&self, look: &mut Look<'_>, skipped: bool) {
        if !look.is(DataType::String) {
            return;
        }
        if self.choices(look) {
            return;
        }
        let limited = any_of(&self.limits, look.text);
        if !limited && !look.fallback && !skipped {
            let place = look.opening();
            look.say(
                21,
                Severity::Warning,
                place,
                What::TextWithoutEnd,
                bold(vec![append(SHORT_OR_NONE)]),
            );
        }
    }

    /// Rule 14.
    fn choices(&self, look: &mut Look<'_>) -> bool {
        let mut lists: Vec<usize> = look.answers.iter().filter_map(|answer| answer.list).collect();
        lists.sort_unstable();
        lists.dedup();
        for list in lists {
            let items: Vec<Answer> = look
                .answers
                .iter()
                .filter(|answer| answer.list == Some(list))
                .cloned()
                .collect();
            let real = items
                .iter()
                .filter(|item| {
                    !is_standard(&item.key)
                        && !item.number
                        && !item.key.starts_with("not ")
                        && !item.key.starts_with("no ")
                })
                .count();
            let (Some(first), Some(last)) = (items.first(), items.last()) else {
                continue;
            };
            if items.len() < 2 || real < 2 || self.example(look.text, first.first) {
                continue;
            }
            let place = Match {
                first: first.first,
                end: last.end,
            };
            self.tell(
                look,
                place,
                items.iter().map(|item| item.written.clone()).collect(),
            );
            return true;
        }
        let listed = slashes(look.text)
            .or_else(|| lists::entries(look.text))
            .or_else(|| lists::behind_colon(look.text))
            .or_else(|| lists::either(look.text))
            .or_else(|| lists::in_parentheses(look.text));
        if let Some((place, choices)) = listed {
            self.tell(look, place, choices);
            return true;
        }
        false
    }

    fn tell(&self, look: &mut Look<'_>, place: Match, mut choices: Vec<String>) {
        let mut seen = std::collections::HashSet::new();
        choices.retain(|choice| seen.insert(choice.clone()));
        let fix = bold(vec![Step::UseType {
            data_type: DataType::Enum,
            choices: choices.clone(),
        }]);
        look.say(14, Severity::Warning, place, What::ChoicesInText { choices }, fix);
    }

    fn example(&self, text: &Text, at: usize) -> bool {
        (1..=5).any(|back| {
            at.checked_sub(back).is_some_and(|index| {
                text.token(index).map(|token| token.sentence) == text.token(at).map(|token| token.sentence)
                    && self
                        .examples
                        .iter()
                        .any(|phrase| phrase.end_at(text, index).is_some())
            })
        })
    }
}

/// "weekly/monthly/lump sum/none": three or more between slashes at the end of a sentence.
fn slashes(text: &Text) -> Option<(Match, Vec<String>)> {
    for sentence in &text.sentences {
        let bars: Vec<usize> = (sentence.first..sentence.end)
            .filter(|at| {
                matches!(text.word(*at), "/" | "|")
                    && text.token(*at).is_some_and(|token| token.quote.is_none())
            })
            .collect();
        let (Some(first_bar), Some(last_bar)) = (bars.first(), bars.last()) else {
            continue;
        };
        if bars.len() < 2 {
            continue;
        }
        let word = |at: usize| text.token(at).is_some_and(|token| token.kind == Kind::Word);
        let opened = first_bar.checked_sub(1)?;
        let end = (last_bar + 1..sentence.end)
            .find(|at| text.token(*at).is_some_and(|token| token.is_mark()))
            .unwrap_or(sentence.end);
        let mut starts = vec![opened];
        starts.extend(bars.iter().map(|bar| bar + 1));
        let mut ends: Vec<usize> = bars.clone();
        ends.push(end);
        let short = starts
            .iter()
            .zip(&ends)
            .all(|(start, end)| end > start && end - start <= 3 && word(*start));
        let date = starts.iter().any(|start| {
            matches!(
                text.word(*start),
                "dd" | "mm" | "yy" | "yyyy" | "hh" | "d" | "m" | "day" | "month" | "year"
            )
        });
        if short && !date {
            let choices = starts
                .iter()
                .zip(&ends)
                .map(|(start, end)| text.written(*start, *end).to_owned())
                .collect();
            return Some((Match { first: opened, end }, choices));
        }
    }
    None
}
