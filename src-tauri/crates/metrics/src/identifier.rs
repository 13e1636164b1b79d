//! The name of a metric: what Atoms accepts, and what to suggest instead of a name it refuses.

use deunicode::deunicode;

/// Whether Atoms accepts the name: `^[a-z0-9_]+$`.
#[must_use]
pub fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_'))
}

/// An accepted name close to `text` that `taken` does not claim: `"Kundenzufriedenheit?"` becomes
/// `kundenzufriedenheit`, and `kundenzufriedenheit_2` when that is taken. `None` when the text holds
/// nothing to make a name of.
pub fn suggest_identifier(text: &str, taken: &dyn Fn(&str) -> bool) -> Option<String> {
    let name = if is_identifier(text) {
        text.to_owned()
    } else {
        plain_name(text)
    };
    (!name.is_empty()).then(|| first_free(&name, taken))
}

/// `name` itself, or the first of `name_2`, `name_3`… that is free.
pub(crate) fn first_free(name: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let mut candidate = name.to_owned();
    let mut number = 2_u32;
    // Ends also under a `taken` that claims everything: the last number is given out regardless.
    while taken(&candidate) && number < u32::MAX {
        candidate = format!("{name}_{number}");
        number += 1;
    }
    candidate
}

fn plain_name(text: &str) -> String {
    let mut name = String::new();
    for c in deunicode(text).chars().filter(|c| *c != '\'') {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    name.truncate(name.trim_end_matches('_').len());
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Kundenzufriedenheit?", Some("kundenzufriedenheit"))]
    #[case("  Call -- outcome  ", Some("call_outcome"))]
    #[case("Größe des Auftrags", Some("grosse_des_auftrags"))]
    #[case("caller\u{2019}s mood", Some("callers_mood"))]
    #[case("Was it 100% done?", Some("was_it_100_done"))]
    #[case("_already__fine_", Some("_already__fine_"))]
    #[case("Étape №2", Some("etape_no2"))]
    #[case("?!…", None)]
    #[case("", None)]
    fn suggests(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(suggest_identifier(text, &|_| false).as_deref(), expected);
    }

    #[test]
    fn counts_on_while_names_are_taken() {
        let taken = |name: &str| ["mood", "mood_2", "mood_3"].contains(&name);
        assert_eq!(suggest_identifier("Mood", &taken).as_deref(), Some("mood_4"));
        assert_eq!(suggest_identifier("mood", &taken).as_deref(), Some("mood_4"));
    }

    #[rstest]
    #[case("call_outcome_2", true)]
    #[case("_", true)]
    #[case("", false)]
    #[case("Call", false)]
    #[case("call outcome", false)]
    #[case("call-outcome", false)]
    #[case("résumé", false)]
    #[case("call\n", false)]
    fn accepts(#[case] text: &str, #[case] accepted: bool) {
        assert_eq!(is_identifier(text), accepted);
    }
}
