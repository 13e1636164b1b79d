//! Rules 22 and 23: what a transcript does not show, and what should not be written down.

use super::finding::{Severity, Unheard, What};
use super::look::{Look, bold};
use super::phrase::{Match, Phrase, any_of};
use super::text::Text;
use crate::metric::DataType;

#[derive(Debug)]
pub(super) struct ContentRules {
    unheard: Vec<(Unheard, Vec<Phrase>)>,
    spoken: Vec<Phrase>,
    secrets: Vec<Phrase>,
    partial: Vec<Phrase>,
    traits: Vec<Phrase>,
    kept_out: Vec<Phrase>,
}

impl ContentRules {
    pub(super) fn new() -> Self {
        Self {
            unheard: vec![
                (
                    Unheard::Voice,
                    Phrase::all(&[
                        "tone of|in the|their|his|her|its|caller's|agent's|customer's? voice",
                        "voice|vocal tone|pitch|volume|quality|stress|tremor|energy|level",
                        "pitch",
                        "volume|loudness|speed|pace|rate of|at *2 voice|speech|speaking|which *2 speaks|spoke|talks|talked",
                        "speak|speaks|spoke|talk|talks|talked *1 too fast|slow|slowly|loud|loudly|quiet|quietly|quickly|softly",
                        "speaking|speech|talking pace|speed|rate|volume",
                        "accent|accents|intonation|inflection",
                        "sounded|sound|sounds like|as|angry|happy|tired|calm|nervous|stressed|friendly|confident|annoyed|bored|irritated|upset|sad|cheerful|enthusiastic|drunk|young|old|male|female|warm|polite|robotic|natural|relaxed|frustrated|sincere|hesitant|worried|anxious|professional|rushed",
                        "how *4 sounded|sound|sounds",
                        "how loud|loudly|fast|quickly|clearly *4 speak|spoke|speaks|talk|talked|talks",
                        "raise|raised|raises|raising|lower|lowered *2 voice|voices",
                        "shout|shouted|shouting|yell|yelled|yelling|whisper|whispered|scream|screaming|crying|cry|cried|laugh|laughed|laughter|sigh|sighed|sighing",
                        "background noise|noises|sounds|music",
                        "audio|line|sound|connection quality",
                        "hear in|from the|their|his|her *1 voice",
                    ]),
                ),
                (
                    Unheard::Timing,
                    Phrase::all(&[
                        "how long|many *2 did|was|is|does|were|seconds|minutes *4 call|conversation|silence|silences|pause|pauses|hold|talk|talked|speak|spoke|last|lasted|wait|take|respond|answer|reply|connect",
                        "how many|much seconds|minutes|time of|did|was|were|passed|went|until|before",
                        "call|conversation|total|average duration|length|time of?",
                        "duration|length of the|this|each? call|conversation|silence|pause|hold",
                        "duration|latency|latencies",
                        "response|reaction|answer|hold|talk|handle|handling|wait|waiting time|times in|of|between|before|was|until|did|$",
                        "count|number|measure|sum|total|how *3 pause|pauses|silence|silences|interruption-free|seconds|dead",
                        "dead air",
                        "awkward|long|longer|longest|extended|prolonged silence|silences|pause|pauses",
                        "pauses|silence|silences longer|lasting|of|over|above",
                        "seconds|minutes of silence",
                        "speak|talk|spoke|talked *2 for|longer *2 than|seconds|minutes",
                    ]),
                ),
                (
                    Unheard::Cost,
                    Phrase::all(&[
                        "cost|costs|price|charge|charges of the|this|each? phone? call|conversation",
                        "call|conversation|telephony|minute|per-minute cost|costs|price|charge|charges",
                        "how much did|does|was|what the|this *1 call|conversation *3 cost",
                        "what|how did|does|was *2 call|conversation *4 cost",
                    ]),
                ),
                (
                    Unheard::Afterwards,
                    Phrase::all(&[
                        "did|was|has|have|were|does|do|is *9 after|since|following the|this|that? call|conversation $",
                        "did|was|has|have|were *9 after|once|when the|this|that? call|conversation ended|ends|was|is|closed|finished|over",
                        "after|following the|this call|conversation ,? did|was|has|have|were",
                        "did|was|has|were *6 later that|the|in|on|next day|week|month",
                        "did|was|has|were *7 the next|following day|week|month|morning",
                        "did|was|has|have|were *6 afterwards|subsequently",
                        "within # hours|days|weeks of|after the|this call",
                    ]),
                ),
            ],
            spoken: Phrase::all(&[
                "mention|mentions|mentioned|complain|complains|complained|say|says|said|ask|asks|asked|comment|comments|talk|talks|tell|tells|told|report|reports|reported|remark|state|states|stated|describe|describes|described|promise|promised|promises|plan|plans|agree|agreed|agrees|will|would|going|explain|explained|inform|informed|name|named|discuss|discussed|claim|claims|wants|want|quote|quoted|expect|expects|offer|offered|estimate|estimated|apologise|apologised|apologize|apologized|should|announce|announced|schedule|scheduled",
                "complaint|complaints|remark|remarks|reason|topic",
            ]),
            secrets: Phrase::all(&[
                "credit|debit|card|payment|bank|full|complete|entire|long|sixteen-digit|16-digit *2 card number|numbers|details|data",
                "card number|numbers|no",
                "credit|debit card",
                "cvv|cvc|cvv2|csc",
                "security code|number",
                "card expiry|expiration",
                "pin code|number|entered|of|they|the|he|she|for|$",
                "password|passwords|passcode|passphrase",
                "one-time|otp|verification|authentication|login|access|confirmation|security|2fa code|codes|password|passcode|pin",
                "otp|otps",
                "one time code|password|passcode",
                "social security",
                "ssn|aadhaar|aadhar|pan|iban|cpf|nin|bvn",
                "passport|licence|license|identity|identification|id|national|tax|aadhaar|voter *1 number|numbers|no",
                "full|complete|entire *2 id|identity|passport|licence|license",
                "bank|account|routing|sort account|number|code|numbers|details",
                "account number|numbers $",
                "secret|security question|answer|word|phrase",
                "mother's maiden",
                "banking credentials|credentials",
                "login|log-in details|credentials|data",
            ]),
            partial: Phrase::all(&[
                "last|final|first four|4|three|3|two|2",
                "do not|never|don't *3 repeat|write|include|store|record|copy|output|note|keep|quote|spell|mention",
                "never the|write|repeat|include",
                "without the|repeating|writing|naming",
                "mask|masked|masking|redact|redacted|redacting|hide|hidden",
                "how many|often",
                "only|whether it|they|a|the was|were|kind|type",
                "reset|change|changed|forgot|forgotten|lost|unlock|renew|renewal",
                "account|order|reference|case|ticket|booking|claim number|id $",
            ]),
            traits: Phrase::all(&[
                "ethnicity|ethnicities|ethnic|racial",
                "race or|and|,|/ *1 ethnic~|religio~|colour|color|origin|gender|nationality",
                "the|their|caller's|customer's|his|her|applicant's|what|which race $",
                "race of the|caller|customer|applicant",
                "religion|religions|religious|faith|caste",
                "pregnant|pregnancy|pregnancies|expecting",
                "sexual|sexuality orientation|preference?",
                "sexuality|gay|lesbian|bisexual|transgender",
                "political|politics|party opinion|opinions|view|views|affiliation|affiliations|leaning|leanings|party|membership|beliefs|preference",
                "which|what|caller's|their party *6 vote|votes|voted|support|supports",
                "disability|disabilities|disabled|handicap|handicapped",
                "union|trade-union|labour-union|labor-union member|members|membership|affiliation",
                "member|members|belong|belongs|membership of|in|to a|the|any trade|labour|labor|workers'? union|unions",
                "trade|labour|labor union|unions",
                "hiv|genetic|biometric status|data|test?",
                "skin colour|color",
            ]),
            kept_out: Phrase::all(&[
                "do not|never|don't *4 ethnic~|relig~|race|racial|pregnan~|sexual~|politic~|disab~|union|faith|caste",
                "no|without|ignore|exclude|omit|leave *4 ethnic~|relig~|race|racial|pregnan~|sexual~|politic~|disab~|union|faith|caste",
                "disability insurance|benefit|benefits|cover|coverage|policy|claim|pension|product|plan|income",
                "good|bad faith",
                "union station|bank|street|square|pay|jack",
                "credit|student|savings|european union",
                "in good faith",
                "expecting a|an|the|to|delivery|call|me|us|that|it|more|less|them|more",
            ]),
        }
    }

    pub(super) fn look(&self, look: &mut Look<'_>) {
        self.unheard(look);
        self.secret(look);
    }

    /// Rule 22.
    fn unheard(&self, look: &mut Look<'_>) {
        let text = look.text;
        for (kind, phrases) in &self.unheard {
            for phrase in phrases {
                let found = phrase
                    .matches(text)
                    .take(8)
                    .find(|found| !self.only_said(text, *kind, *found));
                let Some(found) = found else { continue };
                let tone = *kind == Unheard::Voice && text.word(found.first) == "tone";
                if tone && text.has_word(&["words", "language", "wording", "word"]) {
                    continue;
                }
                let fix = (tone && text.word(found.end - 1) == "voice")
                    .then(|| look.replace(found, "choice of words"))
                    .flatten()
                    .and_then(|step| bold(vec![step]));
                look.say(22, Severity::Warning, found, What::Unheard { kind: *kind }, fix);
                return;
            }
        }
    }

    /// What somebody says about such things is in the transcript.
    fn only_said(&self, text: &Text, kind: Unheard, found: Match) -> bool {
        let Some(sentence) = text.sentence_of(found.first) else {
            return true;
        };
        // An answer or a condition is not what is asked for.
        let opening = text.word(sentence.first);
        let condition = matches!(
            opening,
            "if" | "when" | "unless" | "do" | "don't" | "never" | "ignore" | "not"
        );
        let listed = text
            .before(found.first)
            .is_some_and(|token| token.one_of(&[":", "="]))
            && sentence.first > 0;
        let labelled = sentence.first > 0
            && !text.asks(sentence)
            && (sentence.first..found.first).any(|at| matches!(text.word(at), ":" | "="));
        let until = if kind == Unheard::Afterwards {
            found.end
        } else {
            found.first
        };
        let said = self.spoken.iter().any(|phrase| {
            phrase
                .matches(text)
                .any(|said| sentence.first <= said.first && said.end <= until && said.first != found.end - 1)
        });
        condition || listed || labelled || said
    }

    /// Rule 23.
    fn secret(&self, look: &mut Look<'_>) {
        let text = look.text;
        let kept_out = any_of(&self.kept_out, text);
        if !kept_out
            && let Some(found) = self
                .traits
                .iter()
                .filter_map(|phrase| phrase.find(text))
                .min_by_key(|found| found.first)
            && asked(text, found)
        {
            look.say(23, Severity::Warning, found, What::TraitAsked, None);
            return;
        }
        if !matches!(look.data_type(), DataType::String | DataType::Integer) || any_of(&self.partial, text) {
            return;
        }
        let found = self
            .secrets
            .iter()
            .flat_map(|phrase| phrase.matches(text).take(4))
            .filter(|found| asked(text, *found) && written_down(text, *found))
            .min_by_key(|found| found.first);
        if let Some(found) = found {
            look.say(23, Severity::Warning, found, What::SecretAsked, None);
        }
    }
}

/// Whether the words stand in what is asked for, and not in a condition.
fn asked(text: &Text, found: Match) -> bool {
    let Some(sentence) = text.sentence_of(found.first) else {
        return false;
    };
    let opening = text.word(sentence.first);
    !matches!(
        opening,
        "if" | "when" | "unless" | "do" | "don't" | "never" | "ignore" | "not" | "exclude" | "omit" | "leave"
    ) && text
        .before(found.first)
        .is_none_or(|token| !token.one_of(&["no", "not", "without", "never"]))
}

/// Whether a text or number is asked for itself, and not how often or why something was said about it.
fn written_down(text: &Text, found: Match) -> bool {
    let Some(sentence) = text.sentence_of(found.first) else {
        return false;
    };
    let words = || (sentence.first..found.first).map(|at| text.word(at));
    let about = words().any(|word| {
        matches!(
            word,
            "many"
                | "often"
                | "why"
                | "problem"
                | "problems"
                | "issue"
                | "about"
                | "times"
                | "reason"
                | "trouble"
                | "kind"
                | "type"
                | "how"
                | "whether"
                | "mention"
                | "happened"
                | "explain"
        )
    });
    let opening = text.word(sentence.first);
    !about
        && !matches!(
            opening,
            "did" | "was" | "does" | "is" | "why" | "how" | "summarise" | "summarize" | "summary"
        )
}
