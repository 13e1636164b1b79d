//! Lenient reading of answers: a member may be absent, null or of an odd type, and have several names. Only what
//! nothing can be done without is required.

use serde_json::{Map, Value};

/// The place in an answer that stopped the reading. Names members, never values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unread(pub(crate) String);

pub(crate) type Read<T> = Result<T, Unread>;

/// The object itself, or the complaint that `what` is none.
pub(crate) fn object(value: Value, what: &str) -> Read<Map<String, Value>> {
    match value {
        Value::Object(map) => Ok(map),
        _ => Err(Unread(format!("{what} is no object"))),
    }
}

/// Takes the array named `name` out of `data`, or `data` itself if it is an array.
pub(crate) fn list(data: &mut Value, name: &str) -> Read<Vec<Value>> {
    let found = match data {
        Value::Object(map) => map.get_mut(name).map(Value::take),
        Value::Array(_) => Some(data.take()),
        _ => None,
    };
    match found {
        Some(Value::Array(items)) => Ok(items),
        _ => Err(Unread(format!("{name} is no list"))),
    }
}

/// Reads every item, naming the one that cannot be read.
pub(crate) fn each<T>(items: Vec<Value>, what: &str, read: impl Fn(Value) -> Read<T>) -> Read<Vec<T>> {
    let read_one =
        |(index, item)| read(item).map_err(|Unread(why)| Unread(format!("{what}[{index}]: {why}")));
    items.into_iter().enumerate().map(read_one).collect()
}

/// The first of `names` that holds a text.
pub(crate) fn text(map: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names
        .iter()
        .find_map(|name| map.get(*name)?.as_str().map(str::to_owned))
}

/// The first of `names` that holds a text that is not empty.
pub(crate) fn id(map: &Map<String, Value>, names: &[&str]) -> Option<String> {
    let not_empty = |name: &&str| {
        map.get(*name)?
            .as_str()
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    names.iter().find_map(not_empty)
}

/// As [`id`], or the complaint that it is missing.
pub(crate) fn required_id(map: &Map<String, Value>, names: &[&str]) -> Read<String> {
    id(map, names).ok_or_else(|| Unread(format!("no {}", names.join(" or "))))
}

/// The first of `names` that holds a count, be it spelled `3`, `3.0` or `"3"`.
pub(crate) fn count(map: &Map<String, Value>, names: &[&str]) -> Option<u32> {
    names.iter().find_map(|name| match map.get(*name)? {
        Value::Number(number) => number
            .as_u64()
            .or_else(|| whole(number.as_f64()?))?
            .try_into()
            .ok(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    })
}

fn whole(number: f64) -> Option<u64> {
    // The cast is exact: the value is whole and below 2^32.
    (number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number)).then_some(number as u64)
}

/// Whether `name` holds `true`.
pub(crate) fn flag(map: &Map<String, Value>, name: &str) -> bool {
    map.get(name).and_then(Value::as_bool).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn map(value: Value) -> Map<String, Value> {
        object(value, "test").unwrap()
    }

    #[test]
    fn the_first_usable_name_wins() {
        let answer = map(json!({"draftId": null, "_id": "b", "label": ""}));
        assert_eq!(id(&answer, &["draftId", "_id"]).as_deref(), Some("b"));
        assert_eq!(id(&answer, &["label"]), None);
        assert_eq!(text(&answer, &["label"]).as_deref(), Some(""));
        assert_eq!(required_id(&answer, &["x", "y"]), Err(Unread("no x or y".into())));
    }

    #[test]
    fn counts_in_every_spelling() {
        let answer =
            map(json!({"a": 7, "b": 7.0, "c": "7", "d": -1, "e": 7.5, "f": 5_000_000_000_u64, "g": null}));
        assert_eq!(
            [
                count(&answer, &["a"]),
                count(&answer, &["b"]),
                count(&answer, &["c"])
            ],
            [Some(7); 3]
        );
        assert_eq!(
            [
                count(&answer, &["d"]),
                count(&answer, &["e"]),
                count(&answer, &["f"])
            ],
            [None; 3]
        );
        assert_eq!(count(&answer, &["g", "missing", "a"]), Some(7));
    }

    #[test]
    fn says_which_item_cannot_be_read() {
        let read = |item| Ok(object(item, "agent")?.len());
        let failed = each(vec![json!({}), json!(1)], "agents", read);
        assert_eq!(failed, Err(Unread("agents[1]: agent is no object".into())));
    }
}
