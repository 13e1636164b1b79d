//! A file of templates: how they go from one computer to another.
//!
//! `{"debriefTemplates": 1, "templates": [...]}`, each with the members of [`Entry`]. The metric's own members are
//! named as Atoms names them. Reading changes nothing; `import_templates` keeps what was read.

use debrief_metrics::{DataType, Field, MetricFields, ProblemCode, suggest_identifier};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::engine::Engine;
use crate::error::Result;
use crate::files::{DialogAsk, DialogWords, SavedFile};
use crate::templates::{problems, set_name, tidy};
use crate::views::{
    FileTemplate, ImportedTemplates, KnownTemplates, OwnTemplate, RefusedReason, RefusedTemplate,
    TemplateText, TemplatesFile,
};

/// The form of the files that this build writes.
const FORM: u64 = 1;
const ENDING: &str = "json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    debrief_templates: u64,
    templates: Vec<Entry<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    name: &'a str,
    set: Option<&'a str>,
    when_to_use: &'a str,
    identifier: &'a str,
    disposition_metric_prompt: &'a str,
    disposition_metric_type: &'a str,
    choices: &'a [String],
}

impl Engine {
    /// Asks where to write a file with these templates, in their order, and writes it. None if the person cancels.
    ///
    /// # Errors
    /// `File`, or when the store cannot be read.
    pub async fn export_templates(&self, ids: &[String], words: DialogWords) -> Result<Option<SavedFile>> {
        let mut own = self.own_templates().await?;
        own.retain(|template| ids.contains(&template.id));
        let ask = DialogAsk {
            words,
            endings: vec![ENDING],
            name: file_name(&own),
        };
        let text = format!("{}\n", serde_json::to_string_pretty(&document(&own))?);
        self.save_file(ask, text.into_bytes()).await
    }

    /// Asks for a file of templates and says what it holds. None if the person cancels; nothing is kept.
    ///
    /// # Errors
    /// `File`, or when the store cannot be read.
    pub async fn open_templates_file(&self, words: DialogWords) -> Result<Option<TemplatesFile>> {
        let ask = DialogAsk {
            words,
            endings: vec![ENDING],
            name: String::new(),
        };
        match self.open_file(ask).await? {
            Some(file) => Ok(Some(self.read_templates_text(file.name, &file.text).await?)),
            None => Ok(None),
        }
    }

    /// What the text of a file holds. Nothing is kept.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn read_templates_text(&self, file_name: String, text: &str) -> Result<TemplatesFile> {
        let listed = match open(text) {
            Opened::Templates(listed) => listed,
            Opened::Newer => return Ok(TemplatesFile::Newer { file_name }),
            Opened::SomethingElse => return Ok(TemplatesFile::NotTemplates { file_name }),
        };
        let names = self.template_names().await?;
        let (mut entries, mut refused) = (Vec::new(), Vec::new());
        for (row, value) in (1_u32..).zip(&listed) {
            match entry(value) {
                Ok((set, text)) => entries.push(FileTemplate {
                    row,
                    set,
                    known: names.contains(&folded(&text.name)),
                    text,
                }),
                Err(reason) => refused.push(RefusedTemplate {
                    row,
                    name: called(value),
                    reason,
                }),
            }
        }
        Ok(TemplatesFile::Read {
            file_name,
            entries,
            refused,
        })
    }

    /// Keeps templates of a file. Their names are looked at once more.
    ///
    /// # Errors
    /// When the store cannot be written. Nothing is kept then.
    pub async fn import_templates(
        &self,
        entries: Vec<FileTemplate>,
        known: KnownTemplates,
    ) -> Result<ImportedTemplates> {
        let names = self.template_names().await?;
        let mut skipped = 0;
        let mut texts = Vec::new();
        for entry in entries {
            let text = tidy(entry.text);
            let is_known = names.contains(&folded(&text.name));
            let is_sound = problems(std::slice::from_ref(&text)).is_empty();
            if (known == KnownTemplates::Skip && is_known) || !is_sound {
                skipped += 1;
            } else {
                texts.push((set_name(entry.set), text));
            }
        }
        let added = self.keep_templates(texts).await?;
        Ok(ImportedTemplates { added, skipped })
    }

    async fn template_names(&self) -> Result<Vec<String>> {
        let own = self.own_templates().await?;
        Ok(own.iter().map(|template| folded(&template.text.name)).collect())
    }
}

/// The name that is offered: of the set, or of the one template in it.
fn file_name(templates: &[OwnTemplate]) -> String {
    let set = templates.first().and_then(|template| template.set.as_deref());
    let one_set = templates.iter().all(|template| template.set.as_deref() == set);
    let name = match templates {
        [one] => Some(one.text.name.as_str()),
        _ if one_set => set,
        _ => None,
    };
    let name = name.and_then(|name| suggest_identifier(&name.to_lowercase(), &|_| false));
    match name {
        Some(name) => format!("{}-templates.{ENDING}", name.replace('_', "-")),
        None => format!("debrief-templates.{ENDING}"),
    }
}

fn document(templates: &[OwnTemplate]) -> Document<'_> {
    Document {
        debrief_templates: FORM,
        templates: templates
            .iter()
            .map(|template| Entry {
                name: &template.text.name,
                set: template.set.as_deref(),
                when_to_use: &template.text.when_to_use,
                identifier: &template.text.fields.identifier,
                disposition_metric_prompt: &template.text.fields.prompt,
                disposition_metric_type: template.text.fields.data_type.wire(),
                choices: &template.text.fields.choices,
            })
            .collect(),
    }
}

enum Opened {
    Templates(Vec<Value>),
    Newer,
    SomethingElse,
}

fn open(text: &str) -> Opened {
    let Ok(Value::Object(mut document)) = serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}'))
    else {
        return Opened::SomethingElse;
    };
    match document.get("debriefTemplates").and_then(Value::as_u64) {
        Some(FORM) => match document.get_mut("templates").map(Value::take) {
            Some(Value::Array(listed)) => Opened::Templates(listed),
            _ => Opened::SomethingElse,
        },
        Some(form) if form > FORM => Opened::Newer,
        _ => Opened::SomethingElse,
    }
}

/// The same name, however it is written.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

fn called(value: &Value) -> String {
    ["name", "identifier"]
        .iter()
        .find_map(|member| value.get(member).and_then(Value::as_str))
        .unwrap_or_default()
        .to_owned()
}

/// One entry, if it can be kept. What is missing counts as empty.
fn entry(value: &Value) -> std::result::Result<(Option<String>, TemplateText), RefusedReason> {
    let members = value.as_object().ok_or(RefusedReason::NotATemplate)?;
    if !members.contains_key("identifier") && !members.contains_key("dispositionMetricPrompt") {
        return Err(RefusedReason::NotATemplate);
    }
    let word = string(members, "dispositionMetricType", Field::DataType)?;
    let data_type = DataType::from_wire(&word.trim().to_ascii_uppercase()).ok_or(RefusedReason::Problem {
        code: ProblemCode::TypeUnknown,
        value: Some(word),
    })?;
    let text = tidy(TemplateText {
        // A name or a purpose that is no text is not worth losing a question for.
        name: string(members, "name", Field::Identifier).unwrap_or_default(),
        when_to_use: string(members, "whenToUse", Field::Identifier).unwrap_or_default(),
        fields: MetricFields {
            identifier: string(members, "identifier", Field::Identifier)?,
            data_type,
            prompt: string(members, "dispositionMetricPrompt", Field::Prompt)?,
            choices: choices(members.get("choices"))?,
        },
    });
    match problems(std::slice::from_ref(&text)).into_iter().next() {
        Some(problem) => Err(RefusedReason::Problem {
            code: problem.code,
            value: problem.value,
        }),
        None => Ok((set_name(string(members, "set", Field::Identifier).ok()), text)),
    }
}

fn string(
    members: &Map<String, Value>,
    name: &str,
    field: Field,
) -> std::result::Result<String, RefusedReason> {
    match members.get(name) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(RefusedReason::NotText { field }),
    }
}

fn choices(value: Option<&Value>) -> std::result::Result<Vec<String>, RefusedReason> {
    let refused = || RefusedReason::NotText {
        field: Field::Choices,
    };
    match value {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(listed)) => listed
            .iter()
            .map(|choice| choice.as_str().map(str::to_owned).ok_or_else(refused))
            .collect(),
        Some(_) => Err(refused()),
    }
}
