//! A schema-first RPC contract compiler.

pub mod diagnostic;
pub mod load;
pub mod parse;
pub mod targets;
