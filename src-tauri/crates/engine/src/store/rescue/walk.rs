//! Reads a table around its damaged places.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, ErrorCode, Row, Statement, Transaction, params_from_iter};

use super::Table;
use crate::error::Result;

/// Rows that are asked for one by one behind a damaged place: less than a second.
const REACH: i64 = 10_000;

/// Brings one table over. True if every row of it is there.
pub(super) fn bring(source: &Connection, fresh: &Transaction<'_>, table: &Table) -> Result<bool> {
    let columns = known_columns(source, table);
    if columns.is_empty() {
        return Ok(false);
    }
    let names = columns.join(", ");
    let places = vec!["?"; columns.len()].join(", ");
    let mut walk = Walk {
        select: format!("SELECT rowid, {names} FROM {} NOT INDEXED WHERE", table.name),
        insert: fresh.prepare(&format!(
            // With its rowid: the journal goes by it, and rows behind the damage are read from the end.
            "INSERT OR IGNORE INTO {} (rowid, {names}) VALUES (?, {places})",
            table.name
        ))?,
        source,
        table,
        columns,
        lost: false,
    };
    walk.all()?;
    Ok(!walk.lost)
}

/// The columns that the file has: an older release wrote fewer.
fn known_columns(source: &Connection, table: &Table) -> Vec<&'static str> {
    let sql = format!("SELECT * FROM {} LIMIT 0", table.name);
    let Ok(statement) = source.prepare(&sql) else {
        return Vec::new();
    };
    let there = statement.column_names();
    table
        .columns
        .iter()
        .copied()
        .filter(|column| there.contains(column))
        .collect()
}

struct Walk<'a> {
    source: &'a Connection,
    insert: Statement<'a>,
    select: String,
    table: &'a Table,
    columns: Vec<&'static str>,
    lost: bool,
}

impl Walk<'_> {
    /// From the beginning to the first damage, from the end to the last, and what answers in between.
    fn all(&mut self) -> Result<()> {
        let (last, whole) = self.along("rowid > ?1 ORDER BY rowid", i64::MIN, i64::gt)?;
        if whole {
            return Ok(());
        }
        self.lost = true;
        let low = last.unwrap_or(0);
        let (first, _) = self.along("rowid > ?1 ORDER BY rowid DESC", low, i64::lt)?;
        let high = first.unwrap_or(i64::MAX).min(low.saturating_add(REACH));
        for rowid in low.saturating_add(1)..high {
            self.along("rowid = ?1", rowid, |_, _| true)?;
        }
        Ok(())
    }

    /// Takes rows until one cannot be read or is out of `order`, as in a tree that damage has tied into a knot.
    /// Gives the last row taken, and whether the end was reached.
    fn along(&mut self, rest: &str, at: i64, order: fn(&i64, &i64) -> bool) -> Result<(Option<i64>, bool)> {
        let mut last = None;
        let source = self.source;
        let Ok(mut statement) = source.prepare(&format!("{} {rest}", self.select)) else {
            return Ok((last, false));
        };
        let Ok(mut rows) = statement.query([at]) else {
            return Ok((last, false));
        };
        loop {
            let Ok(row) = rows.next() else {
                return Ok((last, false));
            };
            let Some(row) = row else {
                return Ok((last, true));
            };
            let Ok(rowid) = row.get::<_, i64>(0) else {
                return Ok((last, false));
            };
            if last.is_some_and(|last| !order(&rowid, &last)) {
                return Ok((last, false));
            }
            self.take(row)?;
            last = Some(rowid);
        }
    }

    fn take(&mut self, row: &Row<'_>) -> Result<()> {
        let values: Option<Vec<Value>> = self
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| self.value(row, index + 1, column))
            .collect();
        let Some(values) = values else {
            self.lost = true;
            return Ok(());
        };
        let rowid = Value::Integer(row.get(0)?);
        match self
            .insert
            .execute(params_from_iter([rowid].into_iter().chain(values)))
        {
            Ok(_) => Ok(()),
            // The row is not what the table takes: so it was damaged.
            Err(error)
                if matches!(
                    error.sqlite_error_code(),
                    Some(ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch)
                ) =>
            {
                self.lost = true;
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    }

    fn value(&self, row: &Row<'_>, index: usize, column: &str) -> Option<Value> {
        match row.get_ref(index).ok()? {
            ValueRef::Text(bytes) => {
                let text = std::str::from_utf8(bytes).ok()?;
                (self.table.sound)(column, text).then(|| Value::Text(text.to_owned()))
            }
            other => Value::try_from(other).ok(),
        }
    }
}
