//! What a task is.

use std::collections::BTreeSet;
use std::time::SystemTime;

/// A day of the calendar: year, month from 1, day from 1.
pub type Day = (u16, u8, u8);

/// A piece of work on the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Assigned by the server, never used twice.
    pub id: u64,
    /// One line.
    pub title: String,
    /// Whatever else is to be said.
    pub notes: Option<String>,
    /// How far it is.
    pub status: Status,
    /// How soon it matters.
    pub priority: Priority,
    /// Lower-case words to find it by.
    pub tags: BTreeSet<String>,
    /// Who works on it.
    pub assignee: Option<i64>,
    /// When it must be done.
    pub due: Option<Day>,
    /// Hours of work, at least and at most.
    pub estimate: Option<(u16, u16)>,
    /// How many comments it has.
    pub comments: u32,
    /// How many attachments it has.
    pub attachments: u32,
    /// Goes up with each change; a change names the version that it was made for.
    pub version: u32,
    /// When it was added.
    pub created: SystemTime,
}

/// How far a task is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nobody has begun.
    Todo,
    /// Under way.
    Doing {
        /// From when on.
        since: SystemTime,
    },
    /// Cannot go on.
    Blocked {
        /// From when on.
        since: SystemTime,
        /// By what.
        by: Blocker,
    },
    /// Finished.
    Done {
        /// When.
        at: SystemTime,
    },
}

/// What keeps a task from going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blocker {
    /// Another task, by its id.
    Task(u64),
    /// An answer that is waited for.
    Person {
        /// Whose.
        name: String,
        /// To what, if that is known.
        question: Option<String>,
    },
    /// Anything else, in words.
    Reason(String),
}

/// The columns of the board: a [`Status`] without its details.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Nobody has begun.
    Todo,
    /// Under way.
    Doing,
    /// Cannot go on.
    Blocked,
    /// Finished.
    Done,
}

/// How soon a task matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// Whenever.
    Low,
    /// In its turn.
    #[default]
    Normal,
    /// Before the others.
    High,
}

impl Status {
    /// The column that a task of this status stands in.
    pub const fn column(&self) -> Column {
        match self {
            Self::Todo => Column::Todo,
            Self::Doing { .. } => Column::Doing,
            Self::Blocked { .. } => Column::Blocked,
            Self::Done { .. } => Column::Done,
        }
    }
}

impl Column {
    /// Every column, left to right.
    pub const ALL: [Self; 4] = [Self::Todo, Self::Doing, Self::Blocked, Self::Done];

    /// Its name, as it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Todo => "Todo",
            Self::Doing => "Doing",
            Self::Blocked => "Blocked",
            Self::Done => "Done",
        }
    }
}

impl Priority {
    /// Its name, as it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "Low",
            Self::Normal => "Normal",
            Self::High => "High",
        }
    }
}
