//! Lifetimes and constants as parameters of carried types.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::parse::syntax::GenericKind;
use crate::resolve::graph::TypeNode;
use crate::resolve::{TypeGraph, trail};
use crate::rules::site::is_mapped;

/// The code of [`WrongParameter`].
pub const CODE: Code = Code(57);

/// A parameter that is no type.
pub struct WrongParameter {
    owner: String,
    name: String,
    lifetime: bool,
    span: Span,
    trail: Vec<String>,
}

impl From<WrongParameter> for Diagnostic {
    fn from(error: WrongParameter) -> Self {
        let owner = &error.owner;
        let (title, label, help) = if error.lifetime {
            (
                format!("`{owner}` borrows: it has the lifetime `'{}`", error.name),
                "a value from the wire has nothing to borrow from",
                "own what it holds: `String` for `&str` and `Cow<str>`, `Vec<T>` for `&[T]`",
            )
        } else {
            (
                format!("`{owner}` has the constant `{}` as a parameter", error.name),
                "other languages have no such parameters",
                "write a type for each length, or use a `Vec`",
            )
        };
        Diagnostic::error(CODE, title, error.span, label)
            .trail(error.trail)
            .help(help)
    }
}

/// Refuses parameters that are no types.
pub(super) fn check_type(
    graph: &TypeGraph<'_>,
    node: &TypeNode<'_>,
    diagnostics: &mut Diagnostics,
) {
    for param in &node.item.generics.params {
        let lifetime = match param.kind {
            GenericKind::Type { .. } => continue,
            GenericKind::Lifetime => true,
            GenericKind::Const => false,
        };
        let error = WrongParameter {
            owner: node.item.name.name.clone(),
            name: param.name.name.clone(),
            lifetime,
            span: param.name.span,
            trail: trail::to_type(graph, node.def),
        };
        diagnostics.push(error.into());
    }
    if is_mapped(graph, node) && !node.params.is_empty() {
        let name = &node.item.name.name;
        diagnostics.push(
            Diagnostic::error(
                CODE,
                format!("`{name}` is mapped in the configuration, but has type parameters"),
                node.item.name.span,
                "a mapped type stands alone",
            )
            .trail(trail::to_type(graph, node.def))
            .help("map a struct that wraps it"),
        );
    }
}
