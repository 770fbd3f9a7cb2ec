//! Identifiers, and who gets which name.

use std::collections::{BTreeMap, BTreeSet};

use contract_schema::{Contract, FieldType, TypeDef, Variant};
use heck::{ToPascalCase, ToSnakeCase};

use super::docs::literal;
use crate::targets::erlang::{bounded, plain_tags};
use crate::targets::naming::{call_names, unique};

/// Words and special forms of Elixir that no function or variable can be.
const RESERVED: &[&str] = &[
    "after",
    "alias",
    "and",
    "case",
    "catch",
    "cond",
    "def",
    "defdelegate",
    "defguard",
    "defmacro",
    "defmodule",
    "defp",
    "defstruct",
    "do",
    "else",
    "end",
    "false",
    "fn",
    "for",
    "if",
    "import",
    "in",
    "nil",
    "not",
    "or",
    "quote",
    "receive",
    "require",
    "rescue",
    "super",
    "true",
    "try",
    "unless",
    "unquote",
    "unquote_splicing",
    "use",
    "when",
    "with",
];

/// Modules of the package that no type can be.
const OWN: &[&str] = &[
    "Application",
    "Client",
    "Codec",
    "Http",
    "Json",
    "MixProject",
    "Pushes",
    "Shapes",
];

/// An atom as a literal.
pub(super) fn atom(name: &str) -> String {
    let name = bounded(name);
    if is_plain(&name) {
        format!(":{name}")
    } else {
        format!(":{}", literal(&name))
    }
}

/// A key of a map or a struct: `id:`
pub(super) fn key(name: &str) -> String {
    if is_plain(name) {
        format!("{name}:")
    } else {
        format!("{}:", literal(name))
    }
}

fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// A text as a variable or the name of a function.
pub(super) fn identifier(text: &str) -> String {
    let snake = text.to_snake_case();
    let mut name: String = snake
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        name = format!("v_{}", name.trim_start_matches('_'));
    }
    if RESERVED.contains(&name.as_str()) {
        name.push('_');
    }
    name
}

/// A text as a part of a module's name.
fn alias(text: &str) -> String {
    let name: String = text
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let mut chars = name.chars();
    match chars.next() {
        Some(first) if first.is_ascii_alphabetic() => {
            format!("{}{}", first.to_ascii_uppercase(), chars.as_str())
        }
        _ => format!("T{name}"),
    }
}

/// Functions of the package's own module that no call can be.
const OWN_FUNCTIONS: &[&str] = &["client", "contract_hash", "endpoints", "module_info"];

/// The names of everything in the package.
pub(super) struct Names {
    /// The package's own module.
    pub(super) root: String,
    /// By `module/path.Name`.
    modules: BTreeMap<String, String>,
    /// The functions of the endpoints, in their order.
    pub(super) calls: Vec<String>,
    /// Types that have a bare variant which Elixir reads as `nil`.
    with_nil: BTreeSet<String>,
}

impl Names {
    pub(super) fn new(contract: &Contract, app: &str) -> Self {
        let root = alias(&app.to_pascal_case());
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for def in &contract.types {
            *count.entry(&def.type_name).or_default() += 1;
        }
        let mut taken: BTreeSet<String> = OWN.iter().map(|&name| name.to_owned()).collect();
        let mut modules = BTreeMap::new();
        let mut with_nil = BTreeSet::new();
        for def in &contract.types {
            let name = if count[def.type_name.as_str()] > 1 {
                format!("{}{}", def.module_path.to_pascal_case(), def.type_name)
            } else {
                def.type_name.clone()
            };
            let name = unique(alias(&name), &mut taken);
            modules.insert(def.full_name(), format!("{root}.{name}"));
            let mut tags = plain_tags(def).into_iter().zip(&def.variants);
            let is_nil =
                |(tag, variant): (String, &Variant)| tag == "nil" && variant.field_types.is_empty();
            if !is_struct(def) && tags.any(is_nil) {
                with_nil.insert(def.full_name());
            }
        }
        Self {
            root,
            modules,
            calls: call_names(&contract.endpoints, OWN_FUNCTIONS, identifier),
            with_nil,
        }
    }

    /// The module of a type.
    pub(super) fn module(&self, module_path: &str, type_name: &str) -> &str {
        let found = self.modules.get(&format!("{module_path}.{type_name}"));
        found.map_or("Kernel", String::as_str)
    }

    /// Whether a value of the type could be `nil`, so that an option of it needs `:some`.
    pub(super) fn may_be_nil(&self, field: &FieldType) -> bool {
        match field {
            FieldType::Nil | FieldType::Option(_) | FieldType::TypeVar(_) => true,
            FieldType::UserType {
                module_path,
                type_name,
                ..
            } => self
                .with_nil
                .contains(&format!("{module_path}.{type_name}")),
            _ => false,
        }
    }
}

/// Whether a type is a struct of Elixir.
pub(super) fn is_struct(def: &TypeDef) -> bool {
    def.kind == contract_schema::TypeKind::Struct
}

/// Whether all fields have labels, and there are any.
pub(super) fn is_labelled(variant: &Variant) -> bool {
    !variant.field_types.is_empty() && variant.field_labels.iter().all(Option::is_some)
}

/// The keys of a constructor, in the order of its fields.
pub(super) fn fields(variant: &Variant) -> Vec<String> {
    let own = ["__struct__", "__exception__"];
    let mut taken: BTreeSet<String> = own.iter().map(|&name| name.to_owned()).collect();
    let single = variant.field_types.len() == 1;
    (0..variant.field_types.len())
        .map(|index| {
            let name = match variant.field_labels.get(index) {
                Some(Some(label)) => bounded(label).into_owned(),
                _ if single => "value".to_owned(),
                _ => format!("value{index}"),
            };
            unique(name, &mut taken)
        })
        .collect()
}

/// Variables for fields.
pub(super) fn parameters(variant: &Variant) -> Vec<String> {
    let mut taken = BTreeSet::from(["client".to_owned()]);
    let fields = fields(variant).into_iter();
    fields
        .map(|field| unique(identifier(&field), &mut taken))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_in_elixir_too() {
        let cases = [
            ("end", "end_"),
            ("loadTask", "load_task"),
            ("größe", "gr__e"),
            ("_2d", "v_2d"),
        ];
        for (text, expected) in cases {
            assert_eq!(identifier(text), expected);
        }
        assert_eq!(alias("größe"), "Gr__e");
        assert_eq!(atom("board/model.Task"), ":\"board/model.Task\"");
        assert_eq!(
            (atom("nil").as_str(), key("größe").as_str()),
            (":nil", "\"größe\":")
        );
    }
}
