//! The live app: every port in its real form, put together once.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use atoms_sandbox::{Options, Running};
use debrief_engine::views::Appearance;
use debrief_engine::{Error, Keychain, Ports, Result, SandboxAddress, SandboxPort, Store, SystemClock};
use secrecy::SecretString;
use tauri::{Manager, RunEvent};
use tokio::sync::OnceCell;

use crate::Launch;
use crate::files::{NativeFiles, Script};
use crate::profile::{Opened, Profile};
use crate::state::{AppState, LOGS, Opener};
use crate::{instance, log, profile, surroundings, window};

/// Name of our entries in the keychain; debug builds keep theirs apart.
const KEYCHAIN: &str = if cfg!(debug_assertions) {
    "Debrief (debug)"
} else {
    "Debrief"
};
/// Pause between two looks at a security check, which takes seconds.
const CHECK_PAUSE: Duration = Duration::from_millis(700);
/// The same on a branch. Atoms' own tools wait 2 to 4 seconds.
const SCAN_PAUSE: Duration = Duration::from_millis(2500);
/// Pause between two tries of a publish while there is no network.
const OFFLINE_PAUSE: Duration = Duration::from_secs(10);
/// Pause between two looks at a colleague's draft that is waited for.
const WATCH_PAUSE: Duration = Duration::from_secs(20);

/// Runs the app until its window closes.
pub(crate) fn run(launch: Launch) -> std::result::Result<(), Box<dyn std::error::Error>> {
    let Launch {
        profile_dir,
        answer_dialogs,
    } = launch;
    surroundings::settle(profile_dir.clone())?;
    profile::harden_process();
    let profile = match Profile::open(profile_dir)? {
        Opened::Ours(profile) => profile,
        Opened::Taken(dir) => return Ok(instance::ring(&dir)?),
    };
    // On a full disk there is no log, and a window that says so.
    let _log = log::start(&profile.path(LOGS)).ok();
    // Opened by its first call: should that fail, the window says why, and "Try again" opens it once there is room.
    let store = Store::later(&profile.path("debrief.sqlite"));
    let last = store.clone();
    let ipc = crate::ipc();
    let app = tauri::Builder::default()
        // Called from Rust alone: the window has no permission for any of its commands.
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(ipc.invoke_handler())
        .setup({
            let (dir, web_data, sandbox) = (
                profile.dir().to_owned(),
                profile.path("web"),
                profile.path("sandbox.json"),
            );
            move |app| {
                ipc.mount_events(app);
                let handle = app.handle().clone();
                let ports = Ports {
                    store: store.clone(),
                    secrets: Arc::new(Keychain::new(KEYCHAIN)),
                    clock: Arc::new(SystemClock),
                    events: window::events(&handle),
                    files: Arc::new(NativeFiles::new(
                        handle.clone(),
                        answer_dialogs.clone().map(Script::new),
                    )),
                    sandbox: Arc::new(InProcessSandbox {
                        state: sandbox,
                        running: OnceCell::new(),
                    }),
                    policy: debrief_engine::Policy::default(),
                    check_pause: CHECK_PAUSE,
                    scan_pause: SCAN_PAUSE,
                    offline_pause: OFFLINE_PAUSE,
                    watch_pause: WATCH_PAUSE,
                };
                let state = AppState::live(
                    ports,
                    Arc::new(SystemPrograms),
                    Arc::new(window::AppFrame(handle.clone())),
                    dir.clone(),
                );
                // What cannot be read now is told by the first page.
                let appearance = tauri::async_runtime::block_on(state.engine.appearance())
                    .inspect_err(|error| tracing::error!(%error, "the store cannot be read"))
                    .unwrap_or(Appearance::System);
                let text_size = tauri::async_runtime::block_on(state.engine.text_size()).unwrap_or_default();
                app.manage(state);
                let opened = window::open(&handle, web_data, &store, appearance, text_size)?;
                window::close_gently(&opened, store);
                if let Err(error) = instance::listen(&dir, move || window::show(&handle)) {
                    tracing::warn!(%error, "a second start will not find this one");
                }
                Ok(())
            }
        })
        .build(crate::context())?;
    app.run(move |_, event| {
        if matches!(event, RunEvent::Exit)
            && let Err(error) = last.rest()
        {
            tracing::warn!(%error, "the store was not put to rest");
        }
    });
    Ok(())
}

/// The sandbox in this process, started on first use; its data is in the profile.
struct InProcessSandbox {
    state: PathBuf,
    running: OnceCell<Running>,
}

#[async_trait]
impl SandboxPort for InProcessSandbox {
    async fn address(&self) -> Result<SandboxAddress> {
        let options = Options {
            state: Some(self.state.clone()),
            ..Options::default()
        };
        let start = || async move {
            atoms_sandbox::start(options)
                .await
                .map_err(|error| Error::Internal(format!("sandbox: {error}")))
        };
        let running = self.running.get_or_try_init(start).await?;
        Ok(SandboxAddress {
            url: running.url(),
            api_key: SecretString::from(running.api_key().to_owned()),
        })
    }
}

/// The programs of the system.
struct SystemPrograms;

impl Opener for SystemPrograms {
    fn open(&self, url: &str) -> std::result::Result<(), String> {
        if !url.starts_with("https://") {
            return Err("only https pages are opened".into());
        }
        tauri_plugin_opener::open_url(url, None::<&str>).map_err(|error| error.to_string())
    }

    fn open_folder(&self, folder: &Path) -> std::result::Result<(), String> {
        tauri_plugin_opener::open_path(folder, None::<&str>).map_err(|error| error.to_string())
    }

    fn reveal(&self, file: &Path) -> std::result::Result<(), String> {
        tauri_plugin_opener::reveal_item_in_dir(file).or_else(|error| {
            // Without a file manager that can mark a file, its folder is opened.
            tracing::info!(%error, "the file could not be shown in its folder");
            self.open_folder(file.parent().unwrap_or(file))
        })
    }
}
