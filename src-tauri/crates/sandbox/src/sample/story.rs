//! Plays an agent's history back from a list of chapters, each of which became a version.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use super::blank;
use super::change::{self, Change, replaced};
use crate::answer::Object;
use crate::edit;
use crate::ids;
use crate::options::Verdict;
use crate::section::Section;
use crate::world::{Agent, Blocks, Check, Draft, DraftRow, Origin, Version, World};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Story {
    slug: String,
    name: String,
    description: String,
    created_by: String,
    created_days_ago: i64,
    total_calls: u64,
    /// How it is built; one prompt, if it is not given.
    workflow_type: Option<String>,
    archived_days_ago: Option<i64>,
    /// Set before the first version.
    config: Object,
    versions: Vec<Chapter>,
    /// Number of the active version; the last one if it is not given.
    active: Option<u32>,
    /// A draft somebody has left open.
    draft: Option<OpenDraft>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Chapter {
    label: String,
    description: Option<String>,
    by: String,
    days_ago: i64,
    /// Time of day, `HH:MM` in UTC.
    at: String,
    #[serde(default)]
    pinned: bool,
    changes: Vec<Change>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct OpenDraft {
    name: String,
    by: String,
    days_ago: i64,
    at: String,
    changes: Vec<Change>,
}

/// Makes the agent of a story.
pub fn tell(text: &str, base: &Object, world: &World, now: Timestamp) -> Result<Agent, String> {
    let story: Story = serde_json::from_str(text).map_err(|error| format!("story: {error}"))?;
    let mut teller = Teller::new(&story, base, world, now)?;
    for (number, chapter) in (1u32..).zip(&story.versions) {
        teller
            .chapter(number, chapter)
            .map_err(|error| format!("{}, version {number}: {error}", story.name))?;
    }
    if let Some(number) = story.active {
        teller.make_active(number)?;
    }
    if let Some(draft) = &story.draft {
        teller
            .open(draft)
            .map_err(|error| format!("{}, draft: {error}", story.name))?;
    }
    teller.agent.sweep();
    Ok(teller.agent)
}

struct Teller<'a> {
    agent: Agent,
    blocks: Blocks,
    slug: &'a str,
    world: &'a World,
    midnight: Timestamp,
    minted: u32,
}

impl<'a> Teller<'a> {
    fn new(story: &'a Story, base: &Object, world: &'a World, now: Timestamp) -> Result<Self, String> {
        let midnight = super::midnight(now);
        let id = ids::named(&format!("agent/{}", story.slug));
        let mut teller = Self {
            agent: blank(id, story.name.clone(), story.description.clone(), "", midnight),
            blocks: BTreeMap::new(),
            slug: &story.slug,
            world,
            midnight,
            minted: 0,
        };
        teller.agent.created_by = teller.person(&story.created_by)?;
        teller.agent.created_at = teller.moment(story.created_days_ago, "09:30")?;
        teller.agent.total_calls = story.total_calls;
        teller.agent.updated_at = teller.agent.created_at;
        if let Some(kind) = &story.workflow_type {
            teller.agent.workflow_type.clone_from(kind);
        }
        if let Some(days) = story.archived_days_ago {
            teller.agent.archived_at = Some(teller.moment(days, "17:05")?);
        }
        teller.write(base)?;
        teller.write(&story.config)?;
        Ok(teller)
    }

    fn chapter(&mut self, number: u32, chapter: &Chapter) -> Result<(), String> {
        let before = self.blocks.clone();
        let parent = self.agent.versions.last().map(|version| version.id.clone());
        for change in &chapter.changes {
            self.change(change)?;
        }
        if number > 1 && self.blocks == before {
            return Err("nothing changes".to_owned());
        }
        let by = self.person(&chapter.by)?;
        let at = self.moment(chapter.days_ago, &chapter.at)?;
        if self
            .agent
            .versions
            .last()
            .is_some_and(|last| last.published_at >= at)
        {
            return Err("is older than the version before".to_owned());
        }
        let later = |seconds| at.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(at);
        let id = self.id(&format!("version/{number}"));
        self.agent.versions.push(Version {
            id: id.clone(),
            number: Some(number),
            branch: None,
            revision: None,
            restored_from: None,
            label: Some(chapter.label.clone()),
            description: chapter.description.clone(),
            pinned: chapter.pinned,
            published_by: by.clone(),
            published_at: at,
            activated_by: Some(by),
            activated_at: Some(later(40)),
            from: Origin {
                draft: self.id(&format!("draft/{number}")),
                name: Some(format!("Draft #{number}")),
                revision: u32::try_from(chapter.changes.len())
                    .unwrap_or(u32::MAX)
                    .saturating_add(1),
                source_version: parent,
                source_draft: None,
                created_at: at.checked_sub(SignedDuration::from_mins(25)).unwrap_or(at),
            },
            blocks: self.blocks.clone(),
            check: Check {
                started: at,
                ends: later(6),
                then_activate: None,
                verdict: Verdict::Pass,
            },
            updated_at: later(40),
        });
        self.agent.served.push((later(40), id.clone()));
        self.agent.active = Some(id);
        self.agent.updated_at = later(40);
        Ok(())
    }

    /// Leaves the versions after `number` published but never activated.
    fn make_active(&mut self, number: u32) -> Result<(), String> {
        for version in self
            .agent
            .versions
            .iter_mut()
            .filter(|version| version.number > Some(number))
        {
            version.activated_by = None;
            version.activated_at = None;
            self.agent.served.retain(|(_, id)| *id != version.id);
        }
        let version = self
            .agent
            .versions
            .iter()
            .find(|version| version.number == Some(number));
        self.agent.active = Some(
            version
                .ok_or_else(|| format!("there is no version {number}"))?
                .id
                .clone(),
        );
        Ok(())
    }

    fn open(&mut self, draft: &OpenDraft) -> Result<(), String> {
        let source = self.agent.versions.last().ok_or("nothing to start from")?;
        let (source, start) = (source.id.clone(), source.blocks.clone());
        self.blocks.clone_from(&start);
        for change in &draft.changes {
            self.change(change)?;
        }
        let by = self.person(&draft.by)?;
        let at = self.moment(draft.days_ago, &draft.at)?;
        let changed: Vec<Section> = Section::ALL
            .into_iter()
            .filter(|section| start.get(section) != self.blocks.get(section))
            .collect();
        let row = |name: &str, revision, changed, blocks| DraftRow {
            id: self.id(name),
            revision,
            editor: by.clone(),
            at,
            changed,
            blocks,
        };
        let draft = Draft {
            id: self.id("open-draft"),
            name: Some(draft.name.clone()),
            source_version: Some(source),
            source_draft: None,
            created_by: by.clone(),
            created_at: at,
            updated_at: at,
            first: row("open-draft/1", 1, Vec::new(), start),
            edits: vec![row("open-draft/2", 2, changed, self.blocks.clone())],
            refused: None,
        };
        self.agent.drafts.push(draft);
        Ok(())
    }

    fn change(&mut self, change: &Change) -> Result<(), String> {
        match change {
            Change::Set(fields) => self.write(fields),
            Change::Prompt { old, new } => {
                let prompt = replaced(&self.prompt()?, old, new)?;
                self.write_prompt(&prompt)
            }
            Change::Paragraph(text) => {
                let prompt = format!("{}\n\n{text}", self.prompt()?);
                self.write_prompt(&prompt)
            }
            Change::Restore(number) => {
                let version = self
                    .agent
                    .versions
                    .iter()
                    .find(|version| version.number == Some(*number));
                self.blocks = version
                    .ok_or_else(|| format!("there is no version {number}"))?
                    .blocks
                    .clone();
                Ok(())
            }
            other => self.change_metrics(other),
        }
    }

    fn change_metrics(&mut self, change: &Change) -> Result<(), String> {
        let analytics = self.agent.content(&self.blocks, Section::Analytics);
        let metrics = analytics
            .get("postCallAnalyticsConfig")
            .and_then(|config| config.get("dispositionMetrics"));
        let metrics = metrics.and_then(Value::as_array).cloned().unwrap_or_default();
        let metrics = change::metrics(change, metrics)?;
        let mut body = Object::new();
        body.insert(
            "postCallAnalyticsConfig".to_owned(),
            json!({ "dispositionMetrics": metrics }),
        );
        self.write(&body)
    }

    fn write_prompt(&mut self, prompt: &str) -> Result<(), String> {
        let mut body = Object::new();
        body.insert("singlePromptConfig".to_owned(), json!({ "prompt": prompt }));
        self.write(&body)
    }

    fn write(&mut self, body: &Object) -> Result<(), String> {
        let (slug, minted) = (self.slug, &mut self.minted);
        let mint = &mut || {
            *minted += 1;
            ids::named(&format!("{slug}/block/{minted}"))
        };
        let (blocks, _) =
            edit::apply(&mut self.agent, &self.blocks, body, mint).map_err(|refusal| refusal.sentence())?;
        self.blocks = blocks;
        Ok(())
    }

    fn prompt(&self) -> Result<String, String> {
        let content = self.agent.content(&self.blocks, Section::WorkflowPrompt);
        Ok(content
            .get("prompt")
            .and_then(Value::as_str)
            .ok_or("there is no prompt")?
            .to_owned())
    }

    fn id(&self, what: &str) -> String {
        ids::named(&format!("{}/{what}", self.slug))
    }

    fn person(&self, name: &str) -> Result<String, String> {
        let person = self.world.person_named(name);
        Ok(person
            .ok_or_else(|| format!("nobody is called {name}"))?
            .id
            .clone())
    }

    fn moment(&self, days_ago: i64, clock: &str) -> Result<Timestamp, String> {
        let minutes = clock
            .split_once(':')
            .and_then(|(hours, minutes)| Some(hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?))
            .ok_or_else(|| format!("{clock} is no time of day"))?;
        // Seconds nobody would choose, the same every time.
        let odd = (days_ago * 7919 + minutes * 104_729).rem_euclid(60_000);
        let offset = SignedDuration::from_hours(-24 * days_ago)
            + SignedDuration::from_mins(minutes)
            + SignedDuration::from_millis(odd);
        self.midnight
            .checked_add(offset)
            .map_err(|error| error.to_string())
    }
}
