//! The answers a prompt leads to: told ("answer none"), listed ("Options: a, b") or explained ("a: when …").

use std::collections::HashSet;

use super::phrase::Phrase;
use super::text::{Kind, Sentence, Text};

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

/// Words for "nothing", "cannot be told" and "in part", as keys: answers wherever they stand behind a verb.
#[rustfmt::skip]
const STANDARD: &[&str] = &[
    "no comment", "no opinion", "no idea", "no preference", "no reply", "no response", "n.a.", "tbd", "tbc",
    "not yet", "not asked yet", "it depends", "depends", "hard to say", "no clear answer", "undefined",
    "unavailable", "not answered", "not explained", "not possible", "not needed", "no call", "cannot judge",
    "dont know", "do not know", "not told", "none", "unknown", "unclear", "n/a", "na", "null", "nil",
    "not applicable", "not available", "not mentioned", "not stated", "not discussed", "not given",
    "not provided", "not specified", "not sure", "not known", "not clear", "not found", "not determined",
    "no answer", "no data", "no information", "maybe", "perhaps", "partially", "partly", "unsure",
    "undecided", "undetermined", "uncertain", "other", "cannot tell", "can't tell", "cannot say",
    "cannot be determined", "cannot determine", "don't know", "inconclusive", "unspecified", "neither",
    "nobody", "indeterminate", "unconfirmed", "possibly", "not asked", "not offered", "not reached",
    "none stated", "none mentioned", "mixed", "partial",
];

pub(super) fn is_standard(key: &str) -> bool {
    STANDARD.contains(&key)
}

/// Verbs that tell an answer and hardly anything else.
#[rustfmt::skip]
const STRONG: &[&str] = &[
    "answer", "return", "respond", "reply", "output",
];

/// Verbs that tell an answer among other things.
#[rustfmt::skip]
const WEAK: &[&str] = &[
    "indicate", "flag", "take", "go", "opt", "specify", "note", "print", "emit", "show", "submit", "supply",
    "register", "assume", "write", "put", "say", "use", "choose", "pick", "select", "give", "enter",
    "state", "insert", "report", "assign", "provide", "type",
];

/// Verbs that tell an answer behind "as" or "to".
#[rustfmt::skip]
const SORTING: &[&str] = &[
    "flag", "leave", "keep", "mark", "set", "record", "classify", "label", "code", "treat", "count", "tag",
    "default", "categorise", "categorize", "log", "fall",
];

/// Words between the verb and the answer.
#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "<", "→", "with", "as", "by", ":", "either", "exactly", "only", "just", "simply", "always", "literally",
    "back", "to", "from", "between", "among", "of", "[",
];

/// "the word", "the value" and their like.
#[rustfmt::skip]
const NAMES_OF_ANSWERS: &[&str] = &[
    "word", "words", "value", "option", "choice", "label", "string", "category", "answer", "status", "code",
    "term", "tag", "literal",
];

/// What comes before the condition of an answer.
#[rustfmt::skip]
const CONDITIONS: &[&str] = &[
    "if", "when", "where", "whenever", "unless", "for", "once", "only", "should", "even",
];

/// Where an answer of several words ends at the latest.
#[rustfmt::skip]
const STOPS: &[&str] = &[
    "or", "and", "otherwise", "else", "instead", "rather", "as", "to", "from", "in", "on", "at", "by",
    "with", "without", "because", "based", "according", "but", "then", "about", "that", "which", "who",
    "is", "are", "was", "were", "the", "a", "an", "of", "per", "using", "after", "before",
];

/// Words behind a verb that are no answers: how, about what and how much to answer.
#[rustfmt::skip]
const NO_ANSWERS: &[&str] = &[
    "min", "max", "minimum", "maximum", "lowest", "highest", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "zero", "this", "these", "those", "it", "them", "him", "her", "here",
    "there", "now", "whether", "why", "how", "what", "all", "any", "each", "every", "more", "less", "least",
    "most", "number", "numbers", "digits", "digit", "integer", "integers", "numeric", "whole", "text",
    "sentence", "sentences", "json", "english", "lowercase", "uppercase", "plain", "short", "brief", "full",
    "exact", "verbatim", "whatever", "whichever", "whoever", "multiple", "several", "your", "their", "his",
    "its", "our", "my", "up", "anything", "something", "everything", "nothing", "questions", "question",
    "call", "calls", "evidence", "facts", "names", "name", "details", "iso", "yyyy", "utc", "honestly",
    "again", "down", "out", "so", "accordingly", "first", "last", "once", "twice", "best", "quotes",
    "quote", "points", "point", "dates", "date", "amounts", "amount", "reasons", "reason", "examples",
    "example", "common", "simple", "answers", "like", "such", "not", "never", "no", "carefully",
    "judgement", "judgment", "care", "caution", "context", "blank", "empty", "ids", "id", "values",
    "options",
];

/// Behind a condition: which one to prefer, or what to do. No answers.
#[rustfmt::skip]
const TIES: &[&str] = &[
    "earliest", "latest", "earlier", "later", "strongest", "weakest", "worst", "higher", "lower", "former",
    "latter", "majority", "newest", "oldest", "stop", "continue", "ignore", "skip", "omit", "ask", "guess",
    "wait", "explain", "proceed", "infer", "estimate", "severity", "priority",
];

/// "Use caution when …": how to go about it.
#[rustfmt::skip]
const MANNERS: &[&str] = &[
    "caution", "care", "judgement", "judgment", "so", "more", "priority", "details", "discretion",
    "context", "common", "sense", "preference", "weight", "credit", "extra", "information", "thanks",
    "hello", "yourself", "emphasis", "quotes", "brackets", "commas", "words", "names", "caps", "capitals",
    "decimals", "signs", "notes", "this", "that", "it", "both", "either",
];

/// In which to answer.
#[rustfmt::skip]
const LANGUAGES: &[&str] = &[
    "english", "german", "french", "spanish", "hindi", "italian", "portuguese", "arabic", "dutch",
    "markdown", "ascii", "latin",
];

/// Labels that explain no answer.
#[rustfmt::skip]
const NO_LABELS: &[&str] = &[
    "priority", "fallback", "hints", "order", "tie", "tie-break", "scope", "basis", "source", "default",
    "remark", "attention", "caution", "careful", "reason", "logic", "procedure", "method", "step", "first",
    "second", "third", "finally", "otherwise", "else", "language", "style", "length", "limit", "evidence",
    "justification", "explanation", "details", "domain", "company", "product", "products", "speaker",
    "speakers", "situation", "case", "cases", "then", "next", "here", "objective", "audience", "legend",
    "key", "keys", "mapping", "glossary", "terms", "nb", "ps", "fyi", "general", "edge", "tone", "note",
    "notes", "example", "examples", "rule", "rules", "instruction", "instructions", "format", "scale",
    "important", "options", "option", "answer", "answers", "choices", "choice", "question", "hint",
    "output", "context", "definition", "definitions", "criteria", "criterion", "guidelines", "steps",
    "focus", "remember", "warning", "e.g.", "i.e.", "tip", "caller", "agent", "customer", "user",
    "assistant", "ai", "bot", "task", "goal", "role", "input", "return", "values", "categories", "category",
    "consider", "include", "exclude", "ignore", "exception", "exceptions", "background", "reminder",
    "purpose", "meaning", "client", "patient", "prospect", "score", "rating", "transcript",
];

/// Words before a verb in the imperative.
#[rustfmt::skip]
const BEFORE_IMPERATIVE: &[&str] = &[
    "then", "please", "otherwise", "else", "just", "simply", "always", "only", "and", "or", "instead",
    "also", "should", "must",
];

/// Words before a verb that make it no imperative, in a sentence with a condition and without a comma.
#[rustfmt::skip]
const NO_IMPERATIVE: &[&str] = &[
    "not", "the", "a", "an", "to", "did", "does", "do", "will", "would", "can", "could", "may", "might",
    "agent", "caller", "customer", "user", "client", "patient", "prospect", "person", "they", "he", "she",
    "who", "his", "her", "their", "your", "my", "no", "never", "we", "i", "didn't", "doesn't", "don't",
    "won't", "cannot", "can't", "couldn't",
];

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
}

impl AnswerPatterns {
    pub(super) fn new() -> Self {
        Self {
            headers: Phrase::all(&[
                "options|choices|categories|labels|outcomes|statuses|values|answers|possibilities|results|states|levels|stages|classes|tags :",
                "options|choices|categories|labels|outcomes|statuses|answers|results|values|states|levels|stages|classes are|being|include|includes :?",
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
            must_be: Phrase::new("should|must|can|may be either|exactly|always|only? one? of? :?"),
            passive: Phrase::all(&[
                "is|are|be|get|gets|being recorded|marked|treated|counted|coded|reported|logged|classified|labelled|labeled|tagged|noted|set|entered|returned|answered|written|stored|scored|given|filed|put as|to|with|under|down|in|into? as?",
                "count|counts|qualify|qualifies as",
                "go|goes|fall|falls|belong|belongs under|into|to|in|as",
                "everything|anything|all|the else|other|others|rest|remaining calls|cases|ones? is|are|:|=|→|means?",
                "get|gets|becomes|become",
                "it's|its|that's",
                "it|this|that is",
                "returned|recorded|marked|treated|counted|coded|answered|reported|logged|classified|scored|noted|entered as",
            ]),
            otherwise: Phrase::new("otherwise|else ,?"),
            examples: Phrase::new("e.g.|eg|example|examples|instance|like|as"),
        }
    }

    /// Every answer the text names. `choices` are the keys of what the metric may answer.
    pub(super) fn read(&self, text: &Text, choices: &HashSet<String>, capital_choices: bool) -> Vec<Answer> {
        let mut reading = Reading {
            patterns: self,
            text,
            choices,
            capital_choices,
            found: Vec::new(),
            lists: 0,
        };
        reading.told();
        reading.passive();
        reading.rests();
        reading.listed();
        reading.explained();
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

    fn told(&mut self) {
        for at in 0..self.text.tokens.len() {
            let Some(token) = self.text.token(at) else {
                continue;
            };
            if token.is_mark() || token.quote.is_some() {
                continue;
            }
            if token.one_of(STRONG) && self.imperative(at, true) {
                self.values(at + 1, true);
            } else if token.one_of(WEAK) && self.imperative(at, true) {
                self.values(at + 1, false);
            } else if token.one_of(SORTING) && self.imperative(at, true) {
                let names = matches!(
                    self.word(at),
                    "classify"
                        | "label"
                        | "mark"
                        | "tag"
                        | "code"
                        | "categorise"
                        | "categorize"
                        | "record"
                        | "log"
                );
                match self.behind_as(at + 1) {
                    Some(behind) if names => {
                        self.values(behind, false);
                        self.values_if_plain(behind);
                    }
                    Some(behind) => self.values(behind, false),
                    None => {
                        let direct = self
                            .item(at + 1)
                            .filter(|item| item.quoted || item.standard || item.code);
                        if direct.is_some_and(|item| self.ends_well(item.end)) {
                            self.values_if_plain(at + 1);
                        }
                    }
                }
            } else if let Some(end) = self.patterns.otherwise.end_at(self.text, at) {
                let opens = self
                    .text
                    .before(at)
                    .is_none_or(|before| before.is_mark() || before.one_of(&["or", "and"]));
                if opens {
                    self.short_rest(end);
                }
            } else if token.is("or") {
                self.or_else(at + 1);
            } else if let Some(end) = self.patterns.must_be.end_at(self.text, at) {
                self.known_row(end);
            } else if let Some(end) = self.patterns.should_be.end_at(self.text, at) {
                let question = self
                    .text
                    .sentence_of(at)
                    .is_some_and(|sentence| self.text.asks(sentence));
                if !question
                    && (token.is("value") || token.is("answer") || token.is("result"))
                    && end > at + 1
                {
                    self.values_if_plain(end);
                }
            }
        }
    }

    /// Whether the words before a verb are about what somebody does: "the caller agrees to stop and skip".
    fn about_people(&self, first: usize, at: usize) -> bool {
        let start = (first..at)
            .rev()
            .find(|index| {
                self.text
                    .token(*index)
                    .is_some_and(|token| token.one_of(&[",", ";", ":", "("]))
            })
            .unwrap_or(first);
        (start..at).any(|index| {
            matches!(
                self.word(index),
                "to" | "who"
                    | "that"
                    | "agent"
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

    /// "…, or unknown if it cannot be told": a word for nothing as the last way.
    fn or_else(&mut self, at: usize) {
        let Some(item) = self.item(at) else { return };
        // "if some or none": a case, and no answer.
        let mut back = at - 1;
        while let Some(before) = self.text.before(back).filter(|before| !before.is_mark()) {
            if before.one_of(CONDITIONS)
                || before.one_of(&["whether", "not", "never", "don't", "no", "without", "avoid"])
            {
                return;
            }
            back -= 1;
        }
        let asks = self
            .text
            .sentence_of(at)
            .is_some_and(|sentence| self.text.asks(sentence));
        let written = key(self.text.written(item.first, item.end));
        let nothing = item.standard
            && !matches!(
                written.as_str(),
                "other"
                    | "others"
                    | "neither"
                    | "mixed"
                    | "partial"
                    | "partly"
                    | "partially"
                    | "perhaps"
                    | "maybe"
                    | "possibly"
            );
        let imperative = self.text.sentence_of(at).is_some_and(|sentence| {
            matches!(
                self.word(sentence.first),
                "a" | "an" | "the" | "number" | "name" | "text"
            ) || self.verb(sentence.first)
        });
        let named = item.quoted && !asks && imperative && item.words() <= 3;
        let behind = CONDITIONS.contains(&self.word(item.end)) && self.word(item.end) != "for";
        if (nothing
            || named
            || item.quoted && (behind || !asks && at >= 2 && self.word(at - 2) == ",") && item.words() <= 3
            || item.code && !asks)
            && (self.text.clause_ends_before(item.end) || behind)
        {
            self.push(&item, How::Told, None, true);
        }
    }

    fn verb(&self, at: usize) -> bool {
        let word = self.word(at);
        STRONG.contains(&word) || WEAK.contains(&word) || SORTING.contains(&word)
    }

    /// "must be paid, refused or none": a list of which at least two are known.
    fn known_row(&mut self, at: usize) {
        let Some(sentence) = self.text.token(at).map(|token| token.sentence) else {
            return;
        };
        let items = self.row(at, sentence);
        let known = items.iter().filter(|item| item.known).count();
        if items.len() >= 2 && known >= 2 && items.iter().all(|item| item.words() <= 3) {
            self.keep_list(&items);
        }
    }

    fn keep_list(&mut self, items: &[Item]) {
        self.lists += 1;
        let list = Some(self.lists);
        for item in items {
            self.push(item, How::Listed, list, true);
        }
    }

    /// "Voicemails are labelled voicemail_only", "everything else is 'misc'".
    fn passive(&mut self) {
        let patterns = self.patterns;
        for phrase in &patterns.passive {
            for found in phrase.matches(self.text) {
                let related = (1..=3).any(|back| {
                    found.first.checked_sub(back).is_some_and(|at| {
                        matches!(
                            self.word(at),
                            "who"
                                | "that"
                                | "which"
                                | "whether"
                                | "was"
                                | "were"
                                | "did"
                                | "said"
                                | "says"
                                | "say"
                                | "if"
                                | "when"
                        )
                    })
                });
                let asks = self
                    .text
                    .sentence_of(found.first)
                    .is_some_and(|sentence| self.text.asks(sentence));
                if related || asks {
                    continue;
                }
                let article = matches!(self.word(found.end), "a" | "an" | "the");
                let Some(mut item) = self.item(found.end + usize::from(article)) else {
                    continue;
                };
                let spelled = item.code && self.text.written(item.first, item.end).contains('_');
                if (item.quoted && item.words() <= 3 || item.standard || spelled) && self.ends_well(item.end)
                {
                    item.conditional = true;
                    self.push(&item, How::Told, None, true);
                }
            }
        }
    }

    /// "If unclear: unknown", "Not stated → unknown", "Default: unknown": the case, a mark, and the answer.
    fn rests(&mut self) {
        for sentence in self.text.sentences.clone() {
            if self.text.asks(sentence) {
                continue;
            }
            let opening = self.word(sentence.first);
            let conditional = matches!(
                opening,
                "if" | "when" | "unless" | "in" | "for" | "otherwise" | "should" | "where" | "else"
            );
            for at in sentence.first + 1..sentence.end {
                if self.text.token(at).is_some_and(|token| token.quote.is_some()) {
                    continue;
                }
                let mark = self.word(at);
                let leads = match mark {
                    "," => conditional,
                    ":" | "=" | "→" => conditional || at - sentence.first <= 7,
                    ">" => self.word(at - 1) == "-" || self.word(at - 1) == "=",
                    _ => false,
                };
                let Some(mut item) = self.item(at + 1).filter(|_| leads) else {
                    continue;
                };
                let listed = matches!(mark, ":" | "=") && !conditional && self.header(at);
                let single = conditional
                    && matches!(mark, ":" | "→" | ">" | ",")
                    && item.words() == 1
                    && !self.no_answer(&item)
                    && !TIES.contains(&self.word(item.first));
                let told = item.standard || item.code || single || item.quoted && item.words() <= 3;
                let whole = !self.in_sentence(item.end, self.sentence_index(at))
                    || matches!(self.word(item.end), "." | ";" | ")" | "!");
                let number = at.checked_sub(1).is_some_and(|before| {
                    self.text
                        .token(before)
                        .is_some_and(|token| token.kind == Kind::Number)
                });
                if told && whole && !listed && !number {
                    item.conditional = true;
                    self.push(&item, How::Told, None, true);
                }
            }
        }
    }

    fn sentence_index(&self, at: usize) -> usize {
        self.text.token(at).map_or(0, |token| token.sentence)
    }

    /// Whether the word before a colon explains or gives an example.
    fn header(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |index| self.word(index));
        NO_LABELS.contains(&before) && !matches!(before, "return" | "answer" | "output")
            || self.item(at - 1).is_some_and(|item| item.known)
    }

    /// Whether the verb at `at` tells the model what to do, and is not about what people did.
    fn imperative(&self, at: usize, allow_condition: bool) -> bool {
        let Some(sentence) = self.text.sentence_of(at) else {
            return false;
        };
        let Some(before) = self.text.before(at) else {
            return true;
        };
        let asks = self.text.asks(sentence);
        if before.is_mark() {
            let opens = before.one_of(&["(", "-", "–", "—", ":", ")"]);
            return opens || !asks && before.one_of(&[",", ";", "/", ">"]);
        }
        if before.kind == Kind::Number && sentence.bullet && at == sentence.first + 1 {
            return true;
        }
        if asks {
            return false;
        }
        if before.one_of(BEFORE_IMPERATIVE) {
            let two_before = at
                .checked_sub(2)
                .filter(|index| *index >= sentence.first)
                .map_or("", |i| self.word(i));
            let opens = matches!(
                self.word(sentence.first),
                "if" | "when" | "where" | "unless" | "whenever"
            );
            let comma = (sentence.first..at).any(|index| self.word(index) == ",");
            return match before.lower.as_str() {
                "should" | "must" => matches!(two_before, "you" | "ai" | "model" | "and" | "it"),
                // "If they return one and keep another, …": still the condition.
                "and" | "or" => (!opens || comma) && !self.about_people(sentence.first, at),
                _ => true,
            };
        }
        if before.quote.is_some() {
            return true;
        }
        let first = self.word(sentence.first);
        let no_comma = self
            .text
            .of(sentence)
            .iter()
            .take(at - sentence.first)
            .all(|token| !token.is(","));
        allow_condition
            && no_comma
            && matches!(
                first,
                "if" | "when" | "where" | "unless" | "for" | "in" | "whenever"
            )
            && !before.one_of(NO_IMPERATIVE)
            && !before.lower.ends_with("'s")
            && self.plain_value(at + 1)
    }

    fn plain_value(&self, at: usize) -> bool {
        self.item(self.skip_fillers(at))
            .is_some_and(|item| item.plain() || item.number)
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
            } else if FILLERS.contains(&word) {
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

    /// Behind "it as", "the call as", "to".
    fn behind_as(&self, at: usize) -> Option<usize> {
        let sentence = self.text.token(at)?.sentence;
        (at..at + 5)
            .take_while(|index| self.in_sentence(*index, sentence))
            .take_while(|index| {
                !self
                    .text
                    .tokens
                    .get(*index)
                    .is_some_and(super::text::Token::is_mark)
            })
            .find(|index| matches!(self.word(*index), "as" | "to"))
            .map(|index| index + 1)
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
            )
    }

    /// Reads the answer, or the list of answers, behind a verb.
    fn values(&mut self, at: usize, strong: bool) {
        let sentence = match self.text.token(at.saturating_sub(1)) {
            Some(token) => token.sentence,
            None => return,
        };
        let at = self.skip_fillers(at);
        let mut items: Vec<Item> = Vec::new();
        let mut at = at;
        let mut after_condition = false;
        while self.in_sentence(at, sentence) && items.len() < 40 {
            let Some(mut item) = self.item(at) else { break };
            if !items.is_empty() && !self.belongs(&item, after_condition) {
                break;
            }
            at = item.end;
            if self.word(at) == "(" {
                let Some(close) = self.closing(at, sentence) else {
                    break;
                };
                item.conditional = true;
                at = close;
            }
            after_condition = CONDITIONS.contains(&self.word(at)) && self.in_sentence(at, sentence);
            if after_condition {
                item.conditional = true;
                at = self.condition_end(at, sentence);
            }
            items.push(item);
            let behind = self.separators(at, sentence);
            if behind == at {
                break;
            }
            at = behind;
        }
        self.keep(&items, strong);
    }

    /// Whether a further item goes on with the list: it must end like one.
    fn belongs(&self, item: &Item, after_condition: bool) -> bool {
        let open = self.word(item.end) == "(";
        let conditioned = CONDITIONS.contains(&self.word(item.end)) || open;
        let otherwise = matches!(self.word(item.first.wrapping_sub(1)), "otherwise" | "else");
        let otherwise = otherwise
            || self.word(item.first.wrapping_sub(1)) == ","
                && matches!(self.word(item.first.wrapping_sub(2)), "otherwise" | "else");
        let short = item.plain() || item.number || item.words() == 1 && !self.no_answer(item);
        if after_condition {
            return short && (conditioned || otherwise && self.ends_well(item.end));
        }
        let last =
            self.word(item.first.wrapping_sub(1)) == "or" && item.words() <= 3 && !self.verb(item.first);
        (short || last) && (self.ends_well(item.end) || open || self.word(item.end) == "/")
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

    /// Where the words of a condition end: at a comma, a semicolon, "otherwise", or an "and" before another answer
    /// with its own condition.
    fn condition_end(&self, at: usize, sentence: usize) -> usize {
        let mut end = at + 1;
        while end < at + 80 && self.in_sentence(end, sentence) {
            let word = self.word(end);
            if matches!(word, "," | ";" | "otherwise" | "else" | "." | ")" | "—") {
                break;
            }
            if matches!(word, "and" | "or") {
                let next = self.item(end + 1);
                if next.is_some_and(|item| item.words() <= 2 && CONDITIONS.contains(&self.word(item.end))) {
                    break;
                }
            }
            end += 1;
        }
        end
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

    fn keep(&mut self, items: &[Item], strong: bool) {
        let Some(head) = items.first() else { return };
        let several = items.len() > 1;
        let known = items
            .iter()
            .filter(|item| item.known || item.standard || item.code || item.quoted)
            .count();
        let list = several.then(|| {
            self.lists += 1;
            self.lists
        });
        let head_ends = self.ends_well(head.end) || self.word(head.end) == "(" || self.word(head.end) == "/";
        let none_of = head.words() == 2
            && matches!(self.word(head.first), "no" | "not")
            && head.conditional
            && !self.choices.is_empty();
        let single_word = none_of || head.words() == 1 && !self.no_answer(head) && !head.number;
        let short =
            strong && (single_word || head.number && strong || head.words() == 2 && self.resembles(head));
        let verb = self.word(head.first.wrapping_sub(1));
        let picked = matches!(verb, "choose" | "pick" | "select");
        let written = self.text.written(head.first, head.end);
        let named = written.chars().next().is_some_and(char::is_uppercase)
            && written.chars().count() > 3
            && !LANGUAGES.contains(&self.word(head.first));
        let opening = self
            .text
            .sentence_of(head.first)
            .map_or("", |sentence| self.word(sentence.first));
        let in_case = matches!(opening, "if" | "when" | "unless" | "for" | "should" | "in")
            && matches!(self.word(head.end), "." | "")
            && WEAK.contains(&verb)
            && !TIES.contains(&self.word(head.first))
            && !matches!(verb, "state" | "report" | "provide" | "give" | "type");
        let used = none_of
            || head.conditional
                && matches!(verb, "use" | "put" | "say" | "enter")
                && !self.choices.is_empty()
                && !MANNERS.contains(&self.word(head.first));
        let counted =
            head.number && head.conditional && matches!(verb, "use" | "put" | "give" | "write" | "enter");
        let chosen = counted
            || !strong && single_word && used
            || !strong
                && single_word
                && (head.conditional && (picked || named && WEAK.contains(&verb)) || in_case);
        let sure = head.plain() && (head_ends || head.quoted || head.code) || head_ends && (short || chosen);
        // "Return name and role": what to write down, and no answer itself.
        let content = !head.plain() && !head.number && self.no_answer(head);
        for (index, item) in items.iter().enumerate() {
            let last = several && index + 1 == items.len() && known >= 2 && item.words() <= 3;
            let fits = item.plain() || item.number || item.words() <= 2 && !self.no_answer(item) || last;
            let in_list =
                several && fits && (known > 0 || sure || items.len() > 2) && (!content || item.plain());
            let sure = if index == 0 {
                sure || in_list && head_ends
            } else {
                in_list && (known > 0 || sure)
            };
            if sure {
                let list = list.filter(|_| !content);
                self.push(item, How::Told, list, true);
            }
        }
    }

    /// Whether two words share one with a choice: "partially resolved" beside "resolved".
    fn resembles(&self, item: &Item) -> bool {
        (item.first..item.end).any(|index| {
            let word = self.word(index);
            word.len() > 3
                && self
                    .choices
                    .iter()
                    .any(|choice| choice.split(' ').any(|part| part == word))
        })
    }

    /// "Otherwise none." with nothing behind it.
    fn short_rest(&mut self, at: usize) {
        if let Some(item) = self.item(at) {
            let single = item.words() == 1 && !self.no_answer(&item);
            if self.text.clause_ends_before(item.end) && (item.plain() || single) {
                self.push(&item, How::Told, None, true);
            }
        }
    }

    /// "The answer is unknown if …", "mark it as open".
    fn values_if_plain(&mut self, at: usize) {
        let at = self.skip_fillers(at);
        self.known_row(at);
        if let Some(item) = self.item(at) {
            let single =
                item.words() == 1 && !item.number && !self.no_answer(&item) && !self.choices.is_empty();
            if (item.quoted || item.standard || item.code || single) && self.ends_well(item.end) {
                self.push(&item, How::Told, None, true);
            }
        }
    }

    fn listed(&mut self) {
        for at in 0..self.text.tokens.len() {
            let Some(token) = self.text.token(at) else {
                continue;
            };
            if token.quote.is_some() || token.is_mark() && !token.one_of(&["(", "[", ":"]) {
                continue;
            }
            if token.is(":") {
                self.bare_list(at + 1, false);
                continue;
            }
            let patterns = self.patterns;
            let ends: Vec<usize> = patterns
                .headers
                .iter()
                .filter_map(|header| header.end_at(self.text, at))
                .collect();
            if let Some(end) = ends.into_iter().max() {
                if !self.example_before(at) {
                    self.list_behind(end, 1);
                }
            } else if let Some(end) = patterns.one_of.end_at(self.text, at) {
                let marked = self.word(end.wrapping_sub(1)) == ":";
                // "Only if one of the two is said" is a condition and no list of answers.
                let condition = self.text.before(at).is_some_and(|token| token.one_of(CONDITIONS));
                if !condition
                    && !self.example_before(at)
                    && (marked || self.told_before(at) || self.text.before(at).is_none())
                {
                    self.list_behind(end, 2);
                }
            } else if token.one_of(&["(", "["]) {
                self.bare_list(at + 1, true);
            }
        }
        for sentence in self.text.sentences.clone() {
            if self.text.asks(sentence) {
                self.asked_list(sentence);
            } else {
                self.bare_list(sentence.first, false);
            }
        }
        self.entries();
        self.sorted();
    }

    fn example_before(&self, at: usize) -> bool {
        (1..=3).any(|back| {
            at.checked_sub(back)
                .is_some_and(|index| self.patterns.examples.end_at(self.text, index).is_some())
        })
    }

    fn told_before(&self, at: usize) -> bool {
        (1..=4).any(|back| {
            at.checked_sub(back).is_some_and(|index| {
                let word = self.word(index);
                STRONG.contains(&word) || WEAK.contains(&word) || matches!(word, "be" | "as" | "into" | "is")
            })
        })
    }

    /// A list on the rest of the line, or as entries below it.
    fn list_behind(&mut self, at: usize, fewest: usize) {
        let Some(header) = at
            .checked_sub(1)
            .and_then(|index| self.text.token(index))
            .map(|token| token.sentence)
        else {
            return;
        };
        let mut items = self.row(at, header);
        if items.is_empty() && !self.in_sentence(at, header) {
            for index in header + 1..self.text.sentences.len().min(header + 41) {
                let Some(sentence) = self.text.sentences.get(index).copied() else {
                    break;
                };
                if !sentence.bullet {
                    // A list may also stand whole on the next line.
                    if index == header + 1 {
                        items = self.row(sentence.first, index);
                    }
                    break;
                }
                let numbered = self
                    .text
                    .token(sentence.first)
                    .is_some_and(|token| token.kind == Kind::Number);
                let first = sentence.first + usize::from(numbered && sentence.end > sentence.first + 1);
                match self.entry(first, index) {
                    Some(item) => items.push(item),
                    None => break,
                }
            }
        }
        if items.len() < fewest {
            return;
        }
        self.lists += 1;
        let list = Some(self.lists);
        for item in items {
            self.push(&item, How::Listed, list, true);
        }
    }

    /// One entry of a list: its words up to a mark.
    fn entry(&self, at: usize, sentence: usize) -> Option<Item> {
        let mut item = self.in_sentence(at, sentence).then(|| self.item(at)).flatten()?;
        if !item.plain() && !item.number {
            // Entries may have small words in them: "out of stock".
            let words = (at..at + 6)
                .take_while(|index| {
                    self.text.token(*index).is_some_and(|token| {
                        token.sentence == sentence
                            && !token.is_mark()
                            && token.quote.is_none()
                            && !token.one_of(&["or", "if", "when", "unless", "for"])
                    })
                })
                .count();
            if words == 0 || words > 4 {
                return None;
            }
            item.end = at + words;
        }
        let next = self.word(item.end);
        let described =
            self.in_sentence(item.end, sentence) && matches!(next, ":" | "-" | "–" | "—" | "=" | "(");
        item.conditional = described || CONDITIONS.contains(&next);
        (self.ends_well(item.end) || described).then_some(item)
    }

    /// Entries with commas, bars or "or" between them.
    fn row(&self, mut at: usize, sentence: usize) -> Vec<Item> {
        let mut items = Vec::new();
        at = self.separators(at, sentence);
        while matches!(self.word(at), "[" | "either") && self.in_sentence(at, sentence) {
            at += 1;
        }
        while self.in_sentence(at, sentence) && items.len() < 60 {
            let Some(item) = self.row_entry(at, sentence) else {
                break;
            };
            at = item.end;
            if self.in_sentence(at, sentence) && self.word(at) == "(" {
                match self.closing(at, sentence) {
                    Some(end) => at = end,
                    None => break,
                }
            }
            let described =
                matches!(self.word(at), ":" | "-" | "–" | "—" | "=") || CONDITIONS.contains(&self.word(at));
            if self.in_sentence(at, sentence) && described {
                // As far as anybody would read; a text without marks must not take for ever.
                let most = at + 60;
                while at < most
                    && self.in_sentence(at, sentence)
                    && !matches!(self.word(at), "," | ";" | "." | "|")
                {
                    at += 1;
                }
            }
            items.push(item);
            let behind = self.separators(at, sentence);
            if behind == at {
                break;
            }
            at = behind;
        }
        items
    }

    /// As [`Self::entry`], and "and" parts two of them unless a choice has it.
    fn row_entry(&self, at: usize, sentence: usize) -> Option<Item> {
        let mut item = self.entry(at, sentence)?;
        if !item.plain()
            && let Some(and) = (item.first..item.end).find(|index| self.word(*index) == "and") {
                if and == item.first {
                    return None;
                }
                item.end = and;
            }
        Some(item)
    }

    /// "yes, no, or unclear" as a sentence of its own, behind a colon or in parentheses: at least two are known.
    fn bare_list(&mut self, at: usize, inside: bool) {
        let Some(sentence) = self.text.token(at).map(|token| token.sentence) else {
            return;
        };
        let items = self.row(at, sentence);
        let Some(last) = items.last() else { return };
        let known = items.iter().filter(|item| item.known).count();
        let short = items
            .iter()
            .all(|item| item.words() <= 3 && (item.plain() || !self.no_answer(item)));
        let described = items.iter().any(|item| {
            self.in_sentence(item.end, sentence) && matches!(self.word(item.end), ":" | "-" | "–" | "—" | "=")
        });
        let mut end = last.end;
        if self.in_sentence(end, sentence) && self.word(end) == "(" && !inside {
            end = self.closing(end, sentence).unwrap_or(end);
        }
        let word = self.word(end);
        let whole = if inside {
            matches!(word, ")" | "]")
        } else {
            !self.in_sentence(end, sentence)
                || matches!(word, "." | "!" | ";" | "?" | "]")
                || CONDITIONS.contains(&word)
        };
        if items.len() >= 2 && known >= 2 && known * 2 >= items.len() && short && whole && !described {
            self.keep_list(&items);
        }
    }
    /// "Did they agree, yes, no or maybe?": a list at the end of a question that begins with a plain answer.
    fn asked_list(&mut self, sentence: Sentence) {
        let plain = ["yes", "y", "true", "low", "high"];
        let at = (sentence.first + 3..sentence.end).find(|at| {
            let opened = matches!(self.word(at - 1), "," | "-" | "–" | "—")
                && self.text.token(*at).is_some_and(|token| token.quote.is_none());
            opened && plain.contains(&self.word(*at))
        });
        if let Some(at) = at {
            self.bare_list(at, false);
        }
    }

    /// A line of one or two words, or of a number and a word.
    fn short_line(&self, sentence: Sentence) -> bool {
        let tokens = self.text.of(sentence);
        let marks = tokens.iter().filter(|token| token.is_mark()).count();
        let numbered =
            tokens.first().is_some_and(|token| token.kind == Kind::Number) && tokens.len() <= 4 && marks == 1;
        tokens.len() <= 2 && marks == 0 || numbered
    }

    /// Entries below each other of which at least two are known.
    fn entries(&mut self) {
        let sentences = self.text.sentences.clone();
        let mut index = 0;
        while index < sentences.len() {
            let run = sentences
                .iter()
                .skip(index)
                .take_while(|sentence| sentence.bullet || self.short_line(**sentence))
                .count();
            let mut items = Vec::new();
            for (offset, sentence) in sentences.iter().enumerate().skip(index).take(run.min(60)) {
                let numbered = self
                    .text
                    .token(sentence.first)
                    .is_some_and(|token| token.kind == Kind::Number);
                let skipped = match self.word(sentence.first + 1) {
                    "-" | "–" | ":" | "=" | "." | ")" if numbered => 2,
                    _ => usize::from(numbered && sentence.end > sentence.first + 1),
                };
                let first = sentence.first + skipped;
                items.extend(self.entry(first, offset).filter(|item| {
                    let next = self.word(item.end);
                    let ends = !self.in_sentence(item.end, offset)
                        || matches!(next, ":" | "-" | "–" | "—" | "=" | "(" | "." | ",");
                    item.words() <= 3
                        && ends
                        && !NO_LABELS.contains(&self.word(item.first))
                        && (item.known
                            || item.words() == 1
                            || self.in_sentence(item.end, offset)
                                && matches!(next, ":" | "-" | "–" | "—" | "=" | "("))
                }));
            }
            let known = items.iter().filter(|item| item.known).count();
            if known >= 2 && known * 2 >= items.len() {
                self.keep_list(&items);
            }
            index += run.max(1);
        }
    }

    /// "Rate the lead A, B, C or D": a list behind a verb that sorts.
    fn sorted(&mut self) {
        for sentence in self.text.sentences.clone() {
            let opening = self.word(sentence.first);
            let sorts = SORTING.contains(&opening)
                || matches!(
                    opening,
                    "rate" | "sort" | "grade" | "group" | "assign" | "rank" | "choose" | "pick" | "select"
                );
            if self.text.asks(sentence) || !sorts {
                continue;
            }
            let index = self.sentence_index(sentence.first);
            for at in sentence.first + 1..sentence.end {
                if self.known_end(at).is_none() {
                    continue;
                }
                let items = self.row(at, index);
                let known = items.iter().filter(|item| item.known).count();
                let or = items
                    .last()
                    .is_some_and(|last| self.word(last.first.wrapping_sub(1)) == "or");
                if items.len() >= 3 && known >= 2 && or && items.iter().all(|item| item.words() <= 2) {
                    self.keep_list(&items);
                    break;
                }
            }
        }
    }

    fn explained(&mut self) {
        let mut labels: Vec<(Item, bool)> = Vec::new();
        for sentence in self.text.sentences.clone() {
            for at in self.starts(sentence) {
                if let Some(label) = self.label(at) {
                    labels.push(label);
                }
            }
        }
        let lower = |item: &Item| {
            let written = self.text.written(item.first, item.end);
            written.chars().next().is_some_and(char::is_lowercase)
        };
        let known: Vec<&Item> = labels
            .iter()
            .filter(|(item, _)| item.known)
            .map(|(item, _)| item)
            .collect();
        let known_lower = known.iter().any(|item| lower(item));
        let known_upper = known.iter().any(|item| !lower(item));
        let strangers = labels
            .iter()
            .filter(|(item, by_mark)| !item.known && *by_mark && item.words() == 1 && lower(item))
            .count();
        let sure: Vec<bool> = labels
            .iter()
            .map(|(item, by_mark)| {
                let alike = if lower(item) { known_lower } else { known_upper };
                let by_condition = !by_mark && item.words() == 1 && alike && known.len() >= 2;
                item.known
                    || by_condition
                    || item.quoted && !by_mark && item.words() <= 3
                    || item.standard
                        && (by_mark_or_if(self.word(item.end)) || !known.is_empty())
                        && (known.len() + strangers > 1 || !by_mark)
                    || item.code && item.words() == 1 && (!known.is_empty() || !by_mark)
                    || item.quoted
                        && *by_mark
                        && item.words() <= 3
                        && !known.is_empty()
                        && self.known_end(item.end + 1).is_none()
                    || *by_mark && item.words() == 1 && !item.number && alike && known.len() >= 2
                    || *by_mark && item.words() == 2 && alike && known.len() >= 2 && self.resembles(item)
                    || *by_mark
                        && item.words() == 1
                        && !item.number
                        && lower(item)
                        && known.is_empty()
                        && strangers >= 3
            })
            .collect();
        for ((item, _), sure) in labels.into_iter().zip(sure) {
            self.push(&item, How::Explained, None, sure);
        }
    }

    /// Where a label may begin: at the beginning of a sentence or entry, behind a semicolon, and behind a comma for
    /// a choice.
    fn starts(&self, sentence: Sentence) -> Vec<usize> {
        let numbered = sentence.bullet
            && self
                .text
                .token(sentence.first)
                .is_some_and(|token| token.kind == Kind::Number);
        let mut starts = vec![sentence.first + usize::from(numbered)];
        for at in sentence.first..sentence.end {
            let mark = self.word(at);
            let inside = self.text.token(at).is_some_and(|token| token.quote.is_some());
            let known =
                matches!(mark, "," | ":" | "?" | "/" | "and" | "or") && self.known_end(at + 1).is_some();
            let labelled = matches!(mark, "," | "/") && self.label_follows(at + 1, mark == "/");
            if !inside && (mark == ";" || known || labelled) && at + 1 < sentence.end {
                starts.push(at + 1);
            }
        }
        starts
    }

    /// A word with its mark or condition, as one of several behind commas.
    fn label_follows(&self, at: usize, colon: bool) -> bool {
        self.item(at).is_some_and(|item| {
            let next = self.word(item.end);
            let marked = matches!(next, "=" | "→" | "if" | "when" | "for")
                || colon && next == ":"
                || item.standard && next == "in";
            item.words() <= 2 && marked && !item.number && (item.plain() || !self.no_answer(&item))
        })
    }

    /// The label at `at`, and whether a mark explains it (`word: …`) rather than a condition (`word if …`).
    fn label(&self, at: usize) -> Option<(Item, bool)> {
        let token = self.text.token(at)?;
        let mut item = self.item(at)?;
        if item.number && !item.quoted && !item.known {
            return None;
        }
        let sentence = token.sentence;
        let next = self
            .text
            .token(item.end)
            .filter(|next| next.sentence == sentence)?;
        self.text
            .token(item.end + 1)
            .filter(|more| more.sentence == sentence)?;
        let by_mark = match next.lower.as_str() {
            ":" | "=" => true,
            "-" | "–" | "—" => !next.glued,
            "→" => true,
            "otherwise" | "else" if item.standard || item.code || item.quoted => false,
            "means" | "(" => true,
            "if" | "when" | "where" | "only" => false,
            "for" => false,
            "in" if item.standard => false,
            "covers" | "applies" | "stands" | "includes" | "describes" => true,
            _ => return None,
        };
        if next.is("(") && !item.known {
            return None;
        }
        let refused = !item.known
            && !item.standard
            && !item.quoted
            && (NO_LABELS.contains(&self.word(at)) || self.no_answer(&item) || item.words() > 3);
        if refused {
            return None;
        }
        item.conditional = true;
        Some((item, by_mark))
    }
}

/// What makes a word for nothing an answer without a choice beside it.
fn by_mark_or_if(word: &str) -> bool {
    matches!(
        word,
        ":" | "=" | "→" | "if" | "when" | "where" | "for" | "means" | "otherwise" | "else" | "-" | "–" | "—"
    )
}

/// "honestly", "briefly": how to answer. Some words in "-ly" are answers.
fn is_adverb(word: &str) -> bool {
    let answers = [
        "family",
        "monthly",
        "weekly",
        "daily",
        "yearly",
        "quarterly",
        "hourly",
        "early",
        "supply",
        "reply",
        "apply",
        "july",
        "italy",
        "friendly",
        "unfriendly",
        "likely",
        "unlikely",
        "elderly",
        "assembly",
        "biweekly",
        "fortnightly",
        "partially",
        "partly",
    ];
    word.ends_with("ly") && !answers.contains(&word)
}

pub(super) fn capitals(written: &str) -> bool {
    let letters = written.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && written.chars().all(|c| !c.is_lowercase())
        && ![
            "ISO",
            "UTC",
            "AI",
            "ID",
            "YYYY",
            "MM",
            "DD",
            "HH",
            "YYYY-MM-DD",
            "GMT",
            "USD",
            "EUR",
            "JSON",
            "NOT",
            "ONLY",
            "ONE",
            "EXACTLY",
        ]
        .contains(&written)
}
