//! What an answer wraps its data in: `{status: true, data}`, `{success: true, data}`, or nothing.

use serde_json::Value;

use crate::read::Unread;

/// What a successful status carried.
#[derive(Debug, PartialEq)]
pub(crate) enum Opened {
    /// The data, out of its envelope. `Null` for an answer without a body.
    Data(Value),
    /// The envelope itself says that it failed, whatever the status said.
    Refused(Value),
}

/// Opens the body of a 2xx answer.
pub(crate) fn open(body: &[u8]) -> Result<Opened, Unread> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Opened::Data(Value::Null));
    }
    let mut value: Value = serde_json::from_slice(body).map_err(|error| {
        Unread(format!(
            "not JSON at line {} column {}",
            error.line(),
            error.column()
        ))
    })?;
    let Value::Object(map) = &mut value else {
        return Ok(Opened::Data(value));
    };
    // Only a boolean is an envelope: a bare version has a `status` too, and that one is a word.
    let verdict = ["status", "success"]
        .iter()
        .find_map(|name| map.get(*name)?.as_bool());
    match verdict {
        Some(false) => Ok(Opened::Refused(value)),
        Some(true) => match map.get_mut("data").map(Value::take) {
            Some(data) => Ok(Opened::Data(data)),
            None => Ok(Opened::Data(value)),
        },
        None => Ok(Opened::Data(value)),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case(r#"{"status":true,"data":{"_id":"a"}}"#, json!({"_id": "a"}))]
    #[case(r#"{"success":true,"data":[1]}"#, json!([1]))]
    #[case(r#"{"status":true,"data":null}"#, json!(null))]
    #[case(r#"{"success":true,"name":"Acme"}"#, json!({"success": true, "name": "Acme"}))]
    #[case(r#"{"organizations":[]}"#, json!({"organizations": []}))]
    #[case(r#"{"status":"published","_id":"a"}"#, json!({"status": "published", "_id": "a"}))]
    #[case("[1]", json!([1]))]
    #[case(" \n", json!(null))]
    fn opens(#[case] body: &str, #[case] data: Value) {
        assert_eq!(open(body.as_bytes()), Ok(Opened::Data(data)));
    }

    #[test]
    fn believes_a_refusal_over_the_status() {
        let body = json!({"status": false, "errors": ["no"]});
        assert_eq!(open(body.to_string().as_bytes()), Ok(Opened::Refused(body)));
    }

    #[test]
    fn keeps_key_order_and_large_integers() {
        let body = r#"{"status":true,"data":{"z":18446744073709551615,"a":-9223372036854775808,"m":0.1}}"#;
        let Ok(Opened::Data(data)) = open(body.as_bytes()) else {
            panic!("not opened")
        };
        assert_eq!(
            data.to_string(),
            r#"{"z":18446744073709551615,"a":-9223372036854775808,"m":0.1}"#
        );
    }

    #[test]
    fn half_an_answer_is_no_answer() {
        assert!(open(br#"{"status":true,"data":{"#).is_err());
    }
}
