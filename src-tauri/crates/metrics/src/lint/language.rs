//! Whether a prompt is in English. Rules that read words are silent on anything else.

use super::text::{Kind, Text};

/// Small words that English texts are full of.
const ENGLISH: &[&str] = &[
    "the", "of", "did", "is", "was", "what", "and", "or", "to", "if", "answer", "call", "caller", "agent",
    "customer", "how", "any", "not", "for", "by", "from", "with", "on", "at", "be", "were", "which", "who",
    "this", "that", "it", "they", "their", "only", "rate", "true", "false", "yes", "does", "has", "have",
    "are", "when", "why", "score", "return", "other", "user", "during", "about", "choose", "pick", "should",
    "there", "whether", "an", "every", "each",
];

/// Small words of other languages that are no English words.
const OTHER: &[&str] = &[
    "der",
    "das",
    "und",
    "ist",
    "nicht",
    "ein",
    "eine",
    "einen",
    "wurde",
    "wie",
    "ob",
    "wenn",
    "mit",
    "dem",
    "den",
    "kunde",
    "gespräch",
    "antworte",
    "anruf",
    "anrufer",
    "agenten",
    "zu",
    "von",
    "auf",
    "oder",
    "welche",
    "warum",
    "el",
    "los",
    "las",
    "que",
    "qué",
    "una",
    "del",
    "cliente",
    "llamada",
    "agente",
    "fue",
    "se",
    "cómo",
    "por",
    "para",
    "está",
    "responde",
    "responda",
    "sí",
    "y",
    "le",
    "les",
    "des",
    "est",
    "une",
    "et",
    "dans",
    "avec",
    "pour",
    "du",
    "quel",
    "quelle",
    "appel",
    "qui",
    "répondez",
    "réponds",
    "si",
    "pas",
    "été",
    "o",
    "os",
    "da",
    "não",
    "em",
    "um",
    "uma",
    "foi",
    "il",
    "lo",
    "che",
    "di",
    "è",
    "della",
    "stato",
    "non",
    "het",
    "een",
    "van",
    "klant",
    "niet",
    "ne",
    "w",
    "czy",
    "jest",
    "nie",
    "kya",
    "hai",
    "ka",
    "ki",
];

/// Whether the text is English, or so short that nothing speaks against it.
pub(super) fn is_english(text: &Text) -> bool {
    let words = || text.tokens.iter().filter(|token| token.kind == Kind::Word);
    let (mut english, mut other) = (0_usize, 0_usize);
    for token in words().filter(|token| token.quote.is_none()) {
        let word = token.lower.strip_suffix("'s").unwrap_or(&token.lower);
        english += usize::from(ENGLISH.contains(&word));
        other += usize::from(OTHER.contains(&word));
    }
    let (mut letters, mut foreign) = (0_usize, 0_usize);
    for c in words()
        .flat_map(|token| token.lower.chars())
        .filter(|c| c.is_alphabetic())
    {
        letters += 1;
        foreign += usize::from(!c.is_ascii());
    }
    // An accent here and there occurs in names; a script of its own does not.
    if foreign * 5 > letters {
        return false;
    }
    if english == 0 {
        return other == 0 && foreign == 0;
    }
    other * 2 <= english
}
