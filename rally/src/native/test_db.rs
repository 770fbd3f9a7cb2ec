//! Databases for tests: each test has one of its own, in memory, with the schema of the application.
//!
//! The migrations run once in a test program. Every further database is a copy of the result.
//!
//! ```
//! use rally::migrate::Migrations;
//! use rally::test_db;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let _ = || test_db::folder("migrations");
//! let migrations = Migrations::embedded(&[("001_teams.sql", "CREATE TABLE teams (name TEXT) STRICT;")])?;
//! let mine = test_db::open(&migrations)?;
//! mine.write(|c| c.execute("INSERT INTO teams VALUES ('Owls')", [])).await?;
//!
//! let other = test_db::open(&migrations)?;
//! let teams = other.read(|c| c.one("SELECT count(*) FROM teams", [], |row| row.get(0))).await?;
//! assert_eq!(teams, Some(0));
//! # Ok(())
//! # }
//! ```

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, MAIN_DB};

use super::db::{Db, Options};
use super::migrate::{self, Error, Migrations};

/// The bytes of a database that was migrated, once there is one.
type Place = Arc<Mutex<Option<Arc<[u8]>>>>;

/// By what the migrations say. Each has a lock of its own, so that only those wait that need the same.
static IMAGES: LazyLock<Mutex<HashMap<[u8; 32], Place>>> = LazyLock::new(Mutex::default);

/// A new database in memory, migrated.
pub fn open(migrations: &Migrations) -> Result<Db, Error> {
    let image = image(migrations)?;
    let mut connection = Connection::open_in_memory()?;
    connection.deserialize_read_exact(MAIN_DB, &*image, image.len(), false)?;
    // A test on a loaded machine shall not fail for waiting.
    let options = Options::default().busy_timeout(Duration::from_mins(10));
    Ok(Db::of_memory(connection, &options)?)
}

/// [`open`] with the migrations of a folder. Cargo runs tests in the folder of their package, so
/// `test_db::folder("migrations")` is what most need.
pub fn folder(path: impl AsRef<Path>) -> Result<Db, Error> {
    open(&Migrations::folder(path)?)
}

fn image(migrations: &Migrations) -> Result<Arc<[u8]>, Error> {
    let place = {
        let mut images = IMAGES.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(images.entry(migrations.fingerprint()).or_default())
    };
    let mut place = place.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(image) = &*place {
        return Ok(Arc::clone(image));
    }
    let mut connection = Connection::open_in_memory()?;
    migrate::run_on(&connection, migrations)?;
    // An empty database has no bytes to copy.
    connection.execute_batch("PRAGMA user_version = 0")?;
    let image: Arc<[u8]> = connection.serialize(MAIN_DB)?.to_vec().into();
    Ok(Arc::clone(place.insert(image)))
}
