//! The engine: its ports, and what is open at the moment.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use debrief_atoms::{Client, Policy};
use debrief_metrics::Linter;
use secrecy::SecretString;
use tokio::sync::{Mutex as AsyncMutex, Semaphore};

use crate::batch::BatchDesk;
use crate::branches::ToldBranches;
use crate::clock::{Clock, SystemClock};
use crate::connections::Pending;
use crate::error::Result;
use crate::events::{EventLog, Events};
use crate::files::{Files, MemoryFiles};
use crate::history::{ComparedFile, ReadingDesk};
use crate::moving::KeptImport;
use crate::publish::Runs;
use crate::sandbox_port::{NoSandbox, SandboxPort};
use crate::secrets::{KeychainDesk, MemorySecrets, Secrets};
use crate::store::{SET_ASIDE, Store};
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
    /// Files where the person says, and the dialogs that ask where.
    pub files: Arc<dyn Files>,
    /// The sandbox server.
    pub sandbox: Arc<dyn SandboxPort>,
    /// Time-outs and retries towards Atoms.
    pub policy: Policy,
    /// Pause between two looks at the security check of a version.
    pub check_pause: Duration,
    /// The same on a branch, where the check is longer and looked at with two requests.
    pub scan_pause: Duration,
    /// Pause between two tries while no connection can be made.
    pub offline_pause: Duration,
    /// Pause between two looks at somebody else's draft.
    pub watch_pause: Duration,
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
            files: Arc::new(MemoryFiles::default()),
            sandbox: Arc::new(NoSandbox),
            policy: Policy::immediate(),
            check_pause: Duration::from_millis(50),
            scan_pause: Duration::from_millis(50),
            offline_pause: Duration::from_millis(50),
            watch_pause: Duration::from_millis(50),
        })
    }
}

/// What the shell knows of itself, for the first paint.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// Version of the app, such as "0.1.0".
    pub version: String,
    /// True while another program drives the window.
    pub automation: bool,
    /// Folder that holds everything the app keeps.
    pub profile_dir: String,
    /// Folder of the log.
    pub log_dir: String,
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
    /// Lists of agents that are being read page by page, archived or not: when each began.
    pub(crate) listing: Mutex<HashMap<(String, bool), String>>,
    /// Connections whose refused key is not tried again for now.
    pub(crate) reading_only: Mutex<HashSet<String>>,
    /// One edit at a time: an edit reads, changes and writes the working copy.
    pub(crate) editing: AsyncMutex<()>,
    /// The file that was read for an import and is being looked at.
    pub(crate) import: Mutex<Option<KeptImport>>,
    /// Files that were read to be compared, the oldest first.
    pub(crate) compared: Mutex<Vec<ComparedFile>>,
    /// The branches of agents as Atoms told them last, for names beside versions.
    pub(crate) told_branches: ToldBranches,
    /// Seats for agents that are read for a copy: two at a time, so that Atoms is not flooded.
    pub(crate) reading: Semaphore,
    /// The batch that goes on.
    pub(crate) batches: BatchDesk,
    /// The histories that are being read.
    pub(crate) histories: ReadingDesk,
    /// Remembers what it read of metrics that did not change.
    pub(crate) linter: Mutex<Linter>,
    /// Files saved since the app began, the oldest first: what "Show in folder" may show.
    pub(crate) saved: Mutex<Vec<(String, PathBuf)>>,
}

const APPEARANCE: &str = "appearance";
const TEXT_SIZE: &str = "text_size";
const LAST_AGENT: &str = "last_agent";
/// Agents named in the sidebar.
const RECENT: u32 = 6;
/// Agents read at the same time.
const READ_AT_ONCE: usize = 2;

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
            listing: Mutex::default(),
            reading_only: Mutex::default(),
            editing: AsyncMutex::default(),
            import: Mutex::default(),
            compared: Mutex::default(),
            told_branches: ToldBranches::default(),
            reading: Semaphore::new(READ_AT_ONCE),
            batches: BatchDesk::default(),
            histories: ReadingDesk::default(),
            linter: Mutex::default(),
            saved: Mutex::default(),
        }
    }

    /// What the first paint needs; reads this computer alone.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn start(&self, about: About) -> Result<StartView> {
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
            version: about.version,
            appearance: store.setting(APPEARANCE).await?.unwrap_or(Appearance::System),
            text_size: self.text_size().await?,
            automation: about.automation,
            connection: connection.map(|connection| self.connection_view(&connection)),
            connections,
            last_agent_id,
            recent_agents,
            profile_dir: about.profile_dir,
            log_dir: about.log_dir,
            debug: cfg!(debug_assertions),
            set_aside: store.setting(SET_ASIDE).await?,
        })
    }

    /// The person has read that a file was set aside. The file itself stays.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn dismiss_set_aside(&self) -> Result<()> {
        self.ports.store.set_setting::<()>(SET_ASIDE, None).await
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
