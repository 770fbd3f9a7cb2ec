use std::collections::BTreeMap;
use std::fmt;

use super::apply::Applied;
use super::migration::Migration;

/// Something about the files, or about the files and the database, that has to be settled first.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// A file's name is not a number and words.
    Name {
        /// Its name.
        file: String,
    },
    /// A file holds no statement.
    Empty {
        /// Its name.
        file: String,
    },
    /// A file holds a zero byte, at which `SQLite` would stop to read.
    ZeroByte {
        /// Its name.
        file: String,
    },
    /// A file begins or ends a transaction.
    OwnTransaction {
        /// Its name.
        file: String,
        /// The line of the statement, from 1.
        line: usize,
        /// The statement.
        statement: String,
    },
    /// Two files have one number.
    Duplicate {
        /// The number.
        number: u32,
        /// Their names.
        files: [String; 2],
    },
    /// A number is left out.
    Gap {
        /// The number.
        missing: u32,
        /// The file after the gap.
        before: String,
    },
    /// A file that was applied has another name now.
    Renamed {
        /// Its name when it was applied.
        applied: String,
        /// The file that has its number.
        file: String,
    },
    /// A file that was applied has another text now.
    Changed {
        /// Its name.
        file: String,
    },
    /// A file that was applied is not there.
    Missing {
        /// Its name when it was applied.
        applied: String,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name { file } => write!(
                f,
                "{file}: not a name of a migration; they are like 001_create_teams.sql, with small letters, \
                 digits and _"
            ),
            Self::Empty { file } => write!(
                f,
                "{file}: holds no statement; write one, or remove the file"
            ),
            Self::ZeroByte { file } => {
                write!(f, "{file}: holds a zero byte; save it as plain UTF-8 text")
            }
            Self::OwnTransaction {
                file,
                line,
                statement,
            } => write!(
                f,
                "{file}:{line}: {statement} – take it out: each file is a transaction of its own already"
            ),
            Self::Duplicate {
                number,
                files: [one, other],
            } => write!(
                f,
                "{one} and {other} both have number {number}; give the newer one the next free number"
            ),
            Self::Gap { missing, before } => write!(
                f,
                "{before}: there is no number {missing}; numbers start at 1 and leave none out"
            ),
            Self::Renamed { applied, file } => write!(
                f,
                "{file}: this number was applied as {applied}; give the file that name again, and what is new \
                 the next free number"
            ),
            Self::Changed { file } => write!(
                f,
                "{file}: its text is not the one that was applied; put that back and write the change as a \
                 new file"
            ),
            Self::Missing { applied } => write!(
                f,
                "{applied}: applied to this database, but there is no such file; was the database made by a \
                 newer version?"
            ),
        }
    }
}

/// What is wrong with the files by themselves. They are in order of their numbers.
pub(super) fn of_files(files: &[Migration]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut expected = 1;
    let mut previous: Option<&Migration> = None;
    for file in files {
        match previous {
            Some(previous) if previous.number == file.number => problems.push(Problem::Duplicate {
                number: file.number,
                files: [previous.file.clone(), file.file.clone()],
            }),
            _ if file.number != expected => problems.push(Problem::Gap {
                // Number 0 stands before the first.
                missing: expected,
                before: file.file.clone(),
            }),
            _ => {}
        }
        expected = file.number.saturating_add(1);
        previous = Some(file);
    }
    problems
}

/// What is wrong between the files and what was applied.
pub(super) fn of_history(files: &[Migration], applied: &[Applied]) -> Vec<Problem> {
    let by_number: BTreeMap<u32, &Migration> = files.iter().map(|it| (it.number, it)).collect();
    let judge = |applied: &Applied| match by_number.get(&applied.number) {
        None => Some(Problem::Missing {
            applied: applied.file.clone(),
        }),
        Some(file) if file.file != applied.file => Some(Problem::Renamed {
            applied: applied.file.clone(),
            file: file.file.clone(),
        }),
        Some(file) if file.checksum != applied.checksum => Some(Problem::Changed {
            file: file.file.clone(),
        }),
        Some(_) => None,
    };
    applied.iter().filter_map(judge).collect()
}
