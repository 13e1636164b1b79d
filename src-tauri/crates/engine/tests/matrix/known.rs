//! Cases that show something that is not mended yet. They fail the test all the same; this says why.

pub static KNOWN: [(&str, &str); 0] = [];

/// Why a case is known to fail.
pub fn why(case: &str) -> Option<&'static str> {
    let mut known = KNOWN.iter().filter(|(name, _)| *name == case);
    known.next().map(|(_, why)| *why)
}
