//! The board in figures.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::SystemTime;

use rusqlite::{OptionalExtension, Transaction};

use crate::board::errors::TaskError;
use crate::board::model::Column;
use crate::board::rows;
use crate::context::ServerContext;
use crate::db::from_nanos;

/// The board in figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Stats {
    /// Tasks in each column; a column without any is there with 0.
    pub by_column: BTreeMap<Column, u32>,
    /// Tasks with each tag.
    pub by_tag: HashMap<String, u32>,
    /// Tasks of each person who has any.
    pub by_person: BTreeMap<i64, u32>,
    /// Finished tasks among all, 0 to 1; none on an empty board.
    pub done: Option<f64>,
    /// The unfinished task that has been there longest, and since when.
    pub oldest: Option<(u64, SystemTime)>,
}

/// Counts everything.
pub async fn server_board_stats(server_context: Arc<ServerContext>) -> Result<Stats, TaskError> {
    server_context.db.read(|tx| Ok(count(tx)?)).await
}

fn count(tx: &Transaction<'_>) -> rusqlite::Result<Stats> {
    let mut by_column: BTreeMap<Column, u32> =
        Column::ALL.into_iter().map(|column| (column, 0)).collect();
    let mut statement = tx.prepare_cached("SELECT lane, count(*) FROM tasks GROUP BY lane")?;
    for pair in statement.query_map([], |row| Ok((rows::read_column(row)?, row.get(1)?)))? {
        by_column.extend([pair?]);
    }
    let total: u32 = by_column.values().sum();
    let done = by_column.get(&Column::Done).copied().unwrap_or_default();
    let oldest = tx
        .prepare_cached(
            "SELECT id, created FROM tasks WHERE lane <> 'Done' ORDER BY created, id LIMIT 1",
        )?
        .query_row([], |row| {
            Ok((rows::unsigned(row.get(0)?), from_nanos(row.get(1)?)))
        })
        .optional()?;
    Ok(Stats {
        by_tag: tx
            .prepare_cached("SELECT tag, count(*) FROM tags GROUP BY tag")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?,
        by_person: tx
            .prepare_cached(
                "SELECT assignee, count(*) FROM tasks WHERE assignee IS NOT NULL GROUP BY assignee",
            )?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?,
        done: (total > 0).then(|| f64::from(done) / f64::from(total)),
        oldest,
        by_column,
    })
}
