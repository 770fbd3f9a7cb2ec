//! What people say about a task.

use std::time::SystemTime;

use rusqlite::{Row, Transaction};

use crate::account;
use crate::board::errors::TaskError;
use crate::board::events::BoardEvent;
use crate::board::model::Task;
use crate::board::rows;
use crate::context::ServerContext;
use crate::db::{from_nanos, to_nanos};
use crate::page::{self, Page};
use crate::problem::{self, Problem};

/// Characters in a comment.
pub(crate) const MAX_COMMENT: u32 = 2_000;

/// What someone said about a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Assigned by the server, ascending.
    pub id: u64,
    /// Who.
    pub author: i64,
    /// What.
    pub text: String,
    /// When.
    pub written: SystemTime,
}

/// Why a call about comments failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommentError {
    /// There is no such task, or no longer.
    NoTask {
        /// The id that was given.
        task: u64,
    },
    /// There is no such person.
    NoAuthor(i64),
    /// The text cannot be accepted.
    Text(Problem),
    /// The database did not answer in time; try again.
    Unavailable,
}

impl From<rusqlite::Error> for CommentError {
    fn from(error: rusqlite::Error) -> Self {
        TaskError::from(error).into()
    }
}

impl From<TaskError> for CommentError {
    fn from(error: TaskError) -> Self {
        match error {
            TaskError::NotFound { id } => Self::NoTask { task: id },
            _ => Self::Unavailable,
        }
    }
}

/// Adds a comment to a task.
pub async fn server_add_comment(
    task: u64,
    author: i64,
    text: String,
    server_context: &ServerContext,
) -> Result<Comment, CommentError> {
    let text = problem::text(&text, MAX_COMMENT).map_err(CommentError::Text)?;
    let (comment, _) = server_context
        .change(
            move |tx| add(tx, task, author, text),
            |(comment, task)| {
                let added = BoardEvent::CommentAdded {
                    task: task.id,
                    comment: comment.clone(),
                };
                [added, BoardEvent::TaskChanged(task.clone())]
            },
        )
        .await?;
    Ok(comment)
}

/// The comments on a task, oldest first, a page at a time; 0 for as many as the server gives.
pub async fn server_list_comments(
    task: u64,
    after: Option<u64>,
    limit: u16,
    server_context: &ServerContext,
) -> Result<Page<Comment>, CommentError> {
    server_context
        .db
        .read(move |tx| {
            rows::load(tx, task)?;
            Ok(list(tx, task, after, limit)?)
        })
        .await
}

fn add(
    tx: &Transaction<'_>,
    task: u64,
    author: i64,
    text: String,
) -> Result<(Comment, Task), CommentError> {
    rows::load(tx, task)?;
    if !account::exists(tx, author)? {
        return Err(CommentError::NoAuthor(author));
    }
    let written = to_nanos(SystemTime::now());
    tx.prepare_cached(
        "INSERT INTO comments (task, author, text, written) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute((rows::key(task), author, &text, written))?;
    let comment = Comment {
        id: rows::unsigned(tx.last_insert_rowid()),
        author,
        text,
        written: from_nanos(written),
    };
    Ok((comment, rows::load(tx, task)?))
}

pub(crate) fn list(
    tx: &Transaction<'_>,
    task: u64,
    after: Option<u64>,
    limit: u16,
) -> rusqlite::Result<Page<Comment>> {
    let limit = page::limit(limit);
    let total = tx
        .prepare_cached("SELECT count(*) FROM comments WHERE task = ?1")?
        .query_row([rows::key(task)], |row| row.get(0))?;
    let items = tx
        .prepare_cached(
            "SELECT id, author, text, written FROM comments \
             WHERE task = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
        )?
        .query_map(
            (rows::key(task), after.map_or(0, rows::key), limit + 1),
            read,
        )?
        .collect::<Result<_, _>>()?;
    Ok(Page::cut(
        items,
        limit,
        rows::unsigned(total),
        |comment: &Comment| comment.id,
    ))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Comment> {
    Ok(Comment {
        id: rows::unsigned(row.get("id")?),
        author: row.get("author")?,
        text: row.get("text")?,
        written: from_nanos(row.get("written")?),
    })
}
