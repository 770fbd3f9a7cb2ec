use std::fmt;
use std::path::PathBuf;

use super::Problem;
use crate::native::db;

/// Why the database was not brought up to date.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file or the folder cannot be read.
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// The files, or they and the database, do not agree. Nothing was done.
    Invalid(Vec<Problem>),
    /// A statement failed. Its file was rolled back; the files before it stay applied.
    Failed {
        /// The file.
        file: String,
        /// The line on which the statement begins, from 1.
        line: usize,
        /// The statement, shortened.
        statement: String,
        /// What `SQLite` said.
        message: String,
    },
    /// After a file, rows refer to others that are not there. It was rolled back.
    DanglingRows {
        /// The file.
        file: String,
        /// One line for each table and the table it refers to, with the number of rows.
        tables: Vec<String>,
    },
    /// Anything else between us and the database.
    Db(db::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, reason } => {
                write!(
                    f,
                    "the migrations at {} cannot be read: {reason}",
                    path.display()
                )
            }
            Self::Invalid(problems) => {
                f.write_str("the migrations are not in order, so none was applied:")?;
                problems.iter().try_for_each(|it| write!(f, "\n  {it}"))
            }
            Self::Failed {
                file,
                line,
                statement,
                message,
            } => write!(
                f,
                "{file}:{line}: {message}\n  in {statement}\nNothing of this file was kept. Mend it and \
                 migrate again."
            ),
            Self::DanglingRows { file, tables } => {
                write!(
                    f,
                    "{file}: rows would refer to others that are not there, so nothing of this file was kept \
                     (foreign keys, and their ON DELETE, rest while it runs):"
                )?;
                tables.iter().try_for_each(|it| write!(f, "\n  {it}"))
            }
            Self::Db(error) if error.is_busy() => {
                f.write_str("the database is busy; is another process migrating it? Try again")
            }
            Self::Db(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Db(error) => Some(error),
            _ => None,
        }
    }
}

impl From<db::Error> for Error {
    fn from(error: db::Error) -> Self {
        Self::Db(error)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Db(error.into())
    }
}
