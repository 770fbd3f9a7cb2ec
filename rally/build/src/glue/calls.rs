//! `calls.rs`: each request as a call.

use askama::Template;
use contract_schema::{Contract, Endpoint};

use super::app::beside;
use super::print;
use crate::routes::literal;

#[derive(Template)]
#[template(path = "calls.rs.j2", escape = "none")]
struct Calls<'a> {
    namespace: &'a str,
    calls: Vec<CallView>,
}

struct CallView {
    request: String,
    ok: String,
    err: String,
    name: String,
    module: String,
    hash: String,
    read_only: bool,
}

/// The text of the file.
pub(crate) fn generate(namespace: &str, contract: &Contract) -> String {
    let calls = contract.endpoints.iter().filter_map(view).collect();
    print(&Calls { namespace, calls })
}

fn view(endpoint: &Endpoint) -> Option<CallView> {
    let handler = endpoint.rust.as_ref()?;
    Some(CallView {
        request: beside(&handler.request),
        ok: beside(&handler.ok),
        err: beside(&handler.err),
        name: literal(&endpoint.full_name()),
        module: literal(&endpoint.module),
        // As peers compare it.
        hash: endpoint.hash.chars().take(16).collect(),
        read_only: endpoint.read_only,
    })
}
