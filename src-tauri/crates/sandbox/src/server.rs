//! Starting, holding and stopping the server.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::SignedDuration;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::calls::Calls;
use crate::colleague::{self, ColleagueError, Publication};
use crate::connection::{Incoming, Scissors};
use crate::crowd;
use crate::error::SandboxError;
use crate::faults::{Fault, Faults};
use crate::ids;
use crate::options::{Generation, Options, Quirks, Verdict};
use crate::recording::{Recorded, Recording};
use crate::routes;
use crate::store::Store;

/// How long open requests may take to end when the server stops.
const PATIENCE: Duration = Duration::from_secs(2);

/// What every request can reach.
pub type Shared = Arc<Sandbox>;

/// The server's parts.
pub struct Sandbox {
    pub port: u16,
    pub api_key: String,
    pub quirks: Quirks,
    /// What new agents speak.
    pub generation: Generation,
    /// How long a security check takes and how it ends; tests change it on the way.
    check: Mutex<(Verdict, Duration)>,
    pub store: Store,
    pub calls: Calls,
    pub admin: Option<Admin>,
    pub stopping: CancellationToken,
}

/// What exists only with [`Options::admin`].
#[derive(Debug, Default)]
pub struct Admin {
    pub recording: Recording,
    pub faults: Faults,
}

impl Sandbox {
    /// How the next security check ends, and after what time.
    pub fn check(&self) -> (Verdict, SignedDuration) {
        let (verdict, duration) = *self.check.lock().unwrap_or_else(PoisonError::into_inner);
        (
            verdict,
            SignedDuration::try_from(duration).unwrap_or(SignedDuration::MAX),
        )
    }

    pub fn set_check(&self, verdict: Verdict, duration: Duration) {
        *self.check.lock().unwrap_or_else(PoisonError::into_inner) = (verdict, duration);
    }

    /// Waits, but no longer than the server runs.
    pub async fn pause(&self, duration: Duration) {
        tokio::select! {
            () = tokio::time::sleep(duration) => {}
            () = self.stopping.cancelled() => {}
        }
    }
}

/// A running server. Dropping it stops the server too, without waiting for open requests.
pub struct Running {
    shared: Shared,
    task: Option<JoinHandle<()>>,
}

/// Starts a server on the loopback interface.
///
/// # Errors
/// If the key cannot stand in a header, the state file cannot be used, or the port is not free.
pub async fn start(options: Options) -> Result<Running, SandboxError> {
    let generation = options.quirks.settle(options.generation);
    let api_key = options.api_key.unwrap_or_else(ids::api_key);
    if api_key.is_empty() || !api_key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(SandboxError::Key);
    }
    let state = options.state.clone();
    let store = Store::open(options.state, generation)?;
    if options.quirks.no_branches
        && let (Some(path), true) = (state, store.has_moved())
    {
        let reason =
            "some of its agents are on branches already, which this server is not to have".to_owned();
        return Err(SandboxError::StateFormat { path, reason });
    }
    let asked = options.port;
    let listen_error = |source| SandboxError::Listen { port: asked, source };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, asked))
        .await
        .map_err(listen_error)?;
    let port = listener.local_addr().map_err(listen_error)?.port();

    let calls = Calls::load(options.quirks.analysis)?;
    let shared = Arc::new(Sandbox {
        port,
        api_key,
        check: Mutex::new((options.quirks.verdict, options.quirks.check)),
        quirks: options.quirks,
        generation,
        store,
        calls,
        admin: options.admin.then(Admin::default),
        stopping: CancellationToken::new(),
    });
    let app = routes::all(&shared).into_make_service_with_connect_info::<Scissors>();
    let stopping = shared.stopping.clone();
    let task = tokio::spawn(async move {
        let served = axum::serve(Incoming(listener), app)
            .with_graceful_shutdown(async move { stopping.cancelled().await })
            .await;
        if let Err(error) = served {
            tracing::error!(%error, "the sandbox stopped serving");
        }
    });
    tracing::info!(port, "the sandbox is listening");
    Ok(Running {
        shared,
        task: Some(task),
    })
}

impl Running {
    /// Where the API is: `http://127.0.0.1:N/atoms/v1`.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/atoms/v1", self.shared.port)
    }

    /// Where the second API of the platform is: `http://127.0.0.1:N/waves/v1`. It has the post-call analysis alone.
    pub fn waves_url(&self) -> String {
        format!("http://127.0.0.1:{}/waves/v1", self.shared.port)
    }

    /// The key that is accepted.
    pub fn api_key(&self) -> &str {
        &self.shared.api_key
    }

    /// Stops listening and waits up to two seconds for open requests to end.
    pub async fn stop(mut self) {
        self.shared.stopping.cancel();
        if let Some(mut task) = self.task.take()
            && tokio::time::timeout(PATIENCE, &mut task).await.is_err()
        {
            task.abort();
        }
    }

    /// Every request so far, oldest first; empty without [`Options::admin`].
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared
            .admin
            .as_ref()
            .map(|admin| admin.recording.all())
            .unwrap_or_default()
    }

    /// Arms a fault. Has no effect without [`Options::admin`].
    pub fn fault(&self, fault: Fault) {
        if let Some(admin) = &self.shared.admin {
            admin.faults.add(fault);
        }
    }

    /// Removes all faults that are still armed.
    pub fn clear_faults(&self) {
        if let Some(admin) = &self.shared.admin {
            admin.faults.clear();
        }
    }

    /// Says how security checks end from here on, and how long they take.
    pub fn set_check(&self, verdict: Verdict, duration: Duration) {
        self.shared.set_check(verdict, duration);
    }

    /// Publishes a version as somebody else in the workspace would, and gives back its id. On the branch model that is
    /// a revision on the live branch, or without `activate` on a new branch; the open draft is not touched.
    ///
    /// # Errors
    /// If the agent or the person is unknown, the API would refuse the configuration, or a publish is under way.
    pub fn colleague_publishes(
        &self,
        agent: &str,
        publication: &Publication,
    ) -> Result<String, ColleagueError> {
        colleague::publishes(&self.shared.store, agent, publication)
    }

    /// Makes an existing version the active one, as somebody else. On the branch model that brings it back as a new
    /// revision.
    ///
    /// # Errors
    /// If the agent, the version or the person is unknown, or a publish is under way.
    pub fn colleague_activates(
        &self,
        agent: &str,
        version: &str,
        author: &str,
    ) -> Result<(), ColleagueError> {
        colleague::activates(&self.shared.store, agent, version, author)
    }

    /// Writes `config` into a draft as somebody else, and gives back its draft id: a new one from the active version, or
    /// on the branch model the draft of the live branch, which is opened if there is none.
    ///
    /// # Errors
    /// If the agent or the person is unknown, the API would refuse the configuration, or a publish is under way.
    pub fn colleague_drafts(
        &self,
        agent: &str,
        name: &str,
        config: &Value,
        author: &str,
    ) -> Result<String, ColleagueError> {
        colleague::drafts(&self.shared.store, agent, name, config, author)
    }

    /// Publishes the open draft of the live branch as somebody else, and gives back the id of the revision.
    ///
    /// # Errors
    /// If the agent or the person is unknown, no draft is open, or a publish is under way.
    pub fn colleague_publishes_draft(
        &self,
        agent: &str,
        label: &str,
        author: &str,
    ) -> Result<String, ColleagueError> {
        colleague::publishes_draft(&self.shared.store, agent, label, author)
    }

    /// Discards the open draft of the live branch as somebody else; a publish of it that waits for its check ends with it.
    ///
    /// # Errors
    /// If the agent or the person is unknown, or no draft is open.
    pub fn colleague_discards_draft(&self, agent: &str, author: &str) -> Result<(), ColleagueError> {
        colleague::discards_draft(&self.shared.store, agent, author)
    }

    /// Adds `count` agents that are copies of one, for tests of size.
    ///
    /// # Errors
    /// If the agent is unknown.
    pub fn add_agents(&self, model: &str, count: usize) -> Result<(), ColleagueError> {
        crowd::agents(&self.shared.store, model, count)
    }

    /// Gives an agent `count` more versions that leave its metrics as they are, for tests of size.
    ///
    /// # Errors
    /// If the agent is unknown or has no version yet.
    pub fn add_versions(&self, agent: &str, count: usize) -> Result<(), ColleagueError> {
        crowd::versions(&self.shared.store, agent, count)
    }

    /// Moves an agent to the branch model, as the platform does at a time of its own. Nothing happens if it is there.
    ///
    /// # Errors
    /// If the agent is unknown.
    pub fn migrate(&self, agent: &str) -> Result<(), ColleagueError> {
        colleague::migrates(&self.shared.store, agent)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.shared.stopping.cancel();
    }
}
