//! Servers that speak another contract.

use std::collections::BTreeMap;

use contract_schema::{Endpoint, PushType};
use libero_wire::skew::ServerContract;

use crate::failure::Failure;

/// How much of a hash peers tell each other of endpoints and pushes.
const SHORT: usize = 16;

/// What a server has of the name of an endpoint or of a push of another contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Theirs {
    /// The same.
    Same,
    /// Another of that name.
    Other,
    /// None.
    Missing,
}

impl Theirs {
    /// Why it cannot be used, after its name; nothing where it can.
    pub(super) fn why_not(self) -> Option<&'static str> {
        match self {
            Self::Same => None,
            Self::Other => Some("is another one there"),
            Self::Missing => Some("is not there"),
        }
    }
}

/// What is said of an endpoint or a push that cannot be used, and why.
pub(super) fn failure(name: &str, why: &str) -> Failure {
    let what = format!("the server speaks another contract, and {name} {why}");
    Failure::unanswered(what).help("without `--contract` its own is read")
}

/// What a server has in place of an endpoint.
pub(super) fn endpoint(server: &ServerContract, ours: &Endpoint) -> Theirs {
    let name = format!("{}.{}", ours.module, ours.name);
    theirs(&server.endpoints, &name, &ours.hash)
}

/// What a server has in place of a push.
pub(super) fn push(server: &ServerContract, ours: &PushType) -> Theirs {
    let hash = ours.hash.as_deref().unwrap_or_default();
    theirs(&server.pushes, &ours.full_name(), hash)
}

fn theirs(all: &BTreeMap<String, String>, name: &str, ours: &str) -> Theirs {
    let Some(hash) = all.get(name) else {
        return Theirs::Missing;
    };
    let ours = ours.get(..SHORT);
    if ours.is_some() && hash.get(..SHORT) == ours {
        Theirs::Same
    } else {
        Theirs::Other
    }
}
