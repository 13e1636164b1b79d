//! Templates: the library, the server's own, and those of the person.

use debrief_metrics::{Field, MetricFields, Piece, Problem, ProblemCode, TemplateCategory};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A template of the library or of the server.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TemplateView {
    /// What the card is filled with. A type Atoms names that is not one of the five is not offered.
    pub fields: MetricFields,
    /// The prompt once more, apart at the blanks that are asked for before it is added.
    pub pieces: Vec<Piece>,
    /// Group in our library; none for the server's own.
    pub category: Option<TemplateCategory>,
    /// Why one would want it.
    pub when_to_use: Option<String>,
    /// An answer as it could come back.
    pub example: Option<String>,
}

/// What a template of the person's own says. This is what the store and the files hold of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TemplateText {
    /// What the person calls it. If it is blank when it is saved, the identifier in words takes its place.
    pub name: String,
    /// Why one would want it; may be empty.
    pub when_to_use: String,
    /// What the card is filled with.
    pub fields: MetricFields,
}

/// A template of the person's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnTemplate {
    /// Stable for its life.
    pub id: String,
    /// The set it belongs to, if it belongs to one.
    pub set: Option<String>,
    /// Its place among all of them; places may be left out.
    pub position: u32,
    /// What it says.
    pub text: TemplateText,
    /// The prompt once more, apart at its blanks.
    pub pieces: Vec<Piece>,
    /// When it was saved first.
    pub created_at: String,
    /// When it was changed last.
    pub changed_at: String,
}

/// How saving templates ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum TemplatesOutcome {
    /// All of them are kept.
    Saved {
        /// As they are kept.
        templates: Vec<OwnTemplate>,
    },
    /// None of them is.
    Refused {
        /// What is wrong; `Problem::metric` is the index of the template.
        problems: Vec<Problem>,
    },
}

/// What a file of templates holds, before anything of it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TemplatesFile {
    /// It was read.
    Read {
        /// Name of the file, without its folder.
        file_name: String,
        /// What can be kept, in the order of the file.
        entries: Vec<FileTemplate>,
        /// What cannot.
        refused: Vec<RefusedTemplate>,
    },
    /// It is no file of templates.
    NotTemplates {
        /// Name of the file.
        file_name: String,
    },
    /// A newer Debrief wrote it.
    Newer {
        /// Name of the file.
        file_name: String,
    },
}

/// A template of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FileTemplate {
    /// Its number in the file, from 1.
    pub row: u32,
    /// The set it belongs to there.
    pub set: Option<String>,
    /// What it says.
    pub text: TemplateText,
    /// One of the person's own has this name already.
    pub known: bool,
}

/// An entry of a file that cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RefusedTemplate {
    /// Its number in the file, from 1.
    pub row: u32,
    /// What it is called there, or its identifier; may be empty.
    pub name: String,
    /// Why not.
    pub reason: RefusedReason,
}

/// Why an entry of a file cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum RefusedReason {
    /// It has none of the members of a template.
    NotATemplate,
    /// A field holds something else than text, or than texts.
    NotText {
        /// Which.
        field: Field,
    },
    /// Atoms would refuse it.
    Problem {
        /// What is wrong.
        code: ProblemCode,
        /// The text it is about.
        value: Option<String>,
    },
}

/// What to do with templates of a file whose name is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum KnownTemplates {
    /// Keep both.
    KeepBoth,
    /// Leave out those of the file.
    Skip,
}

/// How an import ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportedTemplates {
    /// What was added.
    pub added: Vec<OwnTemplate>,
    /// How many were left out because their name is taken.
    pub skipped: u32,
}
