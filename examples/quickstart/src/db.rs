//! `SQLite`, off the async threads.

use std::panic;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::Semaphore;

use crate::migrations;

/// Connections open at most. `SQLite` in WAL mode has one writer beside any number of readers.
const CONNECTIONS: usize = 4;
/// How long a writer waits for another one.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// A database file and a small pool of connections to it. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    pool: Arc<Pool>,
}

struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
}

impl Db {
    /// Opens the file, makes it where it is absent, and brings its schema up to date.
    ///
    /// Blocks: call it before the server starts.
    ///
    /// # Errors
    ///
    /// What `SQLite` says: the file cannot be written, is no database, …
    pub fn open(path: &Path) -> rusqlite::Result<Self> {
        let mut first = connect(path)?;
        migrations::run(&mut first)?;
        Ok(Self {
            pool: Arc::new(Pool {
                path: path.to_owned(),
                idle: Mutex::new(vec![first]),
                permits: Arc::new(Semaphore::new(CONNECTIONS)),
            }),
        })
    }

    /// Runs `work` on a snapshot of the database.
    ///
    /// # Errors
    ///
    /// Those of `work`, and those of `SQLite` by way of `E`'s `From`.
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<rusqlite::Error> + Send + 'static,
    {
        self.run(TransactionBehavior::Deferred, work).await
    }

    /// Runs `work` as the only writer; what it wrote stays when it returns `Ok` and is gone otherwise.
    ///
    /// # Errors
    ///
    /// Those of `work`, and those of `SQLite` by way of `E`'s `From`.
    pub async fn write<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<rusqlite::Error> + Send + 'static,
    {
        self.run(TransactionBehavior::Immediate, work).await
    }

    async fn run<T, E>(
        &self,
        behavior: TransactionBehavior,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<rusqlite::Error> + Send + 'static,
    {
        let pool = Arc::clone(&self.pool);
        let permit = Arc::clone(&pool.permits)
            .acquire_owned()
            .await
            .expect("the semaphore is never closed");
        let done = tokio::task::spawn_blocking(move || {
            // Held until the work is done, even when nobody waits for it any longer.
            let _permit = permit;
            let mut connection = pool.take()?;
            let result = in_transaction(&mut connection, behavior, work);
            pool.give_back(connection);
            result
        })
        .await;
        match done {
            Ok(result) => result,
            Err(failed) => match failed.try_into_panic() {
                Ok(panic) => panic::resume_unwind(panic),
                Err(_) => Err(E::from(rusqlite::Error::UnwindingPanic)),
            },
        }
    }
}

impl Pool {
    fn take(&self) -> rusqlite::Result<Connection> {
        // The lock ends with this line: connecting may take a while.
        let idle = self.idle().pop();
        idle.map_or_else(|| connect(&self.path), Ok)
    }

    fn give_back(&self, connection: Connection) {
        self.idle().push(connection);
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// On an error, or a panic, the transaction rolls back as it is dropped.
fn in_transaction<T, E: From<rusqlite::Error>>(
    connection: &mut Connection,
    behavior: TransactionBehavior,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let transaction = connection.transaction_with_behavior(behavior)?;
    let value = work(&transaction)?;
    transaction.commit()?;
    Ok(value)
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(connection)
}

/// A time as it is stored: nanoseconds since 1970, held within the years 1677 to 2262.
pub(crate) fn to_nanos(time: SystemTime) -> i64 {
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |n| -n),
    }
}

/// A stored time.
pub(crate) fn from_nanos(nanos: i64) -> SystemTime {
    let distance = Duration::from_nanos(nanos.unsigned_abs());
    if nanos < 0 {
        SystemTime::UNIX_EPOCH - distance
    } else {
        SystemTime::UNIX_EPOCH + distance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_survives_storage() {
        for nanos in [0, 1, -1, 1_767_225_600_123_456_789, i64::MAX] {
            assert_eq!(to_nanos(from_nanos(nanos)), nanos);
        }
    }

    #[tokio::test]
    async fn a_failed_write_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&folder.path().join("test.sqlite")).unwrap();
        let failed: Result<(), rusqlite::Error> = db
            .write(|tx| {
                tx.execute(
                    "INSERT INTO people (name, role) VALUES ('Ada', 'Member')",
                    [],
                )?;
                tx.execute("INSERT INTO nowhere VALUES (1)", [])?;
                Ok(())
            })
            .await;
        assert!(failed.is_err());
        let count: Result<i64, rusqlite::Error> = db
            .read(|tx| tx.query_row("SELECT count(*) FROM people", [], |row| row.get(0)))
            .await;
        assert_eq!(count, Ok(0));
    }

    #[test]
    fn a_second_opening_finds_the_schema_done() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.sqlite");
        drop(Db::open(&path).unwrap());
        assert!(Db::open(&path).is_ok());
    }
}
