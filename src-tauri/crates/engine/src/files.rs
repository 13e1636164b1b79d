//! Files of the person's own, as a port: where to write one, which one to read, and the disk behind both.
//!
//! A path comes from a dialog and from nowhere else: the front end never names one.

mod disk;
mod memory;
mod text;

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

pub use disk::{read_whole, replace_whole};
pub use memory::{DialogAnswer, MemoryFiles};

use crate::engine::Engine;
use crate::error::{Error, Result};

/// The most that is read of a file, in bytes.
pub const READ_LIMIT: u64 = 20 * 1024 * 1024;
/// Saved files that "Show in folder" still knows.
const REMEMBERED: usize = 50;

/// What a dialog for files says. The words are made where all words on screen are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DialogWords {
    /// Title of the dialog.
    pub title: String,
    /// What the kind of file is called, such as "Spreadsheet (CSV)".
    pub kind: String,
}

/// A dialog to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DialogAsk {
    /// What it says.
    pub words: DialogWords,
    /// Endings of the files it offers, without a dot.
    pub endings: Vec<&'static str>,
    /// Name that is offered for a new file; empty when one is read.
    pub name: String,
}

/// Dialogs for files, and the disk.
#[async_trait]
pub trait Files: Send + Sync {
    /// Asks where to write a file. None if the person cancels. That a file of that name is replaced is asked by the
    /// dialog itself.
    async fn choose_place(&self, ask: DialogAsk) -> Result<Option<PathBuf>>;

    /// Asks which file to read. None if the person cancels.
    async fn choose_file(&self, ask: DialogAsk) -> Result<Option<PathBuf>>;

    /// Writes a file as a whole or not at all.
    ///
    /// # Errors
    /// What the disk says. A file that was there is as it was then.
    async fn write(&self, file: &Path, content: Vec<u8>) -> std::io::Result<()> {
        let file = file.to_owned();
        tokio::task::spawn_blocking(move || replace_whole(&file, &content)).await?
    }

    /// Reads a file of at most `limit` bytes. None if it is larger.
    ///
    /// # Errors
    /// What the disk says.
    async fn read(&self, file: &Path, limit: u64) -> std::io::Result<Option<Vec<u8>>> {
        let file = file.to_owned();
        tokio::task::spawn_blocking(move || read_whole(&file, limit)).await?
    }
}

/// A file that was written where the person said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedFile {
    /// Names it for "Show in folder", for as long as the app runs.
    pub id: String,
    /// Its name without the folder.
    pub name: String,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileText {
    /// Its name without the folder.
    pub name: String,
    /// What is in it.
    pub text: String,
}

impl Engine {
    /// Asks where to write `content` and writes it. None if the person cancels.
    ///
    /// # Errors
    /// `File`, with the name of the file.
    pub async fn save_file(&self, ask: DialogAsk, content: Vec<u8>) -> Result<Option<SavedFile>> {
        let Some(place) = self.ports.files.choose_place(ask).await? else {
            return Ok(None);
        };
        let name = name_of(&place);
        if let Err(error) = self.ports.files.write(&place, content).await {
            return Err(Error::File {
                name,
                trouble: FileTrouble::Write(error),
            });
        }
        let id = Uuid::now_v7().to_string();
        let mut saved = self
            .saved
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if saved.len() >= REMEMBERED {
            saved.remove(0);
        }
        saved.push((id.clone(), place));
        Ok(Some(SavedFile { id, name }))
    }

    /// Asks which file to read and reads it. None if the person cancels.
    ///
    /// # Errors
    /// `File`, with the name of the file.
    pub async fn open_file(&self, ask: DialogAsk) -> Result<Option<FileText>> {
        let Some(place) = self.ports.files.choose_file(ask).await? else {
            return Ok(None);
        };
        let name = name_of(&place);
        let trouble = match self.ports.files.read(&place, READ_LIMIT).await {
            Ok(Some(bytes)) => match text::decode(bytes) {
                Some(text) => return Ok(Some(FileText { name, text })),
                None => FileTrouble::NotText,
            },
            Ok(None) => FileTrouble::TooLarge,
            Err(error) => FileTrouble::Read(error),
        };
        Err(Error::File { name, trouble })
    }

    /// Where a file lies that was saved since the app began.
    ///
    /// # Errors
    /// `NotFound` for any other id.
    pub fn saved_file(&self, id: &str) -> Result<PathBuf> {
        let saved = self
            .saved
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        saved
            .iter()
            .find(|(known, _)| known == id)
            .map(|(_, place)| place.clone())
            .ok_or(Error::NotFound("file"))
    }
}

/// What is in the way of a file.
#[derive(Debug, thiserror::Error)]
pub enum FileTrouble {
    /// It could not be read.
    #[error("cannot be read: {0}")]
    Read(std::io::Error),
    /// It could not be written.
    #[error("cannot be written: {0}")]
    Write(std::io::Error),
    /// It is larger than [`READ_LIMIT`].
    #[error("too large")]
    TooLarge,
    /// It is no text, or in an alphabet that cannot be told.
    #[error("no text")]
    NotText,
}

fn name_of(place: &Path) -> String {
    place
        .file_name()
        .unwrap_or(place.as_os_str())
        .to_string_lossy()
        .into_owned()
}
