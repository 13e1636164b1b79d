//! Ready-made metrics. Their texts are data, one file per category, and part of the program.

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

use crate::metric::{DataType, MetricFields};

/// A metric to start from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Template {
    /// The identifier it suggests.
    pub identifier: String,
    /// The kind of answer.
    pub data_type: DataType,
    /// The question, with its rules and its way out.
    pub prompt: String,
    /// The allowed answers, for an Enum.
    pub choices: Vec<String>,
    /// Where it belongs in the library.
    pub category: TemplateCategory,
    /// When it helps, in a few words.
    pub when_to_use: String,
    /// An answer as it could come back: of the type, for an Enum one of the choices.
    pub example: String,
}

impl Template {
    /// What a new metric made from this template starts with.
    #[must_use]
    pub fn fields(&self) -> MetricFields {
        MetricFields {
            identifier: self.identifier.clone(),
            data_type: self.data_type,
            prompt: self.prompt.clone(),
            choices: self.choices.clone(),
        }
    }
}

/// The trade a template is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TemplateCategory {
    /// Inbound help.
    Support,
    /// Selling.
    Sales,
    /// Appointments.
    Scheduling,
    /// Overdue payments.
    Collections,
    /// Patients and practices.
    Healthcare,
    /// Rules a call must keep.
    Compliance,
    /// How well the agent worked.
    AgentPerformance,
    /// How the caller felt.
    Experience,
}

/// A bundled file is damaged. The tests read every file, so this cannot happen in a build that passed them.
#[derive(Debug, Error)]
#[error("the templates of {category:?} cannot be read: {reason}")]
pub struct LibraryError {
    /// The file's category.
    pub category: TemplateCategory,
    /// What is wrong with it.
    #[source]
    pub reason: serde_json::Error,
}

const FILES: [(TemplateCategory, &str); 8] = [
    (TemplateCategory::Support, include_str!("templates/support.json")),
    (TemplateCategory::Sales, include_str!("templates/sales.json")),
    (
        TemplateCategory::Scheduling,
        include_str!("templates/scheduling.json"),
    ),
    (
        TemplateCategory::Collections,
        include_str!("templates/collections.json"),
    ),
    (
        TemplateCategory::Healthcare,
        include_str!("templates/healthcare.json"),
    ),
    (
        TemplateCategory::Compliance,
        include_str!("templates/compliance.json"),
    ),
    (
        TemplateCategory::AgentPerformance,
        include_str!("templates/agent_performance.json"),
    ),
    (
        TemplateCategory::Experience,
        include_str!("templates/experience.json"),
    ),
];

/// The bundled templates, in the order in which they are shown.
///
/// # Errors
/// [`LibraryError`] when a bundled file is damaged.
pub fn library() -> Result<Vec<Template>, LibraryError> {
    let mut templates = Vec::new();
    for (category, text) in FILES {
        let listed: Vec<Listed> =
            serde_json::from_str(text).map_err(|reason| LibraryError { category, reason })?;
        templates.extend(
            listed
                .into_iter()
                .map(|template| template.into_category(category)),
        );
    }
    Ok(templates)
}

/// One template as its file has it: the category is the file's.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Listed {
    identifier: String,
    data_type: DataType,
    prompt: String,
    choices: Vec<String>,
    when_to_use: String,
    example: String,
}

impl Listed {
    fn into_category(self, category: TemplateCategory) -> Template {
        let Self {
            identifier,
            data_type,
            prompt,
            choices,
            when_to_use,
            example,
        } = self;
        Template {
            identifier,
            data_type,
            prompt,
            choices,
            category,
            when_to_use,
            example,
        }
    }
}
