//! `rally migrate`

use camino::Utf8Path;
use clap::{Args, Subcommand};
use rally::db::{Db, Options};
use rally::env::Vars;
use rally::migrate::{self, Migrations};
use std::fmt::Write as _;

use super::Which;
use crate::failure::{Failure, Outcome};
use crate::terminal::{counted, print};

/// Apply the migrations that the database has not seen, or say which these are.
///
/// The database is that of `DATABASE_URL`, in the environment or in `.env`. The files are those of the
/// folder `migrations`, or of what Cargo.toml names in `[package.metadata.rally]`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  rally migrate status
  DATABASE_URL=sqlite:data/app.db rally migrate run")]
pub(super) struct Migrate {
    #[command(flatten)]
    which: Which,
    #[command(subcommand)]
    what: What,
}

#[derive(Clone, Copy, Debug, Subcommand)]
enum What {
    /// List the migrations, and when they were applied.
    Status,
    /// Apply those that were not applied yet.
    Run,
}

/// The database of an application that names none.
const DATABASE: &str = "data/app.db";

impl Migrate {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let project = self.which.project()?;
        let folder = project.migrations();
        if !folder.is_dir() {
            return Err(
                Failure::unusable(format!("there is no folder {folder}")).help(
                    "the first migration is migrations/001_….sql; another folder is named in Cargo.toml: \
                     `migrations = \"…\"` in [package.metadata.rally]",
                ),
            );
        }
        let migrations =
            Migrations::folder(&folder).map_err(|error| Failure::refused(error.to_string()))?;
        let path = database(&project.dir)?;
        if matches!(self.what, What::Status) && !path.exists() {
            return Err(
                Failure::refused(format!("there is no database {}", path.display()))
                    .help("`rally migrate run` makes it; another one is named by DATABASE_URL"),
            );
        }
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Failure::unusable(error.to_string()))?;
        let text = runtime.block_on(self.what.answer(&path, &migrations))?;
        print(&text)?;
        Ok(Outcome::Done)
    }
}

impl What {
    async fn answer(
        self,
        path: &std::path::Path,
        migrations: &Migrations,
    ) -> Result<String, Failure> {
        let unusable = |error: rally::db::Error| Failure::unusable(error.to_string());
        let refused = |error: migrate::Error| Failure::refused(error.to_string());
        let db = Db::open(path, &Options::default()).map_err(unusable)?;
        let shown = path.display();
        let mut text = String::new();
        match self {
            Self::Status => {
                for one in migrate::status(&db, migrations).await.map_err(refused)? {
                    let when = one.applied_at.unwrap_or_else(|| "not applied".to_owned());
                    let _ = writeln!(text, "{}  {when}", one.file);
                }
            }
            Self::Run => {
                let applied = migrate::run(&db, migrations).await.map_err(refused)?;
                for file in &applied {
                    let _ = writeln!(text, "applied {file}");
                }
                let done = counted(applied.len(), "migration");
                let _ = writeln!(text, "rally: {done} applied to {shown}");
            }
        }
        Ok(text)
    }
}

/// The file of the database, as the application finds it when it is started in its folder.
fn database(dir: &Utf8Path) -> Result<std::path::PathBuf, Failure> {
    let unusable = |error: rally::env::EnvError| Failure::unusable(error.to_string());
    let vars = Vars::load_from(dir.join(".env")).map_err(unusable)?;
    let path = vars.database(DATABASE).map_err(unusable)?;
    Ok(dir.as_std_path().join(path))
}
