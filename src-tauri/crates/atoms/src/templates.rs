//! The platform's own metric templates. Atoms: metric templates.

use serde_json::Value;

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::read::{self, Read};

/// A ready-made metric, as the server offers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetricTemplate {
    /// The metric's name.
    pub identifier: String,
    /// What the evaluating model is asked.
    pub prompt: String,
    /// The type's word on the wire (`STRING`, `ENUM`, …), whatever it is; empty when none was sent.
    pub data_type: String,
    /// The allowed answers. The documented list leaves them out, even for `ENUM`.
    pub choices: Vec<String>,
}

impl Client {
    /// Reads the list of templates. Atoms: `GET /disposition-metric-templates`.
    ///
    /// # Errors
    /// As every call.
    pub async fn templates(&self) -> Result<Vec<MetricTemplate>, Error> {
        self.send(Call::get("disposition-metric-templates"), read_templates)
            .await
    }
}

fn read_templates(mut data: Value) -> Read<Vec<MetricTemplate>> {
    let items = read::list(&mut data, "templates")?;
    read::each(items, "templates", |item| {
        let nested_type = item
            .pointer("/dispositionValues/type")
            .and_then(Value::as_str)
            .map(str::to_owned);
        let template = read::object(item, "template")?;
        let choices = template.get("choices").and_then(Value::as_array);
        let texts = |items: &Vec<Value>| {
            items
                .iter()
                .filter_map(|item| item.as_str().map(str::to_owned))
                .collect()
        };
        Ok(MetricTemplate {
            identifier: read::required_id(&template, &["identifier"])?,
            prompt: read::text(&template, &["dispositionMetricPrompt"]).unwrap_or_default(),
            data_type: read::text(&template, &["dispositionMetricType"])
                .or(nested_type)
                .unwrap_or_default(),
            choices: choices.map(texts).unwrap_or_default(),
        })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_both_forms_of_the_type_and_missing_choices() {
        let templates = read_templates(json!([
            {"identifier": "a", "dispositionMetricPrompt": "p", "dispositionMetricType": "ENUM"},
            {"identifier": "b", "dispositionValues": {"type": "STRING"}, "choices": ["x", null, "y"]},
        ]))
        .unwrap();
        assert_eq!(
            (templates[0].data_type.as_str(), templates[0].choices.len()),
            ("ENUM", 0)
        );
        assert_eq!(
            (templates[1].data_type.as_str(), templates[1].prompt.as_str()),
            ("STRING", "")
        );
        assert_eq!(templates[1].choices, ["x", "y"]);
    }
}
