//! Ids as the platform makes them: 24 lower-case hex digits, the first eight a time in seconds.

use jiff::Timestamp;
use uuid::Uuid;

/// A new id for something that is created now.
pub fn fresh(now: Timestamp) -> String {
    let random = Uuid::new_v4();
    compose(now.as_second(), &random.as_bytes()[..8])
}

/// The id of a piece of sample data: the same name gives the same id on every machine and in every run.
pub fn named(name: &str) -> String {
    // FNV-1a, twice with different offsets; ids only have to differ, not to be hard to guess.
    let head = fnv(0xcbf2_9ce4_8422_2325, name);
    let tail = fnv(head ^ 0x9e37_79b9_7f4a_7c15, name);
    let seconds = 0x6860_0000 + i64::try_from(head % 0x00f0_0000).unwrap_or_default();
    compose(seconds, &tail.to_be_bytes())
}

/// Whether the text could be an id at all.
pub fn well_formed(id: &str) -> bool {
    id.len() == 24
        && id
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// A new API key in the platform's spelling.
pub fn api_key() -> String {
    format!("sk_{}", Uuid::new_v4().simple())
}

fn compose(seconds: i64, rest: &[u8]) -> String {
    format!("{:08x}{}", seconds & 0xffff_ffff, hex::encode(rest))
}

fn fnv(offset: u64, text: &str) -> u64 {
    text.bytes().fold(offset, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_has_the_platform_shape() {
        assert!(well_formed(&fresh(Timestamp::UNIX_EPOCH)));
        assert!(well_formed(&named("agent/order-support")));
        assert!(!well_formed("6A60000000000000000000AA"));
        assert!(!well_formed("6a60"));
    }

    #[test]
    fn sample_ids_depend_on_the_name_alone() {
        assert_eq!(named("a"), named("a"));
        assert_ne!(named("a"), named("b"));
    }

    #[test]
    fn fresh_ids_start_with_the_time() {
        let at = Timestamp::from_second(0x69fd_9611).unwrap();
        assert!(fresh(at).starts_with("69fd9611"));
        assert_ne!(fresh(at), fresh(at));
    }
}
