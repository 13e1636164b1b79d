//! Rules 10 and 11: dates and times of which something is missing.

mod word;

use super::finding::{Severity, What};
use super::look::{Look, NO_TIME, append, bold, safe};
use super::phrase::{Match, Phrase, any_of, first_of};
use super::text::Text;
use crate::metric::DataType;

const FROM_THE_CALL: &str = "Count words such as tomorrow from the date of the call.";

#[derive(Debug)]
pub(super) struct DateRules {
    asks: Vec<Phrase>,
    clock: Vec<Phrase>,
    own_words: Vec<Phrase>,
    zones: Vec<Phrase>,
    formats: Vec<Phrase>,
    counted: Vec<Phrase>,
    ahead: Vec<Phrase>,
    past: Vec<Phrase>,
}

impl DateRules {
    pub(super) fn new() -> Self {
        Self {
            asks: Phrase::all(&[
                "what|which|on exact|exactly? date|day|time|weekday|hour",
                "what|which *2 date|time|day did|does|was|is|will|should|has|have|would",
                "at|by|until|till|from what|which date|day|time|hour|deadline",
                "when do|does|did|is|was|will|would|should|can|could|has|have|are|were|may|must",
                "date|day and|or time",
                "return|give|extract|write|state|record|provide|note|capture|enter the|a? preferred|agreed|exact|promised|requested|scheduled|new|next|appointment|callback|delivery|due|payment? date|time|date/time|day",
                "^ the? *3 date|day|time|deadline of|on|at|when|for|by|the|that|and|to",
                "^ the? *2 date $",
                "date on|at|by|when|until",
                "^ *3 date *2 ?",
                "by when",
            ]),
            clock: Phrase::all(&["time|hour|clock|hh:mm|am|pm|o'clock|slot|hours", "hh *1 mm"]),
            own_words: Phrase::all(&[
                "as stated|said|spoken|given|mentioned|heard|phrased|worded|put|told",
                "own words|terms|wording|phrasing",
                "exactly as",
                "word for word",
                "verbatim|literally",
                "exact words|wording|phrase",
                "as the|they *2 say|says|said|put|puts|state|states|stated|phrase|phrases|gave|give|gives|mention|mentioned|named|names|spoke",
                "in words",
                "caller's|customer's|guest's|patient's|client's|prospect's|their|his|her words",
            ]),
            zones: Phrase::all(&[
                "time zone|zones",
                "timezone|timezones|utc|gmt|offset|cet|cest|est|edt|cst|cdt|mst|pst|pdt|ist|bst|aest|sgt|jst|zulu|gmt+1|et|pt",
                "local|their|our|office|store|berlin|london|paris|dubai|sydney|tokyo|mumbai|delhi|singapore|eastern|pacific|central|york|europe|american|british|indian|german|french standard? time",
                "africa|america|asia|atlantic|australia|europe|pacific|indian|us|etc /",
                "+|- # : #",
            ]),
            formats: Phrase::all(&[
                "iso|8601|rfc|3339|format|formatted|yyyy~|dd|mm|dd-mm-yyyy|dd-mm|mm-dd-yyyy|mm-dd|hh|weekday",
                "like|e.g.|as|example|instance *2 # /|-|.|:",
                "# - # - _",
                "# / # / #",
                "as|in|give|only|with|the day|weekday|month|year only|name|number|and",
                "day , month",
                "date only",
                "24-hour|24h|12-hour",
                "year|month and|or|, day|month|year",
                "one word|day",
            ]),
            counted: Phrase::all(&[
                "date|day|start|time|moment|end|beginning of the|this|a? call|conversation",
                "call|call's|conversation's|conversation date|day|own|start|time",
                "relative|tomorrow|yesterday|today",
                "from|to|on|against|by|after the|this? call|conversation",
                "in # days|weeks|hours",
                "resolve|resolving|convert|converting|count|counting|counted *5 from|to|into|relative",
                "next monday|tuesday|wednesday|thursday|friday|saturday|sunday|week",
            ]),
            ahead: Phrase::all(&[
                "appointment~|booking~|booked|book|callback~|call-back~|meeting~|meet|demo~|visit~|viewing~|inspection~|interview~|delivery|deliver~|redelivery|pickup|pick-up|collection|installation|install~|repair~|reschedul~|schedul~|slot~|follow-up~|followup~|promise~|commit~|due|deadline~|agreed|agree|agrees|arrang~|arrive~|arrival|plan~|next|upcoming|future|will|wants|want|prefer~|should|would|expect~|requested|reserve~|reservation~|start~|session~|webinar~|event~|move-in|checkin|check-in|checkout|check-out|trial~|onboarding|training|reach~|return~|pay|pays|payment",
                "call back|again",
                "by when",
                "pick up|the *2 up",
            ]),
            past: Phrase::all(&[
                "birth~|born|dob|birthday",
                "last|previous|previously|past|earlier|ago|originally|original|since",
                "did *6 happen|happened|occur|occurred|begin|began|start|started|arrive|order|buy|purchase|notice|receive|fail|break|stop|see|sign|file|report|take",
                "happened|occurred|purchased|ordered|bought|manufactured|issued|expired|expires|expiry|signed|received|accident|incident|accidents|incidents|purchase|issue|invoice|order|died|death|symptoms|symptom",
                "was|were *4 made|issued|purchased|ordered|bought|installed|serviced|built|signed|placed|received|delivered|diagnosed|hired|started|opened",
            ]),
        }
    }

    pub(super) fn look(&self, look: &mut Look<'_>, skipped: bool) {
        let text = look.text;
        let time = look.is(DataType::Datetime);
        let asked = if time {
            Some(look.opening())
        } else {
            self.asked(look)
        };
        let Some(place) = asked else { return };
        if !time && any_of(&self.own_words, text) {
            return;
        }
        let clock = any_of(&self.clock, text) || text.has_word(&["when"]);
        let dated = text.has_word(&["date", "day", "birthday"]);
        let zone = time && !any_of(&self.zones, text) && (clock || !dated);
        let format = !any_of(&self.formats, text);
        let fallback = !look.fallback && !skipped;
        if zone || format || fallback {
            let fix = mend(look, zone, format, fallback, any_of(&self.clock, text));
            let what = What::DateIncomplete {
                zone,
                format,
                fallback,
            };
            look.say(10, Severity::Warning, place, what, fix);
        }
        if time {
            word::look(look);
        }
        let ahead = first_of(&self.ahead, text).is_some();
        if ahead && !self.is_past(text) && !any_of(&self.counted, text) && !any_of(&self.own_words, text) {
            let fix = safe(vec![append(FROM_THE_CALL)]);
            look.say(11, Severity::Warning, place, What::RelativeDates, fix);
        }
    }

    /// Where a text asks for a date or a time.
    fn asked(&self, look: &Look<'_>) -> Option<Match> {
        if !look.is(DataType::String) {
            return None;
        }
        let text = look.text;
        let found = self
            .asks
            .iter()
            .flat_map(|phrase| phrase.matches(text).take(4))
            .filter(|found| asks_here(text, *found))
            .min_by_key(|found| found.first)?;
        Some(found)
    }

    fn is_past(&self, text: &Text) -> bool {
        let future = text.has_word(&[
            "will",
            "next",
            "promised",
            "promise",
            "agreed",
            "appointment",
            "callback",
            "booked",
            "scheduled",
        ]);
        !future && any_of(&self.past, text)
    }
}

/// "When" that only joins sentences, and times that are no dates, do not ask for one.
fn asks_here(text: &Text, found: Match) -> bool {
    let Some(sentence) = text.sentence_of(found.first) else {
        return false;
    };
    let first = text.word(found.first);
    let last = text.word(found.end - 1);
    if first == "by" && last == "when" {
        return text.asks(sentence);
    }
    if first == "when" {
        let start = text
            .before(found.first)
            .is_none_or(|token| token.one_of(&[",", "and", ":"]));
        return start && text.asks(sentence);
    }
    // "Which day part", "what time frame": no day and no time.
    if matches!(
        text.word(found.end),
        "part" | "parts" | "care" | "pass" | "trip" | "rate" | "shift"
    ) {
        return false;
    }
    // "What did the caller say about the delivery date?" asks for words.
    if first == "date" || first == "day" {
        let opening = text.word(sentence.first);
        let other = text.asks(sentence)
            && matches!(
                opening,
                "did" | "does" | "was" | "is" | "why" | "who" | "how" | "what" | "which"
            );
        let asked = text.written(sentence.first, found.first).to_lowercase();
        return !(other && !asked.contains("date") && !asked.ends_with("what") && !asked.ends_with("which"));
    }
    if last == "time" || last == "times" {
        let how_many = matches!(text.word(sentence.first), "how" | "did" | "was" | "why");
        let other = matches!(text.word(found.end), "of" | "zone" | "the" | "frame" | "slot");
        return !(how_many || other && text.word(found.end) == "zone");
    }
    true
}

fn mend(look: &Look<'_>, zone: bool, format: bool, fallback: bool, clock: bool) -> Option<super::Repair> {
    let mut steps = Vec::new();
    if look.is(DataType::Datetime) {
        match (zone, format) {
            (true, true) => steps.push(append(&format!(
                "Give ISO 8601 with offset, in the time zone {}.",
                look.zone
            ))),
            (true, false) => steps.push(append(&format!("Use the time zone {}.", look.zone))),
            (false, true) => steps.push(append("Give ISO 8601 with offset.")),
            (false, false) => {}
        }
        if fallback {
            steps.push(append(&format!("If there is none, answer {NO_TIME}.")));
        }
    } else {
        if format {
            let form = if clock {
                "Write YYYY-MM-DD HH:MM."
            } else {
                "Write YYYY-MM-DD."
            };
            steps.push(append(form));
        }
        if fallback {
            steps.push(append("If there is none, answer none."));
        }
    }
    // A rule for the empty case leaves every other answer as it was; a zone or a format does not.
    if zone || format { bold(steps) } else { safe(steps) }
}
