use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::migration::Migration;
use super::problem::of_history;
use super::statements::split;
use super::{Error, Migrations};
use crate::native::db::{message, short};

/// How long one process waits for another that migrates.
const PATIENCE: Duration = Duration::from_mins(1);

const CREATE: &str = "CREATE TABLE IF NOT EXISTS rally_migrations (
    number INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ'))
) STRICT";

/// A row of `rally_migrations`.
pub(super) struct Applied {
    pub(super) number: u32,
    pub(super) file: String,
    pub(super) checksum: String,
    pub(super) at: String,
}

pub(super) fn applied(connection: &Connection) -> Result<Vec<Applied>, Error> {
    // Not `Connection::table_exists`, which does not see what another process made.
    let is_there = "SELECT count(*) FROM sqlite_schema WHERE name = 'rally_migrations'";
    if connection.query_row(is_there, [], |row| row.get::<_, i64>(0))? == 0 {
        return Ok(Vec::new());
    }
    let mut rows = connection.prepare(
        "SELECT number, file, checksum, applied_at FROM rally_migrations ORDER BY number",
    )?;
    let rows = rows.query_map([], |row| {
        Ok(Applied {
            number: row.get("number")?,
            file: row.get("file")?,
            checksum: row.get("checksum")?,
            at: row.get("applied_at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Applies what is not yet, and answers the names of those files.
pub(super) fn run(connection: &Connection, migrations: &Migrations) -> Result<Vec<String>, Error> {
    let timeout: u32 = connection.pragma_query_value(None, "busy_timeout", |row| row.get(0))?;
    connection.busy_timeout(PATIENCE)?;
    // With them on, to drop a table in order to make it anew would delete what refers to it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, false)?;
    let done = run_all(connection, migrations);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    connection.busy_timeout(Duration::from_millis(timeout.into()))?;
    done
}

fn run_all(connection: &Connection, migrations: &Migrations) -> Result<Vec<String>, Error> {
    let mut done = Vec::new();
    if next(connection, migrations)?.is_none() {
        return Ok(done);
    }
    loop {
        let started = std::time::Instant::now();
        // Holds the lock against other processes. What they did meanwhile is read inside of it.
        let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
        let Some(migration) = next(&transaction, migrations)? else {
            return Ok(done);
        };
        apply(&transaction, migration)?;
        transaction.commit()?;
        let (file, ms) = (&migration.file, started.elapsed().as_millis());
        tracing::info!(target: "rally::migrate", file, ms, "applied");
        done.push(file.clone());
    }
}

fn next<'m>(
    connection: &Connection,
    migrations: &'m Migrations,
) -> Result<Option<&'m Migration>, Error> {
    let applied = applied(connection)?;
    let problems = of_history(migrations.files(), &applied);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let is_new = |file: &&Migration| !applied.iter().any(|it| it.number == file.number);
    Ok(migrations.files().iter().find(is_new))
}

fn apply(transaction: &Transaction<'_>, migration: &Migration) -> Result<(), Error> {
    transaction.execute_batch(CREATE)?;
    for statement in split(&migration.sql) {
        let failed = |message: String| Error::Failed {
            file: migration.file.clone(),
            line: statement.line,
            statement: short(statement.text),
            message,
        };
        transaction
            .execute_batch(statement.text)
            .map_err(|error| failed(message(&error)))?;
        if transaction.is_autocommit() {
            return Err(failed("this ended the transaction".to_owned()));
        }
    }
    let tables = dangling(transaction)?;
    if !tables.is_empty() {
        return Err(Error::DanglingRows {
            file: migration.file.clone(),
            tables,
        });
    }
    transaction.execute(
        "INSERT INTO rally_migrations (number, file, checksum) VALUES (?1, ?2, ?3)",
        (migration.number, &migration.file, &migration.checksum),
    )?;
    Ok(())
}

fn dangling(connection: &Connection) -> Result<Vec<String>, Error> {
    let mut found = connection.prepare(
        "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2",
    )?;
    let lines = found.query_map([], |row| {
        let (table, parent, rows): (String, String, i64) = row.try_into()?;
        Ok(format!("{table}: {rows} to {parent}"))
    })?;
    Ok(lines.collect::<Result<_, _>>()?)
}
