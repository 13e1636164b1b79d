//! The dialogs of the system for choosing a file; in debug builds a script may answer them instead.

mod script;

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use debrief_engine::{DialogAnswer, DialogAsk, Error, Files, Result};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tokio::sync::oneshot;

pub(crate) use script::Script;

use crate::window;

/// Files where the person says.
pub(crate) struct NativeFiles {
    app: AppHandle,
    script: Option<Script>,
    /// Folder of the file that was chosen last.
    folder: Mutex<Option<PathBuf>>,
}

impl NativeFiles {
    pub(crate) fn new(app: AppHandle, script: Option<Script>) -> Self {
        Self {
            app,
            script,
            folder: Mutex::default(),
        }
    }

    /// A dialog over the window, which cannot be used while it is open.
    fn dialog(&self, ask: &DialogAsk) -> FileDialogBuilder<tauri::Wry> {
        let mut dialog = self
            .app
            .dialog()
            .file()
            .set_title(&ask.words.title)
            .add_filter(&ask.words.kind, &ask.endings);
        if let Some(window) = self.app.get_webview_window(window::LABEL) {
            dialog = dialog.set_parent(&window);
        }
        if !ask.name.is_empty() {
            dialog = dialog.set_file_name(&ask.name);
        }
        let last = self.folder.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match last.or_else(dirs::document_dir) {
            Some(folder) => dialog.set_directory(folder),
            None => dialog,
        }
    }

    /// Waits for the dialog that `show` opens with this callback.
    async fn chosen(
        &self,
        show: impl FnOnce(Box<dyn FnOnce(Option<FilePath>) + Send>),
    ) -> Result<Option<PathBuf>> {
        let (tell, told) = oneshot::channel();
        show(Box::new(move |path| {
            // Nobody waits any more when the window is gone.
            let _ = tell.send(path);
        }));
        let path = told
            .await
            .map_err(|_| Error::Internal("the dialog did not open".into()))?;
        let path = path.map(FilePath::into_path).transpose();
        let path = path.map_err(|error| Error::Internal(format!("dialog: {error}")))?;
        if let Some(folder) = path.as_deref().and_then(|path| path.parent()) {
            *self.folder.lock().unwrap_or_else(PoisonError::into_inner) = Some(folder.to_owned());
        }
        Ok(path)
    }
}

#[async_trait]
impl Files for NativeFiles {
    async fn choose_place(&self, ask: DialogAsk) -> Result<Option<PathBuf>> {
        match &self.script {
            Some(script) => Ok(match script.next() {
                Some(DialogAnswer::Save(place)) => Some(place),
                other => script.unfit("save", other.as_ref()),
            }),
            None => {
                let dialog = self.dialog(&ask);
                self.chosen(|tell| dialog.save_file(tell)).await
            }
        }
    }

    async fn choose_file(&self, ask: DialogAsk) -> Result<Option<PathBuf>> {
        match &self.script {
            Some(script) => Ok(match script.next() {
                Some(DialogAnswer::Open(file)) => Some(file),
                other => script.unfit("open", other.as_ref()),
            }),
            None => {
                let dialog = self.dialog(&ask);
                self.chosen(|tell| dialog.pick_file(tell)).await
            }
        }
    }
}
