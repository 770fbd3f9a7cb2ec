use std::fmt;
use std::path::PathBuf;

use rusqlite::ErrorCode;

use super::{Constraint, ConstraintKind};
use crate::form::Problems;

/// What can go wrong between an application and its database.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// Someone else held the database for longer than the busy timeout. Nothing was done: try again.
    Busy {
        /// The statement that waited, where the call had begun.
        statement: Option<String>,
    },
    /// A rule of the schema forbids what was to be stored.
    Constraint(Constraint),
    /// [`one`](super::Reader::one) found a second row.
    MoreThanOneRow {
        /// The query.
        statement: String,
    },
    /// [`insert`](super::Writer::insert) inserted no row.
    NothingInserted {
        /// The statement.
        statement: String,
    },
    /// A statement that writes, inside a `read`.
    ReadOnly {
        /// The statement, where it is known.
        statement: Option<String>,
    },
    /// The closure began a transaction in SQL and did not end it; it was rolled back.
    TransactionLeftOpen,
    /// The transaction was over before its closure was: by a COMMIT or ROLLBACK in SQL, or because `SQLite`
    /// rolled it back. What came after was not done.
    TransactionEnded,
    /// The database could not be opened.
    Open {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// [`Db::close`](super::Db::close) was called.
    Closed,
    /// Anything else that `SQLite` refused: mostly a mistake in a statement.
    Sqlite {
        /// The statement, where it is known.
        statement: Option<String>,
        /// What `SQLite` said.
        source: rusqlite::Error,
    },
}

impl Error {
    /// Whether the same call may succeed a moment later.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Busy { .. })
    }

    /// Whether a row has this value already: a UNIQUE or PRIMARY KEY that the column is part of.
    ///
    /// ```
    /// # fn answer(outcome: rally::db::Result<i64>) -> Result<i64, Vec<String>> {
    /// match outcome {
    ///     Err(error) if error.is_taken("teams", "name") => Err(vec!["There is a team of that name.".into()]),
    ///     outcome => Ok(outcome?),
    /// }
    /// # }
    /// ```
    pub fn is_taken(&self, table: &str, column: &str) -> bool {
        self.constraint()
            .is_some_and(|rule| rule.kind == ConstraintKind::Unique && rule.is_on(table, column))
    }

    /// The rule of the schema that was broken, if that is what went wrong.
    pub fn constraint(&self) -> Option<&Constraint> {
        match self {
            Self::Constraint(constraint) => Some(constraint),
            _ => None,
        }
    }

    pub(super) fn of(source: rusqlite::Error, statement: Option<&str>) -> Self {
        let statement = statement.map(str::to_owned);
        match source.sqlite_error() {
            Some(error) if error.code == ErrorCode::ConstraintViolation => Self::Constraint(
                Constraint::read(error.extended_code, &message(&source), statement),
            ),
            Some(error) => match error.code {
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy { statement },
                ErrorCode::ReadOnly => Self::ReadOnly { statement },
                _ => Self::Sqlite { statement, source },
            },
            None => Self::Sqlite { statement, source },
        }
    }
}

/// What `SQLite` itself said, without the statement that rusqlite may add.
pub(crate) fn message(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    }
}

/// A statement as one line of at most 300 characters.
pub(crate) fn short(statement: &str) -> String {
    const MOST: usize = 300;
    let mut line = String::new();
    for word in statement.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if let Some((end, _)) = line.char_indices().nth(MOST) {
            line.truncate(end);
            line.push('…');
            break;
        }
    }
    line
}

struct In<'s>(Option<&'s String>);

impl fmt::Display for In<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .map_or(Ok(()), |statement| write!(f, "\n  in {}", short(statement)))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy { statement } => {
                write!(
                    f,
                    "the database is busy; try again{}",
                    In(statement.as_ref())
                )
            }
            Self::Constraint(constraint) => {
                write!(f, "{constraint}{}", In(constraint.statement.as_ref()))
            }
            Self::MoreThanOneRow { statement } => write!(
                f,
                "more than one row where at most one was expected{}",
                In(Some(statement))
            ),
            Self::NothingInserted { statement } => {
                write!(f, "no row was inserted{}", In(Some(statement)))
            }
            Self::ReadOnly { statement } => write!(
                f,
                "this statement writes: call it from `write` or `transaction`, not from `read`{}",
                In(statement.as_ref())
            ),
            Self::TransactionLeftOpen => f.write_str(
                "the closure began a transaction and did not end it, so it was rolled back: \
                 use `transaction`",
            ),
            Self::TransactionEnded => f.write_str(
                "the transaction was over before its closure was: take COMMIT and ROLLBACK out of the SQL \
                 and hand errors on",
            ),
            Self::Open { path, reason } => {
                write!(f, "the database {} cannot be opened: {reason}", path.display())
            }
            Self::Closed => f.write_str("the database is closed"),
            Self::Sqlite { statement, source } => {
                write!(f, "{}{}", message(source), In(statement.as_ref()))
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Sqlite { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Self {
        Self::of(source, None)
    }
}

/// What a person in the browser may be told, for handlers that answer `Result<_, Vec<String>>`: whether to
/// try again, and nothing of the schema. The error itself is logged.
impl From<Error> for Vec<String> {
    fn from(error: Error) -> Self {
        vec![told(&error).to_owned()]
    }
}

/// The same for a form, and for handlers that answer `Result<_, Vec<(String, String)>>`.
impl From<Error> for Problems {
    fn from(error: Error) -> Self {
        Self::whole(told(&error))
    }
}

impl From<Error> for Vec<(String, String)> {
    fn from(error: Error) -> Self {
        Problems::from(error).into()
    }
}

fn told(error: &Error) -> &'static str {
    tracing::error!(target: "rally::db", %error, "a handler failed");
    match error {
        Error::Busy { .. } => "The server is busy. Please try again.",
        Error::Constraint(_) => "This does not go with what is stored already.",
        _ => "Something went wrong on the server.",
    }
}
