use std::ops::Deref;

use rusqlite::{CachedStatement, Connection, Params, Row};

use super::{Error, Result};

/// A connection that reads. It is a [`rusqlite::Connection`] too, for what is not here.
pub struct Reader<'c> {
    connection: &'c Connection,
    may_write: bool,
    in_transaction: bool,
}

/// The connection that writes. It can do what a [`Reader`] can.
pub struct Writer<'c>(Reader<'c>);

impl<'c> Reader<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            may_write: false,
            in_transaction: false,
        }
    }

    /// All rows, each made into a value by `row`.
    ///
    /// The statement is prepared once for each connection and text, so give values as parameters.
    pub fn many<T, P: Params>(
        &self,
        statement: &str,
        params: P,
        row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        self.with(statement, |prepared| {
            prepared.query_map(params, row)?.collect()
        })
    }

    /// The one row that there may be, or `None`. A second one is an [error](Error::MoreThanOneRow).
    pub fn one<T, P: Params>(
        &self,
        statement: &str,
        params: P,
        row: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        let found = self.with(statement, |prepared| {
            let mut rows = prepared.query(params)?;
            let Some(first) = rows.next()? else {
                return Ok(Ok(None));
            };
            let value = row(first)?;
            Ok(if rows.next()?.is_none() {
                Ok(Some(value))
            } else {
                Err(())
            })
        })?;
        found.map_err(|()| Error::MoreThanOneRow {
            statement: statement.to_owned(),
        })
    }

    fn with<T>(
        &self,
        statement: &str,
        run: impl FnOnce(&mut CachedStatement<'_>) -> rusqlite::Result<T>,
    ) -> Result<T> {
        // Outside of the transaction that the caller believes in, it would stay even if the rest fails.
        if self.in_transaction && self.connection.is_autocommit() {
            return Err(Error::TransactionEnded);
        }
        let place = |error| Error::of(error, Some(statement));
        let mut prepared = self.connection.prepare_cached(statement).map_err(place)?;
        if !self.may_write && !prepared.readonly() {
            return Err(Error::ReadOnly {
                statement: Some(statement.to_owned()),
            });
        }
        run(&mut prepared).map_err(place)
    }
}

impl<'c> Writer<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self(Reader {
            connection,
            may_write: true,
            in_transaction: false,
        })
    }

    /// Runs a statement that answers no rows, and says how many rows it changed.
    pub fn execute<P: Params>(&self, statement: &str, params: P) -> Result<usize> {
        self.0.with(statement, |prepared| prepared.execute(params))
    }

    /// Runs an INSERT and answers the id of the row. Where there is none, as with `INSERT … SELECT` of nothing, it is an
    /// [error](Error::NothingInserted): the id would be that of another row.
    pub fn insert<P: Params>(&self, statement: &str, params: P) -> Result<i64> {
        if self.execute(statement, params)? == 0 {
            let statement = statement.to_owned();
            return Err(Error::NothingInserted { statement });
        }
        Ok(self.0.connection.last_insert_rowid())
    }

    /// All that `work` does, or nothing: an error or a panic rolls back. Inside another transaction it is a
    /// SAVEPOINT, so that the outer one can go on after an inner one has failed.
    pub fn transaction<T>(&self, work: impl FnOnce(&Writer<'_>) -> Result<T>) -> Result<T> {
        self.try_transaction(work)
    }

    /// [`transaction`](Self::transaction) with an error type of the application's own.
    pub fn try_transaction<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&Writer<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.0.in_transaction && self.0.connection.is_autocommit() {
            return Err(Error::TransactionEnded.into());
        }
        let open = Open::begin(self.0.connection)?;
        let value = work(&Writer(Reader {
            connection: self.0.connection,
            may_write: true,
            in_transaction: true,
        }))?;
        open.keep()?;
        Ok(value)
    }
}

impl Deref for Reader<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}

impl<'c> Deref for Writer<'c> {
    type Target = Reader<'c>;

    fn deref(&self) -> &Reader<'c> {
        &self.0
    }
}

/// A transaction or savepoint that is rolled back unless it is kept.
struct Open<'c> {
    connection: &'c Connection,
    nested: bool,
    kept: bool,
}

impl<'c> Open<'c> {
    fn begin(connection: &'c Connection) -> Result<Self> {
        let nested = !connection.is_autocommit();
        // IMMEDIATE takes the lock at once: a transaction that only finds out at its first write that
        // another was faster could not wait for it.
        run(
            connection,
            if nested {
                "SAVEPOINT rally"
            } else {
                "BEGIN IMMEDIATE"
            },
        )?;
        Ok(Self {
            connection,
            nested,
            kept: false,
        })
    }

    fn keep(mut self) -> Result<()> {
        if self.connection.is_autocommit() {
            return Err(Error::TransactionEnded);
        }
        run(
            self.connection,
            if self.nested {
                "RELEASE rally"
            } else {
                "COMMIT"
            },
        )?;
        self.kept = true;
        Ok(())
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        if self.kept || self.connection.is_autocommit() {
            return;
        }
        let rolled_back = if self.nested {
            run(self.connection, "ROLLBACK TO rally")
                .and_then(|()| run(self.connection, "RELEASE rally"))
        } else {
            run(self.connection, "ROLLBACK")
        };
        if let Err(error) = rolled_back {
            tracing::error!(target: "rally::db", %error, "a transaction could not be rolled back");
        }
    }
}

/// Runs a fixed statement that has neither parameters nor rows.
pub(super) fn run(connection: &Connection, statement: &str) -> Result<()> {
    connection
        .prepare_cached(statement)
        .and_then(|mut prepared| prepared.execute([]))
        .map(drop)
        .map_err(|error| Error::of(error, Some(statement)))
}
