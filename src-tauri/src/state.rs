//! What every command works on: the engine and the few ports that are about the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use debrief_engine::{Engine, Ports};

/// Opens things with the programs of the system.
pub trait Opener: Send + Sync {
    /// Opens `url`, which is https.
    ///
    /// # Errors
    /// Words for support when the system has no way to open it.
    fn open(&self, url: &str) -> Result<(), String>;

    /// Shows a folder.
    ///
    /// # Errors
    /// Words for support when the system has no way to show it.
    fn open_folder(&self, folder: &Path) -> Result<(), String>;

    /// Shows the folder of a file, with the file marked where the system can do that.
    ///
    /// # Errors
    /// Words for support when the system has no way to show it.
    fn reveal(&self, file: &Path) -> Result<(), String>;
}

/// The window, as far as commands change it.
pub trait Frame: Send + Sync {
    /// Closes it for good.
    fn close(&self);

    /// Shows everything in it at this factor.
    ///
    /// # Errors
    /// Words for support when the window does not do it.
    fn zoom(&self, scale: f64) -> Result<(), String>;
}

/// Folder of the log in the profile.
pub(crate) const LOGS: &str = "logs";

/// The state behind the commands.
pub struct AppState {
    pub(crate) engine: Engine,
    pub(crate) opener: Arc<dyn Opener>,
    pub(crate) frame: Arc<dyn Frame>,
    pub(crate) automation: bool,
    pub(crate) profile_dir: PathBuf,
}

/// For tests: nothing to open, nothing to close.
struct Nowhere;

impl Opener for Nowhere {
    fn open(&self, url: &str) -> Result<(), String> {
        tracing::debug!(url, "would open");
        Ok(())
    }

    fn open_folder(&self, folder: &Path) -> Result<(), String> {
        tracing::debug!(folder = %folder.display(), "would open");
        Ok(())
    }

    fn reveal(&self, file: &Path) -> Result<(), String> {
        tracing::debug!(file = %file.display(), "would show");
        Ok(())
    }
}

impl Frame for Nowhere {
    fn close(&self) {}

    fn zoom(&self, scale: f64) -> Result<(), String> {
        tracing::debug!(scale, "would zoom");
        Ok(())
    }
}

impl AppState {
    /// The state over live ports.
    pub(crate) fn live(
        ports: Ports,
        opener: Arc<dyn Opener>,
        frame: Arc<dyn Frame>,
        profile_dir: PathBuf,
    ) -> Self {
        let automation = std::env::var("TAURI_WEBVIEW_AUTOMATION").is_ok_and(|value| value == "true");
        Self {
            engine: Engine::new(ports),
            opener,
            frame,
            automation,
            profile_dir,
        }
    }

    /// Folder of the log.
    pub(crate) fn log_dir(&self) -> PathBuf {
        self.profile_dir.join(LOGS)
    }

    /// The state over ports in memory.
    ///
    /// # Errors
    /// When SQLite has no memory.
    pub fn in_memory() -> debrief_engine::Result<Self> {
        Ok(Self {
            engine: Engine::new(Ports::in_memory()?),
            opener: Arc::new(Nowhere),
            frame: Arc::new(Nowhere),
            automation: false,
            profile_dir: PathBuf::new(),
        })
    }
}
