//! Text to our own syntax data; the only user of syn.
//!
//! Only declarations are read: function bodies, impl blocks and macro bodies are stepped over as
//! balanced tokens, which is fast and never trips on syntax that libero does not need. A file in which
//! all is common and right is read by `direct`, without syn; every other by syn as a whole.

pub mod cfg;
pub mod project;
pub mod syntax;
pub mod target;

mod attributes;
mod direct;
mod generics;
mod guard;
mod items;
mod skip;
mod types;
mod uses;
mod walker;

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::load::FileId;
use crate::parse::cfg::CfgContext;
use crate::parse::syntax::ModuleBody;

/// What one file holds.
#[derive(Clone, Debug, Default)]
pub struct ParsedFile {
    /// Its declarations.
    pub body: ModuleBody,
    /// Whether `#![cfg(…)]` at its head switches the whole file off.
    pub disabled: bool,
    /// Conditions of `cfg` that were met and are not known, and so were taken as off.
    pub assumed_off: BTreeSet<String>,
    /// Syntax errors.
    pub diagnostics: Vec<Diagnostic>,
}

/// Bytes of stack that [`parse`] needs at most, on the thread that calls it.
pub const STACK_BYTES: usize = 64 << 20;

/// Reads the declarations of one file. `text` is without a byte order mark.
///
/// A syntax error is reported and its item left out; the others are still read. Call it on a thread
/// with [`STACK_BYTES`] of stack.
pub fn parse(file: FileId, text: &str, cfg: &CfgContext) -> ParsedFile {
    direct::read(file, text, cfg).unwrap_or_else(|| with_syn(file, text, cfg))
}

/// As [`parse`]; knows all of Rust, and words every syntax error.
fn with_syn(file: FileId, text: &str, cfg: &CfgContext) -> ParsedFile {
    walker::Walker::new(file, text, cfg).file()
}

#[cfg(test)]
mod tests;
