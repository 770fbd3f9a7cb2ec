//! The document: types, endpoints, pushes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::field_type::FieldType;
use crate::identity::WireHash;
use crate::rust::{RustHandler, RustSection, RustType, RustVariant};

/// A whole contract, in the key order of `contract.json`.
///
/// The first seven keys read the same as in a contract of the Gleam libero, version 7; the rest is
/// ours and may be absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Contract {
    /// SHA-256 in lower-case hex, by `hash_rule`.
    pub contract_hash: String,
    /// The protocol of the JSON envelopes: `libero-json-v1`.
    pub protocol_version: String,
    /// The form of JSON values: `typed-json-v1`.
    pub typed_value_contract: String,
    /// The version of the compiler that wrote it.
    pub libero_version: String,
    /// Values that a server may send unasked.
    pub push_types: Vec<PushType>,
    /// Values that a server embeds into a page.
    pub ssr_models: Vec<SsrModel>,
    /// Every type that crosses the wire, sorted by `module_path + "." + type_name`.
    pub types: Vec<TypeDef>,
    /// What `contract_hash` covers.
    #[serde(default, skip_serializing_if = "HashRule::is_document")]
    pub hash_rule: HashRule,
    /// How a constructor is named in its signature.
    #[serde(default)]
    pub identity: IdentityRule,
    /// Every function that can be called, sorted by module and name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub endpoints: Vec<Endpoint>,
    /// What only the Rust end needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rust: Option<RustSection>,
}

impl Contract {
    /// The types that somebody wrote, by which people count them: without the messages that libero made of
    /// handlers' parameters.
    pub fn written_types(&self) -> impl Iterator<Item = &TypeDef> {
        self.types.iter().filter(|def| !def.is_made())
    }

    /// The declaration of a type that has one.
    pub fn definition(&self, ty: &FieldType) -> Option<&TypeDef> {
        let FieldType::UserType {
            module_path,
            type_name,
            ..
        } = ty
        else {
            return None;
        };
        let mut types = self.types.iter();
        types.find(|def| def.module_path == *module_path && def.type_name == *type_name)
    }
}

/// What a contract hash covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HashRule {
    /// The whole compact document without `contract_hash`: the rule of the Gleam libero 7.
    #[default]
    Document,
    /// What the wire depends on and nothing else.
    Wire,
}

impl HashRule {
    #[allow(clippy::trivially_copy_pass_by_ref)] // the signature that serde calls
    fn is_document(&self) -> bool {
        *self == Self::Document
    }
}

/// How a constructor is named in its signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum IdentityRule {
    /// The bare variant name, unique in its module.
    #[default]
    Gleam,
    /// `Struct` or `Enum.Variant`.
    Rust,
}

/// A type whose values a server may send unasked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct PushType {
    /// The module named in the push frame.
    pub module: String,
    /// The module of the type.
    pub type_module: String,
    /// The name of the type.
    pub type_name: String,
    /// SHA-256 in lower-case hex over all that a value can reach on the wire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
}

impl PushType {
    /// `module/path.Name` of the type, by which peers name the push when they compare contracts.
    pub fn full_name(&self) -> String {
        format!("{}.{}", self.type_module, self.type_name)
    }
}

/// A type whose value is embedded into a server-rendered page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct SsrModel {
    /// The module of the route.
    pub route_module: String,
    /// The module of the type.
    pub type_module: String,
    /// The name of the type.
    pub type_name: String,
}

/// A struct or enum that crosses the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TypeDef {
    /// Segments joined by `/`.
    pub module_path: String,
    /// The name on the wire.
    pub type_name: String,
    /// Names of its type parameters, in order.
    pub type_params: Vec<String>,
    /// Its constructors, sorted by name; a struct has one, named as the type.
    pub variants: Vec<Variant>,
    /// Struct or enum.
    #[serde(default)]
    pub kind: TypeKind,
    /// The doc comment, without the slashes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
    /// Set where the type should no longer be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
    /// Where it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourcePlace>,
    /// How the Rust end names and builds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rust: Option<RustType>,
}

impl Endpoint {
    /// `module/path.name`, by which peers name the function when they compare contracts.
    pub fn full_name(&self) -> String {
        format!("{}.{}", self.module, self.name)
    }
}

impl TypeDef {
    /// `module/path.Name`, the identity of the type in JSON values and in errors.
    pub fn full_name(&self) -> String {
        [&*self.module_path, ".", &self.type_name].concat()
    }

    /// The variants in the order in which they were declared.
    pub fn declared_variants(&self) -> Vec<&Variant> {
        let mut variants: Vec<&Variant> = self.variants.iter().collect();
        variants.sort_by_key(|variant| variant.index);
        variants
    }

    /// Whether it is the message that libero made of a handler's parameters: nobody wrote such a type.
    pub fn is_made(&self) -> bool {
        self.rust.as_ref().is_some_and(|rust| rust.generated)
    }

    /// Whether every variant is without fields, so that a value is one atom (and may be a dict key).
    pub fn is_unit_enum(&self) -> bool {
        self.kind == TypeKind::Enum && self.variants.iter().all(|v| v.field_types.is_empty())
    }
}

/// What a type was declared as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TypeKind {
    /// One constructor, named as the type.
    Struct,
    /// Any number of constructors.
    #[default]
    Enum,
}

/// One constructor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Variant {
    /// The name on the wire.
    pub variant_name: String,
    /// One for each field; null where the field has no label.
    pub field_labels: Vec<Option<String>>,
    /// One for each field, in wire order, which is the order of declaration.
    pub field_types: Vec<FieldType>,
    /// Its identity in ETF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wire_hash: Option<WireHash>,
    /// Its place in the order of declaration, from 0.
    #[serde(default)]
    pub index: u32,
    /// One for each field; empty where nothing is known beyond label and type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldInfo>,
    /// The doc comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
    /// Set where the constructor should no longer be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
    /// Where it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourcePlace>,
    /// How the Rust end names and builds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rust: Option<RustVariant>,
}

/// What is known of a field beyond its label and type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldInfo {
    /// The doc comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
    /// Set where the field should no longer be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
    /// Whether JSON input may leave it out, so that the reader fills in its default.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// Where it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourcePlace>,
}

/// A function that can be called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Endpoint {
    /// The module that a request names.
    pub module: String,
    /// The name without `server_`: `load_title`.
    pub name: String,
    /// A user type: the message of a request.
    pub request: FieldType,
    /// The type of the value on success.
    pub ok: FieldType,
    /// The type of the value on failure.
    pub err: FieldType,
    /// Whether calling twice does no more than calling once, so that a lost call may be sent again.
    pub read_only: bool,
    /// SHA-256 in lower-case hex over all that the call can reach on the wire.
    pub hash: String,
    /// The doc comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
    /// Set where the function should no longer be called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
    /// Where the handler was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourcePlace>,
    /// How the Rust end calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rust: Option<RustHandler>,
}

impl Endpoint {
    /// What a URL names it by: `pages/home/load_title`.
    pub fn path(&self) -> String {
        [&*self.module, "/", &self.name].concat()
    }
}

/// What `#[deprecated]` says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Deprecation {
    /// The version from which on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// What to use in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A place in the Rust source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct SourcePlace {
    /// Path relative to the root of the workspace, with `/`.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
}
