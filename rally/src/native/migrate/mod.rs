//! Numbered SQL files that bring a database up to date.
//!
//! `migrations/001_create_teams.sql`, `002_…`: each runs once, in a transaction together with its record in
//! the table `rally_migrations`. All of it is checked before anything runs. Two processes that start at the
//! same time do not get into each other's way: one applies, the other waits and finds it done.
//!
//! ```
//! use rally::db::{Db, Options};
//! use rally::migrate::{self, Migrations};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let migrations = Migrations::embedded(&[
//!     ("001_create_teams.sql", "CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"),
//!     ("002_first_team.sql", "INSERT INTO teams (name) VALUES ('Owls');"),
//! ])?;
//! let db = Db::open(":memory:", &Options::default())?;
//! assert_eq!(migrate::run(&db, &migrations).await?, ["001_create_teams.sql", "002_first_team.sql"]);
//! assert!(migrate::run(&db, &migrations).await?.is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! Foreign keys rest while a file runs, so that a table can be made anew (create, copy, drop, rename)
//! without losing the rows that refer to it; before the file is kept, all of them are checked.

mod apply;
mod error;
mod migration;
mod problem;
mod statements;

use std::path::Path;

use sha2::{Digest, Sha256};

pub use error::Error;
pub use problem::Problem;

use super::db::Db;
use migration::Migration;

/// The migrations of an application: names, numbers and texts are in order.
#[derive(Clone, Debug)]
pub struct Migrations {
    files: Vec<Migration>,
}

/// What is known of one migration.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// Its number.
    pub number: u32,
    /// The name of its file.
    pub file: String,
    /// When it was applied (UTC, RFC 3339), or `None` where it was not.
    pub applied_at: Option<String>,
}

impl Migrations {
    /// From names and texts, such as `("001_create_teams.sql", include_str!("../migrations/001_create_teams.sql"))`.
    pub fn embedded(files: &[(&str, &str)]) -> Result<Self, Error> {
        let mut good = Vec::new();
        let mut problems = Vec::new();
        for (file, sql) in files {
            match Migration::read(file, sql) {
                Ok(migration) => good.push(migration),
                Err(mut bad) => problems.append(&mut bad),
            }
        }
        good.sort_by(|a, b| (a.number, &a.file).cmp(&(b.number, &b.file)));
        if problems.is_empty() {
            problems = problem::of_files(&good);
        }
        if problems.is_empty() {
            Ok(Self { files: good })
        } else {
            Err(Error::Invalid(problems))
        }
    }

    /// From the `.sql` files of a folder. Other files and folders in it are left alone.
    pub fn folder(path: impl AsRef<Path>) -> Result<Self, Error> {
        let files = read_folder(path.as_ref())?;
        let files: Vec<_> = files
            .iter()
            .map(|(file, sql)| (file.as_str(), sql.as_str()))
            .collect();
        Self::embedded(&files)
    }

    /// The same for the same names and texts.
    pub(super) fn fingerprint(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for file in &self.files {
            hash.update(&file.file);
            hash.update([0]);
            hash.update(&file.checksum);
        }
        hash.finalize().into()
    }

    /// In order of their numbers, 1 first.
    fn files(&self) -> &[Migration] {
        &self.files
    }
}

fn read_folder(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let cannot = |path: &Path, reason: &dyn std::fmt::Display| Error::Read {
        path: path.to_owned(),
        reason: reason.to_string(),
    };
    let mut files = Vec::new();
    for entry in folder.read_dir().map_err(|error| cannot(folder, &error))? {
        let path = entry.map_err(|error| cannot(folder, &error))?.path();
        let is_sql = path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("sql"));
        if !is_sql || path.is_dir() {
            continue;
        }
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let sql = std::fs::read_to_string(&path).map_err(|error| cannot(&path, &error))?;
        files.extend(name.map(|name| (name, sql)));
    }
    // The order in which a folder lists its files is that of no one.
    files.sort();
    Ok(files)
}

/// Applies the migrations that were not applied yet, in order, and answers the names of their files. Each is
/// a transaction: when one fails, those before it stay, and the next run goes on from there.
pub async fn run(db: &Db, migrations: &Migrations) -> Result<Vec<String>, Error> {
    let migrations = migrations.clone();
    db.on_writer(move |connection| apply::run(connection, &migrations))
        .await
}

/// What was applied and what was not. Changes nothing.
pub async fn status(db: &Db, migrations: &Migrations) -> Result<Vec<Status>, Error> {
    let migrations = migrations.clone();
    db.on_writer(move |connection| {
        let applied = apply::applied(connection)?;
        let problems = problem::of_history(migrations.files(), &applied);
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let time = |number| {
            applied
                .iter()
                .find(|it| it.number == number)
                .map(|it| it.at.clone())
        };
        let status = |file: &Migration| Status {
            number: file.number,
            file: file.file.clone(),
            applied_at: time(file.number),
        };
        Ok(migrations.files().iter().map(status).collect())
    })
    .await
}

pub(super) fn run_on(
    connection: &rusqlite::Connection,
    migrations: &Migrations,
) -> Result<(), Error> {
    apply::run(connection, migrations).map(drop)
}
