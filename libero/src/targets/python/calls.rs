//! `client.py`: a method for each endpoint, of a client that waits and of one that is awaited.

use std::fmt::Write as _;

use contract_schema::{Contract, Endpoint, FieldType, TypeDef, TypeKind};

use super::docs::{docstring, literal};
use super::names::{self, Names};
use super::types;
use crate::targets::skew;

const HEAD: &str = "\"\"\"Clients of the contract's functions.\"\"\"

from __future__ import annotations

from . import codecs as _k
from . import types as _t
from .runtime import AsyncLine, Endpoint, Err, Line, Ok, Some
from .runtime import codec as _c
";

pub(super) fn text(contract: &Contract, names: &Names) -> String {
    let mut text = format!(
        "{HEAD}\nCONTRACT_HASH = {}\n\n",
        literal(&contract.contract_hash)
    );
    let endpoints = || contract.endpoints.iter().zip(names.calls());
    for (endpoint, name) in endpoints() {
        text += &descriptor(endpoint, name, names);
    }
    for (class, line, is_async) in [
        ("Client", "Line", false),
        ("AsyncClient", "AsyncLine", true),
    ] {
        let docs = if is_async {
            "Calls the server; each method is awaited."
        } else {
            "Calls the server; each method waits for the answer."
        };
        let _ = write!(
            text,
            "\n\nclass {class}({line}):\n    \"\"\"{docs}\"\"\"\n\n"
        );
        text += "    _contract_hash = CONTRACT_HASH\n";
        for (endpoint, name) in endpoints() {
            text += &method(contract, endpoint, name, is_async, names);
        }
    }
    text
}

fn descriptor(endpoint: &Endpoint, name: &str, names: &Names) -> String {
    let codec = |field| types::codec(field, &[], names, "_k.");
    format!(
        "\n_{name}_call = Endpoint(\n    {},\n    {},\n    {},\n    {},\n    {},\n    {},\n)\n",
        literal(&endpoint.module),
        literal(&endpoint.name),
        literal(skew::short(&endpoint.hash)),
        codec(&endpoint.request),
        codec(&endpoint.ok),
        codec(&endpoint.err),
    )
}

/// The struct whose fields are the arguments of a call.
fn arguments<'a>(contract: &'a Contract, request: &FieldType) -> Option<&'a TypeDef> {
    contract
        .definition(request)
        .filter(|def| def.kind == TypeKind::Struct && def.type_params.is_empty())
}

fn method(
    contract: &Contract,
    endpoint: &Endpoint,
    name: &str,
    is_async: bool,
    names: &Names,
) -> String {
    let annotation = |field| types::annotation(field, &[], names, "_t.");
    let (parameters, message) = match arguments(contract, &endpoint.request) {
        Some(def) => {
            let variant = &def.variants[0];
            let fields = names.fields(variant);
            let parameters: Vec<String> = fields
                .iter()
                .zip(&variant.field_types)
                .map(|(name, field)| format!(", {name}: {}", annotation(field)))
                .collect();
            let class = names.constructor(def, variant);
            let message = format!("_t.{class}({})", fields.join(", "));
            (parameters.concat(), message)
        }
        None => (
            format!(", message: {}", annotation(&endpoint.request)),
            "message".to_owned(),
        ),
    };
    let (ok, err) = (annotation(&endpoint.ok), annotation(&endpoint.err));
    let (define, wait) = if is_async {
        ("async def", "await ")
    } else {
        ("def", "")
    };
    let docs = docstring(endpoint.docs.as_deref(), endpoint.deprecated.as_ref(), 8);
    format!(
        "\n    {define} {name}(self{parameters}) -> Ok[{ok}] | Err[{err}]:\n{docs}        \
         return {wait}self._call(_{name}_call, {message})\n"
    )
}

/// What `__init__.py` gives beside the types.
pub(super) const EXPORTS: &[&str] = &["CONTRACT_HASH", "AsyncClient", "Client"];

/// The names of types that a user may want to name.
pub(super) fn type_names(contract: &Contract, names: &Names) -> Vec<String> {
    let mut all = vec![];
    for def in &contract.types {
        all.push(names.class(&def.module_path, &def.type_name).to_owned());
        if names::is_union(def) {
            let variants = def.declared_variants().into_iter();
            all.extend(variants.map(|variant| names.constructor(def, variant).to_owned()));
        }
    }
    all.sort();
    all
}
