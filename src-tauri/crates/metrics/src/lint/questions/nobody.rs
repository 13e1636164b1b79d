//! Rule 20: nobody is named who feels, says or promises.

use crate::lint::finding::{Severity, What};
use crate::lint::look::Look;
use crate::lint::phrase::{Match, Phrase, any_of};

/// Who can feel, say, ask, promise or agree.
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "agent", "agents", "caller", "callers", "customer", "customers", "client", "clients", "patient",
    "patients", "prospect", "prospects", "user", "users", "person", "people", "persons", "guest", "guests",
    "buyer", "buyers", "seller", "sellers", "tenant", "tenants", "landlord", "borrower", "borrowers",
    "debtor", "debtors", "shopper", "shoppers", "student", "students", "parent", "parents", "candidate",
    "candidates", "applicant", "applicants", "driver", "drivers", "rider", "riders", "passenger",
    "passengers", "traveller", "traveler", "member", "members", "subscriber", "subscribers", "policyholder",
    "cardholder", "accountholder", "holder", "donor", "donors", "lead", "recruiter", "nurse", "doctor",
    "dentist", "physician", "technician", "employee", "staff", "colleague", "colleagues", "representative",
    "rep", "operator", "advisor", "adviser", "assistant", "bot", "ai", "speaker", "speakers", "visitor",
    "citizen", "owner", "owners", "resident", "residents", "dealer", "shipper", "sender", "recipient",
    "courier", "merchant", "vendor", "supplier", "partner", "manager", "supervisor", "family", "couple",
    "homeowner", "claimant", "investor", "trader", "learner", "teacher", "either", "both", "sides", "side",
    "party", "parties", "they", "he", "she", "we", "us", "you", "somebody", "someone", "anyone", "anybody",
    "who", "whose", "cust", "consumer", "respondent",
];

/// Further people, and words that mean them.
#[rustfmt::skip]
const MORE_PEOPLE: &[&str] = &[
    "their", "his", "her", "them", "team", "household", "attendee", "participant", "participants",
    "contact", "contractor", "engineer", "plumber", "mother", "father", "child", "kid", "kids", "spouse",
    "wife", "husband", "relative", "carer", "caregiver", "clinician", "pharmacist", "insured", "insurer",
    "broker", "lender", "renter", "player", "diner", "viewer", "reader", "pupil", "worker", "salesperson",
    "human", "i",
];

#[derive(Debug)]
pub(super) struct NobodyRules {
    acts: Vec<Phrase>,
    whole_call: Vec<Phrase>,
}

impl NobodyRules {
    pub(super) fn new() -> Self {
        Self {
            acts: Phrase::all(&[
                "was|were|is|are|been|got|being *4 expressed|voiced|said|asked|requested|promised|agreed|offered|stated|raised|confirmed|accepted|declined|refused|complained|apologised|apologized|acknowledged|thanked|explained|admitted|denied|claimed|felt|shown|given|committed|suggested|threatened|demanded|reported|named|proposed|quoted|told|understood|shared|greeted|answered|addressed|objected|approved|rejected|conveyed|displayed|demonstrated|communicated",
                "rate|score|grade|assess|evaluate|measure|describe|judge|classify|how|what|which *4 satisfaction|frustration|sentiment|mood|interest|anger|annoyance|happiness|emotion|emotions|enthusiasm|confidence|attitude|stress|willingness|urgency|trust|loyalty|objection|objections|complaint|complaints|promise|promises|intent|intention",
                "any|a|an|the objection|objections|complaint|complaints|concern|concerns|promise|promises|commitment|commitments|request|requests|question|questions|apology|frustration|interest raised|made|expressed|voiced|given|asked|stated|shown",
                "how satisfied|happy|angry|frustrated|interested|upset|annoyed|likely|willing|confident|stressed|urgent|confused",
                "^ satisfaction|frustration|sentiment|mood|interest|anger|annoyance|happiness|emotion|attitude",
                "^ level|degree|amount|extent of satisfaction|frustration|interest|anger|annoyance|happiness|trust|urgency|stress|enthusiasm",
                "^ overall|general|final|main|apparent satisfaction|frustration|sentiment|mood|interest|anger|emotion|attitude",
                "^ was|is|were|are satisfied|happy|angry|frustrated|interested",
            ]),
            whole_call: Phrase::all(&[
                "of|throughout|for|about the|this|whole|entire? whole|entire|overall? call|conversation|interaction|dialogue|discussion|chat",
                "overall|whole|entire call|conversation|interaction",
                "call's|conversation's",
                "the call|conversation end~|close~|resol~|go|went",
            ]),
        }
    }

    pub(super) fn look(&self, look: &mut Look<'_>) {
        let text = look.text;
        let named = text.tokens.iter().any(|token| {
            let word = token
                .lower
                .strip_suffix("'s")
                .or(token.lower.strip_suffix("s'"))
                .unwrap_or(&token.lower);
            PEOPLE.contains(&word)
                || MORE_PEOPLE.contains(&word)
                || word.ends_with("holder")
                || word.ends_with("holders")
        });
        if named || any_of(&self.whole_call, text) {
            return;
        }
        let asked = |found: &Match| {
            text.sentence_of(found.first).is_some_and(|sentence| {
                let condition = matches!(
                    text.word(sentence.first),
                    "if" | "when" | "unless" | "answer" | "none"
                );
                // ""open" when no day is named": the case.
                let case = (sentence.first + 1..found.first)
                    .any(|at| matches!(text.word(at), "if" | "when" | "unless" | "where" | "once"));
                (sentence.first == 0 || text.asks(sentence)) && !condition && !case
            })
        };
        let found = self
            .acts
            .iter()
            .flat_map(|phrase| phrase.matches(text).take(8))
            .filter(asked)
            .min_by_key(|found| found.first);
        if let Some(found) = found {
            look.say(20, Severity::Warning, found, What::SpeakerMissing, None);
        }
    }
}
