//! Makes rescued rows fit together again.

use debrief_metrics::{MetricSet, compare};
use rusqlite::{Transaction, params};

use super::TABLES;
use crate::error::Result;

/// True if nothing of what was made here had to go.
pub(super) fn mend(fresh: &Transaction<'_>) -> Result<bool> {
    let mut complete = true;
    for table in TABLES
        .iter()
        .filter(|table| table.columns.contains(&"connection"))
    {
        let gone = fresh.execute(
            &format!(
                "DELETE FROM {} WHERE connection NOT IN (SELECT id FROM connections)",
                table.name
            ),
            [],
        )?;
        complete &= gone == 0 || !table.own;
    }
    let gone = fresh.execute(
        "DELETE FROM copy_steps WHERE (connection, agent) NOT IN (SELECT connection, agent FROM copies)",
        [],
    )?;
    let empty = fresh.execute(
        "DELETE FROM copies WHERE (connection, agent) NOT IN (SELECT connection, agent FROM copy_steps)",
        [],
    )?;
    complete &= gone == 0 && empty == 0;
    complete &= !step_back(fresh)?;
    Ok(complete)
}

/// A working copy whose state on screen is lost shows the nearest that is there, and counts its changes anew. True if
/// there was one.
fn step_back(fresh: &Transaction<'_>) -> Result<bool> {
    let mut statement = fresh.prepare(
        "SELECT connection, agent, base, step, state FROM copies JOIN copy_steps USING (connection, agent)
         WHERE NOT EXISTS (SELECT 1 FROM copy_steps AS s WHERE s.connection = copies.connection
           AND s.agent = copies.agent AND s.step = copies.cursor)
         ORDER BY ABS(step - cursor) DESC, step",
    )?;
    let lost = statement
        .query_map([], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })?
        .collect::<rusqlite::Result<Vec<(String, String, String, i64, String)>>>()?;
    // The nearest comes last and stays.
    for (connection, agent, base, step, state) in &lost {
        let base = MetricSet::from_state(&serde_json::from_str(base)?)?;
        let now = MetricSet::from_state(&serde_json::from_str(state)?)?;
        fresh.execute(
            "UPDATE copies SET cursor = ?3, unpublished = ?4 WHERE connection = ?1 AND agent = ?2",
            params![connection, agent, step, compare(&base, &now).counts().total],
        )?;
    }
    Ok(!lost.is_empty())
}
