//! All rules together, with what they found before about metrics that did not change.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::answers::{AnswerPatterns, Choices, capitals, is_standard};
use super::content::ContentRules;
use super::dates::DateRules;
use super::exits::{ChoiceRules, answer_not_a_choice};
use super::finding::{Context, Finding, Results, Severity, What};
use super::look::{Look, bold};
use super::names::{NameRules, Names, Reference, alike};
use super::numbers::NumberRules;
use super::phrase::{Phrase, any_of};
use super::questions::QuestionRules;
use super::repair::{Repair, Step, repair};
use super::scales::ScaleRules;
use super::size::{self, Agreement};
use super::skipping::Skipping;
use super::text::Text;
use super::texts::TextRules;
use super::{language, refused};
use crate::identifier::first_free;
use crate::metric::{DataType, Metric, MetricFields, MetricId};
use crate::validate::{Field, validate};

/// Lints the same metrics again and again, and reads only those anew that changed. Its answers are those of
/// [`super::lint`].
#[derive(Debug)]
pub struct Linter {
    rules: Rules,
    known: HashMap<u64, Vec<Known>>,
    /// Counts the calls, so that what was not asked for any more can go.
    round: u64,
    results: Vec<Results>,
    agreements: Vec<Agreement>,
}

/// A metric that was read before.
#[derive(Debug)]
struct Known {
    fields: MetricFields,
    zone: String,
    english: bool,
    text: Text,
    found: Vec<Finding>,
    round: u64,
}

#[derive(Debug)]
struct Rules {
    answers: AnswerPatterns,
    skipping: Skipping,
    numbers: NumberRules,
    choices: ChoiceRules,
    dates: DateRules,
    scales: ScaleRules,
    texts: TextRules,
    questions: QuestionRules,
    content: ContentRules,
    names: NameRules,
    fallbacks: Vec<Phrase>,
}

impl Default for Linter {
    fn default() -> Self {
        Self::new()
    }
}

impl Linter {
    /// A linter that has seen nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            rules: Rules::new(),
            known: HashMap::new(),
            round: 0,
            results: Vec::new(),
            agreements: Vec::new(),
        }
    }

    /// Everything there is to say about these metrics, in order of metric, severity and place; what is about the
    /// whole set comes last.
    pub fn lint(&mut self, metrics: &[Metric], context: &Context) -> Vec<Finding> {
        self.round += 1;
        if self.results != context.results {
            self.agreements = size::agreements(&context.results);
            self.results.clone_from(&context.results);
        }
        let mut found: Vec<Finding> = validate(metrics).into_iter().map(refused).collect();
        let names = Names::of(metrics);
        let zone = context.time_zone.as_deref().unwrap_or("UTC");
        for (index, metric) in metrics.iter().enumerate() {
            let Some(fields) = metric.fields() else { continue };
            if fields
                .prompt
                .trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
                .is_empty()
            {
                continue;
            }
            let hash = hash(&fields, zone);
            let rules = &self.rules;
            let round = self.round;
            let bucket = self.known.entry(hash).or_default();
            let place = bucket
                .iter()
                .position(|known| known.fields == fields && known.zone == zone);
            let place = place.unwrap_or_else(|| {
                bucket.push(rules.read(fields, zone));
                bucket.len() - 1
            });
            let Some(known) = bucket.get_mut(place) else {
                continue;
            };
            known.round = round;
            let number = u32::try_from(index).ok();
            found.extend(known.found.iter().cloned().map(|finding| Finding {
                metric: number,
                ..finding
            }));
            if known.english
                && let Some(reference) = rules.names.reference(&known.text, index, &known.fields, &names)
            {
                found.push(rules.other_metric(index, known, metrics, reference, &names));
            }
        }
        let refused: std::collections::HashSet<u32> = found
            .iter()
            .filter(|finding| {
                finding.rule == 8 || finding.rule == 9 && finding.field == Some(Field::Identifier)
            })
            .filter_map(|finding| finding.metric)
            .collect();
        found.extend(alike(metrics, |index| {
            u32::try_from(index).is_ok_and(|index| refused.contains(&index))
        }));
        found.extend(size::of_set(metrics, context, &self.agreements));
        free_names(&mut found, &names);
        let round = self.round;
        self.known.retain(|_, bucket| {
            bucket.retain(|known| known.round == round);
            !bucket.is_empty()
        });
        in_order(found)
    }
}

fn hash(fields: &MetricFields, zone: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (
        &fields.identifier,
        fields.data_type,
        &fields.prompt,
        &fields.choices,
        zone,
    )
        .hash(&mut hasher);
    hasher.finish()
}

/// New metrics of repairs get names that no other metric has.
fn free_names(found: &mut [Finding], names: &Names<'_>) {
    for finding in found {
        for step in finding.fix.iter_mut().flat_map(|fix| &mut fix.steps) {
            if let Step::AddMetric { fields } = step {
                let base = fields.identifier.trim_end_matches("_2").to_owned();
                let base = if base.is_empty() {
                    "metric".to_owned()
                } else {
                    base
                };
                let taken = |name: &str| name == base || names.taken(name);
                fields.identifier = first_free(&base, &taken);
            }
        }
    }
}

/// Sorts, and leaves out what a worse finding says about the same words.
fn in_order(mut found: Vec<Finding>) -> Vec<Finding> {
    let place = |finding: &Finding| {
        let field = finding.field.map_or(9, |field| field as u8);
        (
            field,
            finding.span.map_or((0, 0), |span| (span.start, span.end)),
            finding.rule,
        )
    };
    found.sort_by(|one, other| {
        let key = |finding: &Finding| {
            (
                finding.metric.map_or(u64::MAX, u64::from),
                finding.severity,
                place(finding),
            )
        };
        key(one).cmp(&key(other))
    });
    found.dedup();
    let mut kept: Vec<Finding> = Vec::with_capacity(found.len());
    // Findings of one metric stand together, the worse ones first.
    let mut start = 0;
    for finding in found {
        if kept.last().is_some_and(|last| last.metric != finding.metric) {
            start = kept.len();
        }
        let told = finding.span.is_some_and(|span| {
            kept.iter().skip(start).any(|worse| {
                worse.severity <= Severity::Danger
                    && worse.severity < finding.severity
                    && worse.field == finding.field
                    && worse
                        .span
                        .is_some_and(|other| other.start <= span.start && span.end <= other.end)
            })
        });
        if !told {
            kept.push(finding);
        }
    }
    kept
}

impl Rules {
    fn new() -> Self {
        Self {
            answers: AnswerPatterns::new(),
            skipping: Skipping::new(),
            numbers: NumberRules::new(),
            choices: ChoiceRules::new(),
            dates: DateRules::new(),
            scales: ScaleRules::new(),
            texts: TextRules::new(),
            questions: QuestionRules::new(),
            content: ContentRules::new(),
            names: NameRules::new(),
            fallbacks: Phrase::all(&[
                "if|when|where|unless|whenever|in|should *10 no|none|not|nothing|never|nobody|neither|unclear|unknown|missing|unsure|absent|without|don't|doesn't|didn't|isn't|wasn't|aren't|haven't|hasn't|can't|cannot|couldn't|unavailable|empty|unsaid|refuse|refuses|refused|declines|declined|unspecified|undecided|lacking",
                "^ no|none|nothing|never *6 :|=|→|,|-|–|— _|#",
                "^ no|none|nothing *4 ?",
                "; no|none|nothing *5 :|=|→|-|–|—",
                "or none|nothing|unknown|na|n/a|unclear|not_~|no_~",
                "otherwise|else",
                "1970 - 01|1",
                "none|unknown|unclear|nothing|n/a|na|not_~|no_~|null if|when|unless|for|otherwise",
                "not *2 if|when",
                "default|defaults|fallback|fall",
            ]),
        }
    }

    /// Reads a metric, and keeps of the repairs only those that help.
    fn read(&self, fields: MetricFields, zone: &str) -> Known {
        let (text, english, mut found) = self.examine(&fields, zone);
        let dangers: Vec<Finding> = found
            .iter()
            .filter(|finding| finding.severity <= Severity::Danger)
            .cloned()
            .collect();
        let before = found.clone();
        for finding in &mut found {
            let helps = finding
                .fix
                .as_ref()
                .is_some_and(|fix| self.helps(&fields, zone, finding, fix, &before, &dangers));
            if !helps {
                finding.fix = None;
            }
        }
        Known {
            zone: zone.to_owned(),
            english,
            text,
            found,
            round: 0,
            fields,
        }
    }

    /// Whether a repair removes its finding and brings no danger that was not there before.
    fn helps(
        &self,
        fields: &MetricFields,
        zone: &str,
        finding: &Finding,
        fix: &Repair,
        before: &[Finding],
        dangers: &[Finding],
    ) -> bool {
        let repaired = repair(fields, fix);
        let same = |other: &&Finding| other.rule == finding.rule && other.what == finding.what;
        let (_, _, after) = self.examine(&repaired.fields, zone);
        let removed = after.iter().filter(same).count() < before.iter().filter(same).count();
        let worse = after
            .iter()
            .filter(|after| after.severity <= Severity::Danger)
            .any(|after| {
                !dangers
                    .iter()
                    .any(|before| before.rule == after.rule && before.what == after.what)
            });
        let refused = refusals(&repaired.fields).len() > refusals(fields).len();
        let added = repaired.added.iter().all(|added| {
            let (_, _, found) = self.examine(added, zone);
            refusals(added).is_empty() && found.iter().all(|finding| finding.severity > Severity::Danger)
        });
        removed && !worse && !refused && added
    }

    /// Everything about one metric that needs no other.
    fn examine(&self, fields: &MetricFields, zone: &str) -> (Text, bool, Vec<Finding>) {
        let text = Text::read(&fields.prompt);
        let english = language::is_english(&text);
        let choices = match fields.data_type {
            DataType::Enum => fields
                .choices
                .iter()
                .map(|choice| super::answers::key(choice))
                .filter(|key| !key.is_empty())
                .collect(),
            DataType::Boolean => ["true", "false", "yes", "no", "y", "n"]
                .into_iter()
                .map(str::to_owned)
                .collect(),
            DataType::String => ["true", "false", "yes", "no"]
                .into_iter()
                .map(str::to_owned)
                .collect(),
            DataType::Integer => ["yes", "no", "low", "medium", "high"]
                .into_iter()
                .map(str::to_owned)
                .collect(),
            DataType::Datetime => std::collections::HashSet::new(),
        };
        let answers = if english {
            self.answers.read(
                &text,
                &choices,
                Choices {
                    capital: fields.choices.iter().any(|choice| capitals(choice)),
                    named: fields.data_type == DataType::Enum
                        && !fields.choices.iter().any(|choice| {
                            matches!(choice.to_lowercase().as_str(), "yes" | "no" | "true" | "false")
                        }),
                },
            )
        } else {
            Vec::new()
        };
        let fallback = any_of(&self.fallbacks, &text)
            || answers.iter().any(|answer| {
                answer.sure
                    && (is_standard(&answer.key)
                        || answer.quoted && answer.list.is_none()
                        || answer.key.starts_with("not ")
                        || answer.key.starts_with("no "))
            });
        let mut look = Look {
            fields,
            text: &text,
            answers: &answers,
            scale: self.scales.scale(&text, fields.data_type).filter(|_| english),
            fallback,
            basis: self.questions.has_basis(&text),
            zone,
            found: Vec::new(),
        };
        size::structure(&mut look);
        ChoiceRules::structure(&mut look);
        if english {
            answer_not_a_choice(&mut look);
            self.skipping.look(&mut look);
            let skipped = look.found.iter().any(|finding| finding.rule == 3);
            self.numbers.look(&mut look);
            self.choices.look(&mut look);
            self.dates.look(&mut look, skipped);
            self.scales.look(&mut look);
            self.texts.look(&mut look, skipped);
            self.questions.look(&mut look);
            self.content.look(&mut look);
        }
        let found = look.found;
        (text, english, found)
    }

    /// Rule 7 for one metric, with the question of the other one in place of its name where that helps.
    fn other_metric(
        &self,
        index: usize,
        known: &Known,
        metrics: &[Metric],
        reference: Reference,
        names: &Names<'_>,
    ) -> Finding {
        let other = reference.metric.and_then(|index| metrics.get(index));
        let identifier = other.map(|metric| metric.identifier.clone());
        let look = Look {
            fields: &known.fields,
            text: &known.text,
            answers: &[],
            scale: None,
            fallback: false,
            basis: false,
            zone: &known.zone,
            found: Vec::new(),
        };
        let span = look.span(reference.place);
        let question = other
            .filter(|_| reference.spelled)
            .and_then(|metric| first_question(&metric.prompt));
        let fix = question.and_then(|question| {
            let step = look.replace(reference.place, &format!("the answer to “{question}”"))?;
            let fix = bold(vec![step])?;
            let repaired = repair(&known.fields, &fix);
            let (text, _, after) = self.examine(&repaired.fields, &known.zone);
            let gone = self
                .names
                .reference(&text, index, &repaired.fields, names)
                .is_none();
            let worse = after
                .iter()
                .filter(|after| after.severity <= Severity::Danger)
                .any(|after| {
                    !known
                        .found
                        .iter()
                        .any(|before| before.rule == after.rule && before.what == after.what)
                });
            (gone && !worse).then_some(fix)
        });
        Finding {
            metric: u32::try_from(index).ok(),
            rule: 7,
            severity: Severity::Warning,
            field: Some(Field::Prompt),
            span,
            what: What::OtherMetric { identifier },
            fix,
        }
    }
}

/// The first sentence of a prompt, if it is a question that can stand in quotation marks.
fn first_question(prompt: &str) -> Option<String> {
    let text = Text::read(prompt);
    let sentence = text.sentences.first().copied()?;
    let words = text.written(sentence.first, sentence.end);
    let short = words.chars().count() <= 150;
    (text.asks(sentence) && short && !words.contains(['“', '”', '"', '{', '\n'])).then(|| words.to_owned())
}

fn refusals(fields: &MetricFields) -> Vec<crate::validate::Problem> {
    let metric = Metric {
        id: MetricId::from("m1"),
        identifier: fields.identifier.clone(),
        data_type: Some(fields.data_type),
        unknown_type: None,
        prompt: fields.prompt.clone(),
        choices: fields.choices.clone(),
    };
    validate(&[metric])
}
