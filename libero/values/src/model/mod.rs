//! A contract that was looked through: its types by name, and what codecs need of each.

mod check;
mod find;
mod scope;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use contract_schema::recursion::{key, recursive_types};
use contract_schema::{Contract, FieldType, IdentityRule, TypeDef, TypeKind, Variant, WireHash};
use libero_wire::etf::Head;

pub use find::NotFound;
pub(crate) use scope::{Scope, Ty};

/// A contract that was looked through.
#[derive(Clone, Debug)]
pub struct Model {
    contract: Contract,
    /// By module path, then by name.
    places: HashMap<String, HashMap<String, usize>>,
    /// In the order of `contract.types`.
    types: Vec<TypeInfo>,
}

/// What codecs need of a type.
#[derive(Clone, Debug)]
pub(crate) struct TypeInfo {
    /// `module/path.Type`
    pub(crate) name: Arc<str>,
    /// A value in JSON up to the name of the variant.
    pub(crate) json_head: String,
    pub(crate) is_recursive: bool,
    /// The fewest bytes of a term of it.
    pub(crate) min_len: usize,
    /// In the order of the contract.
    pub(crate) variants: Vec<VariantInfo>,
}

/// What codecs need of a constructor.
#[derive(Clone, Debug)]
pub(crate) struct VariantInfo {
    pub(crate) name: Arc<str>,
    pub(crate) hash: [u8; 10],
    pub(crate) head: Head,
    /// A value in JSON up to the first field; the whole value where there is none.
    pub(crate) json_prefix: String,
    pub(crate) is_labelled: bool,
}

/// Why a contract cannot be worked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError {
    /// Where: `type a/b.Task`, `endpoint a/b.load`.
    pub place: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for ModelError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the contract is not sound: {}: {}",
            self.place, self.message
        )
    }
}

impl std::error::Error for ModelError {}

impl Model {
    /// Looks a contract through. What refers to nothing is an error.
    pub fn new(contract: &Contract) -> Result<Self, ModelError> {
        let mut places: HashMap<String, HashMap<String, usize>> = HashMap::new();
        for (index, def) in contract.types.iter().enumerate() {
            let module = places.entry(def.module_path.clone()).or_default();
            if module.insert(def.type_name.clone(), index).is_some() {
                return Err(check::error_in(def, "the type is there twice"));
            }
        }
        let recursive = recursive_types(contract);
        let infos = contract.types.iter().map(|def| {
            check::shape(def)?;
            info(contract, def, recursive.contains(&key(def)))
        });
        let types = infos.collect::<Result<_, _>>()?;
        let model = Self {
            contract: contract.clone(),
            places,
            types,
        };
        check::references(&model)?;
        Ok(model)
    }

    /// The contract.
    pub fn contract(&self) -> &Contract {
        &self.contract
    }

    /// A type of the contract.
    pub fn type_def(&self, module_path: &str, type_name: &str) -> Option<&TypeDef> {
        let index = self.index(module_path, type_name)?;
        self.contract.types.get(index)
    }

    /// The wire hashes of the constructors of a type, in the order of its variants in the contract.
    pub fn wire_hashes(&self, def: &TypeDef) -> impl Iterator<Item = [u8; 10]> {
        let index = self.index(&def.module_path, &def.type_name);
        let variants = index.map_or(&[][..], |index| &self.types[index].variants);
        variants.iter().map(|variant| variant.hash)
    }

    pub(crate) fn index(&self, module_path: &str, type_name: &str) -> Option<usize> {
        self.places.get(module_path)?.get(type_name).copied()
    }

    pub(crate) fn info(&self, index: usize) -> (&TypeDef, &TypeInfo) {
        (&self.contract.types[index], &self.types[index])
    }

    /// Whether values of a type can be handled: whether all that it names is in the contract and it
    /// has no open parameters.
    pub fn check(&self, ty: &FieldType) -> Result<(), ModelError> {
        check::field(self, ty, &[]).map_err(|message| ModelError {
            place: "type".to_owned(),
            message,
        })
    }
}

fn info(contract: &Contract, def: &TypeDef, is_recursive: bool) -> Result<TypeInfo, ModelError> {
    let name = def.full_name();
    let json_head = format!("{{\"type\":{},\"variant\":\"", quoted(&name));
    let variants: Vec<VariantInfo> = def
        .variants
        .iter()
        .map(|variant| {
            let hash = hash(contract.identity, def, variant)
                .ok_or_else(|| check::error_in(def, "a wire hash has not 10 characters"))?;
            let arity = variant.field_types.len();
            let is_labelled = variant.field_labels.iter().any(Option::is_some);
            let rest = &quoted(&variant.variant_name)[1..];
            let open = match (arity, is_labelled) {
                (0, _) => "{}}",
                (_, true) => "{",
                (_, false) => "[",
            };
            Ok(VariantInfo {
                name: variant.variant_name.as_str().into(),
                head: Head::new(&hash, u32::try_from(arity).unwrap_or(u32::MAX)),
                hash,
                json_prefix: format!("{json_head}{rest},\"fields\":{open}"),
                is_labelled,
            })
        })
        .collect::<Result<_, _>>()?;
    let least = |variant: &Variant| match variant.field_types.len() {
        0 => 12,
        arity => 14 + arity,
    };
    Ok(TypeInfo {
        name: name.into(),
        json_head,
        is_recursive,
        min_len: def.variants.iter().map(least).min().unwrap_or(1),
        variants,
    })
}

/// The wire hash of a constructor; where the contract has none, by the rule.
fn hash(rule: IdentityRule, def: &TypeDef, variant: &Variant) -> Option<[u8; 10]> {
    let constructor = match (rule, def.kind) {
        (IdentityRule::Rust, TypeKind::Enum) => {
            format!("{}.{}", def.type_name, variant.variant_name)
        }
        _ => variant.variant_name.clone(),
    };
    let computed = || {
        WireHash::of(&contract_schema::identity::signature(
            &def.module_path,
            &constructor,
            &variant.field_types,
            &def.type_params,
        ))
    };
    let hash = variant.wire_hash.clone().unwrap_or_else(computed);
    hash.as_str().as_bytes().try_into().ok()
}

/// Text as a JSON string, quotes included.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A type in a list of many, for errors and suggestions.
pub(crate) fn endpoint_name(endpoint: &contract_schema::Endpoint) -> String {
    format!("{}.{}", endpoint.module, endpoint.name)
}
