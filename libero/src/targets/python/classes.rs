//! `types.py`: a class for each struct and variant.

use std::fmt::Write as _;

use contract_schema::{Contract, TypeDef, Variant};

use super::docs::{docstring, literal};
use super::names::{self, Names};
use super::types;

const HEAD: &str = "\"\"\"The types of the contract.\"\"\"

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar, Union

from .runtime import Err, Ok, Some
";

pub(super) fn text(contract: &Contract, names: &Names) -> String {
    let mut text = HEAD.to_owned();
    let most = contract.types.iter().map(|def| def.type_params.len()).max();
    for index in 0..most.unwrap_or(0) {
        let _ = write!(text, "\nT{index} = TypeVar(\"T{index}\")");
    }
    text += "\n";
    for def in &contract.types {
        if def.is_unit_enum() {
            text += &enumeration(def, names);
            continue;
        }
        for variant in def.declared_variants() {
            text += &class(def, variant, names);
        }
    }
    // Aliases are values, so that what they name must be there.
    for def in contract.types.iter().filter(|def| names::is_union(def)) {
        text += &alias(def, names);
    }
    text
}

fn enumeration(def: &TypeDef, names: &Names) -> String {
    let class = names.class(&def.module_path, &def.type_name);
    let mut text = format!("\n\nclass {class}(enum.Enum):\n");
    let docs = docstring(def.docs.as_deref(), def.deprecated.as_ref(), 4);
    let is_bare = docs.is_empty() && def.variants.is_empty();
    text += if is_bare { "    pass\n" } else { &docs };
    for (variant, member) in def.declared_variants().into_iter().zip(names::members(def)) {
        let _ = writeln!(text, "    {member} = {}", literal(&variant.variant_name));
        text += &docstring(variant.docs.as_deref(), variant.deprecated.as_ref(), 4);
    }
    text
}

fn class(def: &TypeDef, variant: &Variant, names: &Names) -> String {
    let name = names.constructor(def, variant);
    let base = match def.type_params.len() {
        0 => String::new(),
        count => format!("(Generic[{}])", params(count)),
    };
    let mut text = format!("\n\n@dataclass(frozen=True, slots=True)\nclass {name}{base}:\n");
    let docs = if names::is_union(def) {
        docstring(variant.docs.as_deref(), variant.deprecated.as_ref(), 4)
    } else {
        docstring(def.docs.as_deref(), def.deprecated.as_ref(), 4)
    };
    if docs.is_empty() && variant.field_types.is_empty() {
        text += "    pass\n";
    }
    text += &docs;
    let fields = names.fields(variant);
    for (index, (field, name)) in variant.field_types.iter().zip(fields).enumerate() {
        let annotation = types::annotation(field, &def.type_params, names, "");
        let _ = writeln!(text, "    {name}: {annotation}");
        if let Some(info) = variant.fields.get(index) {
            text += &docstring(info.docs.as_deref(), info.deprecated.as_ref(), 4);
        }
    }
    text
}

fn alias(def: &TypeDef, names: &Names) -> String {
    let class = names.class(&def.module_path, &def.type_name);
    let params = match def.type_params.len() {
        0 => String::new(),
        count => format!("[{}]", params(count)),
    };
    let variants: Vec<String> = def
        .declared_variants()
        .into_iter()
        .map(|variant| format!("{}{params}", names.constructor(def, variant)))
        .collect();
    let docs = docstring(def.docs.as_deref(), def.deprecated.as_ref(), 0);
    format!(
        "\n{class}: TypeAlias = Union[\n    {},\n]\n{docs}",
        variants.join(",\n    ")
    )
}

/// `T0, T1`
pub(super) fn params(count: usize) -> String {
    let params: Vec<String> = (0..count).map(|index| format!("T{index}")).collect();
    params.join(", ")
}
