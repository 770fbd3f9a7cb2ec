//! Servers that speak another contract.

use std::collections::BTreeMap;

use contract_schema::Endpoint;
use serde_json::Value;

/// The header that names the contract that a caller speaks.
pub(super) const HEADER: &str = "libero-contract";
/// How much of a hash peers tell each other of endpoints and pushes.
const SHORT: usize = 16;

/// What a server says of its own contract to a peer that speaks another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Peer {
    pub(super) contract_hash: String,
    endpoints: BTreeMap<String, String>,
}

impl Peer {
    /// Reads `{"kind":"contract","contract_hash":…,"endpoints":{"module.name":"hash"},…}`.
    pub(super) fn parse(document: &[u8]) -> Option<Self> {
        let document: Value = serde_json::from_slice(document).ok()?;
        if document.get("kind")? != "contract" {
            return None;
        }
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let endpoints = document.get("endpoints")?.as_object()?.iter();
        Some(Self {
            contract_hash: text(document.get("contract_hash")?)?,
            endpoints: endpoints
                .map(|(name, hash)| Some((name.clone(), text(hash)?)))
                .collect::<Option<_>>()?,
        })
    }

    /// Whether the server's endpoint is the one of another contract.
    pub(super) fn agrees(&self, endpoint: &Endpoint) -> bool {
        let name = format!("{}.{}", endpoint.module, endpoint.name);
        let ours = endpoint.hash.get(..SHORT);
        let theirs = self.endpoints.get(&name);
        theirs.is_some_and(|theirs| theirs.get(..SHORT) == ours && ours.is_some())
    }

    /// Whether the server has an endpoint of that name at all.
    pub(super) fn has(&self, endpoint: &Endpoint) -> bool {
        let name = format!("{}.{}", endpoint.module, endpoint.name);
        self.endpoints.contains_key(&name)
    }
}
