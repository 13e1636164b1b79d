//! Templates to start a metric from: the library, the server's, and the person's own, which are kept in the profile
//! and serve every workspace.

use debrief_metrics::{
    DataType, Metric, MetricFields, MetricId, Problem, ProblemCode, library, pieces, validate,
};
use uuid::Uuid;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::store::StoredTemplate;
use crate::views::{OwnTemplate, TemplateText, TemplateView, TemplatesOutcome};

impl Engine {
    /// Our own templates.
    ///
    /// # Errors
    /// Never in a build whose tests passed: the library is data of the program.
    pub fn library_templates(&self) -> Result<Vec<TemplateView>> {
        let templates = library().map_err(|error| Error::Internal(error.to_string()))?;
        Ok(templates
            .into_iter()
            .map(|template| TemplateView {
                fields: template.fields(),
                pieces: pieces(&template.prompt),
                category: Some(template.category),
                when_to_use: Some(template.when_to_use),
                example: Some(template.example),
            })
            .collect())
    }

    /// The server's templates. Implements Atoms' "disposition metric templates".
    ///
    /// # Errors
    /// Atoms' answer, or the way to the key.
    pub async fn atoms_templates(&self) -> Result<Vec<TemplateView>> {
        let client = self.client(&self.current_id().await?).await?;
        let templates = client.templates().await?;
        Ok(templates
            .into_iter()
            .filter_map(|template| {
                let data_type = DataType::from_wire(&template.data_type)?;
                Some(TemplateView {
                    pieces: pieces(&template.prompt),
                    fields: MetricFields {
                        identifier: template.identifier,
                        data_type,
                        prompt: template.prompt,
                        choices: template.choices,
                    },
                    category: None,
                    when_to_use: None,
                    example: None,
                })
            })
            .collect())
    }

    /// The person's own templates, in order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn own_templates(&self) -> Result<Vec<OwnTemplate>> {
        let stored = self.ports.store.own_templates().await?;
        Ok(stored.into_iter().map(view).collect())
    }

    /// Keeps templates behind the others, all of them or none.
    ///
    /// # Errors
    /// When the store cannot be written. What is wrong with them is an outcome, not an error.
    pub async fn save_templates(
        &self,
        texts: Vec<TemplateText>,
        set: Option<String>,
    ) -> Result<TemplatesOutcome> {
        let texts: Vec<_> = texts.into_iter().map(tidy).collect();
        let problems = problems(&texts);
        if !problems.is_empty() {
            return Ok(TemplatesOutcome::Refused { problems });
        }
        let set = set_name(set);
        let templates = self
            .keep_templates(texts.into_iter().map(|text| (set.clone(), text)).collect())
            .await?;
        Ok(TemplatesOutcome::Saved { templates })
    }

    /// Keeps templates that are known to be sound.
    pub(crate) async fn keep_templates(
        &self,
        texts: Vec<(Option<String>, TemplateText)>,
    ) -> Result<Vec<OwnTemplate>> {
        let now = self.ports.clock.now_text();
        let templates = texts
            .into_iter()
            .map(|(set, text)| StoredTemplate {
                id: Uuid::now_v7().to_string(),
                set,
                position: 0,
                text,
                created_at: now.clone(),
                changed_at: now.clone(),
            })
            .collect();
        let kept = self.ports.store.add_own_templates(templates).await?;
        Ok(kept.into_iter().map(view).collect())
    }

    /// Replaces what a template says and the set it belongs to.
    ///
    /// # Errors
    /// `NotFound` when it is gone, or the store.
    pub async fn change_template(
        &self,
        id: &str,
        text: TemplateText,
        set: Option<String>,
    ) -> Result<TemplatesOutcome> {
        let text = tidy(text);
        let problems = problems(std::slice::from_ref(&text));
        if !problems.is_empty() {
            return Ok(TemplatesOutcome::Refused { problems });
        }
        let store = &self.ports.store;
        let there = store
            .change_own_template(id.to_owned(), set_name(set), text, self.ports.clock.now_text())
            .await?;
        if !there {
            return Err(Error::NotFound("template"));
        }
        let mut templates = self.own_templates().await?;
        templates.retain(|template| template.id == id);
        Ok(TemplatesOutcome::Saved { templates })
    }

    /// Gives a set another name. A name that is taken joins both sets; a blank one dissolves the set.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn rename_template_set(&self, set: &str, name: &str) -> Result<Vec<OwnTemplate>> {
        let name = set_name(Some(name.to_owned()));
        self.ports.store.rename_template_set(set.to_owned(), name).await?;
        self.own_templates().await
    }

    /// Deletes templates. `put_back_templates` takes it back.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn delete_templates(&self, ids: Vec<String>) -> Result<()> {
        self.ports.store.delete_own_templates(ids).await
    }

    /// Puts templates that were deleted back into their places.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn put_back_templates(&self, templates: Vec<OwnTemplate>) -> Result<()> {
        let stored = templates.into_iter().map(stored).collect();
        self.ports.store.put_back_own_templates(stored).await
    }
}

fn view(template: StoredTemplate) -> OwnTemplate {
    let StoredTemplate {
        id,
        set,
        position,
        text,
        created_at,
        changed_at,
    } = template;
    OwnTemplate {
        id,
        set,
        position,
        pieces: pieces(&text.fields.prompt),
        text,
        created_at,
        changed_at,
    }
}

fn stored(template: OwnTemplate) -> StoredTemplate {
    StoredTemplate {
        id: template.id,
        set: template.set,
        position: template.position,
        text: template.text,
        created_at: template.created_at,
        changed_at: template.changed_at,
    }
}

/// As it is kept: with a name, and with choices only where they count. The prompt stays as typed.
pub(crate) fn tidy(text: TemplateText) -> TemplateText {
    let TemplateText {
        name,
        when_to_use,
        mut fields,
    } = text;
    if fields.data_type != DataType::Enum {
        fields.choices.clear();
    }
    let name = match name.trim() {
        "" => in_words(&fields.identifier),
        name => name.to_owned(),
    };
    TemplateText {
        name,
        when_to_use: when_to_use.trim().to_owned(),
        fields,
    }
}

/// `call_outcome` as "Call outcome".
fn in_words(identifier: &str) -> String {
    let words = identifier.replace('_', " ");
    let mut letters = words.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => identifier.to_owned(),
    }
}

pub(crate) fn set_name(set: Option<String>) -> Option<String> {
    set.map(|set| set.trim().to_owned()).filter(|set| !set.is_empty())
}

/// What Atoms would refuse of each by itself. An Enum may wait for its choices: they are asked for in the card.
pub(crate) fn problems(texts: &[TemplateText]) -> Vec<Problem> {
    let mut all = Vec::new();
    for (index, text) in (0_u32..).zip(texts) {
        let fields = &text.fields;
        let metric = Metric {
            id: MetricId::from(index.to_string()),
            identifier: fields.identifier.clone(),
            data_type: Some(fields.data_type),
            unknown_type: None,
            prompt: fields.prompt.clone(),
            choices: fields.choices.clone(),
        };
        all.extend(
            validate(std::slice::from_ref(&metric))
                .into_iter()
                .filter(|problem| problem.code != ProblemCode::ChoicesMissing)
                .map(|problem| Problem {
                    metric: index,
                    ..problem
                }),
        );
    }
    all
}
