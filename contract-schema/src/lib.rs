//! The contract: what two ends of a wire agree on, as plain data.
//!
//! A [`Contract`] is the only thing that a libero target reads, and what `contract.json` holds.
//! It knows nothing of Rust syntax, templates or files.
//!
//! | module | holds |
//! |---|---|
//! | [`contract`] | the document: types, endpoints, pushes |
//! | [`field_type`] | the type of a field on the wire |
//! | [`rust`] | how the Rust end names and builds each type |
//! | [`identity`] | signatures and wire hashes of constructors |
//! | [`hash`] | the hash of a contract and of each endpoint |
//! | [`recursion`] | which types may hold a value of their own |
//! | [`document`] | reading, writing, verifying `contract.json`; its JSON Schema |

pub mod contract;
pub mod document;
pub mod field_type;
pub mod hash;
pub mod identity;
pub mod recursion;
pub mod rust;

pub use contract::{
    Contract, Deprecation, Endpoint, FieldInfo, HashRule, IdentityRule, PushType, SourcePlace,
    SsrModel, TypeDef, TypeKind, Variant,
};
pub use field_type::{FieldType, FloatRepr, IntRepr};
pub use identity::WireHash;
