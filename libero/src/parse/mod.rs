//! Text to our own syntax data; the only user of syn.

pub mod project;
pub mod syntax;
