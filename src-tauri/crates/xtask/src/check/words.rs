//! Words that must not appear anywhere in the project.

use super::sources::Source;
use crate::licences;

/// Each in two halves, since this file is searched too; and why.
const FORBIDDEN: &[([&str; 2], &str)] = &[
    (
        ["dangerously_cast_", "bigints_to_number"],
        "it rounds 64-bit integers silently; send them as text",
    ),
    (
        ["../", "shared"],
        "the project stands alone: nothing may point outside of it",
    ),
];

/// One line per place. The licences of other people's packages are in their words, not ours.
pub fn problems(sources: &[Source]) -> Vec<String> {
    let mut problems = Vec::new();
    for source in sources.iter().filter(|source| source.path != licences::FILE) {
        for (number, line) in source.text.lines().enumerate() {
            for (halves, why) in FORBIDDEN {
                let word = halves.concat();
                if line.contains(&word) {
                    problems.push(format!("{}:{}: {word}: {why}", source.path, number + 1));
                }
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_forbidden_word_is_found_with_its_line() {
        for (halves, _) in FORBIDDEN {
            let text = format!("fine\nsee {}/x", halves.concat());
            let found = problems(&[Source {
                path: "docs/a.md".into(),
                text,
            }]);
            assert_eq!(found.len(), 1);
            assert!(found[0].starts_with("docs/a.md:2: "), "{found:?}");
        }
        assert!(
            problems(&[Source {
                path: "a".into(),
                text: "shared ../other".into()
            }])
            .is_empty()
        );
    }

    #[test]
    fn the_words_of_other_peoples_licences_are_their_own() {
        let text = FORBIDDEN[0].0.concat();
        assert!(
            problems(&[Source {
                path: licences::FILE.into(),
                text
            }])
            .is_empty()
        );
    }
}
