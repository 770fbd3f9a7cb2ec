//! Why a call about tasks failed.

use std::collections::BTreeMap;

use crate::board::model::Task;
use crate::problem::Problem;

/// A field of the forms that make or change a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskField {
    /// The title.
    Title,
    /// The notes.
    Notes,
    /// The tags.
    Tags,
    /// Who works on it.
    Assignee,
    /// When it must be done.
    Due,
    /// Hours of work.
    Estimate,
    /// What it waits for.
    Blocker,
}

/// Why a call about tasks failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskError {
    /// There is no such task, or no longer.
    NotFound {
        /// The id that was asked for.
        id: u64,
    },
    /// What was sent cannot be accepted; every field that is wrong, and why.
    Invalid(BTreeMap<TaskField, Problem>),
    /// Someone else changed the task in the meantime.
    Changed {
        /// As it is now.
        current: Box<Task>,
    },
    /// The database did not answer in time; try again.
    Unavailable,
}

impl From<BTreeMap<TaskField, Problem>> for TaskError {
    fn from(problems: BTreeMap<TaskField, Problem>) -> Self {
        Self::Invalid(problems)
    }
}

impl From<rusqlite::Error> for TaskError {
    fn from(error: rusqlite::Error) -> Self {
        eprintln!("tasks: {error}");
        Self::Unavailable
    }
}
