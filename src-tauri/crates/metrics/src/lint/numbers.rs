//! Rules 4 and 5: a whole number that is asked for as something else. Rule 6: a third answer to yes or no.

mod third;

use super::answers::{Answer, How, is_standard};
use super::finding::{NotWhole, Severity, What};
use super::look::{Look, append, bold, safe};
use super::phrase::{Match, Phrase, any_of, first_of};
use super::repair::Step;
use super::text::{Kind, Text};
use crate::metric::DataType;

/// Words that stand for numbers.
#[rustfmt::skip]
const NUMBER_WORDS: &[&str] = &[
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// Answers to a yes/no question, as keys.
#[rustfmt::skip]
const YES_NO: &[&str] = &[
    "true", "false", "yes", "no", "y", "n", "1", "0", "t", "f", "positive", "negative",
];

/// Who gives an answer in a conversation.
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "they", "he", "she", "caller", "customer", "client", "guest", "patient", "prospect", "user", "agent",
    "buyer", "tenant", "candidate", "person",
];

const ROUND: &str = "Round to the nearest whole number; digits only.";

const UNCLEAR_IS_FALSE: &str = "If unclear, answer false.";

#[derive(Debug)]
pub(super) struct NumberRules {
    in_words: Vec<Phrase>,
    whole: Vec<Phrase>,
    decimals: Vec<Phrase>,
    soft: Vec<Phrase>,
    digits: Vec<Phrase>,
    only_digits: Vec<Phrase>,
    percent: Vec<Phrase>,
    without_sign: Vec<Phrase>,
    currency: Vec<Phrase>,
    range: Vec<Phrase>,
    one_of_range: Vec<Phrase>,
    average: Vec<Phrase>,
    not_averaged: Vec<Phrase>,
    examples: Vec<Phrase>,
    unclear: Vec<Phrase>,
    scale: Vec<Phrase>,
}

impl NumberRules {
    pub(super) fn new() -> Self {
        Self {
            in_words: Phrase::all(&[
                "write|give|answer|return|put|state|spell|number|it|amount|figure|out in words",
                "as|in a|one? word|words|text $",
                "as text",
                "answer|reply|respond with a|one word|words",
                "in words ,? not digits",
                "number|amount|figure|count|it spelled|written out|in words?",
                "in roman numerals|numbers",
                "spell the|it number|amount|figure|out? out",
            ]),
            whole: Phrase::all(&[
                "round|rounded|rounding *1 up|down|off",
                "round|rounded|rounding *3 whole|integer|full|next|hundred|thousand",
                "round|rounded $",
                "round it|them|the",
                "nearest whole|integer|full|number",
                "whole|full|round number|numbers|integer|integers|unit|units|euros|dollars|pounds|rupees|currency|percent|digits|figure",
                "as|an|in integer|integers",
                "digits only",
                "without|no decimals|decimal|fractions|cents",
                "truncate~",
            ]),
            decimals: Phrase::all(&[
                "one|two|three|1|2|3|with|as|a|in decimal|decimals place|places|point|points|number|digits|value|fraction?",
                "decimal place|places|number|value|notation|form",
                "with|as|in|using decimals",
                "including|with|and cents",
                "to the cent|penny",
                "digit|digits|figure|numbers|place|places after|behind the decimal|comma|point",
                "nearest half|quarter|tenth|cent|penny",
                "as|a float|floating|double",
                "hh|h|mm : mm|ss",
                "keep|show|with|include|give|use|using the? decimal|decimals",
                "halves|half are|is allowed|possible|ok|fine|okay",
                "half points|stars|steps",
            ]),
            soft: Phrase::all(&[
                "fraction|ratio of",
                "as a|the? ratio|probability",
                "probability|likelihood|chance|confidence ( 0 -|–|to 1 )",
                "as|in|a fraction|fractions",
                "probability|likelihood|confidence|fraction|share|proportion|score *8 between|from 0 and|to 1",
            ]),
            only_digits: Phrase::all(&["digits only", "no|without decimals|decimal"]),
            digits: Phrase::all(&[
                "digits|number|figure|figures only",
                "only the? digits|number",
                "no|without decimals|decimal",
                "just the number",
                "not as? a|an? decimal|decimals|percentage|percent|range",
                "whole|full number|numbers|percent only",
            ]),
            percent: Phrase::all(&[
                "percent|percentage|% sign|symbol|mark|character",
                "with|including|include|add|append|plus *2 % ",
                "as|in|into|give|answer|return|express a|the? percent|percentage|percents",
                "what|which percentage|percent|% of",
                "% -? sign|symbol",
                "percent|percentage -? sign|symbol",
                "in %",
                "# to|-|– # %",
                "% at|behind|after|in the? end|front|number|figure",
                "ending|ends|end in|with %|percent",
                "followed by a|the? %|percent",
            ]),
            without_sign: Phrase::all(&[
                "no|without|omit|drop|not|leave|never *4 sign|symbol|percent|percentage|%|currency|currencies|$|€|£",
            ]),
            currency: Phrase::all(&[
                "with|include|including|add|plus|use|keep|put|write|show|and *3 currency $",
                "with|include|including|add|plus|use|keep|put|write|show|and *3 currency|dollar|euro|pound|rupee|$|€|£|₹|¥ sign|symbol|code|mark|name",
                "with|include|including|add|plus|use|keep|put|starting|prefixed|preceded *2 $|€|£|₹|¥",
                "currency sign|symbol included|first|in|before",
                "$|€|£|₹|¥ -? sign|symbol",
                "dollar|euro|pound|rupee|currency sign|symbol",
                "add|with|write|put|in *2 rs|rs.|usd|eur|inr|gbp before|after|behind|in|first|$",
                "incl|including|inclusive .? *1 currency|currencies",
                "with|plus|add|and eur|usd|gbp|inr|chf|rs",
                "followed|preceded by *2 currency|dollar|euro|pound|rupee|$|€|£|₹",
                "amount|number|figure|value and|with|plus|in *1 currency $",
                "write|put|add|include|with|give usd|eur|gbp|inr|chf|dollars|euros *1 in? front|before|after|behind|sign",
            ]),
            range: Phrase::all(&[
                "as|give|answer|return|write|with|in|state|estimate a|the? range|ranges|span|bracket",
                "range of|like|such",
                "min-max|min-to-max|from-to",
                "from -|– to",
                "as|give an|a interval|band|span",
                "approximate|rough|estimated|approx range",
                "min|minimum|lowest and|to|-|– max|maximum|highest",
                "range|ranges *1 is|are fine|ok|okay|allowed|possible|accepted|acceptable",
                "answer|give|write|return|put|state as|like|with? # -|–|to #",
                "give|write|answer|return|state|put|as min|minimum|lowest|low - max|maximum|highest|high",
                "give|write|answer|return|state|put the|both|a|an? lower|minimum|lowest|low|smallest and the? upper|maximum|highest|high|largest",
            ]),
            one_of_range: Phrase::all(&[
                "not|no|never|instead|without *3 range|ranges",
                "range *6 upper|lower|higher|highest|lowest|middle|midpoint|mid|mean|average|first|larger|smaller",
                "upper|lower|higher|highest|lowest|middle|midpoint|mid|larger|smaller *3 of|if",
                "within|in|of|from the|this|that range",
            ]),
            average: Phrase::all(&[
                "average|mean|avg|averaging of",
                "avg",
                "the|an|their|its average|mean",
                "calculate|compute|take|give|return|answer|report *3 average|mean",
                "averaged|averages over|across",
                "^ average|mean",
                "on average",
            ]),
            not_averaged: Phrase::all(&[
                "below|above|than|typical|like|an|the average customer|caller|user|person|agent",
                "below|above|than|under average",
                "simple average of the|these|those? parts rounded",
            ]),
            examples: Phrase::all(&[
                "e.g.|eg",
                "for example|instance",
                "such as",
                "format|formatted",
                "like",
                "as in",
                "example|examples|ex|ex.|sample|looks",
            ]),
            scale: Phrase::all(&[
                "answer|rate|score|give|return *3 scale of|from # to|-|– #",
                "^ rate|score *8 from|of|between # to|-|–|and #",
            ]),
            unclear: Phrase::all(&["unclear|unsure|uncertain|doubt|otherwise|else"]),
        }
    }

    pub(super) fn look(&self, look: &mut Look<'_>) {
        match look.data_type() {
            DataType::Integer => {
                self.words(look);
                self.not_whole(look);
            }
            DataType::Boolean => self.third(look),
            _ => {}
        }
    }

    /// Rule 4.
    fn words(&self, look: &mut Look<'_>) {
        let words: Vec<Answer> = self
            .named(look)
            .into_iter()
            .filter(|answer| !number_like(answer))
            .filter(|answer| {
                answer.how != How::Explained
                    || answer.quoted
                    || is_standard(&answer.key)
                    || code(&answer.written)
            })
            .collect();
        let mut told = false;
        for answer in words.iter().take(8) {
            // A label explains a number, a word behind it is the case: "none = 0".
            if self.case_of_a_number(look.text, answer) {
                continue;
            }
            told = true;
            let place = Match {
                first: answer.first,
                end: answer.end,
            };
            let replaceable = is_standard(&answer.key) || answer.list.is_none() && answer.conditional;
            let standard = is_standard(&answer.key) || code(&answer.written) || answer.quoted;
            let (nothing, _) = look.nothing();
            let fix = (replaceable && standard)
                .then(|| quoted_place(look, answer, &nothing))
                .flatten()
                .and_then(|step| bold(vec![step]));
            look.say(
                4,
                Severity::Danger,
                place,
                What::WordForNumber {
                    word: answer.written.clone(),
                },
                fix,
            );
        }
        if told {
            return;
        }
        if let Some(place) = word_list(look.text) {
            let word = look.text.written(place.first, place.end).to_owned();
            look.say(4, Severity::Danger, place, What::WordForNumber { word }, None);
            return;
        }
        let in_words = first_of(&self.in_words, look.text).filter(|place| {
            // "How many reminders went out as text?"
            let asked = look
                .text
                .sentence_of(place.first)
                .is_some_and(|sentence| look.text.asks(sentence));
            !asked
                || look
                    .text
                    .before(place.first)
                    .is_some_and(|before| before.one_of(&[",", "("]))
        });
        if let Some(place) = in_words {
            let word = look.text.written(place.first, place.end).to_owned();
            let before = look.text.before(place.first);
            if before.is_none_or(|token| !token.one_of(&["other", "not", "own", "and", "these", "their"])) {
                let fix = look.replace(place, "in digits").and_then(|step| bold(vec![step]));
                look.say(4, Severity::Danger, place, What::WordForNumber { word }, fix);
            }
        }
    }

    /// The answers the prompt names beyond doubt.
    fn named(&self, look: &Look<'_>) -> Vec<Answer> {
        let span = |answer: &Answer| {
            look.span(Match {
                first: answer.first,
                end: answer.end,
            })
        };
        // "No answer is needed when …": rule 3 has spoken.
        let skipped = |answer: &Answer| {
            look.found.iter().any(|finding| {
                finding.rule == 3
                    && finding
                        .span
                        .zip(span(answer))
                        .is_some_and(|(one, other)| one.start < other.end && other.start < one.end)
            })
        };
        look.answers
            .iter()
            .filter(|answer| answer.sure && !skipped(answer))
            .cloned()
            .collect()
    }

    /// "N/A (…) is recorded as 0", "none: 0", "unknown if … → 0".
    fn case_of_a_number(&self, text: &Text, answer: &Answer) -> bool {
        if answer.how != How::Explained {
            return false;
        }
        let Some(sentence) = text.sentence_of(answer.first) else {
            return false;
        };
        let numbers = (answer.end..sentence.end).any(|at| {
            text.token(at).is_some_and(|token| {
                token.kind == Kind::Number || NUMBER_WORDS.contains(&token.lower.as_str())
            })
        });
        let mark = text.word(answer.end);
        let leads = (answer.end..sentence.end).any(|at| {
            matches!(
                text.word(at),
                "is" | "are" | "as" | "counts" | "count" | "=" | ":" | "→"
            )
        });
        numbers && (leads || matches!(mark, "=" | ":" | "-" | "–" | "→" | "("))
    }

    /// Rule 5.
    fn not_whole(&self, look: &mut Look<'_>) {
        let text = look.text;
        let whole = any_of(&self.whole, text);
        let unsigned = any_of(&self.without_sign, text);
        let digits = any_of(&self.digits, text);
        let last_word = any_of(&self.only_digits, text);
        let decimal = first_of(&self.decimals, text)
            .filter(|place| !negated(text, place.first) && !last_word && !converted(text, *place))
            .or_else(|| nearest_half(text).filter(|_| !digits))
            .or_else(|| first_of(&self.soft, text).filter(|place| !whole && !negated(text, place.first)))
            .or_else(|| self.example(text, decimal_number).filter(|_| !whole))
            .or_else(|| decimal_answer(text).filter(|_| !whole));
        if let Some(place) = decimal {
            let to = text.before(place.first).is_some_and(|token| token.is("to"));
            let fix = if to {
                look.replace(place, "the nearest whole number")
                    .and_then(|step| bold(vec![step]))
            } else {
                safe(vec![append(ROUND)])
            };
            look.say(
                5,
                Severity::Danger,
                place,
                What::NotWhole {
                    kind: NotWhole::Decimal,
                },
                fix,
            );
            return;
        }
        let counted = |place: &Match| counts_things(text, *place);
        let found = if unsigned || last_word {
            None
        } else {
            let percent = first_of(&self.percent, text)
                .filter(|place| !negated(text, place.first) && (!whole || signed(text, *place)))
                .filter(|place| !counted(place))
                .or_else(|| self.example(text, |text, at| text.word(at + 1) == "%"))
                .or_else(|| mapped(text, "%"))
                .or_else(|| told_percent(text));
            let currency = first_of(&self.currency, text)
                .filter(|place| !negated(text, place.first) && !counted(place))
                .or_else(|| self.example(text, currency_before))
                .or_else(|| told_currency(text));
            percent
                .map(|place| (place, NotWhole::Percent))
                .or_else(|| currency.map(|place| (place, NotWhole::Currency)))
        };
        if let Some((place, kind)) = found {
            look.say(
                5,
                Severity::Danger,
                place,
                What::NotWhole { kind },
                safe(vec![append(ROUND)]),
            );
            return;
        }
        let range = first_of(&self.range, text)
            .or_else(|| self.example(text, two_numbers))
            .filter(|place| {
                look.scale.is_none()
                    && !looks_like_scale(text, *place)
                    && !counted(place)
                    && !digits
                    && !any_of(&self.one_of_range, text)
                    && !end_of_range(text, *place)
            });
        if let Some(place) = range {
            look.say(
                5,
                Severity::Danger,
                place,
                What::NotWhole {
                    kind: NotWhole::Range,
                },
                safe(vec![append(ROUND)]),
            );
            return;
        }
        let average = first_of(&self.average, text).filter(|place| {
            !whole
                && !negated(text, place.first)
                && !any_of(&self.not_averaged, text)
                && !stated(text, *place)
        });
        if let Some(place) = average {
            let word = (place.first..place.end)
                .find(|at| text.word(*at).starts_with("average") || text.word(*at) == "mean")
                .map_or(place, |at| Match {
                    first: at,
                    end: at + 1,
                });
            look.say(
                5,
                Severity::Danger,
                word,
                What::NotWhole {
                    kind: NotWhole::Average,
                },
                safe(vec![append(ROUND)]),
            );
        }
    }

    /// A number in an example of an answer that `test` speaks about.
    fn example(&self, text: &Text, test: impl Fn(&Text, usize) -> bool) -> Option<Match> {
        for (at, token) in text.tokens.iter().enumerate() {
            if token.kind != Kind::Number || !test(text, at) {
                continue;
            }
            let marked = (1..=4).any(|back| {
                at.checked_sub(back).is_some_and(|index| {
                    text.token(index)
                        .is_some_and(|before| before.sentence == token.sentence)
                        && self
                            .examples
                            .iter()
                            .any(|phrase| phrase.end_at(text, index).is_some_and(|end| end <= at))
                })
            });
            let spoken = (1..=4).any(|back| {
                at.checked_sub(back).is_some_and(|index| {
                    matches!(
                        text.word(index),
                        "says"
                            | "say"
                            | "above"
                            | "over"
                            | "under"
                            | "below"
                            | "than"
                            | "exceeds"
                            | "if"
                            | "when"
                    )
                })
            });
            let condition = text.sentence_of(at).is_some_and(|sentence| {
                matches!(text.word(sentence.first), "if" | "when")
                    && (at..sentence.end).any(|index| text.word(index) == ",")
                    && !text.word(at.saturating_sub(1)).eq("e.g.")
            });
            // "1200 for '$1,200.40'": what somebody says, and no answer.
            let source = token
                .quote
                .and_then(|quote| text.quotes.get(quote))
                .and_then(|quote| quote.first.checked_sub(1))
                .is_some_and(|before| text.word(before) == "for");
            if marked && !spoken && !condition && !source {
                return Some(Match {
                    first: at,
                    end: at + 1,
                });
            }
        }
        None
    }
}

/// "Result of the quiz: passed or failed.": words alone, in a metric that counts nothing.
fn word_list(text: &Text) -> Option<Match> {
    let counts = text.has_word(&[
        "how", "count", "number", "many", "times", "mention", "mentions", "digits",
    ]);
    if counts || text.tokens.iter().any(|token| token.kind == Kind::Number) {
        return None;
    }
    text.sentences.iter().find_map(|sentence| {
        if text.asks(*sentence) {
            return None;
        }
        let colon = (sentence.first..sentence.end)
            .rev()
            .find(|at| text.word(*at) == ":");
        let first = colon.map_or(sentence.first, |at| at + 1);
        let end = sentence.end - usize::from(text.word(sentence.end - 1) == ".");
        let short = end > first && end - first <= 12;
        let or = (first..end).rev().find(|at| text.word(*at) == "or")?;
        let row = (first..or).all(|at| {
            let word = text
                .token(at)
                .is_some_and(|token| token.kind == Kind::Word && token.quote.is_none());
            word && (at + 1 == or || text.word(at + 1) == "," || colon.is_none() && at == first)
                || text.word(at) == ","
        });
        (short && row && or + 2 == end && or > first).then_some(Match { first, end })
    })
}

fn code(written: &str) -> bool {
    written.contains('_')
        || written.chars().filter(|c| c.is_alphabetic()).count() >= 2
            && !written.chars().any(char::is_lowercase)
}

fn number_like(answer: &Answer) -> bool {
    let digits = answer.key.chars().any(|c| c.is_ascii_digit())
        && answer
            .key
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '%' | ' '));
    let described = ["number", "digit", "whole", "integer", "figure"];
    let of_numbers = !answer.quoted
        && described
            .iter()
            .any(|word| answer.key.split(' ').any(|part| part.starts_with(word)));
    answer.number
        || digits
        || of_numbers && !is_standard(&answer.key)
        || NUMBER_WORDS.contains(&answer.key.as_str())
        || answer.key.starts_with("minus ")
}

/// Puts `word` in place of an answer, with its quotation marks.
fn quoted_place(look: &Look<'_>, answer: &Answer, word: &str) -> Option<Step> {
    let quote = look
        .text
        .token(answer.first)
        .and_then(|token| token.quote)
        .filter(|_| answer.quoted)
        .and_then(|quote| look.text.quotes.get(quote));
    match quote {
        Some(quote) => Some(Step::ReplaceInPrompt {
            start: quote.start16,
            end: quote.end16,
            text: word.to_owned(),
        }),
        None => look.replace(
            Match {
                first: answer.first,
                end: answer.end,
            },
            word,
        ),
    }
}

fn negated(text: &Text, at: usize) -> bool {
    // "If the caller gives a percentage, …": the case.
    let case = text.sentence_of(at).is_some_and(|sentence| {
        let opening = matches!(text.word(sentence.first), "if" | "when" | "where" | "unless");
        opening
            && !(sentence.first..at).any(|index| text.word(index) == ",")
            && (sentence.first..at).any(|index| PEOPLE.contains(&text.word(index)))
    });
    if case {
        return true;
    }
    (0..=3).any(|back| {
        at.checked_sub(back).is_some_and(|index| {
            matches!(
                text.word(index),
                "no" | "not" | "without" | "don't" | "never" | "omit" | "avoid"
            )
        }) && text.token(at).map(|token| token.sentence) == text.token(at - back).map(|token| token.sentence)
    })
}

/// "to the nearest 0.5"
fn nearest_half(text: &Text) -> Option<Match> {
    (1..text.tokens.len())
        .find(|at| {
            let number = text.token(*at).is_some_and(|token| token.kind == Kind::Number);
            let before = text.word(at - 1);
            number
                && decimal_number(text, *at)
                && matches!(before, "nearest" | "of" | "to")
                && (0..*at).any(|index| {
                    text.word(index).starts_with("round")
                        || text.word(index) == "steps"
                        || text.word(index) == "nearest"
                })
        })
        .map(|at| Match {
            first: at,
            end: at + 1,
        })
}

/// Whether a sign is asked for, and not only a number of percents.
fn signed(text: &Text, place: Match) -> bool {
    (place.first..place.end).any(|at| matches!(text.word(at), "%" | "sign" | "symbol" | "mark" | "character"))
}

fn decimal_number(text: &Text, at: usize) -> bool {
    let word = text.word(at);
    let short = |mark: char| {
        word.rsplit_once(mark)
            .is_some_and(|(_, digits)| digits.len() <= 2)
    };
    short('.') || !word.contains('.') && short(',')
}

/// "answer 2.5", "between 0.0 and 1.0", "1.5 is fine", "write it as "12.50""
fn decimal_answer(text: &Text) -> Option<Match> {
    (1..text.tokens.len()).find_map(|at| {
        let number =
            text.token(at).is_some_and(|token| token.kind == Kind::Number) && decimal_number(text, at);
        let before = text.word(at - 1);
        let two_before = at.checked_sub(2).map_or("", |index| text.word(index));
        let step = matches!(text.word(at + 1), "means" | "=" | "stands")
            && text
                .sentence_of(at)
                .is_some_and(|sentence| !matches!(text.word(sentence.first), "if" | "when"));
        let told =
            step || matches!(
                before,
                "answer" | "return" | "write" | "give" | "output" | "put" | "as" | "between" | "like"
            ) || matches!(before, "and" | "to" | "-" | "–") && two_before.contains('.')
                || before == "from" && matches!(text.word(at + 1), "to" | "-" | "–");
        let fine = matches!(text.word(at + 1), "is" | "are")
            && matches!(
                text.word(at + 2),
                "fine" | "ok" | "okay" | "allowed" | "possible" | "valid"
            )
            || matches!(text.word(at + 1), "steps" | "increments")
            || before == "(" && matches!(text.word(at + 1), "," | "…");
        (number && (told || fine)).then_some(Match {
            first: at,
            end: at + 1,
        })
    })
}

fn is_currency(word: &str) -> bool {
    matches!(word, "$" | "€" | "£" | "₹" | "¥")
}

fn currency_before(text: &Text, at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| is_currency(text.word(before)))
        || is_currency(text.word(at + 1))
}

/// "→ 10%": percents as the answers of a table.
fn mapped(text: &Text, sign: &str) -> Option<Match> {
    let found = (1..text.tokens.len()).find(|at| {
        text.word(*at) == sign
            && text.token(at - 1).is_some_and(|token| token.kind == Kind::Number)
            && at.checked_sub(2).is_some_and(|arrow| {
                matches!(
                    text.word(arrow),
                    "→" | "=" | ">" | ":" | "answer" | "return" | "write" | "give"
                )
            })
    })?;
    Some(Match {
        first: found - 1,
        end: found + 1,
    })
}

/// "answer $50", "return €0 if none"
fn told_currency(text: &Text) -> Option<Match> {
    (1..text.tokens.len()).find_map(|at| {
        let told = matches!(
            text.word(at - 1),
            "answer" | "return" | "write" | "give" | "output" | "put" | "=" | "→"
        );
        let next = text.token(at + 1).is_some_and(|token| token.kind == Kind::Number);
        (told && is_currency(text.word(at)) && next
            || is_currency(text.word(at)) && text.word(at + 1).starts_with('x'))
        .then_some(Match {
            first: at,
            end: at + 2,
        })
    })
}

fn two_numbers(text: &Text, at: usize) -> bool {
    let dash = matches!(text.word(at + 1), "-" | "–" | "—" | "to");
    let between = text.word(at + 1) == "and"
        && at
            .checked_sub(1)
            .is_some_and(|before| text.word(before) == "between");
    if between && text.token(at + 2).is_some_and(|token| token.kind == Kind::Number) {
        return true;
    }
    dash && text.token(at + 2).is_some_and(|token| token.kind == Kind::Number)
        && at.checked_sub(1).is_none_or(|before| {
            !matches!(
                text.word(before),
                "from" | "scale" | "between" | "for" | "of" | "within"
            )
        })
}

/// "Convert dollars with decimals"
fn converted(text: &Text, place: Match) -> bool {
    text.sentence_of(place.first)
        .is_some_and(|sentence| matches!(text.word(sentence.first), "convert" | "turn" | "change"))
}

/// "Give 1 to 10 for the fit"
fn looks_like_scale(text: &Text, place: Match) -> bool {
    let from = text.word(place.end.saturating_sub(3));
    let to = text.word(place.end.saturating_sub(1));
    matches!(from, "0" | "1") && matches!(to, "3" | "4" | "5" | "6" | "7" | "10" | "100")
}

/// "How many invoices were reduced by 10 to 20 %?": numbers of what is counted, and no answer.
fn counts_things(text: &Text, place: Match) -> bool {
    let Some(sentence) = text.sentence_of(place.first) else {
        return false;
    };
    text.asks(sentence)
        && (sentence.first..place.first)
            .any(|at| text.word(at) == "how" && matches!(text.word(at + 1), "many" | "often"))
        && !(sentence.first..place.first).any(|at| matches!(text.word(at), "," | "("))
}

/// An average that somebody names is a fact: "the average the customer mentioned".
fn stated(text: &Text, place: Match) -> bool {
    let Some(sentence) = text.sentence_of(place.first) else {
        return false;
    };
    let of = (place.first..place.end).any(|at| text.word(at) == "of");
    let named = text.of(sentence).iter().any(|token| {
        token.one_of(&[
            "name",
            "names",
            "named",
            "mention",
            "mentions",
            "mentioned",
            "said",
            "says",
            "say",
            "state",
            "stated",
            "quote",
            "quoted",
            "tell",
            "told",
            "give",
            "gives",
            "gave",
        ])
    });
    !of && named && text.asks(sentence)
}

/// "answer 12%"
fn told_percent(text: &Text) -> Option<Match> {
    (1..text.tokens.len()).find_map(|at| {
        let number = text.token(at).is_some_and(|token| token.kind == Kind::Number);
        let told = matches!(
            text.word(at - 1),
            "answer" | "return" | "write" | "give" | "output" | "put" | "like" | "as" | ":"
        );
        let before = at.checked_sub(2).map_or("", |index| text.word(index));
        let colon =
            text.word(at - 1) != ":" || matches!(before, "answer" | "output" | "example" | "format" | "e.g.");
        (number && told && colon && text.word(at + 1) == "%").then_some(Match {
            first: at,
            end: at + 2,
        })
    })
}

/// "If the caller gives a range, answer its upper end": one number of a range, and none to be answered.
fn end_of_range(text: &Text, place: Match) -> bool {
    let Some(sentence) = text.sentence_of(place.first) else {
        return false;
    };
    let ends = [
        "upper", "lower", "higher", "highest", "lowest", "middle", "midpoint", "mid", "mean", "average",
        "first", "larger", "smaller", "center", "centre",
    ];
    let both = (place.first..place.end).any(|at| text.word(at) == "and")
        && (place.first..place.end)
            .filter(|at| ends.contains(&text.word(*at)))
            .count()
            == 2;
    let end = !both && text.of(sentence).iter().any(|token| token.one_of(&ends));
    let asked = matches!(
        text.word(place.first),
        "give" | "answer" | "return" | "write" | "state" | "as" | "with" | "put" | "min" | "min-max"
    );
    let case = (sentence.first..place.first).any(|at| matches!(text.word(at), "if" | "when" | "where"));
    end || case && !asked
}
