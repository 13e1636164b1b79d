//! The first paint, connections and the keychain.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What the window needs for its first paint. Read from this computer alone.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StartView {
    /// Version of the app, such as "0.1.0".
    pub version: String,
    /// Chosen theme.
    pub appearance: Appearance,
    /// Chosen size of everything in the window.
    pub text_size: TextSize,
    /// True while another program drives this window.
    pub automation: bool,
    /// The connection in use, if one was chosen.
    pub connection: Option<ConnectionView>,
    /// All connections kept on this computer, the sandbox included once it was opened.
    pub connections: Vec<ConnectionView>,
    /// Agent that was open last on the connection in use.
    pub last_agent_id: Option<String>,
    /// Agents opened on the connection in use, the latest first.
    pub recent_agents: Vec<RecentAgent>,
    /// Folder that holds everything the app keeps.
    pub profile_dir: String,
    /// Folder of the log.
    pub log_dir: String,
    /// A build for development: it shows pages that nobody else needs.
    pub debug: bool,
    /// A file that was set aside and not dismissed yet.
    pub set_aside: Option<SetAside>,
}

/// The store's file of before, which could not be used and lies beside the new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetAside {
    /// Why.
    pub reason: SetAsideReason,
    /// Its name in the profile's folder.
    pub file_name: String,
    /// When.
    pub at: String,
    /// What was brought over from it; none if nothing was tried.
    pub rescued: Option<Rescued>,
}

/// Why a file was set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SetAsideReason {
    /// It is damaged, or nothing that Debrief wrote.
    Corrupted,
    /// A newer Debrief wrote it.
    Newer,
}

/// What was brought over from a damaged file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Rescued {
    /// Connections.
    pub connections: u32,
    /// Unpublished changes of all working copies.
    pub changes: u32,
    /// Cards in panels that were not saved.
    pub cards: u32,
    /// Publishes in the journal.
    pub runs: u32,
    /// Templates of the person's own.
    #[serde(default)]
    pub templates: u32,
    /// Nothing of these was left behind.
    pub complete: bool,
}

/// The theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Appearance {
    /// As the system says.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// How large everything in the window is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TextSize {
    /// As designed.
    #[default]
    Normal,
    /// A quarter more.
    Large,
    /// Half more.
    Larger,
    /// Twice.
    Largest,
}

impl TextSize {
    /// As a factor.
    pub fn scale(self) -> f64 {
        match self {
            Self::Normal => 1.0,
            Self::Large => 1.25,
            Self::Larger => 1.5,
            Self::Largest => 2.0,
        }
    }
}

/// Where a connection leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ConnectionKind {
    /// An Atoms workspace, reached over the network.
    Atoms,
    /// The server of our own, in process.
    Sandbox,
}

/// Where the key of a connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum KeyPlace {
    /// In the keychain of the operating system.
    Keychain,
    /// In memory, until the app ends.
    Session,
    /// A session key that ended with the app: it has to be entered again.
    Gone,
}

/// One connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionView {
    /// Identity on this computer.
    pub id: String,
    /// Atoms or the sandbox.
    pub kind: ConnectionKind,
    /// What the person calls it, or else the name of the workspace.
    pub name: String,
    /// Name of the workspace.
    pub workspace: String,
    /// Name of the person the key belongs to, if Atoms says.
    pub person: Option<String>,
    /// Address of the API.
    pub address: String,
    /// Last four characters of the key.
    pub key_ends: String,
    /// Where the key is.
    pub key_place: KeyPlace,
    /// Its key was refused, and Atoms is not asked for anything until another one is entered.
    pub reading_only: bool,
    /// Unpublished changes kept for its agents.
    pub unpublished: u32,
}

/// An agent opened before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecentAgent {
    /// Atoms' id.
    pub id: String,
    /// Name when last read.
    pub name: String,
    /// Unpublished changes kept on this computer.
    pub unpublished: u32,
}

/// How connecting ended.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum ConnectOutcome {
    /// The key works and is kept.
    Connected {
        /// The connection now in use.
        connection: ConnectionView,
    },
    /// The key works, but the keychain did not take it. `keep_for_session` goes on without.
    KeyNotKept {
        /// Names the waiting connection in `keep_for_session`, `retry_keychain` and `drop_pending`.
        pending: String,
        /// The workspace the key opens.
        workspace: String,
        /// Why.
        trouble: KeychainTrouble,
    },
}

/// Why the keychain did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum KeychainTrouble {
    /// There is no keychain on this computer, or none is running.
    Missing,
    /// It runs, and nobody has made a keyring in it yet.
    NotSetUp,
    /// It is locked.
    Locked,
    /// It waits for the person, for two seconds or more.
    Waiting,
    /// It refused.
    Refused,
}
