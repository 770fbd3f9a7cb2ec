//! `SQLite`, off the async threads.
//!
//! [`Db`] has one connection that writes and some that read, each on a thread of its own: reads go on while
//! a transaction writes, and no async thread ever waits for a disk. A closure gets the connection:
//!
//! ```
//! use rally::db::{Db, Options, Result};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<()> {
//! # let folder = tempfile::tempdir().unwrap();
//! # let path = folder.path().join("app.db");
//! let db = Db::open(&path, &Options::default())?;
//! db.write(|c| c.execute("CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT UNIQUE) STRICT", [])).await?;
//!
//! let id = db.write(|c| c.insert("INSERT INTO teams (name) VALUES (?1)", ["Owls"])).await?;
//! let name: Option<String> = db
//!     .read(move |c| c.one("SELECT name FROM teams WHERE id = ?1", [id], |row| row.get("name")))
//!     .await?;
//! assert_eq!(name.as_deref(), Some("Owls"));
//!
//! let twice = db
//!     .transaction(|tx| {
//!         tx.insert("INSERT INTO teams (name) VALUES (?1)", ["Foxes"])?;
//!         tx.insert("INSERT INTO teams (name) VALUES (?1)", ["Owls"])
//!     })
//!     .await;
//! assert!(twice.unwrap_err().is_taken("teams", "name"));
//! let names = db.read(|c| c.many("SELECT name FROM teams", [], |row| row.get::<_, String>(0))).await?;
//! assert_eq!(names, ["Owls"], "the transaction was rolled back as a whole");
//!
//! db.close().await
//! # }
//! ```
//!
//! A `bool` is a parameter as it is, stored as 0 or 1; for texts that may be left empty there is
//! [`nullable_text`].

mod access;
mod call;
mod connection;
mod constraint;
mod error;
mod lane;
mod options;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use access::{Reader, Writer};
pub use constraint::{Constraint, ConstraintKind};
pub use error::Error;
pub(crate) use error::{message, short};
pub use options::{Options, Synchronous};
pub use rusqlite::{self, Row, named_params, params};

use call::Abandoned;
use lane::Lane;

/// What a call to the database answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A database. Cheap to clone: all clones are the same connections.
///
/// A call that is dropped before its turn does nothing. Dropped later, a read is interrupted, and a write
/// or transaction runs to its end: it is done as a whole or, where it fails, not at all.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    path: PathBuf,
    writer: Arc<Lane>,
    /// None for a database in memory, which is one connection.
    readers: Option<Arc<Lane>>,
    closing: tokio::sync::Mutex<()>,
}

impl Db {
    /// Opens a file, and makes it and its folder if need be. `:memory:` is a database in memory, shared by
    /// the clones of this `Db` and gone with the last of them.
    pub fn open(path: impl AsRef<Path>, options: &Options) -> Result<Self> {
        let path = path.as_ref();
        if path == Path::new(":memory:") {
            return Self::of_memory(rusqlite::Connection::open_in_memory()?, options);
        }
        let mut connections = connection::open_file(path, options)?.into_iter();
        let writer = Lane::new(options.busy_timeout, options.slow_query);
        let readers = Lane::new(options.busy_timeout, options.slow_query);
        // Made first: if a thread cannot be started, its drop ends the others.
        let db = Self::new(path, writer, Some(readers));
        if let (Some(connection), Some(readers)) = (connections.next(), &db.0.readers) {
            db.start(&db.0.writer, "rally-db-writer".to_owned(), connection)?;
            for (number, connection) in connections.enumerate() {
                db.start(readers, format!("rally-db-read-{number}"), connection)?;
            }
        }
        Ok(db)
    }

    pub(crate) fn of_memory(connection: rusqlite::Connection, options: &Options) -> Result<Self> {
        let connection = connection::set_up(connection, options)?;
        let lane = Lane::new(options.busy_timeout, options.slow_query);
        let db = Self::new(Path::new(":memory:"), lane, None);
        db.start(&db.0.writer, "rally-db-memory".to_owned(), connection)?;
        Ok(db)
    }

    fn new(path: &Path, writer: Arc<Lane>, readers: Option<Arc<Lane>>) -> Self {
        Self(Arc::new(Inner {
            path: path.to_owned(),
            writer,
            readers,
            closing: tokio::sync::Mutex::default(),
        }))
    }

    fn start(
        &self,
        lane: &Arc<Lane>,
        name: String,
        connection: rusqlite::Connection,
    ) -> Result<()> {
        lane.staff(name, connection).map_err(|error| Error::Open {
            path: self.0.path.clone(),
            reason: format!("a thread cannot be started: {error}"),
        })
    }

    /// The file, or `:memory:`.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Reads. All queries of one closure see the same state, whatever is written meanwhile.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let lane = self.0.readers.as_ref().unwrap_or(&self.0.writer);
        lane.call(Abandoned::Stops, |connection| {
            access::run(connection, "BEGIN")?;
            let before = connection.total_changes();
            let value = work(&Reader::new(connection));
            let wrote = connection.total_changes() != before;
            if !connection.is_autocommit() {
                access::run(connection, "ROLLBACK")?;
            }
            if wrote {
                return Err(Error::ReadOnly { statement: None });
            }
            value
        })
        .await
    }

    /// Writes, each statement for itself: what went before one that fails stays. For more than one statement
    /// see [`transaction`](Self::transaction).
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Writer<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.on_writer(|connection| work(&Writer::new(connection)))
            .await
    }

    /// All that `work` does, or nothing: an error or a panic rolls back. It can be nested with
    /// [`Writer::transaction`].
    pub async fn transaction<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Writer<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.try_transaction(work).await
    }

    /// [`transaction`](Self::transaction) with an error type of the application's own. `Vec<String>`, with
    /// which handlers answer, is one:
    ///
    /// ```
    /// # async fn handler(db: rally::db::Db, name: String) -> Result<i64, Vec<String>> {
    /// db.try_transaction(move |tx| {
    ///     let taken = tx.one("SELECT id FROM teams WHERE name = ?1", [&name], |row| row.get::<_, i64>(0))?;
    ///     if taken.is_some() {
    ///         return Err(vec!["There is a team of that name.".to_owned()]);
    ///     }
    ///     Ok(tx.insert("INSERT INTO teams (name) VALUES (?1)", [&name])?)
    /// })
    /// .await
    /// # }
    /// ```
    pub async fn try_transaction<T: Send + 'static, E: From<Error> + Send + 'static>(
        &self,
        work: impl FnOnce(&Writer<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        self.on_writer(|connection| Writer::new(connection).try_transaction(work))
            .await
    }

    pub(crate) async fn on_writer<T: Send + 'static, E: From<Error> + Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        self.0.writer.call(Abandoned::GoesOn, work).await
    }

    /// Serves the calls that wait, takes no more, writes the log into the file and closes it. Calls from now
    /// on end with [`Error::Closed`]. A second call waits for the first.
    pub async fn close(&self) -> Result<()> {
        let _one_at_a_time = self.0.closing.lock().await;
        if let Some(readers) = &self.0.readers {
            readers.close();
            readers.empty().await;
        }
        let in_file = self.0.readers.is_some();
        let last = self.0.writer.call(Abandoned::IsDone, move |connection| {
            if in_file {
                connection::tidy_file(connection)?;
            }
            Ok(())
        });
        let outcome = last.await;
        self.0.writer.empty().await;
        match outcome {
            Err(Error::Closed) => Ok(()),
            outcome => outcome,
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.writer.close();
        if let Some(readers) = &self.readers {
            readers.close();
        }
    }
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Db").field(&self.0.path).finish()
    }
}

/// A text of a form as what is stored: NULL where it was left empty.
///
/// ```
/// use rally::db::nullable_text;
///
/// assert_eq!(nullable_text(""), None);
/// assert_eq!(nullable_text("Owls"), Some("Owls"));
/// ```
pub fn nullable_text(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
