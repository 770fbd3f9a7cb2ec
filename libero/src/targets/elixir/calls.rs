//! The package's own module: a function for each endpoint.

use std::fmt::Write as _;

use contract_schema::{Contract, Endpoint, FieldType, TypeDef, TypeKind};

use super::docs::{attribute, deprecation, literal, said};
use super::names::{self, Names, atom, key};
use super::pushes;
use super::types::{spec, term};
use crate::targets::skew;

/// A function takes no more than 255 arguments.
const MOST_PARAMETERS: usize = 200;

pub(super) fn text(contract: &Contract, names: &Names) -> String {
    let root = &names.root;
    // An alias that nothing uses is a warning.
    let alias = match names.calls.len() {
        0 => String::new(),
        _ => format!("  alias {root}.Client\n\n"),
    };
    let mut text = format!(
        "defmodule {root} do
  @moduledoc \"The functions of the contract. A client is made by `{root}.Client.new/2`.\"

{alias}  @doc \"The hash of the contract that is spoken here.\"
  @spec contract_hash() :: String.t()
  def contract_hash, do: {}

  @doc false
  @spec endpoints() :: [{root}.Client.endpoint()]
  def endpoints, do: [",
        literal(&contract.contract_hash)
    );
    let endpoints = || contract.endpoints.iter().zip(&names.calls);
    let all: Vec<String> = endpoints()
        .map(|(endpoint, _)| format!("\n      {}", descriptor(endpoint, names)))
        .collect();
    text += &all.join(",");
    text += "\n    ]\n";
    text += &pushes::text(contract, names);
    for (endpoint, name) in endpoints() {
        text += &function(contract, endpoint, name, names);
    }
    text + "end\n"
}

fn descriptor(endpoint: &Endpoint, names: &Names) -> String {
    format!(
        "{{{}, {}, {}, {}, {}, {}}}",
        literal(&endpoint.full_name()),
        literal(skew::short(&endpoint.hash)),
        atom(&format!("{}:{}", endpoint.module, endpoint.name)),
        term(&endpoint.request, &[], names),
        term(&endpoint.ok, &[], names),
        term(&endpoint.err, &[], names),
    )
}

/// The struct whose fields are the arguments of a call.
fn arguments<'a>(contract: &'a Contract, request: &FieldType) -> Option<&'a TypeDef> {
    contract.definition(request).filter(|def| {
        def.kind == TypeKind::Struct
            && def.type_params.is_empty()
            && def.variants[0].field_types.len() <= MOST_PARAMETERS
    })
}

fn function(contract: &Contract, endpoint: &Endpoint, name: &str, names: &Names) -> String {
    let spec = |field| spec(field, &[], names);
    let (parameters, types, message) = match arguments(contract, &endpoint.request) {
        Some(def) => {
            let variant = &def.variants[0];
            let parameters = names::parameters(variant);
            let fields = names::fields(variant);
            let entries: Vec<String> = fields
                .iter()
                .zip(&parameters)
                .map(|(field, parameter)| format!("{} {parameter}", key(field)))
                .collect();
            let module = names.module(&def.module_path, &def.type_name);
            let message = format!("%{module}{{{}}}", entries.join(", "));
            let types = variant.field_types.iter().map(spec).collect();
            (parameters, types, message)
        }
        None => (
            vec!["message".to_owned()],
            vec![spec(&endpoint.request)],
            "message".to_owned(),
        ),
    };
    let with = |first: &str, rest: &[String]| {
        let all: Vec<&str> = std::iter::once(first)
            .chain(rest.iter().map(String::as_str))
            .collect();
        all.join(", ")
    };
    let docs = said(endpoint.docs.as_deref(), None);
    let mut text = format!("\n{}", attribute("doc", &docs));
    if let Some(deprecated) = &endpoint.deprecated {
        let _ = writeln!(text, "  @deprecated {}", literal(&deprecation(deprecated)));
    }
    let _ = write!(
        text,
        "  @spec {name}({}) ::\n          Client.result({}, {})\n  def {name}({}) do\n    \
         Client.call(\n      client,\n      {},\n      {message}\n    )\n  end\n",
        with("Client.t()", &types),
        spec(&endpoint.ok),
        spec(&endpoint.err),
        with("client", &parameters),
        descriptor(endpoint, names),
    );
    text
}
