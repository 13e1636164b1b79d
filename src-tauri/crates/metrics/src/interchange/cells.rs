//! What stands in one cell of a table: text that no spreadsheet app runs as a formula, and a list of choices.

/// Beginnings that spreadsheet apps take for a formula, or drop before one. The wide signs are what a Japanese keyboard
/// types.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
const GUARD: char = '\'';

/// Whether a text would be run, whatever number of guards stands before it.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches(GUARD).starts_with(FORMULA)
}

/// The text as it is written: with a `'` before what would be run. [`unguarded`] takes exactly that away again.
pub(super) fn guarded(text: &str) -> String {
    if is_formula(text) {
        format!("{GUARD}{text}")
    } else {
        text.to_owned()
    }
}

/// The text that was meant by a cell.
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix(GUARD) {
        Some(text) if is_formula(cell) => text,
        _ => cell,
    }
}

/// Separates choices, the one that we write first. A later one counts only where none before it occurs.
const SEPARATORS: [&[char]; 3] = [&[';', '\n', '\r'], &['|'], &[',']];

/// Choices in one cell. One that could be read otherwise is put in double quotes.
pub(super) fn joined(choices: &[String]) -> String {
    let choices: Vec<String> = choices.iter().map(|choice| quoted(choice)).collect();
    choices.join("; ")
}

fn quoted(choice: &str) -> String {
    let separator = |c: char| SEPARATORS.iter().any(|signs| signs.contains(&c)) || c == '"';
    if choice.is_empty() || choice.trim() != choice || choice.contains(separator) {
        format!("\"{}\"", choice.replace('"', "\"\""))
    } else {
        choice.to_owned()
    }
}

/// The choices in a cell, however a person separated them. Blanks around a choice without quotes are not part of it, and
/// an empty one between two separators is none.
pub(super) fn split(cell: &str) -> Vec<String> {
    let signs = SEPARATORS
        .into_iter()
        .find(|signs| outside_quotes(cell).any(|c| signs.contains(&c)));
    let signs = signs.unwrap_or(&[]);
    let mut choices = Vec::new();
    let mut rest = cell;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() && !signs.contains(&c));
        let (choice, after) = match rest.strip_prefix('"').and_then(closing) {
            Some((inside, after)) => (Some(inside), after.trim_start_matches(|c| !signs.contains(&c))),
            None => {
                let (plain, after) = rest.split_at(rest.find(signs).unwrap_or(rest.len()));
                let plain = plain.trim();
                ((!plain.is_empty()).then(|| plain.to_owned()), after)
            }
        };
        choices.extend(choice);
        let mut after = after.chars();
        if after.next().is_none() {
            return choices;
        }
        rest = after.as_str();
    }
}

/// What stands before the closing quote, and what comes behind it; none without one.
fn closing(text: &str) -> Option<(String, &str)> {
    let mut inside = String::new();
    let mut rest = text;
    loop {
        let end = rest.find('"')?;
        let (piece, after) = (rest.get(..end)?, rest.get(end + 1..)?);
        inside.push_str(piece);
        match after.strip_prefix('"') {
            Some(after) => {
                inside.push('"');
                rest = after;
            }
            None => return Some((inside, after)),
        }
    }
}

fn outside_quotes(cell: &str) -> impl Iterator<Item = char> {
    let mut inside = false;
    cell.chars().filter(move |c| {
        if *c == '"' {
            inside = !inside;
        }
        !inside
    })
}
