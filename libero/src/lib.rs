//! A schema-first RPC contract compiler.

pub mod compile;
pub mod config;
pub mod diagnostic;
pub mod init;
pub mod load;
pub mod outputs;
pub mod parse;
pub mod resolve;
pub mod rules;
pub mod seal;
pub mod targets;
pub mod write;
