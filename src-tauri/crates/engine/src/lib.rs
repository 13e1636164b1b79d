//! What Debrief does, without a window: connections and their keys, working copies on disk, publishing
//! with a journal, version history. The shell adapts this to the window; nothing here knows tauri.

mod afterwards;
mod agents;
mod arrivals;
mod batch;
mod branches;
mod clock;
mod connections;
mod copying;
mod drafts;
mod engine;
mod error;
mod events;
mod files;
mod find;
mod generation;
mod guard;
mod history;
mod lineage;
mod linting;
mod merging;
mod moving;
mod panels;
pub mod publish;
mod publishing;
mod review;
mod rows;
mod sandbox_port;
mod secrets;
mod sections;
mod store;
mod targets;
mod template_file;
mod templates;
pub mod views;
mod working_copy;

pub use debrief_atoms::Policy;
pub use debrief_metrics::{
    Apart, FileCheck, FileProblem, MetricFields, Pick, Repair, Repaired, check_file, repair,
};

pub use clock::{Clock, SystemClock};
pub use engine::{About, Engine, Ports};
pub use error::{Error, ErrorCode, Result, WireError};
pub use events::{EventLog, Events};
pub use files::{
    DialogAnswer, DialogAsk, DialogWords, FileText, FileTrouble, Files, MemoryFiles, READ_LIMIT, SavedFile,
    read_whole, replace_whole,
};
pub use sandbox_port::{NoSandbox, SandboxAddress, SandboxPort};
pub use secrets::{Keychain, MemorySecrets, Secrets};
pub use store::Store;
