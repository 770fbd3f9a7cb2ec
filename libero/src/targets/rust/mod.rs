//! The Rust end: codecs for every type, dispatch to the handlers, stubs for a Rust client.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the marker `Wire`, the contract's hash, pushes, dict keys |
//! | `etf.rs`, `json.rs` | reading and writing of each type |
//! | `borrowed.rs` | mirrors that borrow from what is read, on request |
//! | `requests.rs` | request types of handlers with plain parameters |
//! | `dispatch.rs` | from a request's bytes to a reply's |
//! | `client.rs` | a function for each endpoint |

mod adapter;
mod borrowed;
mod constructor;
mod endpoint;
mod mirror;
mod names;
mod request;
mod tree;
mod view;

use askama::Template;
use contract_schema::Contract;

use self::adapter::{AdapterView, Via};
use self::borrowed::BorrowedView;
use self::endpoint::{EndpointView, PushView};
use self::view::TypeView;
use super::Artifact;

/// The files of the generated module, relative to its folder.
pub fn generate(contract: &Contract) -> Vec<Artifact> {
    let types = view::types(contract);
    let uses_requests = contract
        .types
        .iter()
        .any(|def| def.rust.as_ref().is_some_and(|rust| rust.generated));
    let endpoints = endpoint::endpoints(contract);
    let context = contract
        .rust
        .as_ref()
        .and_then(|rust| rust.context.as_deref());
    let borrowed = borrowed::borrowed(contract, &types);
    let has_mirrors = |view: &BorrowedView<'_>| matches!(view, BorrowedView::Mirror(_));
    let has_borrowed = borrowed.iter().any(has_mirrors);
    let module = Module {
        has_borrowed,
        contract_hash: &contract.contract_hash,
        uses_requests,
        dispatches: context.is_some() && !endpoints.is_empty(),
        has_client: !endpoints.is_empty(),
        pushes: endpoint::pushes(contract),
        types: &types,
        adapters: adapter::adapters(contract),
    };
    let etf = Etf {
        uses_requests,
        types: &types,
        adapters: &module.adapters,
    };
    let json = Json {
        uses_requests,
        types: &types,
        adapters: &module.adapters,
    };
    let (etf, json) = rayon::join(|| artifact("etf.rs", &etf), || artifact("json.rs", &json));
    let mut artifacts = vec![artifact("mod.rs", &module), etf, json];
    if uses_requests {
        let requests = Requests {
            body: request::declarations(contract),
        };
        artifacts.push(artifact("requests.rs", &requests));
    }
    if has_borrowed {
        let borrowed = Borrowed {
            declarations: mirror::declarations(contract),
            views: borrowed,
        };
        artifacts.push(artifact("borrowed.rs", &borrowed));
    }
    if let Some(context) = context.filter(|_| !endpoints.is_empty()) {
        let dispatch = Dispatch {
            uses_requests,
            context: endpoint::context_type(context, contract),
            endpoints: &endpoints,
        };
        artifacts.push(artifact("dispatch.rs", &dispatch));
    }
    if !endpoints.is_empty() {
        let client = Client {
            body: endpoint::stubs(&endpoints),
        };
        artifacts.push(artifact("client.rs", &client));
    }
    artifacts
}

fn artifact(path: &str, template: &impl Template) -> Artifact {
    let mut text = template
        .render()
        .expect("the templates call nothing that can fail");
    text.truncate(text.trim_end().len());
    text.push('\n');
    Artifact {
        path: path.into(),
        text,
    }
}

#[derive(Template)]
#[template(path = "rust/mod.rs.j2", escape = "none")]
#[allow(clippy::struct_excessive_bools)] // which files there are
struct Module<'a> {
    has_borrowed: bool,
    contract_hash: &'a str,
    uses_requests: bool,
    dispatches: bool,
    has_client: bool,
    pushes: Vec<PushView>,
    types: &'a [TypeView],
    adapters: Vec<AdapterView>,
}

#[derive(Template)]
#[template(path = "rust/etf.rs.j2", escape = "none")]
struct Etf<'a> {
    uses_requests: bool,
    types: &'a [TypeView],
    adapters: &'a [AdapterView],
}

#[derive(Template)]
#[template(path = "rust/json.rs.j2", escape = "none")]
struct Json<'a> {
    uses_requests: bool,
    types: &'a [TypeView],
    adapters: &'a [AdapterView],
}

#[derive(Template)]
#[template(path = "rust/borrowed.rs.j2", escape = "none")]
struct Borrowed<'a> {
    declarations: String,
    views: Vec<BorrowedView<'a>>,
}

#[derive(Template)]
#[template(path = "rust/requests.rs.j2", escape = "none")]
struct Requests {
    body: String,
}

#[derive(Template)]
#[template(path = "rust/dispatch.rs.j2", escape = "none")]
struct Dispatch<'a> {
    uses_requests: bool,
    context: String,
    endpoints: &'a [EndpointView],
}

#[derive(Template)]
#[template(path = "rust/client.rs.j2", escape = "none")]
struct Client {
    body: String,
}
