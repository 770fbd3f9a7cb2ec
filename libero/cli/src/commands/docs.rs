//! `libero docs`

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, ValueHint};
use libero::targets::docs::{self, Options};
use libero::targets::js;

use crate::contract_source::Place;
use crate::failure::{Failure, Outcome};
use crate::terminal::say;

/// Write the contract as one HTML page, and as llms.txt.
///
/// `contract.html` needs neither a network nor a server: endpoints, types, examples, a search box, and a
/// form that calls a running server. `llms.txt` is the same for language models.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  libero docs                                  # of the contract that Cargo.toml names, into ./docs
  libero docs contract.json -o site --title 'Task board'
  libero docs http://127.0.0.1:8080")]
pub(super) struct WriteDocs {
    /// A file, or the address of a server; the `contract` of [package.metadata.libero] unless given.
    #[arg(value_name = "FILE|URL", value_hint = ValueHint::FilePath)]
    contract: Option<String>,
    /// The folder.
    #[arg(short, long, value_name = "DIR", default_value = "docs", value_hint = ValueHint::DirPath)]
    out: Utf8PathBuf,
    /// What the contract is called.
    #[arg(long, value_name = "TEXT", default_value = "API")]
    title: String,
    /// The Cargo.toml that names the contract; the nearest one unless given.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath, conflicts_with = "contract")]
    manifest_path: Option<Utf8PathBuf>,
}

impl WriteDocs {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let place = Place::given(self.contract.as_deref(), self.manifest_path.as_deref());
        let found = place.read()?;
        let options = Options {
            title: self.title.clone(),
            js: js::Options::default(),
        };
        let files = docs::generate(&found.contract, &options)
            .map_err(|error| Failure::refused(format!("{}: {error}", found.from)))?;
        for file in files {
            let path = self.out.join(&file.path);
            write(&path, &file.text)?;
            say(&format!("{path}: {} bytes", file.text.len()));
        }
        Ok(Outcome::Done)
    }
}

fn write(path: &Utf8Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().filter(|folder| !folder.as_str().is_empty());
    let made = folder.map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::write(path, text))
        .map_err(|error| Failure::unusable(format!("cannot write `{path}`: {error}")))
}
