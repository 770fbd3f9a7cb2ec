//! Every crate that was read, as trees of modules: what `resolve` starts from.

use crate::diagnostic::Span;
use crate::load::FileId;
use crate::parse::syntax::{ModuleBody, Visibility};

/// A crate of a [`Project`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CrateId(pub u32);

/// The crate that is compiled and every path dependency of it, all read and parsed.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// Crate 0 is the one that is compiled.
    pub crates: Vec<ParsedCrate>,
}

/// One crate.
#[derive(Clone, Debug)]
pub struct ParsedCrate {
    /// The name of its package.
    pub package: String,
    /// Its own name in Rust paths: the library's name, `-` as `_`.
    pub name: String,
    /// What `::name` may refer to, sorted by name.
    pub dependencies: Vec<Dependency>,
    /// The module at its root.
    pub root: ParsedModule,
}

/// An external crate as one crate names it.
#[derive(Clone, Debug)]
pub struct Dependency {
    /// The name in Rust paths (the key in Cargo.toml, `-` as `_`; renames included).
    pub name: String,
    /// The name of its package.
    pub package: String,
    /// Where its source was read; none for a crate from a registry or git.
    pub source: Option<CrateId>,
    /// The features that are asked for (`default` included unless switched off).
    pub features: Vec<String>,
}

/// One module.
#[derive(Clone, Debug)]
pub struct ParsedModule {
    /// Its name; the crate's for the root.
    pub name: String,
    /// How far it can be seen; public for a root.
    pub visibility: Visibility,
    /// The file that holds its body.
    pub file: FileId,
    /// Where it was declared (`mod name`); the start of the file for a root.
    pub span: Span,
    /// Its items; `body.modules` is empty, they are in `children`.
    pub body: ModuleBody,
    /// Its modules.
    pub children: Vec<ParsedModule>,
    /// Whether libero writes it, so that its content is not read.
    pub generated: bool,
}
