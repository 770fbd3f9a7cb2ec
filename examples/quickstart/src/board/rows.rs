//! Tasks in the database.

use std::collections::BTreeSet;

use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row, Transaction};

use crate::board::errors::TaskError;
use crate::board::model::{Blocker, Column, Day, Priority, Status, Task};
use crate::db::{from_nanos, to_nanos};

/// Columns and joins of a task; add `WHERE`.
pub(crate) const SELECT: &str = "SELECT tasks.*, \
    (SELECT count(*) FROM comments WHERE task = tasks.id) AS comment_count, \
    (SELECT count(*) FROM attachments WHERE task = tasks.id) AS attachment_count, \
    (SELECT group_concat(tag, char(10)) FROM tags WHERE task = tasks.id) AS tag_lines \
    FROM tasks";

/// The id of a task as `SQLite` stores it. One past its range belongs to no task.
pub(crate) fn key(id: u64) -> i64 {
    i64::try_from(id).unwrap_or(-1)
}

/// An id or count from `SQLite`, where it is never negative.
pub(crate) fn unsigned(value: i64) -> u64 {
    value.unsigned_abs()
}

/// The task with this id.
pub(crate) fn load(tx: &Transaction<'_>, id: u64) -> Result<Task, TaskError> {
    tx.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?
        .query_row([key(id)], read)
        .optional()?
        .ok_or(TaskError::NotFound { id })
}

/// Reads a row of [`SELECT`].
pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Task> {
    let tags: Option<String> = row.get("tag_lines")?;
    let estimate: (Option<u16>, Option<u16>) =
        (row.get("estimate_low")?, row.get("estimate_high")?);
    let due: Option<String> = row.get("due")?;
    Ok(Task {
        id: unsigned(row.get("id")?),
        title: row.get("title")?,
        notes: row.get("notes")?,
        status: read_status(row)?,
        priority: read_priority(row)?,
        tags: tags
            .map(|lines| lines.lines().map(str::to_owned).collect())
            .unwrap_or_default(),
        assignee: row.get("assignee")?,
        due: due.as_deref().and_then(parse_day),
        estimate: estimate.0.zip(estimate.1),
        comments: row.get("comment_count")?,
        attachments: row.get("attachment_count")?,
        version: row.get("version")?,
        created: from_nanos(row.get("created")?),
    })
}

fn read_status(row: &Row<'_>) -> rusqlite::Result<Status> {
    let since = from_nanos(row.get("since")?);
    Ok(match read_column(row)? {
        Column::Todo => Status::Todo,
        Column::Doing => Status::Doing { since },
        Column::Blocked => Status::Blocked {
            since,
            by: read_blocker(row)?,
        },
        Column::Done => Status::Done { at: since },
    })
}

fn read_blocker(row: &Row<'_>) -> rusqlite::Result<Blocker> {
    let text: Option<String> = row.get("blocked_text")?;
    if let Some(id) = row.get("blocked_task")? {
        return Ok(Blocker::Task(unsigned(id)));
    }
    Ok(match row.get("blocked_name")? {
        Some(name) => Blocker::Person {
            name,
            question: text,
        },
        None => Blocker::Reason(text.unwrap_or_default()),
    })
}

/// Reads the column `lane`.
pub(crate) fn read_column(row: &Row<'_>) -> rusqlite::Result<Column> {
    let lane: String = row.get("lane")?;
    Column::ALL
        .into_iter()
        .find(|column| column.as_str() == lane)
        .ok_or_else(|| unknown(row, "lane", &lane))
}

fn read_priority(row: &Row<'_>) -> rusqlite::Result<Priority> {
    let stored: String = row.get("priority")?;
    [Priority::Low, Priority::Normal, Priority::High]
        .into_iter()
        .find(|priority| priority.as_str() == stored)
        .ok_or_else(|| unknown(row, "priority", &stored))
}

fn unknown(row: &Row<'_>, column: &str, value: &str) -> rusqlite::Error {
    let index = row.as_ref().column_index(column).unwrap_or_default();
    let problem = format!("`{value}` is no {column}").into();
    rusqlite::Error::FromSqlConversionFailure(index, Type::Text, problem)
}

/// A day as it is stored: `2026-02-03`.
pub(crate) fn day_text((year, month, day): Day) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

fn parse_day(text: &str) -> Option<Day> {
    let mut parts = text.splitn(3, '-');
    Some((
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    ))
}

/// Writes everything of a task but its counts; `version` must be the new one.
pub(crate) fn update(tx: &Transaction<'_>, task: &Task) -> rusqlite::Result<()> {
    let since = match &task.status {
        Status::Todo => task.created,
        Status::Doing { since } | Status::Blocked { since, .. } => *since,
        Status::Done { at } => *at,
    };
    let (blocked_task, blocked_name, blocked_text) = match &task.status {
        Status::Blocked { by, .. } => match by {
            Blocker::Task(id) => (Some(key(*id)), None, None),
            Blocker::Person { name, question } => (None, Some(name), question.as_ref()),
            Blocker::Reason(text) => (None, None, Some(text)),
        },
        _ => (None, None, None),
    };
    tx.prepare_cached(
        "UPDATE tasks SET title = :title, notes = :notes, priority = :priority, lane = :lane, \
         since = :since, blocked_task = :blocked_task, blocked_name = :blocked_name, \
         blocked_text = :blocked_text, due = :due, estimate_low = :low, estimate_high = :high, \
         assignee = :assignee, version = :version WHERE id = :id",
    )?
    .execute(rusqlite::named_params! {
        ":title": task.title,
        ":notes": task.notes,
        ":priority": task.priority.as_str(),
        ":lane": task.status.column().as_str(),
        ":since": to_nanos(since),
        ":blocked_task": blocked_task,
        ":blocked_name": blocked_name,
        ":blocked_text": blocked_text,
        ":due": task.due.map(day_text),
        ":low": task.estimate.map(|(low, _)| low),
        ":high": task.estimate.map(|(_, high)| high),
        ":assignee": task.assignee,
        ":version": task.version,
        ":id": key(task.id),
    })?;
    replace_tags(tx, task.id, &task.tags)
}

/// Makes `tags` the tags of a task.
pub(crate) fn replace_tags(
    tx: &Transaction<'_>,
    task: u64,
    tags: &BTreeSet<String>,
) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM tags WHERE task = ?1")?
        .execute([key(task)])?;
    let mut insert = tx.prepare_cached("INSERT INTO tags (task, tag) VALUES (?1, ?2)")?;
    for tag in tags {
        insert.execute((key(task), tag))?;
    }
    Ok(())
}
