//! Rule 5: a whole number that is asked for with decimals, a sign, as a range or as an average.

use super::cases::*;
use super::written::*;
use crate::lint::finding::{NotWhole, Severity, What};
use crate::lint::look::{Look, append, bold, safe};
use crate::lint::phrase::{Match, Phrase, any_of, first_of};
use crate::lint::text::{Kind, Text};

const ROUND: &str = "Round to the nearest whole number; digits only.";

#[derive(Debug)]
pub(super) struct WholeRules {
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
}

impl WholeRules {
    pub(super) fn new() -> Self {
        Self {
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
                "with|in|and halves|quarters|fractions",
                "half hours|days|years|marks|values|points allowed|possible|ok|okay|fine|count|too",
            ]),
            soft: Phrase::all(&[
                "fraction|ratio of",
                "as a|the? ratio|probability",
                "probability|likelihood|chance|confidence ( 0 -|–|to 1 )",
                "as|in|a fraction|fractions",
                "number|value|figure|score between|from 0 and|to 1 $",
                "probability|likelihood|confidence|fraction|share|proportion|score *8 between|from 0 and|to 1",
            ]),
            digits: Phrase::all(&[
                "digits|number|figure|figures only",
                "only the? digits|number",
                "no|without decimals|decimal",
                "just the number",
                "not as? a|an? decimal|decimals|percentage|percent|range",
                "whole|full number|numbers|percent only",
            ]),
            only_digits: Phrase::all(&["digits only", "no|without decimals|decimal"]),
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
                "put|write|add|place|set the|a? currency behind|after|before|in|at|next",
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
        }
    }

    pub(super) fn look(&self, look: &mut Look<'_>) {
        let text = look.text;
        let whole = any_of(&self.whole, text);
        let unsigned = any_of(&self.without_sign, text);
        let digits = any_of(&self.digits, text);
        let last_word = any_of(&self.only_digits, text);
        let decimal = first_of(&self.decimals, text)
            .filter(|place| !negated(text, place.first) && !last_word && !converted(text, *place))
            .or_else(|| nearest_half(text).filter(|_| !digits))
            .or_else(|| unit_interval(text).filter(|_| !whole))
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
            .or_else(|| quoted_range(text))
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
