//! Connections: checking a key, giving it a home, and the client that uses it.

use std::sync::PoisonError;

use debrief_atoms::{Account, ApiBase, Client, User};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::secrets::Desk;
use crate::store::StoredConnection;
use crate::views::{ConnectOutcome, ConnectionKind, ConnectionView, KeyPlace, KeychainTrouble, Notice};

/// The one sandbox connection.
const SANDBOX: &str = "sandbox";
const CURRENT: &str = "current_connection";

/// A connection whose key works and has no home yet. Lives in memory alone.
pub(crate) struct Pending {
    stored: StoredConnection,
    key: SecretString,
    /// The keychain was offered the key and may take it yet, once it is unlocked.
    offered: bool,
}

impl Engine {
    /// Checks a key with Atoms and keeps it in the keychain. None as address is production.
    ///
    /// # Errors
    /// `KeyMissing`, an address that cannot be used, or Atoms' answer; nothing is stored then.
    pub async fn connect(&self, address: Option<&str>, key: SecretString) -> Result<ConnectOutcome> {
        let (stored, key) = self.check(address, &key).await?;
        let pending = Uuid::now_v7().to_string();
        self.pending
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(
                pending.clone(),
                Pending {
                    stored,
                    key,
                    offered: false,
                },
            );
        self.retry_keychain(pending).await
    }

    /// Checks a key with Atoms and uses it until the app ends, without asking the keychain: it is locked, or not there.
    /// A key that the keychain has for this workspace stays there for the next start.
    ///
    /// # Errors
    /// As `connect`.
    pub async fn connect_for_session(
        &self,
        address: Option<&str>,
        key: SecretString,
    ) -> Result<ConnectionView> {
        let (mut stored, key) = self.check(address, &key).await?;
        let before = self.ports.store.connection(stored.id.clone()).await?;
        stored.key_place = KeyPlace::Session;
        self.session_keys
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(stored.id.clone(), key.clone());
        self.adopt(stored.clone(), &key).await?;
        if before.is_some_and(|before| before.key_place == KeyPlace::Keychain) {
            stored.key_place = KeyPlace::Keychain;
            self.ports
                .store
                .put_connection(stored.clone(), self.ports.clock.now_text())
                .await?;
        }
        Ok(self.connection_view(&stored))
    }

    /// Asks Atoms whose key it is.
    async fn check(
        &self,
        address: Option<&str>,
        key: &SecretString,
    ) -> Result<(StoredConnection, SecretString)> {
        let base = match address.map(str::trim) {
            None | Some("") => ApiBase::production(),
            Some(address) => ApiBase::parse(address)?,
        };
        let key = SecretString::from(key.expose_secret().trim().to_owned());
        if key.expose_secret().is_empty() {
            return Err(Error::KeyMissing);
        }
        let client = Client::new(base.clone(), key.clone(), self.ports.policy.clone())?;
        let stored = self.ask_who(&client, &base, &key).await?;
        Ok((stored, key))
    }

    /// Gives a connection a name of the person's own; nothing but spaces goes back to the workspace's name.
    ///
    /// # Errors
    /// When there is no such connection, or the store cannot be written.
    pub async fn rename_connection(&self, id: &str, name: &str) -> Result<()> {
        let name = Some(name.trim()).filter(|name| !name.is_empty());
        let renamed = self
            .ports
            .store
            .rename_connection(id.to_owned(), name.map(str::to_owned))
            .await?;
        if renamed {
            Ok(())
        } else {
            Err(Error::NotFound("connection"))
        }
    }

    /// Offers a pending key to the keychain, again if need be.
    ///
    /// # Errors
    /// When the pending connection is gone or the store cannot be written.
    pub async fn retry_keychain(&self, pending: String) -> Result<ConnectOutcome> {
        let (mut stored, key) = self.pending(&pending)?;
        stored.key_place = KeyPlace::Keychain;
        let id = stored.id.clone();
        let workspace = stored.workspace.clone();
        let offered = key.clone();
        let trouble = match self.desk.call(move |secrets| secrets.set(&id, &offered)).await {
            Desk::Answered(Ok(())) => {
                self.take_pending(&pending);
                let connection = self.adopt(stored, &key).await?;
                return Ok(ConnectOutcome::Connected { connection });
            }
            Desk::Answered(Err(trouble)) => trouble,
            Desk::Waiting(call) => {
                self.mark_offered(&pending);
                // The person may unlock it later; the screen then learns that it went through.
                let events = std::sync::Arc::clone(&self.ports.events);
                tokio::spawn(async move {
                    if matches!(call.await, Ok(Ok(()))) {
                        events.notify(Notice::ConnectionChanged);
                    }
                });
                KeychainTrouble::Waiting
            }
        };
        Ok(ConnectOutcome::KeyNotKept {
            pending,
            workspace,
            trouble,
        })
    }

    /// Goes on without the keychain: the key stays in memory until the app ends.
    ///
    /// # Errors
    /// When the pending connection is gone or the store cannot be written.
    pub async fn keep_for_session(&self, pending: &str) -> Result<ConnectionView> {
        let (mut stored, key) = self.pending(pending)?;
        let taken = self.take_pending(pending);
        stored.key_place = KeyPlace::Session;
        self.session_keys
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(stored.id.clone(), key.clone());
        let view = self.adopt(stored, &key).await?;
        self.withdraw(taken);
        Ok(view)
    }

    /// Forgets a pending key. Needs an async runtime, in which a keychain that still waits is told as well.
    pub fn drop_pending(&self, pending: &str) {
        let taken = self.take_pending(pending);
        self.withdraw(taken);
    }

    /// Takes back a key that waits in front of the keychain: unlocked later, it would keep what the person
    /// decided not to keep, under an id that nothing leads to.
    fn withdraw(&self, taken: Option<Pending>) {
        let Some(pending) = taken.filter(|pending| pending.offered) else {
            return;
        };
        let (id, desk, store) = (pending.stored.id, self.desk.clone(), self.ports.store.clone());
        tokio::spawn(async move {
            match store.connection(id.clone()).await {
                // Entered again for a connection that has its key there: either one opens the same workspace.
                Ok(Some(kept)) if kept.key_place == KeyPlace::Keychain => return,
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "the connection could not be read"),
            }
            // Its turn comes behind the offer.
            if let Desk::Answered(Err(trouble)) = desk.call(move |secrets| secrets.delete(&id)).await {
                tracing::warn!(?trouble, "a key that is not to be kept could not be taken back");
            }
        });
    }

    /// Opens the sandbox: no account, no network, no keychain.
    ///
    /// # Errors
    /// When it cannot start or the store cannot be written.
    pub async fn open_sandbox(&self) -> Result<ConnectionView> {
        let address = self.ports.sandbox.address().await?;
        let base = ApiBase::parse(&address.url)?;
        let client = Client::new(base.clone(), address.api_key.clone(), self.ports.policy.clone())?;
        let mut stored = self.ask_who(&client, &base, &address.api_key).await?;
        stored.id = SANDBOX.into();
        stored.kind = ConnectionKind::Sandbox;
        stored.key_place = KeyPlace::Session;
        self.adopt(stored, &address.api_key).await
    }

    /// Uses a connection kept before.
    ///
    /// # Errors
    /// When there is none with this id.
    pub async fn use_connection(&self, id: &str) -> Result<ConnectionView> {
        if id == SANDBOX {
            return self.open_sandbox().await;
        }
        let stored = self
            .ports
            .store
            .connection(id.to_owned())
            .await?
            .ok_or(Error::NotFound("connection"))?;
        self.ports
            .store
            .put_connection(stored.clone(), self.ports.clock.now_text())
            .await?;
        self.ports.store.set_setting(CURRENT, Some(&stored.id)).await?;
        Ok(self.connection_view(&stored))
    }

    /// Goes back to the Connect screen; everything is kept.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn leave_connection(&self) -> Result<()> {
        self.ports.store.set_setting::<String>(CURRENT, None).await
    }

    /// Erases a connection: its key, its working copies, everything kept for it.
    ///
    /// # Errors
    /// `PublishRunning` while an agent of it is being published; else when the keychain or the store does
    /// not do it. Nothing is erased from the store then.
    pub async fn remove_connection(&self, id: &str) -> Result<()> {
        if self.runs.any_on(id) {
            return Err(Error::PublishRunning);
        }
        let stored = self
            .ports
            .store
            .connection(id.to_owned())
            .await?
            .ok_or(Error::NotFound("connection"))?;
        if stored.kind == ConnectionKind::Atoms {
            let erase = id.to_owned();
            let trouble = match self.desk.call(move |secrets| secrets.delete(&erase)).await {
                Desk::Answered(answer) => answer.err(),
                Desk::Waiting(_) => Some(KeychainTrouble::Waiting),
            };
            match trouble {
                Some(trouble) if stored.key_place == KeyPlace::Keychain => return Err(trouble.into()),
                // A key that was kept for the session may have an older one in the keychain; where there
                // is none, there is nothing to erase either.
                Some(trouble) => tracing::warn!(?trouble, "the keychain could not be asked for an older key"),
                None => {}
            }
        }
        if self.ports.store.setting::<String>(CURRENT).await?.as_deref() == Some(id) {
            self.leave_connection().await?;
        }
        self.remember_agent(id, None).await?;
        self.clients.lock().await.remove(id);
        self.session_keys
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(id);
        self.ports.store.erase_connection(id.to_owned()).await
    }

    pub(crate) async fn connections(&self) -> Result<Vec<ConnectionView>> {
        let list = self.ports.store.connections().await?;
        Ok(list.iter().map(|stored| self.connection_view(stored)).collect())
    }

    /// The connection in use.
    pub(crate) async fn current(&self) -> Result<Option<StoredConnection>> {
        match self.ports.store.setting::<String>(CURRENT).await? {
            Some(id) => self.ports.store.connection(id).await,
            None => Ok(None),
        }
    }

    /// Id of the connection in use.
    pub(crate) async fn current_id(&self) -> Result<String> {
        Ok(self.current().await?.ok_or(Error::NotFound("connection"))?.id)
    }

    pub(crate) fn connection_view(&self, stored: &StoredConnection) -> ConnectionView {
        let in_session = self.session_key(&stored.id).is_some();
        ConnectionView {
            id: stored.id.clone(),
            kind: stored.kind,
            workspace: stored.workspace.clone(),
            person: stored.person.clone(),
            address: stored.address.clone(),
            key_ends: stored.key_ends.clone(),
            name: stored.name.clone().unwrap_or_else(|| stored.workspace.clone()),
            key_place: match (in_session, stored.key_place) {
                (true, _) => KeyPlace::Session,
                (false, KeyPlace::Session) if stored.kind == ConnectionKind::Atoms => KeyPlace::Gone,
                (false, place) => place,
            },
            reading_only: self.is_reading_only(&stored.id),
            unpublished: stored.unpublished,
        }
    }

    /// Goes on with what is on this computer after the key was refused: Atoms is not asked for anything on this
    /// connection until a key is entered, or the app starts anew.
    ///
    /// # Errors
    /// When there is no connection in use.
    pub async fn read_only_for_now(&self) -> Result<()> {
        let id = self.current_id().await?;
        self.reading_only
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(id);
        Ok(())
    }

    fn is_reading_only(&self, id: &str) -> bool {
        self.reading_only
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(id)
    }

    /// The client of a connection; its key is fetched on first use.
    pub(crate) async fn client(&self, id: &str) -> Result<Client> {
        if self.is_reading_only(id) {
            return Err(Error::ReadingOnly);
        }
        let mut clients = self.clients.lock().await;
        if let Some(client) = clients.get(id) {
            return Ok(client.clone());
        }
        let stored = self
            .ports
            .store
            .connection(id.to_owned())
            .await?
            .ok_or(Error::NotFound("connection"))?;
        let (address, key) = match stored.kind {
            ConnectionKind::Sandbox => {
                let sandbox = self.ports.sandbox.address().await?;
                (sandbox.url, sandbox.api_key)
            }
            ConnectionKind::Atoms => (stored.address.clone(), self.key(&stored).await?),
        };
        let client = Client::new(ApiBase::parse(&address)?, key, self.ports.policy.clone())?;
        clients.insert(id.to_owned(), client.clone());
        Ok(client)
    }

    async fn key(&self, stored: &StoredConnection) -> Result<SecretString> {
        if let Some(key) = self.session_key(&stored.id) {
            return Ok(key);
        }
        if stored.key_place != KeyPlace::Keychain {
            return Err(Error::KeyGone);
        }
        let id = stored.id.clone();
        match self.desk.call(move |secrets| secrets.get(&id)).await {
            Desk::Answered(Ok(Some(key))) => Ok(key),
            Desk::Answered(Ok(None)) => Err(Error::KeyGone),
            Desk::Answered(Err(trouble)) => Err(trouble.into()),
            Desk::Waiting(call) => {
                let events = std::sync::Arc::clone(&self.ports.events);
                tokio::spawn(async move {
                    if matches!(call.await, Ok(Ok(Some(_)))) {
                        events.notify(Notice::ConnectionChanged);
                    }
                });
                Err(KeychainTrouble::Waiting.into())
            }
        }
    }

    /// Who the key belongs to: the check that it works, and the workspace's name as proof.
    async fn ask_who(&self, client: &Client, base: &ApiBase, key: &SecretString) -> Result<StoredConnection> {
        let user = client.user().await?;
        // The name of the workspace is on another route, which older deployments may not have.
        let account = match client.account().await {
            Ok(account) => Some(account),
            Err(error) if error.kind == debrief_atoms::ErrorKind::Unauthorized => return Err(error.into()),
            Err(error) => {
                tracing::warn!(%error, "the workspace's name could not be read");
                None
            }
        };
        let organization = user.organization_id.clone().unwrap_or_default();
        let known = self.ports.store.connections().await?.into_iter().find(|stored| {
            stored.kind == ConnectionKind::Atoms
                && stored.address == base.as_str()
                && !organization.is_empty()
                && stored.organization == organization
        });
        let ends: Vec<char> = key.expose_secret().chars().collect();
        Ok(StoredConnection {
            kind: ConnectionKind::Atoms,
            address: base.as_str().to_owned(),
            workspace: workspace_name(&user, account.as_ref()),
            organization,
            person: person_name(&user),
            key_ends: ends[ends.len().saturating_sub(4)..].iter().collect(),
            key_place: KeyPlace::Keychain,
            name: known.as_ref().and_then(|stored| stored.name.clone()),
            unpublished: known.as_ref().map_or(0, |stored| stored.unpublished),
            // The same workspace keeps its working copies when its key is entered anew.
            id: known.map_or_else(|| Uuid::now_v7().to_string(), |stored| stored.id),
        })
    }

    async fn adopt(&self, stored: StoredConnection, key: &SecretString) -> Result<ConnectionView> {
        self.reading_only
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&stored.id);
        let base = ApiBase::parse(&stored.address)?;
        let client = Client::new(base, key.clone(), self.ports.policy.clone())?;
        if stored.key_place == KeyPlace::Keychain {
            self.session_keys
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .remove(&stored.id);
        }
        self.ports
            .store
            .put_connection(stored.clone(), self.ports.clock.now_text())
            .await?;
        self.ports.store.set_setting(CURRENT, Some(&stored.id)).await?;
        self.clients.lock().await.insert(stored.id.clone(), client);
        Ok(self.connection_view(&stored))
    }

    fn pending(&self, pending: &str) -> Result<(StoredConnection, SecretString)> {
        let waiting = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        let found = waiting
            .get(pending)
            .ok_or(Error::NotFound("pending connection"))?;
        Ok((found.stored.clone(), found.key.clone()))
    }

    fn mark_offered(&self, pending: &str) {
        let mut waiting = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = waiting.get_mut(pending) {
            found.offered = true;
        }
    }

    fn take_pending(&self, pending: &str) -> Option<Pending> {
        self.pending
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(pending)
    }
}

fn person_name(user: &User) -> Option<String> {
    let parts = [user.first_name.as_deref(), user.last_name.as_deref()];
    let name = parts
        .into_iter()
        .flatten()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>();
    if name.is_empty() {
        user.email.clone()
    } else {
        Some(name.join(" "))
    }
}

fn workspace_name(user: &User, account: Option<&Account>) -> String {
    let organizations = account
        .map(|account| account.organizations.as_slice())
        .unwrap_or_default();
    let own = organizations
        .iter()
        .find(|org| Some(&org.id) == user.organization_id.as_ref());
    own.or_else(|| organizations.first())
        .and_then(|org| org.name.clone())
        .filter(|name| !name.trim().is_empty())
        .or_else(|| user.email.clone())
        .unwrap_or_else(|| "Atoms".into())
}
