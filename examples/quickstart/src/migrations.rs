//! The schema, one file a step. `PRAGMA user_version` counts the steps that were taken.

use rusqlite::{Connection, TransactionBehavior};

const STEPS: &[&str] = &[
    include_str!("../migrations/0001_board.sql"),
    include_str!("../migrations/0002_comments_and_attachments.sql"),
];

/// Takes the steps that the file lacks, each in a transaction of its own.
pub(crate) fn run(connection: &mut Connection) -> rusqlite::Result<()> {
    for (number, step) in (1_i64..).zip(STEPS) {
        // Immediate: of two servers that start on one file, the second waits, then finds it done.
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let taken: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if taken < number {
            transaction.execute_batch(step)?;
            transaction.pragma_update(None, "user_version", number)?;
            transaction.commit()?;
        }
    }
    Ok(())
}
