//! How the Rust end names and builds each type.
//!
//! Paths and types here are Rust text, valid inside the generated module: `crate::…` for the crate
//! that is compiled, the dependency's name for others, `::std::…` for the standard library.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::field_type::FieldType;

/// What only the Rust end needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RustSection {
    /// The type that handlers take as their `ServerContext`; absent where there are no handlers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
    /// Rust types that have no constructor of their own on the wire.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adapters: Vec<RustAdapter>,
}

/// A Rust type that travels as another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RustAdapter {
    /// The path of the type, without arguments.
    pub path: String,
    /// Its parameters.
    #[serde(default, skip_serializing_if = "RustGenerics::is_empty")]
    pub generics: RustGenerics,
    /// What it travels as.
    pub wire_type: FieldType,
    /// How it is converted.
    pub via: AdapterKind,
    /// Set where it stands in a mirror.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mirror: Option<RustMirror>,
}

/// How a Rust type is converted to the type it travels as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum AdapterKind {
    /// `#[serde(transparent)]`: the one field that is carried; the others take their defaults.
    Transparent {
        /// Every field, in order of declaration.
        form: Form,
        /// Every field, in order of declaration.
        fields: Vec<RustField>,
    },
    /// `Display` out, `FromStr` in.
    Text,
    /// `From<&T>` (or `From<T>` on a clone) out, `TryFrom` in, by another Rust type.
    Proxy {
        /// That type.
        ty: String,
    },
}

/// The Rust side of a type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RustType {
    /// The path of the type, without arguments. For a type that libero makes, the path inside the
    /// generated module: `requests::pages::tasks::ServerCreateTask`.
    pub path: String,
    /// Whether libero declares the type itself (the request of a handler with plain parameters).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub generated: bool,
    /// Its parameters.
    #[serde(default, skip_serializing_if = "RustGenerics::is_empty")]
    pub generics: RustGenerics,
    /// Variants with `#[serde(skip)]`: they cannot be written, and are never read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped_variants: Vec<RustVariant>,
    /// Whether a `match` needs a wildcard arm: `#[non_exhaustive]` in another crate.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub needs_wildcard: bool,
    /// Set where it has a mirror, or stands in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mirror: Option<RustMirror>,
}

/// A type that libero declares beside another, its text and bytes borrowed from what was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RustMirror {
    /// Its path inside the generated module: `borrowed::pages::home::TaskRef`. Absent where the
    /// type itself stands in the mirrors of others, since there is nothing in it to borrow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Whether it has the lifetime `'a` as its first parameter; the others are those of the type
    /// that are carried.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lifetime: bool,
}

/// The parameters of a Rust type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RustGenerics {
    /// In order of declaration.
    pub params: Vec<RustParam>,
    /// Predicates of the `where` clause, as written but with whole paths.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub predicates: Vec<String>,
}

impl RustGenerics {
    /// Whether there are no parameters.
    pub fn is_empty(&self) -> bool {
        self.params.is_empty()
    }
}

/// One type parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RustParam {
    /// Its name.
    pub name: String,
    /// The bounds that the type declares, with whole paths, and those that its fields need
    /// (`::core::hash::Hash` for the key of a `HashMap`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bounds: Vec<String>,
    /// Whether values of it are carried (a parameter of `PhantomData` alone is not).
    pub carried: bool,
    /// Whether it is the key of a dict or the item of a set.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub key: bool,
}

/// How a constructor is written in Rust.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// `Name { a, b }`
    Named,
    /// `Name(a, b)`
    Tuple,
    /// `Name`
    #[default]
    Unit,
}

/// The Rust side of a constructor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RustVariant {
    /// The identifier, `r#` included where it is needed; for a struct, the type's.
    pub name: String,
    /// How it is written.
    pub form: Form,
    /// Every field, in order of declaration, those that are not carried included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<RustField>,
    /// `skip_serializing`: writing it is an error.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skip_encode: bool,
    /// `skip_deserializing`: reading it is an error.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skip_decode: bool,
}

/// The Rust side of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RustField {
    /// The identifier, `r#` included, or the index of a tuple field.
    pub name: String,
    /// Its position among the wire fields; absent where it is not carried (`#[serde(skip)]`,
    /// `PhantomData`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wire: Option<u32>,
    /// An expression for its default (`::core::default::Default::default()`, `crate::x::one()`):
    /// for fields that are not carried, and for those that JSON may leave out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// `skip_serializing`: its default is written in place of its value.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skip_encode: bool,
    /// `skip_deserializing`: read, checked, and replaced by its default.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skip_decode: bool,
    /// The Rust type: always there for generated types, and where `skip_decode` needs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<String>,
    /// The Rust type in the mirror, for carried fields of types that have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mirror: Option<String>,
}

/// The Rust side of an endpoint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RustHandler {
    /// The path of the function.
    pub path: String,
    /// Whether it is `async` (or returns a future).
    pub is_async: bool,
    /// Its arguments in order.
    pub args: Vec<RustArg>,
    /// The Rust type of the request.
    pub request: String,
    /// The Rust type of the value on success.
    pub ok: String,
    /// The Rust type of the value on failure.
    pub err: String,
    /// What dispatch does with what the function returned, before it is the answer.
    #[serde(default, skip_serializing_if = "Answer::is_as_it_is")]
    pub answer: Answer,
}

/// What dispatch does with what a handler returned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It is the answer.
    #[default]
    AsItIs,
    /// It is a value without a `Result` around it.
    Value,
    /// Its error becomes a `String`, by the function of this path.
    Refusal(String),
}

impl Answer {
    /// Whether there is nothing to do.
    pub fn is_as_it_is(&self) -> bool {
        *self == Self::AsItIs
    }
}

/// How an argument is passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Pass {
    /// `T`
    #[default]
    Value,
    /// `&T`
    Ref,
    /// `Arc<T>`
    Arc,
}

/// Where an argument comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "from", rename_all = "lowercase")]
pub enum RustArg {
    /// The whole request message.
    Request {
        /// By value or by reference.
        pass: Pass,
    },
    /// A field of the request that libero made, by value.
    Field {
        /// The Rust name of the field.
        name: String,
    },
    /// The server context.
    Context {
        /// By value (cloned), by reference, or in an `Arc`.
        pass: Pass,
    },
    /// A value that the context provides (`libero_wire::Provide<T>`).
    Injected {
        /// Its Rust type, without `&`.
        ty: String,
        /// By value or by reference.
        pass: Pass,
    },
}
