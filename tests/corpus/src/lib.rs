//! One corpus of type cases that feeds every backend: each module holds one feature of Rust that a
//! contract can carry. Add a case where its feature lives, name it in the seeds of Cargo.toml (or
//! reach it from what is named there), and run `cargo run -p libero-cli -- gen --manifest-path
//! tests/corpus/Cargo.toml`: the tests of `tests/parity` find it in the contract.

// What a field means is said by its type: that is the point of it here.
#![allow(missing_docs)]
// The corpus holds each form that Rust allows, not only those that one should write.
#![allow(
    clippy::implicit_hasher,
    clippy::needless_pass_by_value,
    clippy::pub_underscore_fields,
    clippy::result_unit_err,
    clippy::type_complexity,
    clippy::unused_async,
    clippy::used_underscore_binding,
    clippy::wildcard_imports,
    clippy::zero_sized_map_values
)]

pub mod aliases;
pub mod bits;
pub mod bounds;
pub mod context;
pub mod dicts;
pub mod enums;
pub mod floats;
pub mod foreign;
/// What libero writes for the modules beside it.
pub mod generated {
    pub mod libero;
}
pub mod generics;
pub mod ints;
pub mod large;
pub mod names;
pub mod nested;
pub mod pages;
pub mod pointers;
pub mod pushes;
pub mod recursion;
pub mod reexports;
pub mod requests;
pub mod scalars;
pub mod sequences;
pub mod serde_attributes;
pub mod sets;
pub mod shadowing;
pub mod strings;
pub mod structs;
pub mod tuples;
pub mod wide;

pub use context::ServerContext;
