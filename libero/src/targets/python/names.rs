//! Identifiers, and who gets which name.

use std::collections::{BTreeMap, BTreeSet};

use super::{calls, package};
use contract_schema::{Contract, TypeDef, Variant};
use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

use crate::targets::naming::{call_names, unique};

/// Keywords, and names of the standard library that generated annotations use: a field of such a
/// name would hide the type behind it.
const RESERVED: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield", "bool", "bytes", "dict", "float", "int", "list", "str", "tuple", "self",
];

/// Names of `types.py` that no type can have.
const TYPES_OWN: &[&str] = &[
    "Generic",
    "TypeAlias",
    "TypeVar",
    "Union",
    "dataclass",
    "enum",
];

/// Names of the clients that no call can have.
const CLIENT_OWN: &[&str] = &["close", "hash"];

/// A text as an identifier that is no keyword.
pub(super) fn identifier(text: &str) -> String {
    let mut name: String = text
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '_' {
                c
            } else {
                '_'
            }
        })
        .collect();
    // Two underscores mean something to Python, and a digit cannot be the first.
    if name.starts_with("__") || !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        name = format!("v{}{name}", if name.starts_with('_') { "" } else { "_" });
    }
    if RESERVED.contains(&name.as_str()) {
        name.push('_');
    }
    name
}

/// A method of a client.
fn method(name: &str) -> String {
    let name = identifier(&name.to_snake_case());
    // A name that begins with an underscore is the client's own.
    identifier(name.trim_start_matches('_'))
}

/// The names of everything in the package.
pub(super) struct Names {
    /// By `module/path.Name`.
    classes: BTreeMap<String, String>,
    /// By `module/path.Name.Variant`.
    variants: BTreeMap<String, String>,
    calls: Vec<String>,
    all: BTreeSet<String>,
}

impl Names {
    pub(super) fn new(contract: &Contract) -> Self {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for def in &contract.types {
            *count.entry(&def.type_name).or_default() += 1;
        }
        let own = [TYPES_OWN, calls::EXPORTS, package::RUNTIME_EXPORTS].concat();
        let mut all: BTreeSet<String> = own.into_iter().map(str::to_owned).collect();
        let params = contract.types.iter().map(|def| def.type_params.len());
        all.extend((0..params.max().unwrap_or(0)).map(|index| format!("T{index}")));
        let mut classes = BTreeMap::new();
        for def in &contract.types {
            let name = if count[def.type_name.as_str()] > 1 {
                format!("{}{}", def.module_path.to_pascal_case(), def.type_name)
            } else {
                def.type_name.clone()
            };
            classes.insert(def.full_name(), unique(identifier(&name), &mut all));
        }
        let mut variants = BTreeMap::new();
        for def in contract.types.iter().filter(|def| is_union(def)) {
            let class = &classes[&def.full_name()];
            for variant in &def.variants {
                let name = identifier(&format!("{class}{}", variant.variant_name));
                let key = format!("{}.{}", def.full_name(), variant.variant_name);
                variants.insert(key, unique(name, &mut all));
            }
        }
        Self {
            classes,
            variants,
            calls: call_names(&contract.endpoints, CLIENT_OWN, method),
            all,
        }
    }

    /// The class or the alias of a type.
    pub(super) fn class(&self, module_path: &str, type_name: &str) -> &str {
        let found = self.classes.get(&format!("{module_path}.{type_name}"));
        found.map_or("object", String::as_str)
    }

    /// The class of a constructor: of a struct that of the type.
    pub(super) fn constructor(&self, def: &TypeDef, variant: &Variant) -> &str {
        let key = format!("{}.{}", def.full_name(), variant.variant_name);
        match self.variants.get(&key) {
            Some(name) => name,
            None => self.class(&def.module_path, &def.type_name),
        }
    }

    /// The methods of the endpoints, in their order.
    pub(super) fn calls(&self) -> &[String] {
        &self.calls
    }

    /// The attributes of a constructor, in the order of its fields.
    pub(super) fn fields(&self, variant: &Variant) -> Vec<String> {
        let mut taken = BTreeSet::new();
        let single = variant.field_types.len() == 1;
        (0..variant.field_types.len())
            .map(|index| {
                let name = match variant.field_labels.get(index) {
                    Some(Some(label)) => identifier(label),
                    _ if single => "value".to_owned(),
                    _ => format!("value{index}"),
                };
                let hides = self.all.contains(&name);
                unique(if hides { name + "_" } else { name }, &mut taken)
            })
            .collect()
    }
}

/// Whether a type is a union of classes; other types are one class.
pub(super) fn is_union(def: &TypeDef) -> bool {
    def.kind == contract_schema::TypeKind::Enum && !def.is_unit_enum()
}

/// The members of an enumeration, in the order of its variants as declared.
pub(super) fn members(def: &TypeDef) -> Vec<String> {
    let mut taken = BTreeSet::new();
    def.declared_variants()
        .into_iter()
        .map(|variant| {
            let name = identifier(&variant.variant_name.to_shouty_snake_case());
            // Names with underscores around them are the enumeration's own.
            let name = name.trim_matches('_');
            let name = match name.chars().next() {
                Some(first) if first.is_alphabetic() => name.to_owned(),
                _ => format!("V{name}"),
            };
            unique(name, &mut taken)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_no_keyword_and_nothing_private() {
        let cases = [
            ("id", "id"),
            ("from", "from_"),
            ("list", "list_"),
            ("my-sdk", "my_sdk"),
            ("__proto__", "v__proto__"),
            ("2d", "v_2d"),
            ("größe", "größe"),
            ("", "v_"),
        ];
        for (text, expected) in cases {
            assert_eq!(identifier(text), expected, "{text}");
        }
    }

    #[test]
    fn a_name_that_is_taken_gets_an_underscore() {
        let mut taken = BTreeSet::from(["Err".to_owned()]);
        assert_eq!(unique("Err".into(), &mut taken), "Err_");
        assert_eq!(unique("Err".into(), &mut taken), "Err__");
        assert_eq!(unique("Task".into(), &mut taken), "Task");
    }
}
