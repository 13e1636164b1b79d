//! An answer in place of the instruction to give none.

use super::Form;
use crate::lint::Repair;
use crate::lint::look::{Look, bold};
use crate::lint::phrase::Match;
use crate::lint::repair::Step;
use crate::lint::text::Token;

pub(super) fn mend(look: &Look<'_>, form: Form, found: Match) -> Option<Repair> {
    let (nothing, choice) = look.nothing();
    let text = look.text;
    let capital = text
        .before(found.first)
        .is_none_or(|token| token.one_of(&[".", "?", "!"]));
    let sentence = text.sentence_of(found.first)?;
    let mut steps: Vec<Step> = Vec::new();
    match form {
        Form::Instead => {
            let last = text.word(found.end.checked_sub(1)?);
            let open = matches!(last, "if" | "when" | "unless" | "where" | "for" | "otherwise");
            let kept = if open { found.end - 1 } else { found.end };
            let lead = match text.word(found.first) {
                "otherwise" | "else" if capital => "Otherwise answer",
                "otherwise" | "else" => "otherwise answer",
                "be" => "be",
                "can" | "may" | "should" | "must" => "must be",
                _ if capital => "Answer",
                _ => "answer",
            };
            // "No sale = no text": what stands before the words stays.
            let mark = text.token(found.first).is_some_and(Token::is_mark);
            let place = Match {
                first: found.first + usize::from(mark),
                end: kept,
            };
            let answer = match text.word(found.first) {
                "=" | "→" | ">" | ":" | "-" | "–" | "—" => nothing,
                _ if mark => format!("answer {nothing}"),
                _ => format!("{lead} {nothing}"),
            };
            steps.extend(look.replace(place, &answer));
        }
        Form::OnlyIf | Form::NotIf => {
            // The words of the condition go up to the next mark; behind them the answer is added.
            let end = (found.end..sentence.end)
                .find(|at| {
                    text.token(*at).is_some_and(|token| {
                        token.is_mark()
                            && token.quote.is_none()
                            && token.one_of(&[".", ",", ";", "!", "?", "–", "—", "("])
                    })
                })
                .unwrap_or(sentence.end);
            let last = text.token(end.checked_sub(1)?)?;
            if end <= found.end || last.quote.is_some() {
                return None;
            }
            let at = last.end16;
            steps.push(Step::ReplaceInPrompt {
                start: at,
                end: at,
                text: format!(", answer {nothing}"),
            });
            let lead = match (form, capital) {
                (Form::OnlyIf, true) => "Unless",
                (Form::OnlyIf, false) => "unless",
                (_, true) => "If",
                (_, false) => "if",
            };
            steps.extend(look.replace(found, lead));
        }
    }
    steps.extend(choice);
    bold(steps)
}
