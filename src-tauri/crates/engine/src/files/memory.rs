//! Files that are gone with the value, and dialogs that a test answers.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use serde::Deserialize;

use super::{DialogAsk, Files};
use crate::error::Result;

/// How one dialog is answered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum DialogAnswer {
    /// A file is to be written here.
    Save(PathBuf),
    /// This file is to be read.
    Open(PathBuf),
    /// The person cancels; the value says nothing more.
    Cancel(bool),
}

/// Files and dialogs in memory. A dialog that nobody answered is cancelled.
#[derive(Debug, Default)]
pub struct MemoryFiles {
    answers: Mutex<VecDeque<DialogAnswer>>,
    files: Mutex<BTreeMap<PathBuf, Vec<u8>>>,
    asked: Mutex<Vec<DialogAsk>>,
    failure: Mutex<Option<io::ErrorKind>>,
}

impl MemoryFiles {
    /// Answers the next dialog that is not answered yet.
    pub fn answer(&self, answer: DialogAnswer) {
        lock(&self.answers).push_back(answer);
    }

    /// Puts a file there.
    pub fn put(&self, file: impl Into<PathBuf>, content: impl Into<Vec<u8>>) {
        lock(&self.files).insert(file.into(), content.into());
    }

    /// What is in a file.
    pub fn get(&self, file: impl AsRef<Path>) -> Option<Vec<u8>> {
        lock(&self.files).get(file.as_ref()).cloned()
    }

    /// The dialogs that were shown since the last call.
    pub fn asked(&self) -> Vec<DialogAsk> {
        std::mem::take(&mut lock(&self.asked))
    }

    /// Lets reading and writing fail, or work again.
    pub fn fail_with(&self, failure: Option<io::ErrorKind>) {
        *lock(&self.failure) = failure;
    }

    fn next(&self, ask: DialogAsk) -> Option<DialogAnswer> {
        lock(&self.asked).push(ask);
        lock(&self.answers).pop_front()
    }

    fn works(&self) -> io::Result<()> {
        lock(&self.failure).map_or(Ok(()), |kind| Err(kind.into()))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[async_trait]
impl Files for MemoryFiles {
    async fn choose_place(&self, ask: DialogAsk) -> Result<Option<PathBuf>> {
        Ok(match self.next(ask) {
            Some(DialogAnswer::Save(place)) => Some(place),
            _ => None,
        })
    }

    async fn choose_file(&self, ask: DialogAsk) -> Result<Option<PathBuf>> {
        Ok(match self.next(ask) {
            Some(DialogAnswer::Open(file)) => Some(file),
            _ => None,
        })
    }

    async fn write(&self, file: &Path, content: Vec<u8>) -> io::Result<()> {
        self.works()?;
        self.put(file, content);
        Ok(())
    }

    async fn read(&self, file: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
        self.works()?;
        let content = self.get(file).ok_or(io::ErrorKind::NotFound)?;
        Ok(u64::try_from(content.len())
            .is_ok_and(|length| length <= limit)
            .then_some(content))
    }
}
