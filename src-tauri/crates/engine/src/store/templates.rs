//! Templates of the person's own. They belong to no connection.

use rusqlite::{Row, Transaction, params};

use crate::error::Result;
use crate::store::Store;
use crate::views::TemplateText;

/// A template as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredTemplate {
    pub id: String,
    pub set: Option<String>,
    pub position: u32,
    pub text: TemplateText,
    pub created_at: String,
    pub changed_at: String,
}

type Columns = (String, Option<String>, u32, String, String, String);

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok((
        row.get(0)?,
        row.get(1)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
        row.get(5)?,
    ))
}

fn insert(tx: &Transaction<'_>, template: &StoredTemplate) -> Result<()> {
    tx.execute(
        "INSERT OR IGNORE INTO own_templates (id, set_name, position, template, created_at, changed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            template.id,
            template.set,
            template.position,
            serde_json::to_string(&template.text)?,
            template.created_at,
            template.changed_at,
        ],
    )?;
    Ok(())
}

impl Store {
    /// All of them, in order.
    pub(crate) async fn own_templates(&self) -> Result<Vec<StoredTemplate>> {
        self.run(|tx| {
            let mut rows = tx.prepare(
                "SELECT id, set_name, position, template, created_at, changed_at
                 FROM own_templates ORDER BY position, rowid",
            )?;
            let rows = rows
                .query_map([], columns)?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            rows.into_iter()
                .map(|(id, set, position, text, created_at, changed_at)| {
                    Ok(StoredTemplate {
                        id,
                        set,
                        position,
                        text: serde_json::from_str(&text)?,
                        created_at,
                        changed_at,
                    })
                })
                .collect()
        })
        .await
    }

    /// Adds them behind the others and gives them back with their places.
    pub(crate) async fn add_own_templates(
        &self,
        mut templates: Vec<StoredTemplate>,
    ) -> Result<Vec<StoredTemplate>> {
        self.run(move |tx| {
            let next: u32 = tx.query_row(
                "SELECT COALESCE(MAX(position) + 1, 0) FROM own_templates",
                [],
                |row| row.get(0),
            )?;
            for (position, template) in (next..).zip(&mut templates) {
                template.position = position;
                insert(tx, template)?;
            }
            Ok(templates)
        })
        .await
    }

    /// Puts them where they were. One that is there stays as it is.
    pub(crate) async fn put_back_own_templates(&self, templates: Vec<StoredTemplate>) -> Result<()> {
        self.run(move |tx| templates.iter().try_for_each(|template| insert(tx, template)))
            .await
    }

    /// Replaces what one says and where it belongs. False if it is gone.
    pub(crate) async fn change_own_template(
        &self,
        id: String,
        set: Option<String>,
        text: TemplateText,
        at: String,
    ) -> Result<bool> {
        self.run(move |tx| {
            let changed = tx.execute(
                "UPDATE own_templates SET set_name = ?2, template = ?3, changed_at = ?4 WHERE id = ?1",
                params![id, set, serde_json::to_string(&text)?, at],
            )?;
            Ok(changed > 0)
        })
        .await
    }

    /// Gives a set another name; none dissolves it.
    pub(crate) async fn rename_template_set(&self, set: String, name: Option<String>) -> Result<()> {
        self.run(move |tx| {
            tx.execute(
                "UPDATE own_templates SET set_name = ?2 WHERE set_name = ?1",
                params![set, name],
            )?;
            Ok(())
        })
        .await
    }

    /// Removes them.
    pub(crate) async fn delete_own_templates(&self, ids: Vec<String>) -> Result<()> {
        self.run(move |tx| {
            let mut delete = tx.prepare("DELETE FROM own_templates WHERE id = ?1")?;
            for id in &ids {
                delete.execute([id])?;
            }
            Ok(())
        })
        .await
    }
}
