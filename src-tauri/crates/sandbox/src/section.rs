//! The thirteen sections an agent's configuration is cut into, and which field of a write belongs to which.
//! (Atoms: versioning objects, draft config.)

use serde::{Deserialize, Serialize};

/// A section of a configuration, in the order the platform lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    WorkflowPrompt,
    WorkflowTools,
    WorkflowGraph,
    Llm,
    Voice,
    Language,
    CallHandling,
    Detection,
    Analytics,
    Timeouts,
    Audio,
    Privacy,
    Widget,
}

impl Section {
    pub const ALL: [Self; 13] = [
        Self::WorkflowPrompt,
        Self::WorkflowTools,
        Self::WorkflowGraph,
        Self::Llm,
        Self::Voice,
        Self::Language,
        Self::CallHandling,
        Self::Detection,
        Self::Analytics,
        Self::Timeouts,
        Self::Audio,
        Self::Privacy,
        Self::Widget,
    ];

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::WorkflowPrompt => "workflow_prompt",
            Self::WorkflowTools => "workflow_tools",
            Self::WorkflowGraph => "workflow_graph",
            Self::Llm => "llm",
            Self::Voice => "voice",
            Self::Language => "language",
            Self::CallHandling => "call_handling",
            Self::Detection => "detection",
            Self::Analytics => "analytics",
            Self::Timeouts => "timeouts",
            Self::Audio => "audio",
            Self::Privacy => "privacy",
            Self::Widget => "widget",
        }
    }
}

/// The JSON type a field must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Flag,
    Number,
    List,
    Object,
    /// `postCallAnalyticsConfig`: an object with rules of its own.
    Analytics,
    /// The two generations document different types; any but null is taken.
    Loose,
}

/// One field of a config write. Several have another name when read back.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Top-level member of the write.
    pub write: &'static str,
    /// Member inside it, where the write nests what the read has flat.
    pub inner: Option<&'static str>,
    /// Name in the section and in the flat resolved config.
    pub read: &'static str,
    pub section: Section,
    pub kind: Kind,
}

const fn same(name: &'static str, section: Section, kind: Kind) -> Field {
    Field {
        write: name,
        inner: None,
        read: name,
        section,
        kind,
    }
}

const fn renamed(write: &'static str, read: &'static str, section: Section, kind: Kind) -> Field {
    Field {
        write,
        inner: None,
        read,
        section,
        kind,
    }
}

const fn nested(
    write: &'static str,
    inner: &'static str,
    read: &'static str,
    section: Section,
    kind: Kind,
) -> Field {
    Field {
        write,
        inner: Some(inner),
        read,
        section,
        kind,
    }
}

/// Every field that a draft config accepts.
pub const FIELDS: [Field; 34] = {
    use Kind::{Analytics, Flag, List, Loose, Number, Object, Text};
    use Section as S;
    [
        nested("singlePromptConfig", "prompt", "prompt", S::WorkflowPrompt, Text),
        nested("singlePromptConfig", "tools", "tools", S::WorkflowTools, List),
        // What is written under this name is read as `prompt`.
        renamed("globalPrompt", "prompt", S::WorkflowPrompt, Text),
        same("firstMessage", S::WorkflowPrompt, Text),
        same("defaultVariables", S::WorkflowPrompt, Object),
        same("enableStyleGuide", S::WorkflowPrompt, Flag),
        same("preCallAPI", S::WorkflowTools, Object),
        same("globalKnowledgeBaseId", S::WorkflowTools, Text),
        same("workflowGraph", S::WorkflowGraph, Object),
        renamed("slmModel", "modelName", S::Llm, Text),
        same("customLLMWebSocketUrl", S::Llm, Text),
        same("speechFormatting", S::Llm, Loose),
        same("synthesizer", S::Voice, Object),
        same("pronunciationDicts", S::Voice, Loose),
        nested("language", "default", "defaultLanguage", S::Language, Text),
        nested("language", "supported", "supportedLanguages", S::Language, List),
        nested("language", "switching", "languageSwitching", S::Language, Object),
        same("transcriberType", S::Language, Text),
        same("timezone", S::Language, Loose),
        same("allowInterruptions", S::CallHandling, Flag),
        same("waitForUserToSpeakFirst", S::CallHandling, Flag),
        same("muteUserUntilFirstBotResponse", S::CallHandling, Flag),
        same("interruptionBackoffTimer", S::CallHandling, Number),
        same("smartTurnConfig", S::Detection, Object),
        same("voiceDetectionConfig", S::Detection, Object),
        same("voiceMailDetectionConfig", S::Detection, Object),
        same("postCallAnalyticsConfig", S::Analytics, Analytics),
        same("callDispositionConfig", S::Analytics, Loose),
        same("llmIdleTimeoutConfig", S::Timeouts, Object),
        same("sessionTimeoutConfig", S::Timeouts, Object),
        same("backgroundSound", S::Audio, Text),
        same("denoisingConfig", S::Audio, Object),
        same("redactionConfig", S::Privacy, Object),
        same("widgetConfig", S::Widget, Object),
    ]
};
