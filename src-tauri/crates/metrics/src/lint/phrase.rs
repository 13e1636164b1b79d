//! Short patterns of words, read once, that are looked for in a [`Text`].
//!
//! A pattern is a row of parts with blanks between: `word`, `one|another`, a trailing `?` for what may be absent,
//! `resolv~` for any word that begins so, `#` for a number, `_` for any word, `*3` for up to three words between,
//! `^` for the beginning of a sentence, `$` for the end of a clause, and marks as they are.

use super::text::{Kind, Text, Token};

/// A pattern.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    parts: Vec<Part>,
    /// The letters it can begin with, as bits; all of them where that cannot be told.
    letters: u32,
}

#[derive(Debug, Clone)]
enum Part {
    One { options: Vec<Choice>, optional: bool },
    Gap(usize),
    Start,
    End,
}

#[derive(Debug, Clone)]
enum Choice {
    Word(&'static str),
    Prefix(&'static str),
    Number,
    Any,
}

/// Tokens from `first` up to `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    pub first: usize,
    pub end: usize,
}

impl Phrase {
    pub(super) fn new(pattern: &'static str) -> Self {
        let parts: Vec<Part> = pattern.split_whitespace().map(part).collect();
        let letters = match parts.first() {
            Some(Part::One {
                options,
                optional: false,
            }) => options.iter().map(choice_letters).fold(0, |all, one| all | one),
            _ => u32::MAX,
        };
        Self { parts, letters }
    }

    /// All of a list of patterns.
    pub(super) fn all(patterns: &[&'static str]) -> Vec<Self> {
        patterns.iter().map(|pattern| Self::new(pattern)).collect()
    }

    /// Where the pattern stands, quotes aside.
    pub(super) fn find(&self, text: &Text) -> Option<Match> {
        self.matches(text).next()
    }

    /// Everywhere the pattern stands, quotes aside.
    pub(super) fn matches<'a>(&'a self, text: &'a Text) -> impl Iterator<Item = Match> + 'a {
        self.reaching(text).filter(|found| {
            let inside = text.tokens.get(found.first..found.end).unwrap_or_default();
            inside.iter().all(|token| token.quote.is_none())
        })
    }

    /// As [`Self::matches`], and a match may reach into a quote.
    pub(super) fn reaching<'a>(&'a self, text: &'a Text) -> impl Iterator<Item = Match> + 'a {
        let opens = matches!(self.parts.first(), Some(Part::Start));
        // What stands at the beginning of a sentence is looked for there alone.
        let places = if opens {
            text.sentences.len()
        } else {
            text.tokens.len()
        };
        (0..places).filter_map(move |place| {
            let first = if opens {
                text.sentences.get(place)?.first
            } else {
                place
            };
            let token = text.token(first)?;
            if token.quote.is_some() || self.letters & letter(&token.lower) == 0 {
                return None;
            }
            self.end_at(text, first).map(|end| Match { first, end })
        })
    }

    /// Where a match that begins at `first` ends.
    pub(super) fn end_at(&self, text: &Text, first: usize) -> Option<usize> {
        let sentence = text.token(first)?.sentence;
        end(&self.parts, text, sentence, first)
    }
}

/// The first of several patterns that stands in the text, the earliest place first.
pub(super) fn first_of(phrases: &[Phrase], text: &Text) -> Option<Match> {
    phrases
        .iter()
        .filter_map(|phrase| phrase.find(text))
        .min_by_key(|found| found.first)
}

/// Whether one of several patterns stands in the text.
pub(super) fn any_of(phrases: &[Phrase], text: &Text) -> bool {
    phrases.iter().any(|phrase| phrase.find(text).is_some())
}

fn part(written: &'static str) -> Part {
    match written {
        "^" => return Part::Start,
        "$" => return Part::End,
        _ => {}
    }
    if let Some(count) = written.strip_prefix('*').and_then(|count| count.parse().ok()) {
        return Part::Gap(count);
    }
    let (written, optional) = match written.strip_suffix('?') {
        Some(rest) if !rest.is_empty() => (rest, true),
        _ => (written, false),
    };
    let options = written
        .split('|')
        .map(|option| match option {
            "#" => Choice::Number,
            "_" => Choice::Any,
            option => option
                .strip_suffix('~')
                .map_or(Choice::Word(option), Choice::Prefix),
        })
        .collect();
    Part::One { options, optional }
}

fn letter(word: &str) -> u32 {
    match word.bytes().next() {
        Some(byte @ b'a'..=b'z') => 1 << (byte - b'a'),
        _ => 1 << 26,
    }
}

fn choice_letters(choice: &Choice) -> u32 {
    match choice {
        Choice::Word(word) | Choice::Prefix(word) => letter(word),
        Choice::Number => 1 << 26,
        Choice::Any => u32::MAX,
    }
}

fn end(parts: &[Part], text: &Text, sentence: usize, at: usize) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else {
        return Some(at);
    };
    let token = text.token(at).filter(|token| token.sentence == sentence);
    match part {
        Part::Start => text.before(at).is_none().then(|| end(rest, text, sentence, at))?,
        Part::End => text
            .clause_ends_before(at)
            .then(|| end(rest, text, sentence, at))?,
        Part::Gap(most) => {
            let mut here = at;
            for _ in 0..=*most {
                if let Some(end) = end(rest, text, sentence, here) {
                    return Some(end);
                }
                let passable = text
                    .token(here)
                    .is_some_and(|token| token.sentence == sentence && !token.is_mark());
                if !passable {
                    return None;
                }
                here += 1;
            }
            None
        }
        Part::One { options, optional } => {
            if token.is_some_and(|token| options.iter().any(|option| fits(option, token)))
                && let Some(end) = end(rest, text, sentence, at + 1) {
                    return Some(end);
                }
            optional.then(|| end(rest, text, sentence, at))?
        }
    }
}

fn fits(option: &Choice, token: &Token) -> bool {
    match option {
        Choice::Word(word) => token.lower == *word,
        Choice::Prefix(prefix) => token.lower.starts_with(prefix),
        Choice::Number => token.kind == Kind::Number,
        Choice::Any => token.kind != Kind::Mark,
    }
}
