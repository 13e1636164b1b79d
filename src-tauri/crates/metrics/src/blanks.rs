//! Blanks of a template's prompt, such as `{time_zone}`: what has to be known before it can be asked.
//!
//! A blank is a name in single braces: a letter, then letters, digits and `_`. `{{name}}`, `{ }` and JSON are text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

/// A piece of a prompt. All pieces of a prompt, one after another, are the prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Piece {
    /// Words that stand as they are.
    Text {
        /// The words, with their blank space.
        text: String,
    },
    /// A place to fill in.
    Blank {
        /// Its name, without the braces.
        name: String,
    },
}

/// The prompt in pieces, in order. Text pieces are never empty and never neighbours.
#[must_use]
pub fn pieces(prompt: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(open) = prompt.get(at..).and_then(|rest| rest.find('{')) {
        let open = at + open;
        let Some(name) = name_at(prompt, open) else {
            at = open + 1;
            continue;
        };
        push_text(&mut pieces, &prompt[start..open]);
        pieces.push(Piece::Blank {
            name: name.to_owned(),
        });
        at = open + name.len() + 2;
        start = at;
    }
    push_text(&mut pieces, &prompt[start..]);
    pieces
}

/// The names of the blanks, each once, in the order in which they come first.
#[must_use]
pub fn blanks(prompt: &str) -> Vec<String> {
    let mut names = Vec::new();
    for piece in pieces(prompt) {
        if let Piece::Blank { name } = piece
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

/// The prompt with its blanks filled in. A value is text: braces in it are no blank. A blank without a value stays.
#[must_use]
pub fn fill(prompt: &str, values: &BTreeMap<String, String>) -> String {
    let mut filled = String::with_capacity(prompt.len());
    for piece in pieces(prompt) {
        match piece {
            Piece::Text { text } => filled.push_str(&text),
            Piece::Blank { name } => match values.get(&name) {
                Some(value) => filled.push_str(value),
                None => {
                    filled.push('{');
                    filled.push_str(&name);
                    filled.push('}');
                }
            },
        }
    }
    filled
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    if !text.is_empty() {
        pieces.push(Piece::Text {
            text: text.to_owned(),
        });
    }
}

/// The name of the blank whose brace is at `open`, if one is there.
fn name_at(prompt: &str, open: usize) -> Option<&str> {
    if prompt[..open].ends_with('{') {
        return None;
    }
    let (name, rest) = prompt[open + 1..].split_once('}')?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (is_name && !rest.starts_with('}')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("In {time_zone}, for {company}; {time_zone} again.", &["time_zone", "company"])]
    #[case("{a}{b}", &["a", "b"])]
    #[case("Say {Company2}", &["Company2"])]
    #[case("no blank", &[])]
    #[case("{} { } {two words} {2nd} {_x} {größe}", &[])]
    #[case("Hello {{name}} there", &[])]
    #[case(r#"Answer {"mood": 1} or {mood: 1}"#, &[])]
    #[case("open { and {company", &[])]
    #[case("é {company} 🙂", &["company"])]
    #[case("{ {company}", &["company"])]
    fn finds(#[case] prompt: &str, #[case] expected: &[&str]) {
        assert_eq!(blanks(prompt), expected);
    }

    #[test]
    fn a_value_is_text_and_a_missing_one_leaves_the_blank() {
        let values = BTreeMap::from([
            ("company".to_owned(), "{time_zone} & {company}".to_owned()),
            ("other".to_owned(), "unused".to_owned()),
        ]);
        assert_eq!(
            fill("Call {company} in {time_zone}, {company}.", &values),
            "Call {time_zone} & {company} in {time_zone}, {time_zone} & {company}."
        );
    }

    fn prompt() -> impl Strategy<Value = String> {
        prop_oneof![any::<String>(), r"([a{}]|\{[ab_]{1,2}\}|é| ){0,12}"]
    }

    proptest! {
        #[test]
        fn pieces_are_the_prompt(prompt in prompt()) {
            prop_assert_eq!(fill(&prompt, &BTreeMap::new()), prompt);
        }

        #[test]
        fn with_every_value_nothing_is_left_but_what_the_values_say(prompt in prompt()) {
            let values = blanks(&prompt).into_iter().map(|name| (name, "x y".to_owned())).collect();
            let filled = fill(&prompt, &values);
            let texts: String = pieces(&prompt)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Text { text } => text,
                    Piece::Blank { .. } => "x y".to_owned(),
                })
                .collect();
            prop_assert_eq!(filled, texts);
        }
    }
}
