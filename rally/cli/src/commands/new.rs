//! `rally new`

use camino::Utf8PathBuf;
use clap::{Args, ValueHint};

use crate::failure::{Failure, Outcome};
use crate::starter::Starter;

/// Make an application in a new folder.
///
/// It has two pages, a form, a table, a layout and a stylesheet of its own; all of it is there to
/// be changed.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  rally new shop && cd shop && rally dev")]
pub(super) struct New {
    /// The folder; its last part is the name of the application.
    #[arg(value_hint = ValueHint::DirPath)]
    folder: Utf8PathBuf,
    /// Depend on a checkout of rally's repository, instead of the version that was released.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    path: Option<Utf8PathBuf>,
}

impl New {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let name = self.folder.file_name().unwrap_or_default().to_owned();
        let is_used = |folder: &Utf8PathBuf| {
            let mut entries = folder.read_dir_utf8().ok().into_iter().flatten();
            entries.next().is_some()
        };
        if is_used(&self.folder) {
            return Err(Failure::refused(format!(
                "there is something in the folder {}",
                self.folder
            ))
            .help("take another name, or `rally init` in the folder"));
        }
        let starter = Starter {
            folder: self.folder.clone(),
            name,
            checkout: self.path.clone(),
        };
        starter.write()?;
        Ok(Outcome::Done)
    }
}
