//! Erlang: the atoms of the wire, and a module that encodes, decodes and calls.
//!
//! `<prefix>_atoms.erl` registers every atom that may come in, so that terms can be read with
//! `[safe]`. `<prefix>_wire.erl` holds the types of the contract as Erlang types and as tables, and
//! a fixed run-time that reads the tables: values are written byte by byte, so that equal values
//! are equal bytes on every OTP release, and read with `binary_to_term/2` and then checked.

mod doc;
mod layout;
mod names;
mod types;
mod view;

pub(super) use names::{bounded, module_prefix, plain_tags};
pub(super) use view::wire_hash;

use askama::Template;
use contract_schema::Contract;

use crate::targets::Artifact;

/// How the Erlang modules are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// What the names of the modules begin with: `libero` for `libero_wire` and `libero_atoms`.
    /// Characters that a module name cannot hold unquoted become `_`.
    pub prefix: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            prefix: "libero".to_owned(),
        }
    }
}

/// The two modules of a contract.
pub fn generate(contract: &Contract, options: &Options) -> Vec<Artifact> {
    let prefix = names::module_prefix(&options.prefix);
    let wire = view::wire(contract, &prefix);
    let atoms = view::atoms(contract, &prefix);
    vec![
        artifact(&atoms.module, &atoms),
        artifact(&wire.module, &wire),
    ]
}

fn artifact(module: &str, template: &impl Template) -> Artifact {
    let mut text = template
        .render()
        .expect("a template of plain values writes to memory");
    text.truncate(text.trim_end().len());
    text.push('\n');
    Artifact {
        path: format!("{module}.erl").into(),
        text,
    }
}

#[cfg(test)]
mod tests;
