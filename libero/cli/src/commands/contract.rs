//! `libero contract`

use camino::Utf8PathBuf;
use clap::{Args, ValueHint};

use crate::contract_source::{NoContract, Place};
use crate::failure::{Failure, Outcome};
use crate::terminal::{counted, print, say};

/// Print a contract and verify its hash.
///
/// Contracts of the Gleam libero 7 are read too, and verified by their own rule.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  libero contract                              # the one that Cargo.toml names
  libero contract old/contract.json --pretty
  libero contract http://127.0.0.1:8080        # the one that a server gives")]
pub(super) struct ShowContract {
    /// A file, or the address of a server; the `contract` of [package.metadata.libero] unless given.
    #[arg(value_name = "FILE|URL", value_hint = ValueHint::FilePath)]
    place: Option<String>,
    /// Print it indented.
    #[arg(long)]
    pretty: bool,
    /// The Cargo.toml that names the contract; the nearest one unless given.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath, conflicts_with = "place")]
    manifest_path: Option<Utf8PathBuf>,
}

impl ShowContract {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let place = Place::given(self.place.as_deref(), self.manifest_path.as_deref());
        let found = place.read().map_err(NoContract::judged)?;
        if self.pretty {
            // The text, not the model, is printed: it may hold keys that the model does not.
            let value: serde_json::Value = serde_json::from_str(&found.text)
                .map_err(|error| Failure::refused(format!("{}: {error}", found.from)))?;
            print(&format!("{value:#}\n"))?;
        } else {
            print(&format!("{}\n", found.text.trim_end()))?;
        }
        say(&format!(
            "verified: {}, {}, hash {}",
            counted(found.contract.written_types().count(), "type"),
            counted(found.contract.endpoints.len(), "endpoint"),
            found.contract.contract_hash
        ));
        Ok(Outcome::Done)
    }
}
