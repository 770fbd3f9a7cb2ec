//! What a server sends unasked: its type, and how a frame is known before its value is read.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use contract_schema::{Contract, PushType, TypeDef};

use super::docs::literal;
use super::names::{Names, atom};
use crate::targets::erlang::wire_hash;
use crate::targets::skew;

pub(super) fn text(contract: &Contract, names: &Names) -> String {
    // A type that several modules push has one entry for each.
    let all: BTreeMap<(String, &str), (&PushType, &TypeDef)> = contract
        .push_types
        .iter()
        .filter_map(|push| {
            let mut types = contract.types.iter();
            let def = types.find(|def| def.full_name() == push.full_name())?;
            Some(((push.full_name(), push.module.as_str()), (push, def)))
        })
        .collect();
    if all.is_empty() {
        return String::new();
    }
    let mut types: Vec<String> = all
        .values()
        .map(|(push, def)| {
            let name = atom(&push.full_name());
            let module = names.module(&def.module_path, &def.type_name);
            format!("{{:push, {name}, {module}.t()}}")
        })
        .collect();
    types.dedup();
    let mut text = format!(
        "
  @typedoc \"What a server sends unasked: the name of a type, and a value.\"
  @type push ::
          {}

  @doc false
  @spec __pushes__() :: [{{String.t(), map()}}]
  def __pushes__, do: [",
        types.join("\n          | ")
    );
    let entries: Vec<String> = all
        .iter()
        .map(|((name, module), (push, def))| entry(contract, (name, module), push, def))
        .collect();
    let _ = write!(text, "{}\n    ]\n", entries.join(","));
    text
}

fn entry(contract: &Contract, of: (&str, &str), push: &PushType, def: &TypeDef) -> String {
    let (name, module) = of;
    let variants = def.variants.iter();
    let constructors: Vec<String> = variants
        .map(|variant| literal(wire_hash(contract, def, variant).as_str()))
        .collect();
    format!(
        "\n      {{{}, %{{module: {}, hash: {}, constructors: [{}]}}}}",
        literal(name),
        literal(module),
        // Documents of the Gleam libero have none: agrees with nothing.
        literal(skew::short(push.hash.as_deref().unwrap_or_default())),
        constructors.join(", "),
    )
}
