//! Where a command reads a contract from: a file, the output that the project names, or a server.

pub(crate) mod fetch;

use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use contract_schema::Contract;
use contract_schema::document::{self, DocumentError};

use crate::failure::Failure;
use crate::project::Project;

/// Where a contract is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    File(Utf8PathBuf),
    /// A server, or the contract itself, over HTTP.
    Url(String),
    /// The output `contract` of the package of this Cargo.toml; of the nearest one unless given.
    Project(Option<Utf8PathBuf>),
}

/// A contract that was read and whose hash is right.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) contract: Contract,
    /// As it was read.
    pub(crate) text: String,
    /// The path or address that it was read from.
    pub(crate) from: String,
}

impl Place {
    /// What a person typed: an address of a server, or a path.
    pub(crate) fn parse(text: &str) -> Self {
        if fetch::is_address(text) {
            Self::Url(text.to_owned())
        } else {
            Self::File(Utf8PathBuf::from(text))
        }
    }

    /// What a person typed, or else the package of a manifest.
    pub(crate) fn given(text: Option<&str>, manifest: Option<&Utf8Path>) -> Self {
        match text {
            Some(text) => Self::parse(text),
            None => Self::Project(manifest.map(Utf8Path::to_owned)),
        }
    }

    /// Whether a person typed the address of a server, rather than a path.
    pub(crate) fn is_address(text: &str) -> bool {
        fetch::is_address(text)
    }

    /// Reads the contract without a word and without patience: for completions.
    pub(crate) fn read_quietly(&self) -> Option<Contract> {
        let text = match self {
            Self::File(path) => std::fs::read_to_string(path).ok()?,
            Self::Url(address) => fetch::contract(address, fetch::A_MOMENT).ok()?.1,
            Self::Project(manifest) => {
                let project = Project::open_silently(manifest.as_deref())?;
                std::fs::read_to_string(project.contract()?).ok()?
            }
        };
        document::from_json(&text).ok()
    }

    /// Reads the contract and verifies its hash.
    pub(crate) fn read(&self) -> Result<Found, Failure> {
        match self {
            Self::File(path) => of_file(path),
            Self::Url(address) => {
                let (from, text) = fetch::contract(address, fetch::PATIENCE)?;
                verified(from, text)
            }
            Self::Project(manifest) => of_project(manifest.as_deref()),
        }
    }
}

fn of_file(path: &Utf8Path) -> Result<Found, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::unusable(format!("cannot read `{path}`: {error}")))?;
    verified(path.to_string(), text)
}

fn of_project(manifest: Option<&Utf8Path>) -> Result<Found, Failure> {
    let project = Project::open(manifest)?;
    let manifest = &project.manifest;
    let Some(path) = project.contract() else {
        let what = format!("{manifest} names no `contract` in [package.metadata.libero]");
        return Err(Failure::unusable(what).help(
            "add `contract = \"generated/contract.json\"` there and run `libero gen`, \
             or name a file or a server",
        ));
    };
    match std::fs::read_to_string(&path) {
        Ok(text) => verified(path.into_string(), text),
        Err(error) => {
            let failure = Failure::unusable(format!("cannot read `{path}`: {error}"));
            Err(match error.kind() {
                io::ErrorKind::NotFound => failure.help("`libero gen` writes it"),
                _ => failure,
            })
        }
    }
}

/// A contract in text that came `from` somewhere.
pub(crate) fn verified(from: String, text: String) -> Result<Found, Failure> {
    match document::from_json(&text) {
        Ok(contract) => Ok(Found {
            contract,
            text,
            from,
        }),
        Err(error) => {
            let failure = Failure::refused(format!("{from}: {error}"));
            Err(match error {
                DocumentError::HashMismatch { .. } => {
                    failure.help("it was changed by hand or cut; `libero gen` writes it anew")
                }
                DocumentError::Malformed(_) => failure,
            })
        }
    }
}
