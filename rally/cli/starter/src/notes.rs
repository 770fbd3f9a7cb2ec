//! Notes: what pages and the server both know of them.

use rally::db::{Row, rusqlite};

/// A note.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    pub id: i64,
    pub title: String,
    pub text: String,
}

/// What is wrong with a note that was filled in: a text for each field, empty where all is well.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problems {
    pub title: String,
    pub text: String,
    pub form: String,
}

/// A note from the columns `id`, `title` and `text`.
pub fn read(row: &Row<'_>) -> rusqlite::Result<Note> {
    Ok(Note {
        id: row.get("id")?,
        title: row.get("title")?,
        text: row.get("text")?,
    })
}

impl From<rally::db::Error> for Problems {
    fn from(error: rally::db::Error) -> Self {
        eprintln!("APP_NAME: {error}");
        Self {
            form: "The note could not be kept. Try again in a moment.".to_owned(),
            ..Self::default()
        }
    }
}
