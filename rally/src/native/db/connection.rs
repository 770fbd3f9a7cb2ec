use std::fs::create_dir_all;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::trace::{TraceEvent, TraceEventCodes};
use rusqlite::{Connection, OpenFlags};

use super::error::{message, short};
use super::{Error, Options, Result, Synchronous};

/// Statements that a connection keeps prepared.
const STATEMENTS: usize = 256;
/// Between two attempts to open a file that is busy.
const PAUSE: Duration = Duration::from_millis(5);
/// A write-ahead log that grew in a rush is cut back to this many bytes.
const LOG_BYTES: i64 = 64 << 20;

/// The connection that writes, and those that read.
pub(super) fn open_file(path: &Path, options: &Options) -> Result<Vec<Connection>> {
    let refuse = |reason: String| Error::Open {
        path: path.to_owned(),
        reason,
    };
    if path.as_os_str().is_empty() {
        return Err(refuse("its path is empty".to_owned()));
    }
    if let Some(folder) = path.parent() {
        create_dir_all(folder)
            .map_err(|error| refuse(format!("its folder cannot be made: {error}")))?;
    }
    let start = Instant::now();
    loop {
        let error = match open_all(path, options) {
            Ok(Ok(connections)) => return Ok(connections),
            Ok(Err(reason)) => return Err(refuse(reason)),
            Err(error) => error,
        };
        let reason = message(&error);
        match Error::from(error) {
            // When several change a new file to WAL at once, SQLite itself does not wait.
            Error::Busy { .. } if start.elapsed() < options.busy_timeout => sleep(PAUSE),
            Error::Busy { .. } => {
                let seconds = options.busy_timeout.as_secs_f32();
                let text = format!("another process has held it for {seconds} s");
                return Err(refuse(text));
            }
            _ => return Err(refuse(reason)),
        }
    }
}

fn open_all(
    path: &Path,
    options: &Options,
) -> rusqlite::Result<std::result::Result<Vec<Connection>, String>> {
    let writer = open_writer(path, options)?;
    if writer.is_readonly(rusqlite::MAIN_DB)? {
        let reason = "it may only be read; check the permissions of the file and its folder";
        return Ok(Err(reason.to_owned()));
    }
    let mode: String =
        writer.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        return Ok(Err(format!(
            "it is in journal mode {mode} and does not change to WAL; is it on a network drive?"
        )));
    }
    let mut connections = vec![writer];
    for _ in 0..options.readers.get() {
        connections.push(open_reader(path, options)?);
    }
    Ok(Ok(connections))
}

fn open_writer(path: &Path, options: &Options) -> rusqlite::Result<Connection> {
    let writer = open(path, OpenFlags::SQLITE_OPEN_CREATE, options)?;
    writer.pragma_update(None, "journal_size_limit", LOG_BYTES)?;
    Ok(writer)
}

fn open_reader(path: &Path, options: &Options) -> rusqlite::Result<Connection> {
    let reader = open(path, OpenFlags::empty(), options)?;
    // Not opened as read-only, which could not bring a write-ahead log in order after a crash.
    reader.pragma_update(None, "query_only", true)?;
    Ok(reader)
}

fn open(path: &Path, more: OpenFlags, options: &Options) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
    set_up(Connection::open_with_flags(path, flags)?, options)
}

/// What all connections have in common.
pub(super) fn set_up(
    mut connection: Connection,
    options: &Options,
) -> rusqlite::Result<Connection> {
    connection.busy_timeout(options.busy_timeout)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    // "text" in double quotes is a name that is missing, not a text.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.pragma_update(
        None,
        "synchronous",
        match options.synchronous {
            Synchronous::Normal => "NORMAL",
            Synchronous::Full => "FULL",
        },
    )?;
    if let Some(threshold) = options.slow_query {
        log_slow(&mut connection, threshold)?;
    }
    Ok(connection)
}

fn log_slow(connection: &mut Connection, threshold: Duration) -> rusqlite::Result<()> {
    connection.trace_v2(
        TraceEventCodes::SQLITE_TRACE_PROFILE,
        Some(move |event: TraceEvent<'_>| {
            if let TraceEvent::Profile(statement, took) = event
                && took >= threshold
            {
                let ms = took.as_millis();
                // Parameters are not in this text.
                let statement = short(&statement.sql());
                tracing::warn!(target: "rally::db", ms, statement, "slow query");
            }
        }),
    )
}

/// Foreign keys hold for the next call, whatever a PRAGMA of this one said.
pub(super) fn check_foreign_keys(connection: &Connection) -> rusqlite::Result<()> {
    let setting = DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY;
    if !connection.db_config(setting)? {
        connection.set_db_config(setting, true)?;
    }
    Ok(())
}

/// Writes the log into the file. Where another process holds it, both stay as they are, and nothing is lost.
pub(super) fn tidy_file(connection: &Connection) -> Result<()> {
    let tidied = connection
        .busy_timeout(Duration::ZERO)
        .and_then(|()| connection.execute_batch("PRAGMA optimize"))
        .and_then(|()| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())));
    match tidied.map_err(Error::from) {
        Err(Error::Busy { .. }) => Ok(()),
        tidied => tidied,
    }
}
