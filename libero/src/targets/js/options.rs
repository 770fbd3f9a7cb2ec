//! What can be chosen for the package.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8PathBuf;
use contract_schema::{Contract, Endpoint, TypeDef, Variant};
use heck::ToPascalCase;

/// The JavaScript type of 64- and 128-bit integers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Integers {
    /// `bigint`, exact at every width.
    #[default]
    BigInt,
    /// `number`; values beyond 2^53 - 1 are refused, never rounded.
    Number,
}

/// Where generated modules find the run-time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RunTime {
    /// Beside them, in `runtime/`: the package works with no registry.
    #[default]
    Vendored,
    /// In another package, by this name: `@libero/runtime`.
    Package(String),
}

/// What can be chosen for the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The npm name of the package.
    pub package: String,
    /// The npm version of the package.
    pub version: String,
    /// The type of 64- and 128-bit integers.
    pub integers: Integers,
    /// Fields whose 64- and 128-bit integers are `number` even so: `pages::Task.id`,
    /// `pages::Shape::Circle.radius` (Rust paths without `crate::`), or with wire names
    /// `pages.Task.id`. A field without a label is named by its index.
    pub numbers: BTreeSet<String>,
    /// Other names for types and calls, by Rust path (`crate::b::Item`, `crate::b::server_load`) or by
    /// name on the wire (`b.Item`, `b.load`).
    pub names: BTreeMap<String, String>,
    /// Where the run-time is.
    pub runtime: RunTime,
    /// From the output's folder to the folder that source places are relative to: `../..`.
    pub source_root: Utf8PathBuf,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            package: "sdk".to_owned(),
            version: "0.1.0".to_owned(),
            integers: Integers::default(),
            numbers: BTreeSet::new(),
            names: BTreeMap::new(),
            runtime: RunTime::default(),
            source_root: Utf8PathBuf::from("."),
        }
    }
}

impl Options {
    /// The entries of `numbers` and `names` that fit nothing in the contract, for a message.
    pub fn unmatched(&self, contract: &Contract) -> Vec<String> {
        let mut unmatched: Vec<String> = self
            .names
            .keys()
            .filter(|path| {
                !contract.types.iter().any(|def| is_named(def, path))
                    && !contract
                        .endpoints
                        .iter()
                        .any(|endpoint| is_call(endpoint, path))
            })
            .cloned()
            .collect();
        unmatched.extend(
            self.numbers
                .iter()
                .filter(|field| {
                    !contract.types.iter().any(|def| {
                        def.variants.iter().any(|variant| {
                            (0..variant.field_types.len())
                                .any(|index| is_field(def, variant, index, field))
                        })
                    })
                })
                .cloned(),
        );
        unmatched
    }

    /// Whether a field's wide integers are `number`.
    pub(super) fn is_number(&self, def: &TypeDef, variant: &Variant, index: usize) -> bool {
        self.integers == Integers::Number
            || self
                .numbers
                .iter()
                .any(|field| is_field(def, variant, index, field))
    }

    /// The name that was chosen for a type. The request that libero makes for a handler is named
    /// after the handler's: `Server` and that.
    pub(super) fn renamed(&self, def: &TypeDef) -> Option<String> {
        let chosen = |(path, name): (&String, &String)| {
            if is_named(def, path) {
                Some(name.clone())
            } else if is_request_of(def, path) {
                Some(format!("Server{}", name.to_pascal_case()))
            } else {
                None
            }
        };
        self.names.iter().find_map(chosen)
    }

    /// The name that was chosen for the function that calls an endpoint.
    pub(super) fn renamed_call(&self, endpoint: &Endpoint) -> Option<&str> {
        let chosen = self.names.iter().find(|(path, _)| is_call(endpoint, path));
        chosen.map(|(_, name)| name.as_str())
    }
}

fn is_call(endpoint: &Endpoint, path: &str) -> bool {
    let rust = endpoint.rust.as_ref().map(|rust| without_crate(&rust.path));
    rust == Some(without_crate(path)) || format!("{}.{}", endpoint.module, endpoint.name) == path
}

/// Whether a type is the request that libero makes for the handler of that path.
fn is_request_of(def: &TypeDef, path: &str) -> bool {
    if !def.is_made() {
        return false;
    }
    let (module, function) = match without_crate(path).rsplit_once("::") {
        Some((module, function)) => (module.replace("::", "/"), function),
        None => (String::new(), path),
    };
    let is_root = module.is_empty() && !def.module_path.contains('/');
    (module == def.module_path || is_root) && function.to_pascal_case() == def.type_name
}

fn without_crate(path: &str) -> &str {
    let path = path.strip_prefix("::").unwrap_or(path);
    path.strip_prefix("crate::").unwrap_or(path)
}

fn is_named(def: &TypeDef, path: &str) -> bool {
    let rust = def.rust.as_ref().map(|rust| without_crate(&rust.path));
    rust == Some(without_crate(path)) || def.full_name() == path
}

fn is_field(def: &TypeDef, variant: &Variant, index: usize, field: &str) -> bool {
    let Some((owner, name)) = field.rsplit_once('.') else {
        return false;
    };
    let label = variant.field_labels.get(index).and_then(Option::as_deref);
    let rust_name = variant.rust.as_ref().and_then(|rust| {
        let field = rust
            .fields
            .iter()
            .find(|field| field.wire.is_some_and(|wire| wire as usize == index))?;
        Some(field.name.trim_start_matches("r#"))
    });
    if label != Some(name) && rust_name != Some(name) && index.to_string() != name {
        return false;
    }
    if is_named(def, owner) {
        return true;
    }
    let of_variant = owner
        .rsplit_once("::")
        .or_else(|| owner.rsplit_once('.'))
        .filter(|(_, last)| {
            *last == variant.variant_name
                || variant.rust.as_ref().is_some_and(|rust| rust.name == *last)
        });
    of_variant.is_some_and(|(path, _)| is_named(def, path))
}
