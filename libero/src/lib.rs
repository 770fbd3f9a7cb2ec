//! A schema-first RPC contract compiler: Rust types in; contract, codecs, dispatch and SDKs out.
//!
//! There is no separate API definition. libero reads Rust source, follows the types that seeds and
//! `server_*` handlers reach, and writes what each end of the wire needs.
//!
//! As a library: read a [`Source`], walk or scan it, then generate text; the caller owns the files.
//!
//! ```
//! use libero::load::Options;
//!
//! let files = [("src/lib.rs", "pub struct Greeting { pub text: String }")];
//! let source = libero::Source::from_memory(&files, &Options::default())?;
//! let discovered = source.walk(&[("", "Greeting")])?;
//! let contract = &discovered.sealed.contract;
//!
//! assert_eq!(contract.types[0].type_name, "Greeting");
//! let json = libero::generate_json_contract(contract);
//! let rust = libero::generate_rust(contract);
//! # assert!(json.starts_with('{') && rust.iter().any(|file| file.path == "etf.rs"));
//! # Ok::<(), libero::Refused>(())
//! ```
//!
//! The pipeline is on one page in [`compile`]; the `libero` program and [`build`] scripts run all of
//! it.

use contract_schema::Contract;

pub mod build;
pub mod compile;
pub mod config;
pub mod diagnostic;
pub mod init;
pub mod load;
pub mod outputs;
pub mod parse;
pub mod resolve;
pub mod rules;
pub mod seal;
pub mod source;
pub mod stamp;
pub mod targets;
pub mod write;

pub use contract_schema as contract;
pub use source::{Discovered, Refused, Source};

use targets::{Artifact, erlang, js, rust};

/// The text of `contract.json`: compact, one line, no newline at its end.
pub fn generate_json_contract(contract: &Contract) -> String {
    contract_schema::document::to_json(contract)
}

/// The text of `contract.schema.json`, the JSON Schema of every contract.
pub fn generate_contract_schema() -> String {
    contract_schema::document::json_schema()
}

/// The files of the generated Rust module.
pub fn generate_rust(contract: &Contract) -> Vec<Artifact> {
    rust::generate(contract)
}

/// The part of the generated Rust module that a client needs which speaks nothing but ETF: see
/// [`rust::generate_etf_client`].
pub fn generate_rust_etf_client(contract: &Contract) -> Vec<Artifact> {
    rust::generate_etf_client(contract)
}

/// The files of the JavaScript package: ESM with declarations, its run-time beside it. Names must not
/// clash: see [`js::clashes`].
pub fn generate_js(contract: &Contract, options: &js::Options) -> Vec<Artifact> {
    js::generate(contract, options)
}

/// The Erlang modules: atoms and wire.
pub fn generate_erlang(contract: &Contract, options: &erlang::Options) -> Vec<Artifact> {
    erlang::generate(contract, options)
}
