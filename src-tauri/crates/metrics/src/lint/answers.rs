//! The answers a prompt leads to: told ("answer none"), listed ("Options: a, b") or explained ("a: when …").

mod assigned;
mod labels;
mod lists;
mod meant;
mod told;
mod words;

use std::collections::HashSet;

pub(super) use words::capitals;

use words::*;

use super::phrase::Phrase;
use super::text::{Kind, Text};

/// How a prompt names an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// "Answer none."
    Told,
    /// "Options: a, b, none"
    Listed,
    /// "none: when nothing was said"
    Explained,
}

/// One answer that a prompt names, as tokens from `first` up to `end`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub written: String,
    /// As [`key`] has it.
    pub key: String,
    pub first: usize,
    pub end: usize,
    pub how: How,
    /// In quotation marks.
    pub quoted: bool,
    /// The prompt says when it is the answer.
    pub conditional: bool,
    pub number: bool,
    /// The list it stands in, with the others of it.
    pub list: Option<usize>,
    /// Whether it is meant as an answer beyond doubt, whatever the choices are.
    pub sure: bool,
}

/// What is known of the choices of a metric.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choices {
    /// Some are in capitals.
    pub capital: bool,
    /// They name kinds of calls, and are more than yes and no.
    pub named: bool,
}

/// An answer without what makes no difference: case, blanks at the ends, `_` against a blank.
pub(super) fn key(answer: &str) -> String {
    let plain: String = answer
        .chars()
        // Markdown writes an underscore with a backslash.
        .filter(|c| *c != '\\')
        .map(|c| match c {
            '_' => ' ',
            '’' => '\'',
            c => c,
        })
        .collect();
    plain
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

pub(super) fn is_standard(key: &str) -> bool {
    STANDARD.contains(&key)
}

/// The patterns this reading needs.
#[derive(Debug)]
pub(super) struct AnswerPatterns {
    headers: Vec<Phrase>,
    one_of: Phrase,
    should_be: Phrase,
    must_be: Phrase,
    passive: Vec<Phrase>,
    otherwise: Phrase,
    examples: Phrase,
    assignments: assigned::Assignments,
}

impl AnswerPatterns {
    pub(super) fn new() -> Self {
        Self {
            headers: Phrase::all(&[
                "options|choices|categories|labels|outcomes|statuses|values|answers|possibilities|results|states|levels|stages|classes|tags :",
                "options|choices|categories|labels|outcomes|statuses|answers|replies|responses|buckets|results|values|states|levels|stages|classes are|being|include|includes :?",
                "from|following options|choices|values|categories|answers|list|these :",
                "from the following :",
                "possible|allowed|valid|accepted|permitted|enum :",
                "options|choices|categories|values|answers =",
                "codes|words|terms|these|following|tags|labels :",
            ]),
            one_of: Phrase::new(
                "one of the|these|those? following? options|choices|values|categories|words|answers|labels? :?",
            ),
            should_be: Phrase::new(
                "answer|value|result|output|it|label|category|status should|must|is|will|can|may be?",
            ),
            must_be: Phrase::new(
                "should|must|can|may|has|have|needs|need|ought|shall|will to? be either|exactly|always|only? one? of? :?",
            ),
            passive: Phrase::all(&[
                "is|are|be|get|gets|being recorded|marked|treated|counted|coded|reported|logged|classified|labelled|labeled|tagged|noted|set|entered|returned|answered|written|stored|scored|given|filed|put as|to|with|under|down|in|into? as?",
                "count|counts|qualify|qualifies as",
                "go|goes|fall|falls|belong|belongs under|into|to|in|as",
                "everything|anything|all|the else|other|others|rest|remaining calls|cases|ones? is|are|:|=|→|means?",
                "get|gets|becomes|become",
                "it's|its|that's",
                "it|this|that is",
                "it|this reads|says|shows|becomes|equals",
                "returned|recorded|marked|treated|counted|coded|answered|reported|logged|classified|scored|noted|entered as",
            ]),
            otherwise: Phrase::new("otherwise|else ,?"),
            examples: Phrase::new("e.g.|eg|example|examples|instance|like|as"),
            assignments: assigned::Assignments::new(),
        }
    }

    /// Every answer the text names. `choices` are the keys of what the metric may answer.
    pub(super) fn read(&self, text: &Text, choices: &HashSet<String>, of: Choices) -> Vec<Answer> {
        let mut reading = Reading {
            patterns: self,
            text,
            choices,
            capital_choices: of.capital,
            enumerated: of.named,
            found: Vec::new(),
            lists: 0,
        };
        reading.told();
        reading.passive();
        reading.allowed();
        reading.stated();
        reading.rests();
        reading.listed();
        reading.explained();
        reading.assigned();
        reading.found = reading
            .found
            .iter()
            .filter(|answer| {
                answer.how != How::Listed
                    || answer.quoted
                    || choices.contains(&answer.key)
                    || !reading.is_case_elsewhere(answer.first, answer.end)
            })
            .cloned()
            .collect();
        reading.found.sort_by_key(|answer| (answer.first, answer.end));
        reading.found.dedup_by(|later, earlier| {
            let same = later.first == earlier.first;
            if same {
                earlier.sure |= later.sure;
                earlier.conditional |= later.conditional;
                earlier.list = earlier.list.or(later.list);
            }
            same
        });
        reading.found
    }
}

struct Reading<'a> {
    patterns: &'a AnswerPatterns,
    text: &'a Text,
    choices: &'a HashSet<String>,
    /// Some choice is in capitals, so that such a word may be an answer.
    capital_choices: bool,
    /// As [`Choices::named`].
    enumerated: bool,
    found: Vec<Answer>,
    lists: usize,
}

/// A candidate for an answer.
#[derive(Debug, Clone)]
struct Item {
    first: usize,
    end: usize,
    quoted: bool,
    number: bool,
    known: bool,
    standard: bool,
    code: bool,
    conditional: bool,
}

impl Item {
    fn plain(&self) -> bool {
        self.quoted || self.known || self.standard || self.code
    }

    fn words(&self) -> usize {
        self.end - self.first
    }
}

impl Reading<'_> {
    fn word(&self, at: usize) -> &str {
        self.text.word(at)
    }

    fn in_sentence(&self, at: usize, sentence: usize) -> bool {
        self.text
            .token(at)
            .is_some_and(|token| token.sentence == sentence)
    }

    fn push(&mut self, item: &Item, how: How, list: Option<usize>, sure: bool) {
        let written = self.text.written(item.first, item.end).to_owned();
        // The sign of a number is no hyphen.
        let key = if item.number {
            written.replace(['−', '–'], "-")
        } else {
            key(&written)
        };
        self.found.push(Answer {
            key,
            written,
            first: item.first,
            end: item.end,
            how,
            quoted: item.quoted,
            conditional: item.conditional,
            number: item.number,
            list,
            sure,
        });
    }

    fn sentence_index(&self, at: usize) -> usize {
        self.text.token(at).map_or(0, |token| token.sentence)
    }

    fn skip_fillers(&self, mut at: usize) -> usize {
        let Some(sentence) = self.text.token(at).map(|token| token.sentence) else {
            return at;
        };
        for _ in 0..6 {
            if !self.in_sentence(at, sentence)
                || self.text.token(at).is_some_and(|token| token.quote.is_some())
            {
                break;
            }
            let word = self.word(at);
            let next_names = NAMES_OF_ANSWERS.contains(&self.word(at + 1));
            let next_quoted = self.text.token(at + 1).is_some_and(|token| token.quote.is_some());
            if self.known_end(at).is_some() {
                break;
            } else if FILLERS.contains(&word)
                && !(word == "either" && matches!(self.word(at + 1), "." | "" | ";"))
            {
                at += 1;
            } else if matches!(word, "the" | "a" | "an") && next_names {
                at += 2;
            } else if matches!(word, "the" | "a" | "an") && next_quoted {
                at += 1;
            } else if let Some(end) = self.patterns.one_of.end_at(self.text, at) {
                at = end;
            } else {
                break;
            }
        }
        at
    }

    /// The end of the longest choice that is written at `at`.
    fn known_end(&self, at: usize) -> Option<usize> {
        let sentence = self.text.token(at)?.sentence;
        (1..=6)
            .rev()
            .map(|length| at + length)
            .filter(|end| self.in_sentence(end - 1, sentence) && !matches!(self.word(end - 1), "-" | "\\"))
            .find(|end| self.choices.contains(&key(self.text.written(at, *end))))
    }

    /// The end of the longest standard answer that is written at `at`.
    fn standard_end(&self, at: usize) -> Option<usize> {
        let token = self
            .text
            .token(at)
            .filter(|token| !token.is_mark() && token.quote.is_none())?;
        (1..=3)
            .rev()
            .map(|length| at + length)
            .filter(|end| self.in_sentence(end - 1, token.sentence))
            .find(|end| is_standard(&key(self.text.written(at, *end))))
    }

    fn item(&self, at: usize) -> Option<Item> {
        let token = self.text.token(at)?;
        let mut item = Item {
            first: at,
            end: at + 1,
            quoted: false,
            number: false,
            known: false,
            standard: false,
            code: false,
            conditional: false,
        };
        if let Some(quote) = token.quote.and_then(|quote| self.text.quotes.get(quote)) {
            item.end = quote.end;
            let fine = quote.first == at && quote.end > at && item.words() <= 6;
            let spoken = self
                .text
                .tokens
                .get(at..item.end)?
                .iter()
                .any(|token| token.one_of(&["?", ","]));
            item.quoted = true;
            item.number = item.words() == 1 && token.kind == Kind::Number;
            item.known = self.choices.contains(&key(self.text.written(at, item.end)));
            return (fine && !spoken).then_some(item);
        }
        let standard = self.standard_end(at);
        if let Some(end) = self
            .known_end(at)
            .filter(|end| standard.is_none_or(|other| *end >= other))
        {
            item.end = end;
            item.known = true;
            return Some(item);
        }
        if token.kind == Kind::Number {
            item.number = true;
            return Some(item);
        }
        if matches!(token.lower.as_str(), "-" | "−" | "–") && self.text.token(at + 1)?.kind == Kind::Number
        {
            item.number = true;
            item.end = at + 2;
            return Some(item);
        }
        if token.is_mark() {
            return None;
        }
        if let Some(end) = standard {
            item.end = end;
            item.standard = true;
            return Some(item);
        }
        let words = (at..at + 5)
            .take_while(|index| {
                self.text.token(*index).is_some_and(|next| {
                    next.sentence == token.sentence
                        && !next.is_mark()
                        && next.quote.is_none()
                        && !next.one_of(CONDITIONS)
                        && !next.one_of(STOPS)
                })
            })
            .count();
        if words == 0 || words > 4 {
            return None;
        }
        item.end = at + words;
        let written = self.text.written(at, item.end);
        item.code = words == 1 && (written.contains('_') || self.capital_choices && capitals(written));
        Some(item)
    }

    fn ends_well(&self, end: usize) -> bool {
        self.text.clause_ends_before(end)
            || CONDITIONS.contains(&self.word(end))
            || matches!(
                self.word(end),
                "or" | "and"
                    | "otherwise"
                    | "else"
                    | "instead"
                    | "rather"
                    | "regardless"
                    | "anyway"
                    | "in"
                    | "as"
                    | "until"
                    | "but"
                    | "then"
                    | "by"
                    | "according"
                    | "based"
                    | "depending"
            )
    }

    fn no_answer(&self, item: &Item) -> bool {
        let word = self.word(item.first);
        NO_ANSWERS.contains(&word)
            || item.words() == 1 && is_adverb(word)
            || STRONG.contains(&word)
            || WEAK.contains(&word)
    }

    fn closing(&self, at: usize, sentence: usize) -> Option<usize> {
        (at..at + 60)
            .take_while(|index| self.in_sentence(*index, sentence))
            .find(|index| self.word(*index) == ")")
            .map(|index| index + 1)
    }

    fn separators(&self, mut at: usize, sentence: usize) -> usize {
        while self.in_sentence(at, sentence)
            && self.text.token(at).is_some_and(|token| token.quote.is_none())
            && matches!(
                self.word(at),
                "," | ";" | "/" | "|" | "or" | "and" | "&" | "otherwise" | "else" | "either" | "then"
            )
        {
            at += 1;
        }
        at
    }
}
