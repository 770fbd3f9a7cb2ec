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
mod types_text;
mod view;

pub use self::names::ident;

use askama::Template;
use contract_schema::Contract;

use self::adapter::{AdapterView, Via};
use self::borrowed::BorrowedView;
use self::endpoint::{EndpointView, PushView};
use super::Artifact;
use super::skew::Hashes;

/// The files of the generated module, relative to its folder.
pub fn generate(contract: &Contract) -> Vec<Artifact> {
    let uses_requests = has_requests(contract);
    let endpoints = endpoint::endpoints(contract);
    let context = contract
        .rust
        .as_ref()
        .and_then(|rust| rust.context.as_deref());
    let has_borrowed = borrowed::has_mirrors(contract);
    let adapters = &adapter::adapters(contract);
    let module = Module {
        has_borrowed,
        contract_hash: &contract.contract_hash,
        hashes: Hashes::of(contract, names::string),
        uses_requests,
        dispatches: context.is_some() && !endpoints.is_empty(),
        has_client: !endpoints.is_empty(),
        pushes: endpoint::pushes(contract),
    };
    let types = types_text::of(contract);
    let codec = |codec| Adapters { codec, adapters };
    let (etf, json) = rayon::join(
        || {
            file(
                "etf.rs",
                &EtfHead { uses_requests },
                types.etf,
                &codec("etf"),
            )
        },
        || {
            file(
                "json.rs",
                &JsonHead { uses_requests },
                types.json,
                &codec("json"),
            )
        },
    );
    let mut artifacts = vec![
        file("mod.rs", &module, types.keys, &AdapterKeys { adapters }),
        etf,
        json,
    ];
    artifacts.extend(requests(contract));
    if has_borrowed {
        let types = types_text::views(contract);
        let borrowed = Borrowed {
            declarations: mirror::declarations(contract),
            views: borrowed::borrowed(contract, &types),
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

/// The part of [`generate`] that a client needs which speaks nothing but ETF, as one in WebAssembly
/// does: the marker, the hashes, the codecs of terms and the requests. There is no dispatch, and no
/// JSON.
///
/// What [`generate`] writes and this part have the same paths inside the generated module, so that
/// code which names `Wire`, `CONTRACT`, `etf` and `requests` compiles beside either.
pub fn generate_etf_client(contract: &Contract) -> Vec<Artifact> {
    let types = types_text::of(contract);
    let adapters = &adapter::adapters(contract);
    let uses_requests = has_requests(contract);
    let module = EtfClient {
        contract_hash: &contract.contract_hash,
        hashes: Hashes::of(contract, names::string),
        uses_requests,
        pushes: endpoint::pushes(contract),
    };
    let mut artifacts = vec![
        file("mod.rs", &module, types.keys, &AdapterKeys { adapters }),
        file(
            "etf.rs",
            &EtfHead { uses_requests },
            types.etf,
            &Adapters {
                codec: "etf",
                adapters,
            },
        ),
    ];
    artifacts.extend(requests(contract));
    artifacts
}

fn has_requests(contract: &Contract) -> bool {
    contract.types.iter().any(contract_schema::TypeDef::is_made)
}

fn requests(contract: &Contract) -> Option<Artifact> {
    has_requests(contract).then(|| {
        let body = request::declarations(contract);
        artifact("requests.rs", &Requests { body })
    })
}

fn artifact(path: &str, template: &impl Template) -> Artifact {
    file(path, template, vec![], &Adapters::NONE)
}

/// A file: how it begins, the texts of types, and how it ends.
fn file(path: &str, head: &impl Template, types: Vec<String>, tail: &impl Template) -> Artifact {
    let (head, tail) = (print(head), print(tail));
    let length = types.iter().map(String::len).sum::<usize>() + head.len() + tail.len();
    let mut text = String::with_capacity(length + 1);
    text.push_str(head.trim_end());
    text.extend(types);
    text.push_str(&tail);
    text.truncate(text.trim_end().len());
    text.push('\n');
    Artifact {
        path: path.into(),
        text,
    }
}

fn print(template: &impl Template) -> String {
    template
        .render()
        .expect("the templates call nothing that can fail")
}

/// Where `mod.rs` begins; after it come the types that may be keys, and then [`AdapterKeys`].
#[derive(Template)]
#[template(path = "rust/mod.rs.j2", escape = "none")]
#[allow(clippy::struct_excessive_bools)] // which files there are
struct Module<'a> {
    has_borrowed: bool,
    contract_hash: &'a str,
    hashes: Hashes,
    uses_requests: bool,
    dispatches: bool,
    has_client: bool,
    pushes: Vec<PushView>,
}

/// The same for a client that speaks nothing but ETF.
#[derive(Template)]
#[template(path = "rust/etf_client.rs.j2", escape = "none")]
struct EtfClient<'a> {
    contract_hash: &'a str,
    hashes: Hashes,
    uses_requests: bool,
    pushes: Vec<PushView>,
}

#[derive(Template)]
#[template(path = "rust/adapter_keys.rs.j2", escape = "none")]
struct AdapterKeys<'a> {
    adapters: &'a [AdapterView],
}

/// Where `etf.rs` begins; after it come the types, and then [`Adapters`].
#[derive(Template)]
#[template(path = "rust/etf_head.rs.j2", escape = "none")]
struct EtfHead {
    uses_requests: bool,
}

/// Where `json.rs` begins; after it come the types, and then [`Adapters`].
#[derive(Template)]
#[template(path = "rust/json_head.rs.j2", escape = "none")]
struct JsonHead {
    uses_requests: bool,
}

#[derive(Template)]
#[template(path = "rust/adapters.rs.j2", escape = "none")]
struct Adapters<'a> {
    codec: &'a str,
    adapters: &'a [AdapterView],
}

impl Adapters<'_> {
    const NONE: Self = Self {
        codec: "",
        adapters: &[],
    };
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
