//! Types that are too wide, or of which there is no value.

use contract_schema::TypeKind;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::resolve::TypeGraph;
use crate::resolve::graph::TypeNode;
use crate::resolve::trail;
use crate::resolve::ty::TyKind;
use crate::rules::site::Part;

/// The code of [`WideTuple`].
pub const WIDE: Code = Code(69);
/// The code of [`EmptyEnum`].
pub const EMPTY: Code = Code(70);

/// How many elements a tuple may have.
const TUPLE: usize = 12;

/// A tuple of more than twelve elements.
pub struct WideTuple {
    count: usize,
    span: Span,
    trail: Vec<String>,
}

impl From<WideTuple> for Diagnostic {
    fn from(error: WideTuple) -> Self {
        Diagnostic::error(
            WIDE,
            format!("a tuple of {} elements cannot be carried", error.count),
            error.span,
            format!("more than {TUPLE}"),
        )
        .trail(error.trail)
        .help("make it a struct, whose fields have names")
    }
}

/// An enum of which there is no value that could be carried.
pub struct EmptyEnum {
    name: String,
    span: Span,
    trail: Vec<String>,
}

impl From<EmptyEnum> for Diagnostic {
    fn from(error: EmptyEnum) -> Self {
        Diagnostic::error(
            EMPTY,
            format!(
                "there is no value of `{}` that could be carried",
                error.name
            ),
            error.span,
            "an enum without variants",
        )
        .trail(error.trail)
        .help("give it a variant; where nothing can go wrong, `()` serves as an error type")
    }
}

/// Refuses wide tuples.
pub(super) fn check_part(graph: &TypeGraph<'_>, part: Part<'_, '_>, diagnostics: &mut Diagnostics) {
    if let TyKind::Tuple(items) = &part.ty.kind
        && items.len() > TUPLE
    {
        let error = WideTuple {
            count: items.len(),
            span: part.ty.span,
            trail: part.site.trail(graph),
        };
        diagnostics.push(error.into());
    }
}

/// Refuses empty enums.
pub(super) fn check_type(
    graph: &TypeGraph<'_>,
    node: &TypeNode<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut constructors = node.constructors.iter();
    if node.kind == TypeKind::Enum && constructors.all(|constructor| constructor.serde.skip) {
        let error = EmptyEnum {
            name: node.item.name.name.clone(),
            span: node.item.name.span,
            trail: trail::to_type(graph, node.def),
        };
        diagnostics.push(error.into());
    }
}
