//! `libero contract`

use camino::Utf8PathBuf;
use clap::Args;
use contract_schema::document::{self, DocumentError};
use libero::config;
use libero::diagnostic::Diagnostics;
use libero::load::{self, SourceSet};

use crate::cli::{Failure, MessageFormat, Outcome, manifest_path, print, report, say};

/// Print a contract and verify its hash.
///
/// Contracts of the Gleam libero 7 are read too, and verified by their own rule.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  libero contract                              # the one that Cargo.toml names
  libero contract old/contract.json --pretty")]
pub(super) struct ShowContract {
    /// The file; the `contract` of [package.metadata.libero] unless given.
    file: Option<Utf8PathBuf>,
    /// Print it indented.
    #[arg(long)]
    pretty: bool,
    /// The Cargo.toml that names the contract; the nearest one unless given.
    #[arg(long, value_name = "PATH", conflicts_with = "file")]
    manifest_path: Option<Utf8PathBuf>,
}

impl ShowContract {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let path = match &self.file {
            Some(path) => path.clone(),
            None => match self.configured()? {
                Some(path) => path,
                None => return Ok(Outcome::Refused),
            },
        };
        let text = std::fs::read_to_string(&path)
            .map_err(|error| format!("cannot read `{path}`: {error}"))?;
        let contract = match document::from_json(&text) {
            Ok(contract) => contract,
            Err(error) => {
                let help = match error {
                    DocumentError::HashMismatch { .. } => {
                        "\n  help: it was changed by hand or cut; `libero gen` writes it anew"
                    }
                    DocumentError::Malformed(_) => "",
                };
                say(&format!("error: {path}: {error}{help}"));
                return Ok(Outcome::Refused);
            }
        };
        if self.pretty {
            // The text, not the model, is printed: it may hold keys that the model does not.
            let value: serde_json::Value = serde_json::from_str(&text)
                .map_err(|error| format!("cannot read `{path}`: {error}"))?;
            print(&format!("{value:#}\n"))?;
        } else {
            print(&format!("{}\n", text.trim_end()))?;
        }
        say(&format!(
            "verified: {} types, {} endpoints, hash {}",
            contract.types.len(),
            contract.endpoints.len(),
            contract.contract_hash
        ));
        Ok(Outcome::Done)
    }

    /// The contract that Cargo.toml names; none where it cannot be found out, which is reported.
    fn configured(&self) -> Result<Option<Utf8PathBuf>, Failure> {
        let path = manifest_path(self.manifest_path.as_deref())?;
        let mut sources = SourceSet::default();
        let mut diagnostics = Diagnostics::default();
        let opened = match load::open_manifest(&path, &mut sources) {
            Ok(opened) => opened,
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                report(diagnostics, &sources, MessageFormat::Human)?;
                return Ok(None);
            }
        };
        let config = config::read(opened.file, &sources, &mut diagnostics);
        let refused = diagnostics.has_errors();
        report(diagnostics, &sources, MessageFormat::Human)?;
        let Some(config) = config.filter(|_| !refused) else {
            return Ok(None);
        };
        match config.contract {
            Some(contract) => Ok(Some(opened.manifest.dir.join(contract.value))),
            None => Err(format!(
                "{path} names no `contract` in [package.metadata.libero]; give a FILE"
            )),
        }
    }
}
