//! Databases, migrations, sessions and settings, as an application uses them.

mod calls;
mod closing;
mod failures;
mod guide;
mod locks;
mod migrations;
mod sessions;
mod settings;
mod slow_log;
mod test_databases;
mod transactions;

use std::num::NonZero;
use std::time::Duration;

use rally::db::{Db, Options, Result};
use tempfile::TempDir;

/// A database in a file, with a table of teams.
struct Fixture {
    db: Db,
    folder: TempDir,
}

impl Fixture {
    async fn new() -> Self {
        Self::with(options()).await
    }

    async fn with(options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(folder.path().join("app.db"), &options).unwrap();
        create_teams(&db).await;
        Self { db, folder }
    }

    /// A connection as another process would have it.
    fn stranger(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.folder.path().join("app.db")).unwrap()
    }
}

/// One reader, so that what one call leaves behind meets the next.
fn options() -> Options {
    Options::default()
        .readers(NonZero::<usize>::MIN)
        .busy_timeout(Duration::from_mins(1))
}

fn memory() -> Db {
    Db::open(":memory:", &options()).unwrap()
}

async fn create_teams(db: &Db) {
    let schema = "CREATE TABLE teams (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE CHECK (name <> ''),
            rival INTEGER REFERENCES teams,
            city TEXT, league TEXT, nick TEXT,
            UNIQUE (city, league)
        ) STRICT;
        CREATE UNIQUE INDEX by_lower_nick ON teams (lower(nick));
        CREATE TRIGGER t BEFORE INSERT ON teams WHEN new.name = 'Ghosts' BEGIN
            SELECT RAISE(ABORT, 'no ghosts');
        END;";
    db.write(move |c| Ok(c.execute_batch(schema)?))
        .await
        .unwrap();
}

async fn add(db: &Db, name: &'static str) -> Result<i64> {
    db.write(move |c| c.insert("INSERT INTO teams (name) VALUES (?1)", [name]))
        .await
}

async fn names(db: &Db) -> Vec<String> {
    db.read(|c| c.many("SELECT name FROM teams ORDER BY id", [], |row| row.get(0)))
        .await
        .unwrap()
}
