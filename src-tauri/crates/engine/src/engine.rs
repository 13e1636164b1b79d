//! The engine: its ports, and what is open at the moment.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use debrief_atoms::{Client, Policy};
use secrecy::SecretString;
use tokio::sync::Mutex as AsyncMutex;

use crate::clock::{Clock, SystemClock};
use crate::connections::Pending;
use crate::error::Result;
use crate::events::{EventLog, Events};
use crate::publish::Runs;
use crate::sandbox_port::{NoSandbox, SandboxPort};
use crate::secrets::{KeychainDesk, MemorySecrets, Secrets};
use crate::store::{SeenAgent, Store};
use crate::views::{Appearance, StartView, TextSize};

/// Everything outside that the engine uses, in one place.
#[derive(Clone)]
pub struct Ports {
    /// SQLite.
    pub store: Store,
    /// The keychain.
    pub secrets: Arc<dyn Secrets>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Notices to the front end.
    pub events: Arc<dyn Events>,
    /// The sandbox server.
    pub sandbox: Arc<dyn SandboxPort>,
    /// Time-outs and retries towards Atoms.
    pub policy: Policy,
    /// Pause between two looks at the security check of a version.
    pub check_pause: Duration,
    /// The same on a branch, where the check is longer and looked at with two requests.
    pub scan_pause: Duration,
}

impl Ports {
    /// Ports without disk, keychain or network of their own, for tests.
    ///
    /// # Errors
    /// When SQLite has no memory.
    pub fn in_memory() -> Result<Self> {
        Ok(Self {
            store: Store::in_memory()?,
            secrets: Arc::new(MemorySecrets::default()),
            clock: Arc::new(SystemClock),
            events: Arc::new(EventLog::default()),
            sandbox: Arc::new(NoSandbox),
            policy: Policy::immediate(),
            check_pause: Duration::from_millis(50),
            scan_pause: Duration::from_millis(50),
        })
    }
}

/// What the app does. One for the whole process; every call may run beside every other.
pub struct Engine {
    pub(crate) ports: Ports,
    pub(crate) desk: KeychainDesk,
    pub(crate) runs: Arc<Runs>,
    /// Clients by connection id: one pool of connections each.
    pub(crate) clients: AsyncMutex<HashMap<String, Client>>,
    /// Keys kept for this session only, by connection id.
    pub(crate) session_keys: Mutex<HashMap<String, SecretString>>,
    /// Connections whose key works and has no home yet.
    pub(crate) pending: Mutex<HashMap<String, Pending>>,
    /// What the list of agents told, by connection and agent: all that is known of one that Atoms does not open.
    pub(crate) listed: Mutex<HashMap<(String, String), SeenAgent>>,
    /// One edit at a time: an edit reads, changes and writes the working copy.
    pub(crate) editing: AsyncMutex<()>,
}

const APPEARANCE: &str = "appearance";
const TEXT_SIZE: &str = "text_size";
const LAST_AGENT: &str = "last_agent";
/// Agents named in the sidebar.
const RECENT: u32 = 6;

impl Engine {
    /// An engine over these ports.
    pub fn new(ports: Ports) -> Self {
        Self {
            desk: KeychainDesk::new(Arc::clone(&ports.secrets)),
            ports,
            runs: Arc::default(),
            clients: AsyncMutex::default(),
            session_keys: Mutex::default(),
            pending: Mutex::default(),
            listed: Mutex::default(),
            editing: AsyncMutex::default(),
        }
    }

    /// What the first paint needs; reads this computer alone.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn start(&self, version: &str, automation: bool, profile_dir: &str) -> Result<StartView> {
        let store = &self.ports.store;
        let connection = self.current().await?;
        let connections = self.connections().await?;
        let (mut last_agent_id, mut recent_agents) = (None, Vec::new());
        if let Some(connection) = &connection {
            last_agent_id = store
                .setting::<HashMap<String, String>>(LAST_AGENT)
                .await?
                .and_then(|mut by_connection| by_connection.remove(&connection.id));
            recent_agents = self.recent_agents(&connection.id, RECENT).await?;
        }
        Ok(StartView {
            version: version.to_owned(),
            appearance: store.setting(APPEARANCE).await?.unwrap_or(Appearance::System),
            text_size: self.text_size().await?,
            automation,
            connection: connection.map(|connection| self.connection_view(&connection)),
            connections,
            last_agent_id,
            recent_agents,
            profile_dir: profile_dir.to_owned(),
            debug: cfg!(debug_assertions),
        })
    }

    /// The chosen theme.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn appearance(&self) -> Result<Appearance> {
        Ok(self
            .ports
            .store
            .setting(APPEARANCE)
            .await?
            .unwrap_or(Appearance::System))
    }

    /// Chooses the theme.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn set_appearance(&self, appearance: Appearance) -> Result<()> {
        self.ports.store.set_setting(APPEARANCE, Some(&appearance)).await
    }

    /// The chosen size of the text.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn text_size(&self) -> Result<TextSize> {
        Ok(self.ports.store.setting(TEXT_SIZE).await?.unwrap_or_default())
    }

    /// Chooses the size of the text.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn set_text_size(&self, size: TextSize) -> Result<()> {
        self.ports.store.set_setting(TEXT_SIZE, Some(&size)).await
    }

    /// Remembers which agent of the connection in use is open; none at the list.
    pub(crate) async fn remember_agent(&self, connection: &str, agent: Option<&str>) -> Result<()> {
        let store = &self.ports.store;
        let mut last: HashMap<String, String> = store.setting(LAST_AGENT).await?.unwrap_or_default();
        match agent {
            Some(agent) => last.insert(connection.to_owned(), agent.to_owned()),
            None => last.remove(connection),
        };
        store.set_setting(LAST_AGENT, Some(&last)).await
    }

    pub(crate) fn session_key(&self, connection: &str) -> Option<SecretString> {
        self.session_keys
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(connection)
            .cloned()
    }
}
