//! The hashes by which peers of different versions of a contract find out what they agree on.

use contract_schema::Contract;

/// Name and hash of each function and each pushed type.
pub(crate) struct Hashes {
    pub(crate) endpoints: Vec<(String, String)>,
    pub(crate) pushes: Vec<(String, String)>,
}

impl Hashes {
    /// Those of a contract, names as `quote` writes a text in the target's language.
    pub(crate) fn of(contract: &Contract, quote: impl Fn(&str) -> String) -> Self {
        let entry = |name: String, hash: &str| (quote(&name), short(hash).to_owned());
        let endpoints = contract.endpoints.iter();
        let mut pushes: Vec<_> = contract
            .push_types
            .iter()
            .filter_map(|push| Some(entry(push.full_name(), push.hash.as_deref()?)))
            .collect();
        // A type that several modules push is there once.
        pushes.sort();
        pushes.dedup();
        Self {
            endpoints: endpoints
                .map(|endpoint| entry(endpoint.full_name(), &endpoint.hash))
                .collect(),
            pushes,
        }
    }
}

/// What travels of a hash: its first 16 digits.
pub(crate) fn short(hash: &str) -> &str {
    hash.get(..16).unwrap_or(hash)
}
