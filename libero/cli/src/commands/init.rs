//! `libero init`

use camino::Utf8PathBuf;
use clap::{Args, ValueHint};
use libero::init::{InitError, add_section};

use crate::failure::{Failure, Outcome};
use crate::project::manifest_path;
use crate::terminal::print;

/// Add [package.metadata.libero] to Cargo.toml, every key explained.
///
/// Nothing else in the file changes, and a section that is there already is left as it is.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  libero init --manifest-path server/Cargo.toml")]
pub(super) struct Init {
    /// The Cargo.toml of the package; the nearest one unless given.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    manifest_path: Option<Utf8PathBuf>,
}

/// What to do next; `{root}` is the file that the crate starts with.
const NEXT_STEPS: &str = "
next:
  1. add the run-time:            cargo add libero-wire   (from a checkout: --path LIBERO/libero/wire)
  2. declare the module that
     libero writes, in {root}:
                                  mod generated { pub mod libero; }
  3. write a handler:             pub async fn server_hello(name: String, cx: &ServerContext)
                                      -> Result<Greeting, HelloError>
  4. generate, after each change: libero gen
";

impl Init {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let path = manifest_path(self.manifest_path.as_deref())?;
        let text = std::fs::read_to_string(&path)
            .map_err(|error| Failure::unusable(format!("cannot read `{path}`: {error}")))?;
        let has = |file: &str| path.parent().is_some_and(|dir| dir.join(file).exists());
        let root = if has("src/main.rs") && !has("src/lib.rs") {
            "src/main.rs"
        } else {
            "src/lib.rs"
        };
        let next = NEXT_STEPS.replace("{root}", root);
        match add_section(&text) {
            Ok(extended) => {
                std::fs::write(&path, extended).map_err(|error| {
                    Failure::unusable(format!("cannot write `{path}`: {error}"))
                })?;
                print(&format!(
                    "added [package.metadata.libero] to {path}\n{next}"
                ))?;
                Ok(Outcome::Done)
            }
            Err(InitError::AlreadyThere) => {
                print(&format!(
                    "{path} already has [package.metadata.libero]; nothing was changed\n{next}"
                ))?;
                Ok(Outcome::Done)
            }
            Err(refusal) => Err(Failure::refused(format!("{path}: {refusal}"))),
        }
    }
}
