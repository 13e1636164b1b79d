//! The list of agents as it was last read.

use rusqlite::params;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::store::{SeenAgent, Store};
use crate::views::AgentRow;

/// One agent of the list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Listed {
    pub seen: SeenAgent,
    pub row: AgentRow,
}

impl Store {
    /// Keeps what one page of the list told.
    pub(crate) async fn put_listed(
        &self,
        connection: String,
        agents: Vec<Listed>,
        read_at: String,
    ) -> Result<()> {
        self.run(move |tx| {
            let mut insert = tx.prepare(
                "INSERT INTO listed (connection, agent, archived, listed, updated_at, read_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (connection, agent) DO UPDATE SET archived = excluded.archived,
                   listed = excluded.listed, updated_at = excluded.updated_at, read_at = excluded.read_at",
            )?;
            for agent in agents {
                insert.execute(params![
                    connection,
                    agent.row.id,
                    agent.row.archived,
                    serde_json::to_string(&agent)?,
                    agent.row.updated_at,
                    read_at
                ])?;
            }
            Ok(())
        })
        .await
    }

    /// Forgets the agents that were not in a list read to its end, which began at `began`.
    pub(crate) async fn drop_unlisted(
        &self,
        connection: String,
        archived: bool,
        began: String,
    ) -> Result<()> {
        self.run(move |tx| {
            tx.execute(
                "DELETE FROM listed WHERE connection = ?1 AND archived = ?2 AND read_at < ?3",
                params![connection, archived, began],
            )?;
            Ok(())
        })
        .await
    }

    /// Every agent listed before, last change first, each with when it was read.
    pub(crate) async fn listed(&self, connection: String) -> Result<Vec<(Listed, String)>> {
        self.run(move |tx| {
            let mut statement = tx.prepare(
                "SELECT listed, read_at FROM listed WHERE connection = ?1 ORDER BY updated_at DESC, agent",
            )?;
            let mut rows = statement.query([connection])?;
            let mut list = Vec::new();
            while let Some(row) = rows.next()? {
                list.push((serde_json::from_str(&row.get::<_, String>(0)?)?, row.get(1)?));
            }
            Ok(list)
        })
        .await
    }
}
