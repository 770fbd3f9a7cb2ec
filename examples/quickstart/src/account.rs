//! The people who use the board.

use rusqlite::{OptionalExtension, Row, Transaction};

use crate::board::events::BoardEvent;
use crate::context::ServerContext;
use crate::problem::{self, Problem};

/// Characters in a name.
const MAX_NAME: u32 = 40;

/// Someone who writes comments and works on tasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Assigned by the server.
    pub id: i64,
    /// Unique without regard to case.
    pub name: String,
    /// What they may do.
    pub role: Role,
}

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Reads and comments.
    Guest,
    /// Works on tasks.
    Member,
    /// May be assigned anything, and keeps the board tidy.
    Owner,
}

/// Why an account call failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountError {
    /// The name cannot be used.
    Name(Problem),
    /// Someone has that name already.
    NameTaken {
        /// Who.
        by: Person,
    },
    /// The database did not answer in time; try again.
    Unavailable,
}

impl From<rusqlite::Error> for AccountError {
    fn from(error: rusqlite::Error) -> Self {
        eprintln!("account: {error}");
        Self::Unavailable
    }
}

/// What this server accepts, so that a form can say so before anything is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Characters in a title.
    pub title: u32,
    /// Tags on a task.
    pub tags: u32,
    /// Characters in a comment.
    pub comment: u32,
    /// Bytes in an attachment.
    pub attachment: u64,
    /// Sockets open at the moment.
    pub online: u32,
}

/// What the server accepts. Reads no database, so it need not be async.
pub fn server_limits(server_context: &ServerContext) -> Result<Limits, AccountError> {
    Ok(Limits {
        title: crate::board::checks::MAX_TITLE,
        tags: crate::board::checks::MAX_TAGS,
        comment: crate::board::comments::MAX_COMMENT,
        attachment: crate::board::attachments::MAX_BYTES,
        online: server_context.online(),
    })
}

/// Everyone, by name.
pub async fn server_list_people(
    server_context: &ServerContext,
) -> Result<Vec<Person>, AccountError> {
    server_context
        .db
        .read(|tx| {
            let mut statement =
                tx.prepare_cached("SELECT id, name, role FROM people ORDER BY name")?;
            let people = statement.query_map([], read_person)?;
            Ok(people.collect::<Result<_, _>>()?)
        })
        .await
}

/// Adds a person. A name that is taken is an error that says by whom.
pub async fn server_add_person(
    name: String,
    role: Role,
    server_context: &ServerContext,
) -> Result<Person, AccountError> {
    let name = problem::text(&name, MAX_NAME).map_err(AccountError::Name)?;
    let join = move |tx: &Transaction<'_>| {
        let taken = tx
            .prepare_cached("SELECT id, name, role FROM people WHERE name = ?1")?
            .query_row([&name], read_person)
            .optional()?;
        if let Some(by) = taken {
            return Err(AccountError::NameTaken { by });
        }
        tx.execute(
            "INSERT INTO people (name, role) VALUES (?1, ?2)",
            (&name, role.as_str()),
        )?;
        Ok(Person {
            id: tx.last_insert_rowid(),
            name,
            role,
        })
    };
    server_context
        .change(join, |person| [BoardEvent::PersonJoined(person.clone())])
        .await
}

/// Whether a person exists.
pub(crate) fn exists(tx: &Transaction<'_>, id: i64) -> rusqlite::Result<bool> {
    tx.prepare_cached("SELECT 1 FROM people WHERE id = ?1")?
        .exists([id])
}

/// Reads `id, name, role`.
fn read_person(row: &Row<'_>) -> rusqlite::Result<Person> {
    let role: String = row.get("role")?;
    Ok(Person {
        id: row.get("id")?,
        name: row.get("name")?,
        role: Role::parse(&role),
    })
}

impl Role {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Guest => "Guest",
            Self::Member => "Member",
            Self::Owner => "Owner",
        }
    }

    fn parse(text: &str) -> Self {
        match text {
            "Member" => Self::Member,
            "Owner" => Self::Owner,
            _ => Self::Guest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::tests::context;

    #[tokio::test]
    async fn a_taken_name_says_by_whom() {
        let (cx, _folder) = context();
        let ada = server_add_person(" Ada ".into(), Role::Owner, &cx)
            .await
            .unwrap();
        let again = server_add_person("ADA".into(), Role::Guest, &cx).await;
        assert_eq!(again, Err(AccountError::NameTaken { by: ada.clone() }));
        assert_eq!(server_list_people(&cx).await, Ok(vec![ada]));
    }

    #[tokio::test]
    async fn a_blank_name_is_refused() {
        let (cx, _folder) = context();
        let refused = server_add_person("  ".into(), Role::Guest, &cx).await;
        assert_eq!(refused, Err(AccountError::Name(Problem::Empty)));
    }
}
