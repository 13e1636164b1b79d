//! Whether a prompt is in English. Rules that read words are silent on anything else.

use super::text::{Kind, Text};

/// Small words that English texts are full of.
#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "the", "of", "did", "is", "was", "what", "and", "or", "to", "if", "answer", "call", "caller", "agent",
    "customer", "how", "any", "not", "for", "by", "from", "with", "on", "at", "be", "were", "which", "who",
    "this", "that", "it", "they", "their", "only", "rate", "true", "false", "yes", "does", "has", "have",
    "are", "when", "why", "score", "return", "other", "user", "during", "about", "choose", "pick", "should",
    "there", "whether", "an", "every", "each",
];

/// Small words of other languages that are no English words.
#[rustfmt::skip]
const OTHER: &[&str] = &[
    "de", "la", "en", "un", "à", "ne", "ang", "ng", "ba", "llamada", "chamada", "chiamata", "anrufs",
    "gesprächs", "anliegen", "grund", "motivo", "cliente", "resumen", "resumo", "zusammenfassung", "datum",
    "uhrzeit", "fecha", "termin", "bitte", "ja", "nein", "sí", "oui", "non", "der", "das", "und", "ist",
    "nicht", "ein", "eine", "einen", "einer", "eines", "einem", "wurde", "wurden", "wird", "werden", "wie",
    "ob", "wenn", "mit", "dem", "den", "kunde", "kunden", "kundin", "gespräch", "antworte", "antworten",
    "anruf", "anrufer", "anrufers", "agenten", "mitarbeiter", "zu", "zum", "zur", "von", "vom", "auf",
    "oder", "welche", "welcher", "welches", "warum", "wer", "wann", "wo", "hat", "haben", "bei", "im",
    "nach", "über", "für", "sich", "auch", "nur", "sonst", "falls", "kein", "keine", "keinen", "gesprochen",
    "el", "los", "las", "que", "qué", "una", "unos", "del", "cliente", "clientes", "llamada", "agente",
    "fue", "fueron", "se", "cómo", "por", "para", "está", "están", "responde", "responda", "responder",
    "sí", "cuál", "cuándo", "dónde", "porque", "con", "sin", "su", "sus", "al", "según", "pero", "más",
    "usuario", "llamó", "indica", "indique", "elige", "escribe", "le", "les", "des", "est", "une", "dans",
    "avec", "pour", "du", "quel", "quelle", "quels", "quelles", "appel", "qui", "répondez", "réponds", "si",
    "pas", "été", "ou", "au", "aux", "sur", "par", "ce", "cette", "il", "elle", "appelant", "appelle",
    "indiquez", "écris", "écrivez", "choisissez", "sinon", "pourquoi", "quand", "os", "da", "dos", "não",
    "em", "um", "uma", "foi", "ele", "ela", "sem", "qual", "quais", "quando", "onde", "porquê", "como",
    "ligação", "atendente", "escolha", "caso", "mais", "lo", "che", "di", "è", "della", "dello", "degli",
    "stato", "stata", "non", "gli", "nel", "nella", "chiamata", "operatore", "perché", "quale", "rispondi",
    "scegli", "altrimenti", "sono", "hanno", "het", "een", "van", "klant", "niet", "werd", "wordt", "welke",
    "waarom", "wanneer", "gesprek", "beller", "antwoord", "ja", "nee", "heeft", "hebben", "bij", "voor",
    "anders", "aan", "uit", "naar", "czy", "jest", "nie", "klient", "klienta", "rozmowa", "rozmowy",
    "dlaczego", "jaki", "jaka", "jakie", "jeśli", "odpowiedz", "wybierz", "oraz", "przez", "był", "była",
    "było", "się", "że", "kya", "hai", "hain", "ko", "ke", "nahi", "nahin", "haan", "aur", "agar", "kaun",
    "kab", "kahan", "kyun", "kaise", "bola", "boli", "bataya", "bataye", "liye", "mein", "matlab", "tha",
    "thi", "karo", "likho", "graahak", "agaahak", "och", "är", "det", "att", "på", "av", "kundens",
    "samtalet", "varför", "inte", "eller", "vilken", "vad", "svara", "blev", "vill", "og", "ikke", "hvad",
    "hvorfor", "hvornår", "ved", "hun", "ve", "bir", "bu", "mi", "mı", "müşteri", "aradı", "nasıl", "neden",
    "eğer", "değil", "için", "ile", "arama", "görüşme", "yang", "apakah", "tidak", "pelanggan", "dengan",
    "untuk", "jika", "adalah", "ini", "itu", "atau", "agen", "panggilan", "mengapa", "jawab", "khách",
    "hàng", "không", "gọi", "có", "của", "là", "và", "nếu", "ang", "kung", "bakit", "tumawag", "po", "opo",
    "je", "zákazník", "proč", "není", "nebo", "pokud", "hovor", "jaký", "byl", "byla", "és", "nem", "az",
    "ügyfél", "hogy", "miért", "vagy", "hívás", "și", "este", "nu", "clientul", "apelul", "dacă", "pentru",
    "sau", "cum", "ei", "asiakas", "asiakkaan", "puhelu", "miksi", "oliko", "vai", "tai", "kwa", "mteja",
    "simu",
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
