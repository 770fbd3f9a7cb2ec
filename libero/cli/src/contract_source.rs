//! Where a command reads a contract from: a file, the output that the project names, a server, or source.

pub(crate) mod compiled;
pub(crate) mod fetch;

use std::io;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use contract_schema::Contract;
use contract_schema::document::{self, DocumentError};
use libero_values::Model;

use crate::failure::{Failure, Outcome};
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

/// That there is no contract, and why. As a [`Failure`] it is one of something that cannot be read; what
/// else it may mean to a command has a method here.
#[derive(Clone, Debug)]
pub(crate) struct NoContract {
    failure: Failure,
    /// Whether something is there, and is no contract or was changed.
    is_there: bool,
    /// Whether a server was asked for it.
    is_of_server: bool,
}

impl Found {
    /// What values need. A contract with the right hash may still name what it does not have.
    pub(crate) fn model(&self) -> Result<Model, NoContract> {
        Model::new(&self.contract).map_err(|error| NoContract {
            failure: Failure::unusable(format!("{}: {error}", self.from)),
            is_there: true,
            is_of_server: fetch::is_address(&self.from),
        })
    }
}

impl NoContract {
    /// To a command that judges contracts: what is there is refused.
    pub(crate) fn judged(self) -> Failure {
        self.failure_as(Outcome::Refused, |no| no.is_there)
    }

    /// To a command that talks to a server: a server that gives none is one that does not answer.
    pub(crate) fn of_talk(self) -> Failure {
        self.failure_as(Outcome::Unanswered, |no| no.is_of_server)
    }

    fn failure_as(self, outcome: Outcome, when: fn(&Self) -> bool) -> Failure {
        if when(&self) {
            return Failure {
                outcome,
                ..self.failure
            };
        }
        self.failure
    }
}

impl From<Failure> for NoContract {
    fn from(failure: Failure) -> Self {
        Self {
            failure,
            is_there: false,
            is_of_server: false,
        }
    }
}

impl From<NoContract> for Failure {
    fn from(no: NoContract) -> Self {
        no.failure
    }
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
    pub(crate) fn read(&self) -> Result<Found, NoContract> {
        self.read_within(fetch::PATIENCE)
    }

    /// As [`Self::read`], with `patience` for all that a server has to say.
    pub(crate) fn read_within(&self, patience: Duration) -> Result<Found, NoContract> {
        match self {
            Self::File(path) => of_file(path),
            Self::Url(address) => {
                let fetched = fetch::contract(address, patience).map_err(NoContract::from);
                let found = fetched.and_then(|(from, text)| verified(from, text));
                found.map_err(|no| NoContract {
                    failure: match no.failure.help {
                        Some(_) => no.failure,
                        None => no.failure.help(fetch::ELSEWHERE),
                    },
                    is_of_server: true,
                    ..no
                })
            }
            Self::Project(manifest) => of_project(manifest.as_deref()),
        }
    }
}

fn of_file(path: &Utf8Path) -> Result<Found, NoContract> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::unusable(format!("cannot read `{path}`: {error}")))?;
    verified(path.to_string(), text)
}

fn of_project(manifest: Option<&Utf8Path>) -> Result<Found, NoContract> {
    let project = Project::open(manifest)?;
    let manifest = &project.manifest;
    let Some(path) = project.contract() else {
        let what = format!("{manifest} names no `contract` in [package.metadata.libero]");
        return Err(Failure::unusable(what)
            .help(
                "add `contract = \"generated/contract.json\"` there and run `libero gen`, \
                 or name a file or a server",
            )
            .into());
    };
    match std::fs::read_to_string(&path) {
        Ok(text) => verified(path.into_string(), text),
        Err(error) => {
            let failure = Failure::unusable(format!("cannot read `{path}`: {error}"));
            Err(NoContract::from(match error.kind() {
                io::ErrorKind::NotFound => failure.help("`libero gen` writes it"),
                _ => failure,
            }))
        }
    }
}

/// A contract in text that came `from` somewhere.
pub(crate) fn verified(from: String, text: String) -> Result<Found, NoContract> {
    match document::from_json(&text) {
        Ok(contract) => Ok(Found {
            contract,
            text,
            from,
        }),
        Err(error) => {
            let failure = Failure::unusable(format!("{from}: {error}"));
            Err(NoContract {
                failure: match error {
                    DocumentError::HashMismatch { .. } => {
                        failure.help("it was changed by hand or cut; `libero gen` writes it anew")
                    }
                    DocumentError::Malformed(_) => failure,
                },
                is_there: true,
                is_of_server: false,
            })
        }
    }
}
