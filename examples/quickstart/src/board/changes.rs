//! Making, changing, moving and removing tasks.

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use rusqlite::Transaction;

use crate::account;
use crate::board::checks;
use crate::board::errors::{TaskError, TaskField};
use crate::board::events::BoardEvent;
use crate::board::model::{Blocker, Column, Day, Priority, Status, Task};
use crate::board::rows;
use crate::context::ServerContext;
use crate::db::to_nanos;
use crate::problem::{self, Problem, Problems};

/// A task to be added to the first column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerCreateTask {
    /// One line.
    pub title: String,
    /// Whatever else is to be said.
    pub notes: Option<String>,
    /// How soon it matters.
    pub priority: Priority,
    /// Words to find it by.
    pub tags: BTreeSet<String>,
    /// Who is to work on it.
    pub assignee: Option<i64>,
    /// When it must be done.
    pub due: Option<Day>,
    /// Hours of work, at least and at most.
    pub estimate: Option<(u16, u16)>,
}

/// What is to become of a task. A field that is none stays as it is; where a field may be empty,
/// `Some(None)` empties it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskChange {
    /// A new title.
    pub title: Option<String>,
    /// New notes, or no notes.
    pub notes: Option<Option<String>>,
    /// A new priority.
    pub priority: Option<Priority>,
    /// New tags in place of all the old ones.
    pub tags: Option<BTreeSet<String>>,
    /// Someone else, or nobody.
    pub assignee: Option<Option<i64>>,
    /// Another day, or no day.
    pub due: Option<Option<Day>>,
    /// Another estimate, or none.
    pub estimate: Option<Option<(u16, u16)>>,
}

/// Where a task is to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Back to the start.
    Todo,
    /// Someone begins, or goes on.
    Doing,
    /// It cannot go on.
    Blocked(Blocker),
    /// It is finished.
    Done,
}

/// Adds a task.
pub async fn server_create_task(
    msg: ServerCreateTask,
    server_context: &ServerContext,
) -> Result<Task, TaskError> {
    let change = TaskChange {
        title: Some(msg.title),
        notes: Some(msg.notes),
        priority: Some(msg.priority),
        tags: Some(msg.tags),
        assignee: Some(msg.assignee),
        due: Some(msg.due),
        estimate: Some(msg.estimate),
    };
    let create = move |tx: &Transaction<'_>| {
        tx.prepare_cached(
            "INSERT INTO tasks (title, priority, lane, since, created) VALUES ('', ?1, ?2, ?3, ?3)",
        )?
        .execute((
            Priority::default().as_str(),
            Column::Todo.as_str(),
            to_nanos(SystemTime::now()),
        ))?;
        let mut task = rows::load(tx, rows::unsigned(tx.last_insert_rowid()))?;
        apply(tx, &mut task, change)?;
        rows::update(tx, &task)?;
        Ok(task)
    };
    server_context
        .change(create, |task: &Task| [BoardEvent::TaskAdded(task.clone())])
        .await
}

/// Changes a task, unless someone else did since `version`.
pub async fn server_change_task(
    id: u64,
    version: u32,
    change: TaskChange,
    server_context: &ServerContext,
) -> Result<Task, TaskError> {
    alter(id, version, server_context, move |tx, task| {
        apply(tx, task, change)
    })
    .await
}

/// Moves a task to another column, unless someone else changed it since `version`.
pub async fn server_move_task(
    id: u64,
    version: u32,
    to: Destination,
    server_context: &ServerContext,
) -> Result<Task, TaskError> {
    alter(id, version, server_context, move |tx, task| {
        let now = SystemTime::now();
        task.status = match to {
            Destination::Todo => Status::Todo,
            Destination::Doing => Status::Doing { since: now },
            Destination::Blocked(by) => Status::Blocked {
                since: now,
                by: check_blocker(tx, id, by)?,
            },
            Destination::Done => Status::Done { at: now },
        };
        Ok(())
    })
    .await
}

/// Removes a task with its comments and attachments.
pub async fn server_remove_task(id: u64, server_context: &ServerContext) -> Result<(), TaskError> {
    let remove = move |tx: &Transaction<'_>| match tx
        .execute("DELETE FROM tasks WHERE id = ?1", [rows::key(id)])?
    {
        0 => Err(TaskError::NotFound { id }),
        _ => Ok(()),
    };
    server_context
        .change(remove, |()| [BoardEvent::TaskRemoved { id }])
        .await
}

async fn alter(
    id: u64,
    version: u32,
    server_context: &ServerContext,
    edit: impl FnOnce(&Transaction<'_>, &mut Task) -> Result<(), TaskError> + Send + 'static,
) -> Result<Task, TaskError> {
    let change = move |tx: &Transaction<'_>| {
        let mut task = rows::load(tx, id)?;
        if task.version != version {
            return Err(TaskError::Changed {
                current: Box::new(task),
            });
        }
        edit(tx, &mut task)?;
        task.version += 1;
        rows::update(tx, &task)?;
        Ok(task)
    };
    server_context
        .change(change, |task: &Task| {
            [BoardEvent::TaskChanged(task.clone())]
        })
        .await
}

/// Checks every field of a change before it refuses, so that a form hears of all at once.
fn apply(tx: &Transaction<'_>, task: &mut Task, change: TaskChange) -> Result<(), TaskError> {
    let mut problems = Problems::new();
    if let Some(title) = change.title {
        let title = problem::text(&title, checks::MAX_TITLE);
        task.title = problems.note(TaskField::Title, title).unwrap_or_default();
    }
    if let Some(notes) = change.notes {
        // Blank notes are no notes.
        task.notes = notes
            .filter(|notes| !notes.trim().is_empty())
            .and_then(|notes| {
                problems.note(TaskField::Notes, problem::text(&notes, checks::MAX_NOTES))
            });
    }
    if let Some(priority) = change.priority {
        task.priority = priority;
    }
    if let Some(tags) = change.tags {
        let tags = checks::tags(&tags);
        task.tags = problems.note(TaskField::Tags, tags).unwrap_or_default();
    }
    if let Some(assignee) = change.assignee {
        if let Some(id) = assignee
            && !account::exists(tx, id)?
        {
            problems.add(TaskField::Assignee, Problem::Unknown { id });
        }
        task.assignee = assignee;
    }
    if let Some(due) = change.due {
        task.due = due.and_then(|day| problems.note(TaskField::Due, checks::day(day)));
    }
    if let Some(estimate) = change.estimate {
        task.estimate =
            estimate.and_then(|hours| problems.note(TaskField::Estimate, checks::estimate(hours)));
    }
    Ok(problems.into_result()?)
}

fn check_blocker(tx: &Transaction<'_>, task: u64, by: Blocker) -> Result<Blocker, TaskError> {
    let text = |text: String| problem::text(&text, checks::MAX_BLOCKER);
    let checked = match by {
        Blocker::Task(id) if id == task => Err(Problem::Unknown { id: rows::key(id) }),
        Blocker::Task(id) => match rows::load(tx, id) {
            Ok(_) => Ok(Blocker::Task(id)),
            Err(TaskError::NotFound { .. }) => Err(Problem::Unknown { id: rows::key(id) }),
            Err(error) => return Err(error),
        },
        Blocker::Person { name, question } => text(name).and_then(|name| {
            let question = question.map(text).transpose()?;
            Ok(Blocker::Person { name, question })
        }),
        Blocker::Reason(reason) => text(reason).map(Blocker::Reason),
    };
    checked.map_err(|problem| TaskError::Invalid(BTreeMap::from([(TaskField::Blocker, problem)])))
}
