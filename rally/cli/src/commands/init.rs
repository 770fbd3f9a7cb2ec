//! `rally init`

use camino::Utf8PathBuf;
use clap::{Args, ValueHint};

use crate::failure::{Failure, Outcome};
use crate::starter::Starter;

/// Make an application in the current folder, as `rally new` does in a new one.
///
/// Nothing that is there is replaced.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mkdir shop && cd shop && rally init")]
pub(super) struct Init {
    /// The name of the application; that of the folder unless given.
    #[arg(long)]
    name: Option<String>,
    /// Depend on a checkout of rally's repository, instead of the version that was released.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    path: Option<Utf8PathBuf>,
}

impl Init {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let here = Utf8PathBuf::from(".");
        let folder = here.canonicalize_utf8().map_err(Failure::at(&here))?;
        let name = self.name.as_deref().or(folder.file_name());
        let starter = Starter {
            name: name.unwrap_or_default().to_owned(),
            folder,
            checkout: self.path.clone(),
        };
        starter.write()?;
        Ok(Outcome::Done)
    }
}
