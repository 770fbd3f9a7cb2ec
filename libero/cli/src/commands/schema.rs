//! `libero schema`

use std::path::Path;

use camino::Utf8PathBuf;
use clap::{Args, ValueHint};
use clap_complete::ArgValueCompleter;
use libero::targets::json_schema;

use crate::completion::names;
use crate::contract_source::Place;
use crate::failure::{Failure, Outcome};
use crate::terminal::print;

/// Print the JSON Schema (2020-12) of an endpoint, or of all: of its request, its value and its error.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  libero schema load_task                      # of the contract that Cargo.toml names
  libero schema contract.json board/tasks.load_task
  libero schema http://127.0.0.1:8080          # all endpoints in one")]
pub(super) struct PrintSchema {
    /// A file, or the address of a server; the `contract` of [package.metadata.libero] unless given.
    #[arg(value_name = "FILE|URL", add = ArgValueCompleter::new(names::endpoints_or_files))]
    contract: Option<String>,
    /// An endpoint: `load_task`, or `board/tasks.load_task`; all of them unless given.
    #[arg(value_name = "ENDPOINT", add = ArgValueCompleter::new(names::endpoints))]
    endpoint: Option<String>,
    /// The Cargo.toml that names the contract; the nearest one unless given.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath, conflicts_with = "endpoint")]
    manifest_path: Option<Utf8PathBuf>,
}

impl PrintSchema {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let (contract, endpoint) = match (&self.contract, &self.endpoint) {
            (Some(only), None) if !is_place(only) => (None, Some(only)),
            (contract, endpoint) => (contract.as_deref(), endpoint.as_ref()),
        };
        let place = Place::given(contract, self.manifest_path.as_deref());
        let found = place.read()?;
        let schema = match endpoint {
            None => json_schema::of_contract(&found.contract),
            Some(name) => {
                let model = found.model()?;
                let endpoint = model
                    .endpoint(name)
                    .map_err(|error| Failure::unusable(format!("{}: {error}", found.from)))?;
                json_schema::of_endpoint(&found.contract, endpoint)
            }
        };
        print(&format!("{schema:#}\n"))?;
        Ok(Outcome::Done)
    }
}

/// Whether a text is where a contract is, rather than the name of an endpoint.
fn is_place(text: &str) -> bool {
    let is_file = Path::new(text)
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    Place::is_address(text) || is_file || Path::new(text).is_file()
}
