//! What a version is called after it was published: on Atoms where it takes that, else in a note on this computer.

use debrief_atoms::{Describe, Version};

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::generation::{Dialect, Generation};
use crate::publishing::{DESCRIPTION_LIMIT, LABEL_LIMIT};
use crate::store::VersionKey;
use crate::views::{LabelsOutcome, LabelsView, TypedLabels, VersionLabels, VersionRow};

impl VersionLabels {
    fn of(version: &Version) -> Self {
        Self {
            label: version.label.clone().unwrap_or_default(),
            description: version.description.clone().unwrap_or_default(),
            is_pinned: version.is_pinned,
        }
        .trimmed()
    }

    fn trimmed(&self) -> Self {
        Self {
            label: self.label.trim().to_owned(),
            description: self.description.trim().to_owned(),
            is_pinned: self.is_pinned,
        }
    }
}

/// What a person wants to be another than what they saw. What they left alone is none of it.
impl TypedLabels {
    /// What of it has to be sent for a version that is called `now`.
    fn missing(&self, now: &VersionLabels) -> Describe {
        let (seen, labels) = (&self.seen, &self.labels);
        let text = |seen: &String, wish: &String, now: &String| {
            Some(wish.clone()).filter(|wish| wish != seen && wish != now)
        };
        Describe {
            label: text(&seen.label, &labels.label, &now.label),
            description: text(&seen.description, &labels.description, &now.description),
            is_pinned: Some(labels.is_pinned).filter(|pin| *pin != seen.is_pinned && *pin != now.is_pinned),
        }
    }

    /// Whether something that has to be sent is not any more as it was seen.
    fn is_overtaken(&self, now: &VersionLabels) -> bool {
        let missing = self.missing(now);
        missing.label.is_some() && now.label != self.seen.label
            || missing.description.is_some() && now.description != self.seen.description
    }

    /// Its words, for a note.
    fn words(&self) -> String {
        let missing = self.missing(&self.seen);
        let texts = [missing.label, missing.description].into_iter().flatten();
        let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
        texts.join("\n")
    }
}

impl Engine {
    /// Whether Atoms takes another label for this version, and what was typed and not saved. Asks nobody.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn version_labels(&self, agent: &str, version: &str) -> Result<LabelsView> {
        let key = self.version_key(agent, version).await?;
        let store = &self.ports.store;
        let generation = store.generation(key.0.clone(), key.1.clone()).await?;
        Ok(LabelsView {
            on_atoms: generation.unwrap_or_default() == Generation::Drafts,
            typed: store.typed_labels(key).await?,
        })
    }

    /// Keeps what was typed to call a version, until it is saved; none forgets it.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn keep_version_labels(
        &self,
        agent: &str,
        version: &str,
        typed: Option<TypedLabels>,
    ) -> Result<()> {
        let key = self.version_key(agent, version).await?;
        self.ports.store.keep_typed_labels(key, typed).await
    }

    /// Keeps the person's own note on a version; one without words is none.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn keep_note(&self, agent: &str, version: &str, note: String) -> Result<()> {
        let key = self.version_key(agent, version).await?;
        let now = self.ports.clock.now_text();
        self.ports.store.keep_note(key, note, now).await
    }

    /// Calls a version something else on Atoms. `seen` is what the person began from: what they left as it was is not
    /// sent, and what somebody else changed meanwhile is not written over.
    ///
    /// # Errors
    /// `Invalid` for a text that is too long; `NotFound` for a version that was never listed; Atoms' answer, the way to
    /// the key, or the store.
    pub async fn edit_version_labels(
        &self,
        agent: &str,
        version: &str,
        seen: VersionLabels,
        labels: VersionLabels,
    ) -> Result<LabelsOutcome> {
        let wish = TypedLabels {
            seen: seen.trimmed(),
            labels: labels.trimmed(),
        };
        let too_long = |text: &str, limit| text.chars().count() > limit;
        if too_long(&wish.labels.label, LABEL_LIMIT) || too_long(&wish.labels.description, DESCRIPTION_LIMIT)
        {
            return Err(Error::Invalid);
        }
        let key = self.version_key(agent, version).await?;
        // Known before anything is sent, so that what it is called can be kept.
        self.row_of(&key).await?;
        let client = self.client(&key.0).await?;
        let mut dialect = Dialect::of(&client, &self.ports.store, &key.0, agent).await?;
        loop {
            if dialect.generation == Generation::Branches {
                let now = self.ports.clock.now_text();
                let store = &self.ports.store;
                store.add_to_note(key.clone(), wish.words(), now).await?;
                let version = self.row_of(&key).await?;
                return Ok(LabelsOutcome::InNote { version });
            }
            match self.describe(&dialect, &key, &wish).await {
                Ok(outcome) => {
                    dialect.confirm().await?;
                    return Ok(outcome);
                }
                Err(error) => dialect.correct(error).await?,
            }
        }
    }

    async fn describe(
        &self,
        dialect: &Dialect<'_>,
        key: &VersionKey,
        wish: &TypedLabels,
    ) -> Result<LabelsOutcome> {
        let (client, store, version) = (dialect.client, &self.ports.store, key.2.as_str());
        let read = client.version(dialect.agent, version).await?;
        let mut now = VersionLabels::of(&read.version);
        store.set_labels(key.clone(), now.clone()).await?;
        if wish.is_overtaken(&now) {
            let version = self.row_of(key).await?;
            return Ok(LabelsOutcome::Moved { version });
        }
        let missing = wish.missing(&now);
        let mut unclear = None;
        if missing != Describe::default() {
            now = match client.describe_version(dialect.agent, version, &missing).await {
                Ok(answer) => VersionLabels::of(&answer),
                Err(error) if error.is_unclear() => match client.version(dialect.agent, version).await {
                    Ok(read) => {
                        unclear = Some(error);
                        VersionLabels::of(&read.version)
                    }
                    Err(_) => return Err(error.into()),
                },
                Err(error) => return Err(error.into()),
            };
            store.set_labels(key.clone(), now.clone()).await?;
        }
        let is_done = wish.missing(&now) == Describe::default();
        if is_done {
            store.keep_typed_labels(key.clone(), None).await?;
        } else if let Some(error) = unclear {
            return Err(error.into());
        }
        let version = self.row_of(key).await?;
        Ok(if is_done {
            LabelsOutcome::Saved { version }
        } else {
            LabelsOutcome::NotTaken { version }
        })
    }

    async fn version_key(&self, agent: &str, version: &str) -> Result<VersionKey> {
        Ok((self.current_id().await?, agent.to_owned(), version.to_owned()))
    }

    async fn row_of(&self, (connection, agent, version): &VersionKey) -> Result<VersionRow> {
        let row = self.known_row(connection, agent, version).await?;
        row.ok_or(Error::NotFound("version"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(label: &str, description: &str, is_pinned: bool) -> VersionLabels {
        VersionLabels {
            label: label.into(),
            description: description.into(),
            is_pinned,
        }
    }

    fn wish(seen: VersionLabels, labels: VersionLabels) -> TypedLabels {
        TypedLabels { seen, labels }
    }

    #[test]
    fn sends_what_the_person_changed() {
        let now = labels("a", "b", false);
        let none = Describe::default;
        for (to, sent) in [
            (labels("a", "b", false), none()),
            (
                labels("c", "b", false),
                Describe {
                    label: Some("c".into()),
                    ..none()
                },
            ),
            (
                labels("", "b", true),
                Describe {
                    label: Some(String::new()),
                    is_pinned: Some(true),
                    ..none()
                },
            ),
        ] {
            let wish = wish(now.clone(), to);
            assert_eq!((wish.missing(&now), wish.is_overtaken(&now)), (sent, false));
        }
    }

    #[test]
    fn what_a_colleague_changed_is_left_alone_and_not_written_over() {
        let wish = wish(labels("a", "b", false), labels("c", "b", false));
        // Theirs is another field.
        let now = labels("a", "theirs", true);
        assert_eq!(wish.missing(&now).description, None);
        assert!(!wish.is_overtaken(&now));
        // Theirs is the same field, and then the same words.
        assert!(wish.is_overtaken(&labels("theirs", "b", false)));
        assert_eq!(wish.missing(&labels("c", "b", false)), Describe::default());
    }
}
