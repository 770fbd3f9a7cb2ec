//! Reading tasks.

use rusqlite::Transaction;

use crate::board::attachments::{self, Attachment};
use crate::board::comments::{self, Comment};
use crate::board::errors::TaskError;
use crate::board::model::{Column, Task};
use crate::board::rows;
use crate::context::ServerContext;
use crate::page::{self, Page};

/// Which tasks; a filter that is none lets all pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskFilter {
    /// Those in one column.
    pub column: Option<Column>,
    /// Those with a tag.
    pub tag: Option<String>,
    /// Those of a person; `Some(None)` is those of nobody.
    pub assignee: Option<Option<i64>>,
    /// Those whose title or notes have these words.
    pub text: Option<String>,
}

/// Asks for tasks, a page at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerListTasks {
    /// Which tasks.
    pub filter: TaskFilter,
    /// The `next` of the page before; none for the first page.
    pub after: Option<u64>,
    /// Tasks on a page; 0 for as many as the server gives.
    pub limit: u16,
}

/// Asks for one task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerLoadTask {
    /// Its id.
    pub id: u64,
}

/// A task and all that hangs on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskDetails {
    /// The task.
    pub task: Task,
    /// Its first comments.
    pub comments: Page<Comment>,
    /// Its attachments, without their content.
    pub attachments: Vec<Attachment>,
}

/// Tasks that pass a filter, by id.
pub async fn server_list_tasks(
    msg: ServerListTasks,
    server_context: &ServerContext,
) -> Result<Page<Task>, TaskError> {
    server_context.db.read(move |tx| Ok(list(tx, &msg)?)).await
}

fn list(tx: &Transaction<'_>, msg: &ServerListTasks) -> rusqlite::Result<Page<Task>> {
    const PASSES: &str = "(:lane IS NULL OR lane = :lane) \
        AND (:tag IS NULL OR EXISTS (SELECT 1 FROM tags WHERE task = tasks.id AND tag = :tag)) \
        AND (:any_assignee OR assignee IS :assignee) \
        AND (:text IS NULL OR instr(lower(title || ' ' || coalesce(notes, '')), lower(:text)))";
    let limit = page::limit(msg.limit);
    let after = msg.after.map_or(0, rows::key);
    let filter = &msg.filter;
    let lane = filter.column.map(Column::as_str);
    let any_assignee = filter.assignee.is_none();
    let assignee = filter.assignee.flatten();
    let tag = filter.tag.as_ref().map(|tag| tag.to_lowercase());

    let total: i64 = tx
        .prepare_cached(&format!("SELECT count(*) FROM tasks WHERE {PASSES}"))?
        .query_row(
            rusqlite::named_params! {
                ":lane": lane, ":tag": tag, ":any_assignee": any_assignee,
                ":assignee": assignee, ":text": filter.text,
            },
            |row| row.get(0),
        )?;
    let select = rows::SELECT;
    let items = tx
        .prepare_cached(&format!(
            "{select} WHERE {PASSES} AND id > :after ORDER BY id LIMIT :limit"
        ))?
        .query_map(
            rusqlite::named_params! {
                ":lane": lane, ":tag": tag, ":any_assignee": any_assignee,
                ":assignee": assignee, ":text": filter.text,
                ":after": after, ":limit": limit + 1,
            },
            rows::read,
        )?
        .collect::<Result<_, _>>()?;
    Ok(Page::cut(
        items,
        limit,
        rows::unsigned(total),
        |task: &Task| task.id,
    ))
}

/// One task with its comments and attachments.
pub async fn server_load_task(
    msg: ServerLoadTask,
    server_context: &ServerContext,
) -> Result<TaskDetails, TaskError> {
    server_context
        .db
        .read(move |tx| {
            let task = rows::load(tx, msg.id)?;
            Ok(TaskDetails {
                comments: comments::list(tx, task.id, None, 0)?,
                attachments: attachments::list(tx, task.id)?,
                task,
            })
        })
        .await
}

/// How many tasks there are.
#[deprecated(
    since = "0.1.0",
    note = "use `server_board_stats`, which counts by column"
)]
pub async fn server_count_tasks(server_context: &ServerContext) -> Result<u64, TaskError> {
    server_context
        .db
        .read(|tx| {
            let count = tx.query_row("SELECT count(*) FROM tasks", [], |row| row.get(0))?;
            Ok(rows::unsigned(count))
        })
        .await
}
