//! `types.ex`: a module for each type, with its `t`.

use std::fmt::Write as _;

use contract_schema::{Contract, TypeDef, TypeKind, Variant};

use super::docs::{attribute, said};
use super::names::{self, Names, atom, is_labelled, is_struct, key};
use super::types::{mentions, spec};
use crate::targets::erlang::plain_tags;

pub(super) fn text(contract: &Contract, names: &Names) -> String {
    let modules = contract.types.iter().map(|def| module(def, names));
    modules.collect::<Vec<_>>().join("\n")
}

fn module(def: &TypeDef, names: &Names) -> String {
    let module = names.module(&def.module_path, &def.type_name);
    let mut text = format!("defmodule {module} do\n");
    text += &attribute("moduledoc", &docs(def));
    text.push('\n');
    let head = format!("  @type t({}) ::", params(def));
    match def.variants.first() {
        Some(variant) if is_struct(def) => {
            let fields = names::fields(variant);
            let atoms: Vec<String> = fields.iter().map(|field| atom(field)).collect();
            let atoms = atoms.join(", ");
            if !fields.is_empty() {
                let _ = writeln!(text, "  @enforce_keys [{atoms}]");
            }
            let _ = writeln!(text, "  defstruct [{atoms}]\n");
            let entries = entries(variant, def, names);
            let _ = writeln!(text, "{head} %__MODULE__{{{entries}}}");
        }
        _ => {
            let mut variants: Vec<(u32, String)> = def
                .variants
                .iter()
                .zip(plain_tags(def))
                .map(|(variant, tag)| (variant.index, alternative(variant, &tag, def, names)))
                .collect();
            variants.sort_by_key(|(index, _)| *index);
            let variants: Vec<String> = variants.into_iter().map(|(_, text)| text).collect();
            let variants = if variants.is_empty() {
                "none()".to_owned()
            } else {
                variants.join("\n          | ")
            };
            let _ = writeln!(text, "{head}\n          {variants}");
        }
    }
    text + "end\n"
}

fn params(def: &TypeDef) -> String {
    let params = def.type_params.iter().enumerate().map(|(index, param)| {
        let mut fields = def.variants.iter().flat_map(|variant| &variant.field_types);
        // The compiler wants a parameter that nothing uses to say so.
        let used = fields.any(|field| mentions(field, param));
        format!("{}t{index}", if used { "" } else { "_" })
    });
    params.collect::<Vec<_>>().join(", ")
}

fn alternative(variant: &Variant, tag: &str, def: &TypeDef, names: &Names) -> String {
    let tag = atom(tag);
    if variant.field_types.is_empty() {
        return tag;
    }
    if is_labelled(variant) {
        return format!("{{{tag}, %{{{}}}}}", entries(variant, def, names));
    }
    let fields = variant.field_types.iter();
    let fields: Vec<String> = fields
        .map(|field| spec(field, &def.type_params, names))
        .collect();
    format!("{{{tag}, {}}}", fields.join(", "))
}

fn entries(variant: &Variant, def: &TypeDef, names: &Names) -> String {
    let fields = names::fields(variant);
    let fields: Vec<String> = fields
        .iter()
        .zip(&variant.field_types)
        .map(|(name, field)| format!("{} {}", key(name), spec(field, &def.type_params, names)))
        .collect();
    fields.join(", ")
}

/// What is said of the type, then of its variants and fields.
fn docs(def: &TypeDef) -> String {
    let mut text = said(def.docs.as_deref(), def.deprecated.as_ref());
    let mut parts = vec![];
    let mut variants: Vec<(&Variant, String)> = def.variants.iter().zip(plain_tags(def)).collect();
    variants.sort_by_key(|(variant, _)| variant.index);
    for (variant, tag) in variants {
        let mut within = String::new();
        if def.kind == TypeKind::Enum {
            let docs = said(variant.docs.as_deref(), variant.deprecated.as_ref());
            if !docs.is_empty() {
                parts.push((atom(&tag), docs));
            }
            within = format!("{}, ", atom(&tag));
        }
        for (field, name) in variant.fields.iter().zip(names::fields(variant)) {
            let docs = said(field.docs.as_deref(), field.deprecated.as_ref());
            if !docs.is_empty() {
                parts.push((format!("{within}{}", atom(&name)), docs));
            }
        }
    }
    if !parts.is_empty() {
        text.push_str(if text.is_empty() { "Where:\n" } else { "\n\n" });
    }
    let lines = parts
        .iter()
        .map(|(name, docs)| format!("  * `{name}`: {}", docs.replace('\n', "\n    ")));
    text + &lines.collect::<Vec<_>>().join("\n")
}
