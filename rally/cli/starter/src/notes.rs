//! Notes: what pages and the server both know of them.

use rally::db::{Row, rusqlite};

/// A note.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    pub id: i64,
    pub title: String,
    pub text: String,
}

/// A note from the columns `id`, `title` and `text`.
pub fn read(row: &Row<'_>) -> rusqlite::Result<Note> {
    Ok(Note {
        id: row.get("id")?,
        title: row.get("title")?,
        text: row.get("text")?,
    })
}
