//! `shapes.ex`: the table by which values of Elixir and terms of the codec are made of each other.

use std::fmt::Write as _;

use contract_schema::{Contract, TypeDef, Variant};

use super::names::{self, Names, atom, is_labelled, is_struct};
use super::types::term;
use crate::targets::erlang::plain_tags;

pub(super) fn text(contract: &Contract, names: &Names) -> String {
    let mut text = format!(
        "defmodule {}.Shapes do\n  @moduledoc false\n\n  \
         @doc \"How values of a type are made.\"\n  @spec shape(term()) :: tuple() | nil\n",
        names.root
    );
    for def in &contract.types {
        let name = atom(&def.full_name());
        let _ = write!(
            text,
            "  def shape({name}),\n    do: {}\n\n",
            shape(def, names)
        );
    }
    text + "  def shape(_), do: nil\nend\n"
}

fn shape(def: &TypeDef, names: &Names) -> String {
    let tags = plain_tags(def);
    if is_struct(def) {
        let module = names.module(&def.module_path, &def.type_name);
        return match (def.variants.first(), tags.first()) {
            (Some(variant), Some(tag)) => format!(
                "{{:struct, {module}, {}, {}}}",
                atom(tag),
                labelled(variant, def, names)
            ),
            _ => "nil".to_owned(),
        };
    }
    let variants: Vec<String> = def
        .variants
        .iter()
        .zip(&tags)
        .map(|(variant, tag)| {
            let fields = if is_labelled(variant) {
                format!("{{:labelled, {}}}", labelled(variant, def, names))
            } else {
                let types = variant.field_types.iter();
                let types: Vec<String> = types
                    .map(|field| term(field, &def.type_params, names))
                    .collect();
                format!("{{:positional, [{}]}}", types.join(", "))
            };
            format!("\n       {} => {fields}", atom(tag))
        })
        .collect();
    format!("{{:enum,\n     %{{{}\n     }}}}", variants.join(","))
}

fn labelled(variant: &Variant, def: &TypeDef, names: &Names) -> String {
    let fields = names::fields(variant);
    let fields: Vec<String> = fields
        .iter()
        .zip(&variant.field_types)
        .map(|(name, field)| {
            format!(
                "{{{}, {}}}",
                atom(name),
                term(field, &def.type_params, names)
            )
        })
        .collect();
    format!("[{}]", fields.join(", "))
}
