//! The application as the shaker sees it: files, modules, and nodes, the smallest things that stay or go.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use libero::diagnostic::Span;
use libero::load::FileId;

use super::mentions::Mentions;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(pub(super) usize);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ModuleId(pub(super) usize);

/// The module of the crate's root file.
pub(super) const ROOT: ModuleId = ModuleId(0);

#[derive(Debug, Default)]
pub(super) struct Program {
    pub(super) files: Vec<File>,
    pub(super) modules: Vec<Module>,
    pub(super) nodes: Vec<Node>,
}

#[derive(Debug)]
pub(super) struct File {
    /// Relative to the folder of the root file.
    pub(super) path: PathBuf,
    pub(super) text: String,
    pub(super) layout: Vec<Piece>,
    pub(super) module: ModuleId,
}

/// A piece of a file that may be taken out, and the pieces inside it; between the pieces is what belongs to
/// whoever is around them.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) range: Range<usize>,
    pub(super) what: What,
}

#[derive(Debug)]
pub(super) enum What {
    /// Stays with its node, whole.
    Whole(NodeId),
    /// Stays with its node; the pieces between its braces stay or go by themselves.
    Braced {
        node: NodeId,
        inside: Range<usize>,
        pieces: Vec<Piece>,
    },
    /// Stays if a piece inside does. A piece that goes takes the comma behind it along.
    Group(Vec<Piece>),
    /// Always stays: `#![…]` and `//!`.
    Fixed,
    /// Never stays: `#[cfg(test)]`.
    Off,
}

#[derive(Debug, Default)]
pub(super) struct Module {
    pub(super) name: String,
    pub(super) parent: Option<ModuleId>,
    /// Its `mod` items: none for the root of the crate, more than one where `cfg` chooses.
    pub(super) declared: Vec<NodeId>,
    /// Written by others: its content is not read.
    pub(super) given: bool,
    /// What is defined here, and what is imported by name.
    pub(super) names: BTreeMap<String, Vec<NodeId>>,
    pub(super) globs: Vec<NodeId>,
    /// Everything that stands in it directly, in the order of the source.
    pub(super) nodes: Vec<NodeId>,
}

#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// Empty for an `impl`.
    pub(super) name: String,
    pub(super) module: ModuleId,
    pub(super) file: FileId,
    /// What a message points at: the name, else the head.
    pub(super) place: Range<usize>,
    /// From the first attribute or doc comment to the end.
    pub(super) range: Range<usize>,
    /// What one has to be able to name to use it: the parameters of a method, the trait and type of an `impl`.
    pub(super) head: Mentions,
    /// All the rest.
    pub(super) body: Mentions,
}

#[derive(Debug)]
pub(super) enum Kind {
    Function,
    /// A struct, union or enum; with the names of its variants.
    Type(Vec<String>),
    Alias,
    /// A const or static.
    Value,
    Trait(Vec<Method>),
    /// `macro_rules!`; with the names that it defines wherever it is called.
    Macro(Vec<String>),
    Module(ModuleId),
    Import(Import),
    ExternCrate(String),
    Impl(Impl),
    /// Of an inherent `impl`.
    Member(Member),
    /// A method or const of a trait, or of an `impl` of one.
    Part(Member),
    /// `name! { … }` in the place of an item; with the names that it seems to define.
    Invocation(Vec<String>),
}

/// A leaf of a `use`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Import {
    /// `::a`
    pub(super) global: bool,
    pub(super) path: Vec<String>,
    /// `*`
    pub(super) glob: bool,
    /// `pub use` of any reach.
    pub(super) public: bool,
}

#[derive(Debug)]
pub(super) struct Impl {
    /// Of an inherent `impl`; empty where a trait is implemented.
    pub(super) members: Vec<NodeId>,
    pub(super) inherent: bool,
    /// Whether a macro makes some of it, nobody knows under which names.
    pub(super) has_macros: bool,
    /// The path of the self type, where it is a path.
    pub(super) self_type: Vec<String>,
    /// The path of the trait; none where it starts with `::`.
    pub(super) of_trait: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Member {
    pub(super) parent: NodeId,
    /// How many arguments `value.name(…)` takes; none for what has no `self`.
    pub(super) arguments: Option<usize>,
}

/// What a trait declares.
#[derive(Debug)]
pub(super) struct Method {
    pub(super) name: String,
    /// As in [`Member`].
    pub(super) arguments: Option<usize>,
    /// What its signature names.
    pub(super) head: Mentions,
}

impl Program {
    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    pub(super) fn module(&self, id: ModuleId) -> &Module {
        &self.modules[id.0]
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(NodeId)
    }

    pub(super) fn file(&self, id: FileId) -> &File {
        &self.files[id.0 as usize]
    }

    /// The names from the root of the crate to a module.
    pub(super) fn module_path(&self, module: ModuleId) -> Vec<String> {
        let mut path = vec![];
        let mut at = module;
        while let Some(parent) = self.module(at).parent {
            path.push(self.module(at).name.clone());
            at = parent;
        }
        path.reverse();
        path
    }

    /// A range of the file in which a node stands.
    pub(super) fn span(&self, node: NodeId, range: &Range<usize>) -> Span {
        span(self.node(node).file, range)
    }
}

pub(super) fn span(file: FileId, range: &Range<usize>) -> Span {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span {
        file,
        start: place(range.start),
        end: place(range.end),
    }
}
