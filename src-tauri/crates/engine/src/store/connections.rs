//! Connections on disk. Never a key: that is the keychain's.

use rusqlite::{OptionalExtension, Row, params};

use crate::error::Result;
use crate::store::Store;
use crate::views::{ConnectionKind, KeyPlace};

/// A connection as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredConnection {
    pub id: String,
    pub kind: ConnectionKind,
    pub address: String,
    /// Atoms' id of the workspace; empty if it was not told.
    pub organization: String,
    pub workspace: String,
    pub person: Option<String>,
    pub key_ends: String,
    pub key_place: KeyPlace,
    /// What the person calls it; `rename_connection` writes it.
    pub name: Option<String>,
    /// Unpublished changes of all its agents; counted on every read.
    pub unpublished: u32,
}

const COLUMNS: &str = "id, kind, address, organization, workspace, person, key_ends, key_place";
/// What is read of a connection and not written with it.
const AROUND: &str =
    "name, (SELECT COALESCE(SUM(unpublished), 0) FROM copies WHERE copies.connection = connections.id)";

fn kind_word(kind: ConnectionKind) -> &'static str {
    match kind {
        ConnectionKind::Atoms => "atoms",
        ConnectionKind::Sandbox => "sandbox",
    }
}

fn place_word(place: KeyPlace) -> &'static str {
    match place {
        KeyPlace::Keychain => "keychain",
        KeyPlace::Session | KeyPlace::Gone => "session",
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredConnection> {
    let kind: String = row.get(1)?;
    let place: String = row.get(7)?;
    Ok(StoredConnection {
        id: row.get(0)?,
        kind: if kind == "sandbox" {
            ConnectionKind::Sandbox
        } else {
            ConnectionKind::Atoms
        },
        address: row.get(2)?,
        organization: row.get(3)?,
        workspace: row.get(4)?,
        person: row.get(5)?,
        key_ends: row.get(6)?,
        key_place: if place == "keychain" {
            KeyPlace::Keychain
        } else {
            KeyPlace::Session
        },
        name: row.get(8)?,
        unpublished: row.get(9)?,
    })
}

impl Store {
    pub(crate) async fn connections(&self) -> Result<Vec<StoredConnection>> {
        self.run(|tx| {
            let mut rows = tx.prepare(&format!(
                "SELECT {COLUMNS}, {AROUND} FROM connections ORDER BY used_at DESC"
            ))?;
            let list = rows.query_map([], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
            Ok(list)
        })
        .await
    }

    pub(crate) async fn connection(&self, id: String) -> Result<Option<StoredConnection>> {
        self.run(move |tx| {
            Ok(tx
                .query_row(
                    &format!("SELECT {COLUMNS}, {AROUND} FROM connections WHERE id = ?1"),
                    [id],
                    read,
                )
                .optional()?)
        })
        .await
    }

    pub(crate) async fn put_connection(&self, connection: StoredConnection, used_at: String) -> Result<()> {
        self.run(move |tx| {
            tx.execute(
                &format!(
                    "INSERT INTO connections ({COLUMNS}, used_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                     ON CONFLICT (id) DO UPDATE SET address = excluded.address,
                       organization = excluded.organization, workspace = excluded.workspace,
                       person = excluded.person, key_ends = excluded.key_ends,
                       key_place = excluded.key_place, used_at = excluded.used_at"
                ),
                params![
                    connection.id,
                    kind_word(connection.kind),
                    connection.address,
                    connection.organization,
                    connection.workspace,
                    connection.person,
                    connection.key_ends,
                    place_word(connection.key_place),
                    used_at
                ],
            )?;
            Ok(())
        })
        .await
    }

    /// Gives a connection a name of the person's own; none goes back to the workspace's.
    pub(crate) async fn rename_connection(&self, id: String, name: Option<String>) -> Result<bool> {
        self.run(move |tx| {
            let renamed = tx.execute(
                "UPDATE connections SET name = ?2 WHERE id = ?1",
                params![id, name],
            )?;
            Ok(renamed > 0)
        })
        .await
    }

    /// Erases a connection and everything kept for it.
    pub(crate) async fn erase_connection(&self, id: String) -> Result<()> {
        self.run(move |tx| {
            tx.execute("DELETE FROM connections WHERE id = ?1", [id])?;
            Ok(())
        })
        .await?;
        self.flush_erased().await
    }
}
