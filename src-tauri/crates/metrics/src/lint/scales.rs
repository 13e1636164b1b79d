//! Rules 12, 13 and 16: scales and scores.

mod ranges;

use std::collections::HashSet;

use ranges::{explained_ends, far_apart, quality_range};

use super::finding::{Severity, What};
use super::look::{Look, Scale, append, bold};
use super::phrase::{Match, Phrase, any_of, first_of};
use super::repair::Step;
use super::text::{Kind, Text};
use crate::metric::DataType;

const SIMPLE_AVERAGE: &str = "Take the simple average of the parts, rounded to a whole number.";

#[derive(Debug)]
pub(super) struct ScaleRules {
    rating: Vec<Phrase>,
    stated: Vec<Phrase>,
    range: Vec<Phrase>,
    weights: Vec<Phrase>,
    settled: Vec<Phrase>,
}

impl ScaleRules {
    pub(super) fn new() -> Self {
        Self {
            rating: Phrase::all(&[
                "^ please? rate|score|grade|rank",
                "rate|score|grade the|how|this|their|overall|agent's|caller's|customer's|your",
                "rating|score|grade|mark|points|stars|scale|marks",
                "how *2 would|do|did you|they|he|she *1 rate|grade|score",
            ]),
            stated: Phrase::all(&[
                "credit|test|exam|game|fico|cibil|risk-free score|scores|scoring",
                "rating|score|grade|mark|stars|number|points *2 customer|caller|guest|patient|client|user|they|prospect|tenant|buyer|candidate *2 gave|gives|give|named|names|stated|states|said|says|mentioned|mentions|quoted|assigned",
                "what|which|how *5 score|rating|grade|stars did|does|do the|they *3 give|name|state|mention|say|quote|assign|award",
                "customer's|caller's|guest's|their own rating|score|answer",
                "asked|ask|asks *6 rate|score|grade",
            ]),
            range: Phrase::all(&[
                "from|between|of|on|scale|: # to|and|-|–|—|through|up #",
                "from|between|of # ( *4 ) to|and|over|up # ",
                "# to|-|–|—|through # scale|stars|points|rating|score",
                "out of #|ten|five|ten|hundred|three|four|seven",
                "# / # scale|stars|points?",
                "# point|points|star|step|level|grade scale",
                "on|of|a # -|– # scale",
                "( # -|–|to # )",
                "from # *1 ( *3 ) *4 to #",
                "# ( *4 ) …|to|-|–|—|through|up|and # (",
                "# ( *4 ) . . . # (",
                "rate|score|rating|grade|scale *6 # to|-|–|— #",
            ]),
            weights: Phrase::all(&[
                "weighted|composite|aggregate|combined|overall|total|global|summary *3 score|rating|grade|index|mark|result|value|number|average",
                "weighted",
                "together|jointly in|as|into|on one|a single? score|mark|number|rating|grade",
                "combine|combining|merge|blend|aggregate _",
                "mix|blend|combination of",
                "^ average|mean the|all|these",
                "average|mean of",
            ]),
            settled: Phrase::all(&[
                "simple average|mean",
                "equal|equally|same|identical weight|weights|weighted|weighting|parts|shares|share|count|counts",
                "equally",
                "weigh|weighs|weight|counts|count|worth double|twice|half|most|more|less|the|one|a",
                "lowest|highest|worst|best|smallest|minimum|maximum of",
                "# %",
                "# percent|points|point",
            ]),
        }
    }

    /// The scale a prompt asks for, if it asks for one.
    pub(super) fn scale(&self, text: &Text, data_type: DataType) -> Option<Scale> {
        if !matches!(data_type, DataType::Integer | DataType::String) || any_of(&self.stated, text) {
            return None;
        }
        let rated = first_of(&self.rating, text).filter(|found| !described_score(text, *found));
        let range = first_of(&self.range, text);
        let graded = graded_question(text);
        let steps = steps(text);
        let bare = quality_range(text, graded);
        let out_of = range.is_some_and(|range| text.word(range.first) == "out");
        let place = match (rated, range) {
            (Some(rated), Some(range)) => Match {
                first: rated.first.min(range.first),
                end: rated.end.max(range.end),
            },
            (Some(_), None) if bare.is_some() => bare?,
            (Some(rated), None) if imperative(text, rated) || graded => rated,
            (None, None) if bare.is_some() => bare?,
            (None, Some(range)) if graded || out_of || explained_ends(text, range) => range,
            // "1 = confusing, 5 = clear"
            (None, _) if graded && (steps >= 3 || steps == 2 && far_apart(text)) => Match {
                first: 0,
                end: text.sentences.first()?.end,
            },
            _ => return None,
        };
        let place = within_sentence(text, place);
        let (from, to) = range.or(bare).map_or((None, None), |range| bounds(text, range));
        Some(Scale {
            from,
            to,
            place,
            steps,
        })
    }

    pub(super) fn look(&self, look: &mut Look<'_>) {
        self.weights(look);
        let Some(scale) = look.scale else { return };
        // What the parts are is something to judge by; how they count is told by rule 16.
        let weights = look.found.iter().any(|finding| finding.rule == 16);
        let numeric = scale.to.is_some() || scale.steps >= 3;
        if look.is(DataType::String) && numeric {
            let fix = bold(vec![Step::UseType {
                data_type: DataType::Integer,
                choices: Vec::new(),
            }]);
            if !weights {
                look.say(13, Severity::Warning, scale.place, What::ScaleAsText, fix);
            }
        }
        if scale.steps >= 3 || weights && look.basis || look.is(DataType::String) && !numeric {
            return;
        }
        let severity = if look.basis {
            Severity::Info
        } else {
            Severity::Warning
        };
        let what = What::ScaleWithoutSteps {
            from: scale.from,
            to: scale.to,
        };
        look.say(12, severity, scale.place, what, None);
    }

    /// Rule 16.
    fn weights(&self, look: &mut Look<'_>) {
        if !matches!(look.data_type(), DataType::Integer | DataType::String) {
            return;
        }
        let text = look.text;
        let Some(found) = first_of(&self.weights, text) else {
            return;
        };
        if any_of(&self.settled, text) {
            return;
        }
        let Some(sentence) = text.sentence_of(found.first) else {
            return;
        };
        let last = text.word(found.end - 1);
        let combines = matches!(
            text.word(found.first),
            "combine" | "combining" | "merge" | "blend" | "aggregate"
        );
        let into = (found.end..sentence.end).any(|at| {
            matches!(
                text.word(at),
                "score" | "rating" | "grade" | "number" | "mark" | "index"
            )
        });
        if combines && !into {
            return;
        }
        let weighted = (found.first..found.end).any(|at| text.word(at) == "weighted");
        // "greeting, accuracy and closing together in one score"
        let joined = matches!(text.word(found.first), "together" | "jointly")
            && (sentence.first..found.first).any(|at| matches!(text.word(at), "and" | "&" | "+"));
        let several = weighted
            || joined
            || matches!(
                text.word(found.first),
                "average" | "mean" | "combine" | "combining" | "merge" | "blend" | "mix" | "combination"
            )
            || self.several(text, found.first, sentence.end);
        if !several || last == "value" && !weighted {
            return;
        }
        let average = matches!(text.word(found.first), "average" | "mean");
        let step = if average {
            let word = Match {
                first: found.first,
                end: found.first + 1,
            };
            look.replace(word, "simple average")
        } else {
            Some(append(SIMPLE_AVERAGE))
        };
        // The whole phrase, so that a danger about one word of it does not hide it.
        let end = (found.end..sentence.end)
            .find(|at| text.token(*at).is_some_and(|token| token.is_mark()))
            .unwrap_or(sentence.end);
        let place = Match {
            first: found.first,
            end: end.max(found.end),
        };
        let fix = step.and_then(|step| bold(vec![step]));
        look.say(16, Severity::Warning, place, What::WeightsMissing, fix);
    }

    /// Whether several parts are named behind the score: "based on a, b and c".
    fn several(&self, text: &Text, from: usize, end: usize) -> bool {
        let behind = (from..end).find(|at| {
            matches!(
                text.word(*at),
                "on" | "of" | "for" | "from" | "across" | ":" | "combining" | "covering"
            )
        });
        let Some(behind) = behind else { return false };
        let rest = || (behind..end).map(|at| text.word(at));
        let joined = rest().any(|word| word == "and" || word == "&" || word == "+");
        let commas = rest().filter(|word| *word == ",").count();
        let range = rest().any(|word| matches!(word, "to" | "between"));
        joined && (commas > 0 || !range)
    }
}

/// A score that something has, and nobody is asked to give: "did the agent mention the score".
fn described_score(text: &Text, found: Match) -> bool {
    let Some(sentence) = text.sentence_of(found.first) else {
        return true;
    };
    let opening = text.word(sentence.first);
    text.asks(sentence) && matches!(opening, "did" | "does" | "was" | "why" | "who" | "has" | "is")
}

fn imperative(text: &Text, found: Match) -> bool {
    text.before(found.first).is_none()
        && matches!(
            text.word(found.first),
            "rate" | "score" | "grade" | "rank" | "please"
        )
        || (found.first..found.end).any(|at| matches!(text.word(at), "scale"))
}

/// "How satisfied …", "how strong …": what is asked for has degrees. "How many" and their like have numbers.
fn graded_question(text: &Text) -> bool {
    (0..text.tokens.len()).any(|at| {
        let next = text.word(at + 1);
        text.word(at) == "how"
            && !next.is_empty()
            && !matches!(
                next,
                "many"
                    | "much"
                    | "long"
                    | "often"
                    | "old"
                    | "far"
                    | "soon"
                    | "did"
                    | "does"
                    | "do"
                    | "was"
                    | "is"
                    | "were"
                    | "the"
                    | "they"
                    | "has"
                    | "have"
                    | "will"
                    | "would"
                    | "should"
                    | "can"
                    | "could"
                    | "to"
                    | "high"
                    | "big"
                    | "large"
                    | "tall"
                    | "heavy"
                    | "a"
                    | "it"
                    | "he"
                    | "she"
                    | "this"
                    | "that"
                    | "fast"
                    | "quickly"
                    | "agent"
                    | "caller"
                    | "customer"
                    | "late"
                    | "early"
            )
            && text.token(at + 1).is_some_and(|token| token.kind == Kind::Word)
    })
}

fn within_sentence(text: &Text, place: Match) -> Match {
    let end = text
        .sentence_of(place.first)
        .map_or(place.end, |sentence| sentence.end.min(place.end));
    Match {
        first: place.first,
        end: end.max(place.first + 1),
    }
}

fn bounds(text: &Text, range: Match) -> (Option<i32>, Option<i32>) {
    let numbers: Vec<i32> = (range.first..range.end)
        .filter_map(|at| text.word(at).parse().ok())
        .collect();
    match numbers.as_slice() {
        [from, .., to] if from <= to => (Some(*from), Some(*to)),
        [to] => (None, Some(*to)),
        [..] => {
            let words = [
                "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            ];
            let to =
                (range.first..range.end).find_map(|at| words.iter().position(|word| *word == text.word(at)));
            (None, to.and_then(|to| i32::try_from(to).ok()))
        }
    }
}

/// How many numbers have words that say what they mean.
fn steps(text: &Text) -> usize {
    let mut seen: HashSet<&str> = HashSet::new();
    for (at, token) in text.tokens.iter().enumerate() {
        if token.kind != Kind::Number || token.quote.is_some() || token.lower.len() > 3 {
            continue;
        }
        let before = text.before(at);
        let (next, after) = (text.word(at + 1), text.word(at + 2));
        let same = |index: usize| {
            text.token(index)
                .is_some_and(|next| next.sentence == token.sentence)
        };
        let starts = before.is_none_or(|before| {
            before.is_mark() && !before.one_of(&["$", "€", "£", "₹", "/", "+"])
                || before.one_of(&[
                    "and", "or", "over", "answer", "give", "is", "from", "to", "return", "=",
                ])
        });
        let described = same(at + 1)
            && match next {
                ":" | "=" | "→" | "(" | "means" | "if" | "for" | "when" | "is" | "being" | "meaning"
                | "where" => same(at + 2),
                "-" | "–" | "—" => {
                    same(at + 2) && text.token(at + 2).is_some_and(|token| token.kind == Kind::Word)
                }
                "to" | "and" | "or" | "out" | "point" | "points" | "stars" | "star" | "scale" | "based"
                | "based-on" | "%" | "," | "." | ";" | ")" | "?" | "words" | "sentences" | "percent"
                | "days" | "minutes" | "times" | "by" | "according" | "judging" | "how" | "per" => false,
                _ => starts && text.token(at + 1).is_some_and(|token| token.kind == Kind::Word),
            };
        // "1-2: poor" is a step as well.
        let end_of_pair = matches!(before.map(|token| token.lower.as_str()), Some("-" | "–" | "to"))
            && matches!(next, ":" | "=" | "(");
        let equals = before.is_some_and(|before| before.one_of(&["=", ":", "("]))
            && at >= 2
            && after != "to"
            && matches!(next, ")" | "," | ";" | "." | "");
        if described
            && (starts || end_of_pair || matches!(next, ":" | "=" | "means" | "(" | "for" | "if" | "when"))
            || equals && before.is_some_and(|before| before.is("="))
        {
            seen.insert(&token.lower);
        }
    }
    seen.len()
}
