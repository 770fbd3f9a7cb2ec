//! `libero openapi`

use camino::Utf8PathBuf;
use clap::{Args, ValueHint};
use libero::targets::openapi::{self, Options};

use crate::contract_source::Place;
use crate::failure::{Failure, Outcome};
use crate::terminal::print;

/// Print a contract as OpenAPI 3.1: its calls by path, `POST /rpc/pages/home/load_title`.
#[allow(clippy::doc_markdown)] // it is shown as it is
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  libero openapi > openapi.json                     # of the contract that Cargo.toml names
  libero openapi contract.json --title 'Task board'
  libero openapi http://127.0.0.1:8080 --server http://127.0.0.1:8080/rpc")]
pub(super) struct PrintOpenApi {
    /// A file, or the address of a server; the `contract` of [package.metadata.libero] unless given.
    #[arg(value_name = "FILE|URL", value_hint = ValueHint::FilePath)]
    contract: Option<String>,
    /// The title of the document.
    #[arg(long, value_name = "TEXT", default_value = "API")]
    title: String,
    /// Where the paths begin, in full or from the root of the server that gives the document.
    #[arg(long, value_name = "URL", default_value = "/rpc")]
    server: String,
    /// The Cargo.toml that names the contract; the nearest one unless given.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath, conflicts_with = "contract")]
    manifest_path: Option<Utf8PathBuf>,
}

impl PrintOpenApi {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let place = Place::given(self.contract.as_deref(), self.manifest_path.as_deref());
        let found = place.read()?;
        let options = Options {
            title: self.title.clone(),
            server: self.server.clone(),
        };
        let document = openapi::document(&found.contract, &options);
        print(&format!("{document:#}\n"))?;
        Ok(Outcome::Done)
    }
}
