//! Files that belong to a task.

use rusqlite::{OptionalExtension, Row, Transaction};

use crate::board::errors::TaskError;
use crate::board::events::BoardEvent;
use crate::board::rows;
use crate::context::ServerContext;
use crate::problem::{self, Problem};

/// Bytes in an attachment: base64 in JSON, and its envelope, still fit into a message of 1 MiB.
pub(crate) const MAX_BYTES: u64 = 700 * 1024;
/// Characters in a file name or a media type.
const MAX_NAME: u32 = 120;

/// A file, without what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Assigned by the server.
    pub id: i64,
    /// The name of the file, without folders.
    pub name: String,
    /// `image/png`, …
    pub media_type: String,
    /// In bytes.
    pub size: u64,
}

/// A file to be attached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerAttach {
    /// To which task.
    pub task: u64,
    /// The name of the file.
    pub name: String,
    /// `image/png`, …; may be blank.
    pub media_type: String,
    /// What is in it.
    pub content: Vec<u8>,
}

/// A file with what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// The file.
    pub attachment: Attachment,
    /// What is in it.
    pub content: Vec<u8>,
}

/// Why a call about attachments failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttachmentError {
    /// There is no such task, or no longer.
    NoTask {
        /// The id that was given.
        task: u64,
    },
    /// There is no such attachment, or no longer.
    NoAttachment(i64),
    /// The file has more bytes than are accepted.
    TooLarge {
        /// As many are accepted.
        max: u64,
        /// As many were sent.
        actual: u64,
    },
    /// The name cannot be accepted.
    Name(Problem),
    /// The database did not answer in time; try again.
    Unavailable,
}

impl From<rusqlite::Error> for AttachmentError {
    fn from(error: rusqlite::Error) -> Self {
        TaskError::from(error).into()
    }
}

impl From<TaskError> for AttachmentError {
    fn from(error: TaskError) -> Self {
        match error {
            TaskError::NotFound { id } => Self::NoTask { task: id },
            _ => Self::Unavailable,
        }
    }
}

/// Attaches a file to a task.
pub async fn server_attach(
    msg: ServerAttach,
    server_context: &ServerContext,
) -> Result<Attachment, AttachmentError> {
    let actual = msg.content.len() as u64;
    if actual > MAX_BYTES {
        return Err(AttachmentError::TooLarge {
            max: MAX_BYTES,
            actual,
        });
    }
    let name = msg.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = problem::text(name, MAX_NAME).map_err(AttachmentError::Name)?;
    let media_type = problem::text(&msg.media_type, MAX_NAME)
        .unwrap_or_else(|_| "application/octet-stream".to_owned());
    let attach = move |tx: &Transaction<'_>| {
        rows::load(tx, msg.task)?;
        tx.prepare_cached(
            "INSERT INTO attachments (task, name, media_type, content) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((rows::key(msg.task), &name, &media_type, &msg.content))?;
        let attachment = Attachment {
            id: tx.last_insert_rowid(),
            name,
            media_type,
            size: actual,
        };
        Ok::<_, AttachmentError>((attachment, rows::load(tx, msg.task)?))
    };
    let (attachment, _) = server_context
        .change(attach, |(_, task)| [BoardEvent::TaskChanged(task.clone())])
        .await?;
    Ok(attachment)
}

/// A file with what is in it.
pub async fn server_load_attachment(
    id: i64,
    server_context: &ServerContext,
) -> Result<Download, AttachmentError> {
    server_context
        .db
        .read(move |tx| {
            tx.prepare_cached(
                "SELECT id, name, media_type, length(content) AS size, content \
                 FROM attachments WHERE id = ?1",
            )?
            .query_row([id], |row| {
                Ok(Download {
                    attachment: read(row)?,
                    content: row.get("content")?,
                })
            })
            .optional()?
            .ok_or(AttachmentError::NoAttachment(id))
        })
        .await
}

pub(crate) fn list(tx: &Transaction<'_>, task: u64) -> rusqlite::Result<Vec<Attachment>> {
    tx.prepare_cached(
        "SELECT id, name, media_type, length(content) AS size FROM attachments \
         WHERE task = ?1 ORDER BY id",
    )?
    .query_map([rows::key(task)], read)?
    .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    Ok(Attachment {
        id: row.get("id")?,
        name: row.get("name")?,
        media_type: row.get("media_type")?,
        size: rows::unsigned(row.get("size")?),
    })
}
