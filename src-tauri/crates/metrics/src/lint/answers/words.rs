//! The words that tell an answer from what is no answer.

/// Words for "nothing", "cannot be told" and "in part", as keys: answers wherever they stand behind a verb.
#[rustfmt::skip]
pub(super) const STANDARD: &[&str] = &[
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
    "none stated", "none mentioned", "mixed", "partial", "not said", "not named", "not told", "not decided",
    "not agreed", "not scheduled", "not booked", "not confirmed", "not disclosed", "not shared", "not set",
    "not checked", "not relevant", "not recorded", "not available yet", "no date", "no info", "none given",
    "none named", "none said",
];

/// Verbs that tell an answer and hardly anything else.
#[rustfmt::skip]
pub(super) const STRONG: &[&str] = &[
    "answer", "return", "respond", "reply", "output",
];

/// Verbs that tell an answer among other things.
#[rustfmt::skip]
pub(super) const WEAK: &[&str] = &[
    "indicate", "flag", "take", "go", "opt", "specify", "note", "print", "emit", "show", "submit", "supply",
    "register", "assume", "write", "put", "say", "use", "choose", "pick", "select", "give", "enter",
    "state", "insert", "report", "assign", "provide", "type",
];

/// Verbs that tell an answer behind "as" or "to".
#[rustfmt::skip]
pub(super) const SORTING: &[&str] = &[
    "flag", "leave", "keep", "mark", "set", "record", "classify", "label", "code", "treat", "count", "tag",
    "default", "categorise", "categorize", "log", "fall",
];

/// Words between the verb and the answer.
#[rustfmt::skip]
pub(super) const FILLERS: &[&str] = &[
    "<", "→", "with", "as", "by", ":", "either", "exactly", "only", "just", "simply", "always", "literally",
    "back", "to", "from", "between", "among", "of", "[",
];

/// "the word", "the value" and their like.
#[rustfmt::skip]
pub(super) const NAMES_OF_ANSWERS: &[&str] = &[
    "word", "words", "value", "option", "choice", "label", "string", "category", "answer", "status", "code",
    "term", "tag", "literal",
];

/// What comes before the condition of an answer.
#[rustfmt::skip]
pub(super) const CONDITIONS: &[&str] = &[
    "if", "when", "where", "whenever", "unless", "for", "once", "only", "should", "even",
    "while",
];

/// Where an answer of several words ends at the latest.
#[rustfmt::skip]
pub(super) const STOPS: &[&str] = &[
    "or", "and", "otherwise", "else", "instead", "rather", "as", "to", "from", "in", "on", "at", "by",
    "with", "without", "because", "based", "according", "but", "then", "about", "that", "which", "who",
    "is", "are", "was", "were", "the", "a", "an", "of", "per", "using", "after", "before",
];

/// Words behind a verb that are no answers: how, about what and how much to answer.
#[rustfmt::skip]
pub(super) const NO_ANSWERS: &[&str] = &[
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
pub(super) const TIES: &[&str] = &[
    "earliest", "latest", "earlier", "later", "strongest", "weakest", "worst", "higher", "lower", "former",
    "latter", "majority", "newest", "oldest", "stop", "continue", "ignore", "skip", "omit", "ask", "guess",
    "wait", "explain", "proceed", "infer", "estimate", "severity", "priority",
];

/// "Use caution when …": how to go about it.
#[rustfmt::skip]
pub(super) const MANNERS: &[&str] = &[
    "caution", "care", "judgement", "judgment", "so", "more", "priority", "details", "discretion",
    "context", "common", "sense", "preference", "weight", "credit", "extra", "information", "thanks",
    "hello", "yourself", "emphasis", "quotes", "brackets", "commas", "words", "names", "caps", "capitals",
    "decimals", "signs", "notes", "this", "that", "it", "both", "either",
];

/// In which to answer.
#[rustfmt::skip]
pub(super) const LANGUAGES: &[&str] = &[
    "english", "german", "french", "spanish", "hindi", "italian", "portuguese", "arabic", "dutch",
    "markdown", "ascii", "latin",
];

/// Labels that explain no answer.
#[rustfmt::skip]
pub(super) const NO_LABELS: &[&str] = &[
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

/// Words that end a condition, so that a verb behind them is no deed of anybody: "if unclear say pending".
#[rustfmt::skip]
pub(super) const ENDS_OF_CONDITIONS: &[&str] = &[
    "unclear", "unsure", "sure", "doubt", "unknown", "none", "neither", "possible", "mentioned", "stated",
    "given", "said", "known", "clear", "applicable", "discussed", "asked", "needed", "available", "found",
    "certain", "uncertain", "unavailable", "missing", "not", "case", "cases", "so", "else", "undecided",
    "confirmed", "named", "provided", "specified", "determined", "told", "impossible", "relevant",
];

/// Words that are choices far more often than things to give.
#[rustfmt::skip]
pub(super) const GRADES: &[&str] = &[
    "low", "medium", "mid", "high", "critical", "urgent", "normal", "neutral", "positive", "negative", "pending",
    "open", "closed", "both", "average", "moderate", "severe", "mild", "hot", "warm", "cold",
];

/// Words before a verb in the imperative.
#[rustfmt::skip]
pub(super) const BEFORE_IMPERATIVE: &[&str] = &[
    "then", "please", "otherwise", "else", "just", "simply", "always", "only", "and", "or", "instead",
    "also", "should", "must",
];

/// Words before a verb that make it no imperative, in a sentence with a condition and without a comma.
#[rustfmt::skip]
pub(super) const NO_IMPERATIVE: &[&str] = &[
    "not", "the", "a", "an", "to", "did", "does", "do", "will", "would", "can", "could", "may", "might",
    "agent", "caller", "customer", "user", "client", "patient", "prospect", "person", "they", "he", "she",
    "who", "his", "her", "their", "your", "my", "no", "never", "we", "i", "didn't", "doesn't", "don't",
    "won't", "cannot", "can't", "couldn't",
];

/// "honestly", "briefly": how to answer. Some words in "-ly" are answers.
pub(super) fn is_adverb(word: &str) -> bool {
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
        "mostly",
        "fully",
        "slightly",
        "probably",
        "rarely",
    ];
    word.ends_with("ly") && !answers.contains(&word)
}

/// What makes a word for nothing an answer without a choice beside it.
pub(super) fn by_mark_or_if(word: &str) -> bool {
    matches!(
        word,
        ":" | "=" | "→" | "if" | "when" | "where" | "for" | "means" | "otherwise" | "else" | "-" | "–" | "—"
    )
}

pub(in crate::lint) fn capitals(written: &str) -> bool {
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
