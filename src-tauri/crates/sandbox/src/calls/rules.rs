//! Answers by simple rules, for metrics that no conversation was written for. No model is behind them, and each says so.
//! (Waves: post-call analysis.)

use super::outcome::{Answered, Metric};

/// What every answer begins with.
pub const NOTE: &str = "Sandbox rule, no model";
/// Words that a choice for "nothing of the kind" contains.
const NOTHING: &[&str] = &[
    "none", "not", "other", "unknown", "unclear", "na", "n/a", "nobody",
];
/// Words that say nothing about what is asked.
const EMPTY: &[&str] = &[
    "what",
    "which",
    "when",
    "where",
    "does",
    "did",
    "this",
    "that",
    "with",
    "from",
    "have",
    "call",
    "caller",
    "agent",
    "customer",
    "answer",
    "only",
    "otherwise",
    "true",
    "false",
    "give",
    "write",
    "during",
    "were",
    "they",
    "their",
    "then",
    "than",
    "your",
    "will",
    "into",
    "about",
    "user",
    "choose",
];

/// Answers a question about a transcript.
pub fn answer(transcript: &str, metric: &Metric) -> Answered {
    let lines: Vec<&str> = transcript
        .split(['\n', '.', '?', '!'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let asked = words(&format!(
        "{} {}",
        metric.identifier.replace('_', " "),
        metric.prompt
    ));
    let best = lines
        .iter()
        .map(|line| (shared(&asked, &words(line)), *line))
        .filter(|(count, _)| *count > 0)
        .max_by_key(|(count, _)| *count);
    let (value, confidence, why) = match metric.kind.as_str() {
        "BOOLEAN" => match best {
            Some((count, line)) if count >= 2 => ("true".to_owned(), 0.6, quote(line)),
            _ => (
                "false".to_owned(),
                0.4,
                "no sentence shares two words with the question".to_owned(),
            ),
        },
        "INTEGER" => match lines.iter().find_map(|line| Some((number(line)?, *line))) {
            Some((number, line)) => (number, 0.5, quote(line)),
            None => ("0".to_owned(), 0.2, "no number is said".to_owned()),
        },
        "ENUM" => choice(&metric.choices, transcript),
        "DATETIME" => (
            "1970-01-01T00:00:00Z".to_owned(),
            0.2,
            "dates are not read".to_owned(),
        ),
        _ => match best {
            Some((_, line)) => (
                line.to_owned(),
                0.5,
                "the sentence that shares most words with the question".to_owned(),
            ),
            None => (
                "none".to_owned(),
                0.2,
                "no sentence shares a word with the question".to_owned(),
            ),
        },
    };
    Answered {
        metric: metric.clone(),
        value: Some(value),
        confidence,
        reasoning: format!("{NOTE}: {why}."),
    }
}

/// The first and the last sentence.
pub fn summary(transcript: &str) -> String {
    let lines: Vec<&str> = transcript
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    match lines.as_slice() {
        [] => format!("{NOTE}: nothing was said."),
        [only] => format!("{NOTE}: {only}"),
        [first, .., last] => format!("{NOTE}: {first} … {last}"),
    }
}

fn choice(choices: &[String], transcript: &str) -> (String, f64, String) {
    let spoken = words(transcript);
    let said = |choice: &&String| {
        let parts = words(&choice.replace('_', " "));
        !parts.is_empty() && parts.iter().all(|part| spoken.contains(part))
    };
    if let Some(found) = choices.iter().find(said) {
        return (found.clone(), 0.6, format!("\"{found}\" is said"));
    }
    let nothing = choices.iter().find(|choice| {
        let lower = choice.to_lowercase();
        lower.split([' ', '_']).any(|word| NOTHING.contains(&word))
    });
    let fallback = nothing.or(choices.last()).cloned().unwrap_or_default();
    (fallback, 0.2, "none of the choices is said".to_owned())
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 2 && !EMPTY.contains(word))
        .map(str::to_owned)
        .collect()
}

fn shared(asked: &[String], line: &[String]) -> usize {
    line.iter().filter(|word| asked.contains(word)).count()
}

fn number(line: &str) -> Option<String> {
    line.split(|c: char| !c.is_ascii_digit())
        .find(|part| !part.is_empty() && part.len() < 10)
        .map(|digits| digits.trim_start_matches('0').to_owned())
        .map(|digits| if digits.is_empty() { "0".to_owned() } else { digits })
}

fn quote(line: &str) -> String {
    format!("\"{line}\"")
}
