//! Servers that speak another contract.

use contract_schema::Endpoint;
use libero_wire::skew::ServerContract;

/// How much of a hash peers tell each other of endpoints and pushes.
const SHORT: usize = 16;

/// Whether a server's endpoint is the one of another contract.
pub(super) fn agrees(server: &ServerContract, endpoint: &Endpoint) -> bool {
    let ours = endpoint.hash.get(..SHORT);
    theirs(server, endpoint).is_some_and(|theirs| theirs.get(..SHORT) == ours && ours.is_some())
}

/// Whether a server has an endpoint of that name at all.
pub(super) fn has(server: &ServerContract, endpoint: &Endpoint) -> bool {
    theirs(server, endpoint).is_some()
}

fn theirs<'s>(server: &'s ServerContract, endpoint: &Endpoint) -> Option<&'s String> {
    let name = format!("{}.{}", endpoint.module, endpoint.name);
    server.endpoints.get(&name)
}
