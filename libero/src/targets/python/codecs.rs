//! `codecs.py`: a function for each type that gives its codec.

use std::fmt::Write as _;

use contract_schema::recursion::{self, recursive_types};
use contract_schema::{Contract, TypeDef, Variant};

use super::classes;
use super::docs::literal;
use super::names::{self, Names};
use super::types;
use crate::targets::erlang::wire_hash;

const HEAD: &str = "\"\"\"How the types of the contract are written and read.

Each function gives the codec of the type by its name; of a type with parameters, for the codecs
of these.
\"\"\"

from __future__ import annotations

from . import types as _t
from .runtime import codec as _c
";

pub(super) fn text(contract: &Contract, names: &Names) -> String {
    let mut text = HEAD.to_owned();
    let most = contract.types.iter().map(|def| def.type_params.len()).max();
    if let Some(count @ 1..) = most {
        let _ = writeln!(text, "from .types import {}", classes::params(count));
    }
    let recursive = recursive_types(contract);
    for def in &contract.types {
        let is_recursive = recursive.contains(&recursion::key(def));
        text += &function(contract, def, is_recursive, names);
    }
    text
}

fn function(contract: &Contract, def: &TypeDef, is_recursive: bool, names: &Names) -> String {
    let class = names.class(&def.module_path, &def.type_name);
    let count = def.type_params.len();
    let arguments: Vec<String> = (0..count)
        .map(|index| format!("t{index}: _c.Codec[T{index}]"))
        .collect();
    let value = match count {
        0 => format!("_t.{class}"),
        _ => format!("_t.{class}[{}]", classes::params(count)),
    };
    let keys: Vec<String> = (0..count).map(|index| format!(", t{index}")).collect();
    let mut text = format!(
        "\n\ndef {class}({}) -> _c.Codec[{value}]:\n    return _c.constructors(\n",
        arguments.join(", ")
    );
    let _ = writeln!(
        text,
        "        (_t.{class}, {}{}),",
        literal(&def.full_name()),
        keys.join("")
    );
    let _ = writeln!(
        text,
        "        {},",
        if is_recursive { "True" } else { "False" }
    );
    text += "        lambda: (\n";
    let members = names::members(def);
    for (variant, member) in def.declared_variants().into_iter().zip(members) {
        let hash = wire_hash(contract, def, variant);
        let hash = hash.as_str();
        if def.is_unit_enum() {
            let _ = writeln!(
                text,
                "            _c.Unit(b\"{hash}\", _t.{class}.{member}),"
            );
        } else {
            let make = names.constructor(def, variant);
            let fields = fields(def, variant, names);
            let _ = writeln!(
                text,
                "            _c.Variant(b\"{hash}\", _t.{make}, {fields}),"
            );
        }
    }
    text += "        ),\n    )\n";
    text
}

/// `(("id", ".fields.id", _c.I64), …)`: the attribute, the step of a path, the codec.
fn fields(def: &TypeDef, variant: &Variant, names: &Names) -> String {
    let attributes = names.fields(variant);
    if attributes.is_empty() {
        return "()".to_owned();
    }
    let fields = variant.field_types.iter().zip(attributes).enumerate();
    let fields = fields.map(|(index, (field, attribute))| {
        let step = match variant.field_labels.get(index) {
            Some(Some(label)) => format!(".fields.{label}"),
            _ => format!(".fields[{index}]"),
        };
        let codec = types::codec(field, &def.type_params, names, "");
        format!(
            "\n                (\"{attribute}\", {}, {codec}),",
            literal(&step)
        )
    });
    format!("({}\n            )", fields.collect::<String>())
}
