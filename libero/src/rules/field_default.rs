//! `#[serde(default = "path")]`: generated code calls the function.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::resolve::TypeGraph;
use crate::resolve::attrs::DefaultOf;
use crate::resolve::graph::TypeNode;
use crate::resolve::rust_text::DefaultFunction;
use crate::resolve::trail;

/// The code of [`WrongDefault`].
pub const CODE: Code = Code(67);

/// A default that cannot be called.
pub struct WrongDefault {
    path: String,
    span: Span,
    /// Where the function is declared, if it was found.
    hidden: Option<Span>,
    /// What makes it visible.
    visibility: &'static str,
    trail: Vec<String>,
}

impl From<WrongDefault> for Diagnostic {
    fn from(error: WrongDefault) -> Self {
        let path = &error.path;
        match error.hidden {
            Some(span) => Diagnostic::error(
                CODE,
                format!("generated code cannot call the default `{path}`"),
                error.span,
                "named here",
            )
            .also(span, "too private")
            .help(format!("make it visible: `{} fn {path}`", error.visibility)),
            None => Diagnostic::error(
                CODE,
                format!("cannot find the function `{path}`"),
                error.span,
                "named here",
            )
            .help("name a function without arguments that can be found from this module"),
        }
        .trail(error.trail)
    }
}

/// Refuses defaults that cannot be called.
pub(super) fn check_type(
    graph: &TypeGraph<'_>,
    node: &TypeNode<'_>,
    diagnostics: &mut Diagnostics,
) {
    let fields = node.fields().map(|(c, f)| (f.serde.default, Some((c, f))));
    for (default, place) in std::iter::once((node.serde.default, None)).chain(fields) {
        let Some(DefaultOf::Function(entry)) = default else {
            continue;
        };
        let path = entry.value.clone().unwrap_or_default();
        if path.starts_with("Self::") {
            continue;
        }
        let hidden = match graph.default_function(node.module, &path) {
            DefaultFunction::Path(_) => continue,
            DefaultFunction::Hidden(def) => Some(graph.scope.arena.def_span(def)),
            DefaultFunction::Unknown => None,
        };
        let trail = match place {
            Some((constructor, field)) => trail::to_field(graph, node, constructor, field),
            None => trail::to_type(graph, node.def),
        };
        let error = WrongDefault {
            path,
            span: entry.span,
            hidden,
            visibility: if graph.scope.arena.module(node.module).krate.0 == 0 {
                "pub(crate)"
            } else {
                "pub"
            },
            trail,
        };
        diagnostics.push(error.into());
    }
}
