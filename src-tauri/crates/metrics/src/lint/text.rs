//! A prompt cut into words, marks, quotes and sentences, each with its place in the text.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    Mark,
}

/// A word, a number or a mark. Quotation marks, asterisks and list bullets are no tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    /// In lower case, with straight apostrophes.
    pub lower: String,
    /// Bytes of the text.
    pub start: usize,
    pub end: usize,
    /// UTF-16 units of the text.
    pub start16: u32,
    pub end16: u32,
    /// The quote it stands in.
    pub quote: Option<usize>,
    pub sentence: usize,
    /// Whether something other than a blank stands right before it.
    pub glued: bool,
}

impl Token {
    pub(super) fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    pub(super) fn is_mark(&self) -> bool {
        self.kind == Kind::Mark
    }

    pub(super) fn one_of(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_str())
    }
}

/// A sentence, a line or an entry of a list, as tokens from `first` up to `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sentence {
    pub first: usize,
    pub end: usize,
    /// An entry of a list.
    pub bullet: bool,
}

/// Words in quotation marks, as tokens from `first` up to `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quote {
    pub first: usize,
    pub end: usize,
    /// With its quotation marks, in UTF-16 units.
    pub start16: u32,
    pub end16: u32,
}

/// A text, read once for all rules.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    pub source: String,
    pub tokens: Vec<Token>,
    pub sentences: Vec<Sentence>,
    pub quotes: Vec<Quote>,
}

/// The longest quote, in characters: an apostrophe that opens nothing must not swallow the text.
const QUOTE_CHARACTERS: usize = 160;

/// Abbreviations whose full stop ends no sentence.
#[rustfmt::skip]
const ABBREVIATIONS: &[&str] = &[
    "eg", "ie", "etc", "vs", "approx", "dr", "mr", "mrs", "ms", "st", "incl",
];

impl Text {
    pub(super) fn read(source: &str) -> Self {
        let quotes = quotes(source);
        let mut reader = Reader::new(source, &quotes);
        reader.run();
        reader.finish()
    }

    pub(super) fn token(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index)
    }

    /// The lower-case form of a token; empty beside the text.
    pub(super) fn word(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| token.lower.as_str())
    }

    /// The token before `index` in the same sentence.
    pub(super) fn before(&self, index: usize) -> Option<&Token> {
        let token = self.tokens.get(index)?;
        self.tokens
            .get(index.checked_sub(1)?)
            .filter(|before| before.sentence == token.sentence)
    }

    /// The sentence a token stands in.
    pub(super) fn sentence_of(&self, index: usize) -> Option<Sentence> {
        self.sentences.get(self.tokens.get(index)?.sentence).copied()
    }

    /// The tokens of a sentence.
    pub(super) fn of(&self, sentence: Sentence) -> &[Token] {
        self.tokens.get(sentence.first..sentence.end).unwrap_or_default()
    }

    /// Whether a sentence ends with a question mark.
    pub(super) fn asks(&self, sentence: Sentence) -> bool {
        self.of(sentence)
            .iter()
            .rev()
            .find(|token| token.quote.is_none())
            .is_some_and(|token| token.is("?"))
    }

    /// The text from one token up to another, as written.
    pub(super) fn written(&self, first: usize, end: usize) -> &str {
        let (Some(from), Some(to)) = (self.tokens.get(first), self.tokens.get(end.wrapping_sub(1))) else {
            return "";
        };
        self.source.get(from.start..to.end).unwrap_or_default()
    }

    /// Whether any word of the text is among `words`, quotes aside.
    pub(super) fn has_word(&self, words: &[&str]) -> bool {
        self.tokens
            .iter()
            .any(|token| token.quote.is_none() && token.one_of(words))
    }

    /// Whether a token ends its clause: nothing or a mark comes next.
    pub(super) fn clause_ends_before(&self, index: usize) -> bool {
        match (
            self.tokens.get(index),
            index.checked_sub(1).and_then(|i| self.tokens.get(i)),
        ) {
            (Some(next), Some(token)) => next.sentence != token.sentence || next.is_mark(),
            _ => true,
        }
    }
}

/// Where quotes begin and end, in bytes of their marks.
fn quotes(source: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut before = ' ';
    let mut skip_to = 0;
    for (at, c) in source.char_indices() {
        if at >= skip_to && opens(c, before)
            && let Some(end) = closing(source, at, c) {
                found.push((at, end));
                skip_to = end;
            }
        before = c;
    }
    found
}

fn opens(c: char, before: char) -> bool {
    match c {
        '“' | '„' | '«' | '‘' | '‚' => true,
        '"' | '\'' | '`' => !before.is_alphanumeric() && before != c,
        _ => false,
    }
}

fn closing(source: &str, at: usize, open: char) -> Option<usize> {
    let rest = source.get(at + open.len_utf8()..)?;
    let closers: &[char] = match open {
        '“' => &['”', '"'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '‘' => &['’', '\''],
        '‚' => &['‘', '’'],
        '"' => &['"'],
        '\'' => &['\'', '’'],
        _ => &['`'],
    };
    let mut characters = rest.char_indices().peekable();
    let mut before = ' ';
    for _ in 0..QUOTE_CHARACTERS {
        let (offset, c) = characters.next()?;
        if c == '\n' || (offset == 0 && c.is_whitespace()) {
            return None;
        }
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let apostrophe = matches!(c, '\'' | '’') && (next.is_alphanumeric() || before.is_whitespace());
        if closers.contains(&c) && !apostrophe {
            return (offset > 0).then_some(at + open.len_utf8() + offset);
        }
        before = c;
    }
    None
}

struct Reader<'a> {
    text: Text,
    characters: Vec<(usize, char)>,
    at: usize,
    units: u32,
    quotes: &'a [(usize, usize)],
    /// The next quote to begin or, with `inside`, to end.
    next_quote: usize,
    inside: bool,
    line_start: bool,
    glued: bool,
    sentence_first: usize,
    bullet: bool,
}

impl<'a> Reader<'a> {
    fn new(source: &str, quotes: &'a [(usize, usize)]) -> Self {
        Self {
            text: Text {
                source: source.to_owned(),
                ..Text::default()
            },
            characters: source.char_indices().collect(),
            at: 0,
            units: 0,
            quotes,
            next_quote: 0,
            inside: false,
            line_start: true,
            glued: false,
            sentence_first: 0,
            bullet: false,
        }
    }

    fn peek(&self, ahead: usize) -> char {
        self.characters.get(self.at + ahead).map_or('\0', |(_, c)| *c)
    }

    fn byte(&self, ahead: usize) -> usize {
        self.characters
            .get(self.at + ahead)
            .map_or(self.text.source.len(), |(byte, _)| *byte)
    }

    fn advance(&mut self) {
        self.units += u32::from(self.peek(0).len_utf16() > 1) + 1;
        self.at += 1;
    }

    fn run(&mut self) {
        while self.at < self.characters.len() {
            let c = self.peek(0);
            if c == '\n' {
                self.end_sentence();
                self.line_start = true;
                self.glued = false;
                self.advance();
            } else if c.is_whitespace() || c == '\u{feff}' {
                self.glued = false;
                self.advance();
            } else if self.quote_mark() {
                self.line_start = false;
            } else if self.line_start && self.list_bullet() {
                self.line_start = false;
            } else {
                self.line_start = false;
                self.token(c);
            }
        }
        self.end_sentence();
    }

    /// Steps over a mark that opens or closes a quote.
    fn quote_mark(&mut self) -> bool {
        let Some(&(open, close)) = self.quotes.get(self.next_quote) else {
            return false;
        };
        let here = self.byte(0);
        if !self.inside && here == open {
            self.inside = true;
            let first = self.text.tokens.len();
            self.text.quotes.push(Quote {
                first,
                end: first,
                start16: self.units,
                end16: self.units,
            });
            self.advance();
            return true;
        }
        if self.inside && here == close {
            self.advance();
            let end = self.text.tokens.len();
            if let Some(quote) = self.text.quotes.last_mut() {
                quote.end = end;
                quote.end16 = self.units;
            }
            self.inside = false;
            self.next_quote += 1;
            let stops = self
                .text
                .tokens
                .last()
                .is_some_and(|token| token.one_of(&[".", "?", "!"]));
            if stops && self.capital_follows() {
                self.end_sentence();
            }
            self.glued = true;
            return true;
        }
        false
    }

    fn capital_follows(&self) -> bool {
        let mut ahead = 0;
        while self.peek(ahead).is_whitespace() {
            ahead += 1;
        }
        let next = self.peek(ahead);
        ahead > 0 && (next.is_uppercase() || next.is_numeric()) || next == '\0'
    }

    /// Steps over `- `, `• ` and the like, and the point behind the number of an entry.
    fn list_bullet(&mut self) -> bool {
        let c = self.peek(0);
        let mut length = usize::from(matches!(c, '-' | '•' | '*' | '–' | '·' | '—' | '‣' | '▪'));
        if length == 0 {
            let digits = (0..2)
                .take_while(|ahead| self.peek(*ahead).is_ascii_digit())
                .count();
            let letter = c.is_ascii_alphabetic() && self.peek(1) == ')';
            if letter && matches!(self.peek(2), ' ' | '\t') {
                self.advance();
                self.advance();
                self.glued = false;
                self.bullet = true;
                return true;
            }
            if digits == 0 || !matches!(self.peek(digits), '.' | ')') {
                return false;
            }
            length = digits + 1;
        }
        if !matches!(self.peek(length), ' ' | '\t') {
            return false;
        }
        if c.is_ascii_digit() {
            self.push(Kind::Number, length - 1);
        }
        while length > 0
            && matches!(
                self.peek(0),
                '-' | '•' | '*' | '–' | '·' | '—' | '‣' | '▪' | '.' | ')'
            )
        {
            self.advance();
            length -= 1;
        }
        self.glued = false;
        self.bullet = true;
        true
    }

    fn token(&mut self, c: char) {
        if c.is_ascii_digit() {
            self.number();
        } else if c.is_alphanumeric() || c == '_' {
            self.word();
        } else if c == '*' || c == '\u{200b}' {
            self.advance();
        } else {
            self.push(Kind::Mark, 1);
            if matches!(c, '.' | '?' | '!' | '…') && !self.inside && self.sentence_stops() {
                self.end_sentence();
            }
        }
    }

    fn sentence_stops(&self) -> bool {
        let next = self.peek(0);
        if !(next.is_whitespace() || next == '\0') {
            return false;
        }
        let mut last = self.text.tokens.iter().rev();
        let stop = last.next().is_some_and(|token| token.is("."));
        !(stop && last.next().is_some_and(|token| token.one_of(ABBREVIATIONS)))
    }

    fn number(&mut self) {
        let mut length = 0;
        let mut kind = Kind::Number;
        loop {
            let (c, next) = (self.peek(length), self.peek(length + 1));
            if c.is_alphabetic() || c == '_' {
                kind = Kind::Word;
            } else if !(c.is_ascii_digit() || matches!(c, '.' | ',') && next.is_ascii_digit()) {
                break;
            }
            length += 1;
        }
        self.push(kind, length);
    }

    fn word(&mut self) {
        let mut length = 0;
        loop {
            let (c, next) = (self.peek(length), self.peek(length + 1));
            let within = length > 0 && next.is_alphanumeric();
            let joins = match c {
                '\'' | '’' => {
                    within
                        && self
                            .quotes
                            .get(self.next_quote)
                            .is_none_or(|(_, end)| !self.inside || self.byte(length) != *end)
                }
                '-' => within && self.peek(length - 1).is_alphabetic() && next.is_alphabetic(),
                '.' => {
                    length == 1
                        && next.is_alphabetic()
                        && matches!(self.peek(3), '.')
                        && self.peek(0).is_alphabetic()
                }
                '/' => {
                    length == 1
                        && self.peek(0).eq_ignore_ascii_case(&'n')
                        && next.eq_ignore_ascii_case(&'a')
                        && !self.peek(3).is_alphanumeric()
                }
                // Markdown writes an underscore with a backslash.
                '\\' => length > 0 && next == '_',
                c => c.is_alphanumeric() || c == '_',
            };
            if !joins {
                break;
            }
            length += 1;
        }
        // The last full stop of "e.g." belongs to it.
        if length == 3 && self.peek(1) == '.' {
            length += 1;
        }
        self.push(Kind::Word, length.max(1));
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let (start, end) = (self.byte(0), self.byte(length));
        let start16 = self.units;
        for _ in 0..length {
            self.advance();
        }
        let written = self.text.source.get(start..end).unwrap_or_default();
        let lower = written.to_lowercase().replace('’', "'");
        let quote = self.inside.then(|| self.text.quotes.len().saturating_sub(1));
        self.text.tokens.push(Token {
            kind,
            lower,
            start,
            end,
            start16,
            end16: self.units,
            quote,
            sentence: self.text.sentences.len(),
            glued: self.glued,
        });
        self.glued = true;
    }

    fn end_sentence(&mut self) {
        let end = self.text.tokens.len();
        if end > self.sentence_first {
            self.text.sentences.push(Sentence {
                first: self.sentence_first,
                end,
                bullet: self.bullet,
            });
            self.bullet = false;
        }
        self.sentence_first = end;
    }

    fn finish(mut self) -> Text {
        let end = self.text.tokens.len();
        for quote in &mut self.text.quotes {
            if quote.end < quote.first || quote.end > end {
                quote.end = quote.first;
            }
        }
        self.text
    }
}
