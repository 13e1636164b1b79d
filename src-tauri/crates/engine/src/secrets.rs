//! The API keys' only home: the keychain of the operating system, behind a port.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use keyring_core::{CredentialStore, Entry};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex as AsyncMutex;
use tokio::task::JoinHandle;

use crate::views::KeychainTrouble;

/// Keys by connection id. Calls may block for as long as the person takes to unlock a keyring.
pub trait Secrets: Send + Sync {
    /// The key, or none if there is none.
    fn get(&self, connection: &str) -> Result<Option<SecretString>, KeychainTrouble>;
    /// Stores the key and proves it by reading it back.
    fn set(&self, connection: &str, key: &SecretString) -> Result<(), KeychainTrouble>;
    /// Erases the key; fine if there is none.
    fn delete(&self, connection: &str) -> Result<(), KeychainTrouble>;
}

/// The keychain of the operating system.
#[derive(Debug, Clone)]
pub struct Keychain {
    service: &'static str,
}

impl Keychain {
    /// A keychain that files its entries under `service`.
    pub fn new(service: &'static str) -> Self {
        Self { service }
    }

    /// The store is opened anew for every call: one that was not there, or was started again meanwhile, is found.
    fn entry(&self, connection: &str) -> Result<Entry, KeychainTrouble> {
        let store = open_store().map_err(|error| {
            tracing::warn!(%error, "no keychain");
            KeychainTrouble::Missing
        })?;
        store
            .build(self.service, connection, None)
            .map_err(|error| trouble(&error))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that may touch the keychain"
)]
fn open_store() -> keyring_core::Result<Arc<CredentialStore>> {
    #[cfg(target_os = "linux")]
    let store = zbus_secret_service_keyring_store::Store::new()?;
    #[cfg(target_os = "macos")]
    let store = apple_native_keyring_store::keychain::Store::new()?;
    #[cfg(target_os = "windows")]
    let store = windows_native_keyring_store::Store::new()?;
    Ok(store)
}

fn trouble(error: &keyring_core::Error) -> KeychainTrouble {
    tracing::warn!(%error, "keychain");
    match error {
        keyring_core::Error::NoStorageAccess(cause) if was_never_set_up(cause.as_ref()) => {
            KeychainTrouble::NotSetUp
        }
        keyring_core::Error::NoStorageAccess(_) => KeychainTrouble::Locked,
        _ => KeychainTrouble::Refused,
    }
}

/// The service runs and has no keyring to keep anything in.
#[cfg(target_os = "linux")]
fn was_never_set_up(cause: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    matches!(cause.downcast_ref(), Some(secret_service::Error::NoResult))
}

/// Elsewhere every account has a keychain.
#[cfg(not(target_os = "linux"))]
fn was_never_set_up(_cause: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    false
}

impl Secrets for Keychain {
    fn get(&self, connection: &str) -> Result<Option<SecretString>, KeychainTrouble> {
        match self.entry(connection)?.get_password() {
            Ok(key) => Ok(Some(SecretString::from(key))),
            Err(keyring_core::Error::NoEntry) => Ok(None),
            Err(error) => Err(trouble(&error)),
        }
    }

    fn set(&self, connection: &str, key: &SecretString) -> Result<(), KeychainTrouble> {
        let entry = self.entry(connection)?;
        entry
            .set_password(key.expose_secret())
            .map_err(|error| trouble(&error))?;
        // Some stores accept a write that they cannot give back.
        match entry.get_password() {
            Ok(kept) if kept == key.expose_secret() => Ok(()),
            Ok(_) => Err(KeychainTrouble::Refused),
            Err(error) => Err(trouble(&error)),
        }
    }

    fn delete(&self, connection: &str) -> Result<(), KeychainTrouble> {
        match self.entry(connection)?.delete_credential() {
            Ok(()) | Err(keyring_core::Error::NoEntry) => Ok(()),
            Err(error) => Err(trouble(&error)),
        }
    }
}

/// Keys in memory: for tests, with a trouble to order.
#[derive(Debug, Default)]
pub struct MemorySecrets {
    keys: Mutex<HashMap<String, SecretString>>,
    trouble: Mutex<Option<KeychainTrouble>>,
}

impl MemorySecrets {
    /// From now on every call fails like this, or works again.
    pub fn fail_with(&self, trouble: Option<KeychainTrouble>) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }

    fn check(&self) -> Result<(), KeychainTrouble> {
        (*self.trouble.lock().unwrap_or_else(PoisonError::into_inner)).map_or(Ok(()), Err)
    }
}

impl Secrets for MemorySecrets {
    fn get(&self, connection: &str) -> Result<Option<SecretString>, KeychainTrouble> {
        self.check()?;
        Ok(self
            .keys
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(connection)
            .cloned())
    }

    fn set(&self, connection: &str, key: &SecretString) -> Result<(), KeychainTrouble> {
        self.check()?;
        self.keys
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(connection.into(), key.clone());
        Ok(())
    }

    fn delete(&self, connection: &str) -> Result<(), KeychainTrouble> {
        self.check()?;
        self.keys
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(connection);
        Ok(())
    }
}

/// After this long the person hears that the keychain waits for them.
const PATIENCE: Duration = Duration::from_secs(2);

/// Calls the port off the async threads, one call at a time in the order they came, and says when it takes long.
#[derive(Clone)]
pub(crate) struct KeychainDesk {
    port: Arc<dyn Secrets>,
    turn: Arc<AsyncMutex<()>>,
}

/// A call that is answered, or still waits for the person.
pub(crate) enum Desk<T> {
    Answered(T),
    Waiting(JoinHandle<T>),
}

impl KeychainDesk {
    pub(crate) fn new(port: Arc<dyn Secrets>) -> Self {
        Self {
            port,
            turn: Arc::default(),
        }
    }

    /// Runs one call. A call that is still waiting keeps its turn, so none is repeated behind it.
    pub(crate) async fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Secrets) -> Result<T, KeychainTrouble> + Send + 'static,
    ) -> Desk<Result<T, KeychainTrouble>> {
        let (port, turn) = (Arc::clone(&self.port), Arc::clone(&self.turn));
        let mut call = tokio::spawn(async move {
            let _turn = turn.lock().await;
            tokio::task::spawn_blocking(move || work(port.as_ref()))
                .await
                .unwrap_or(Err(KeychainTrouble::Refused))
        });
        match tokio::time::timeout(PATIENCE, &mut call).await {
            Ok(answer) => Desk::Answered(answer.unwrap_or(Err(KeychainTrouble::Refused))),
            Err(_) => Desk::Waiting(call),
        }
    }
}
