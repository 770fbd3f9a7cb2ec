//! Borrowed data: a value that was read from the wire has nothing to borrow from.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::resolve::TypeGraph;
use crate::resolve::builtin::Builtin;
use crate::resolve::ty::{Ty, TyKind};
use crate::rules::site::{Part, Site};

/// The code of [`Borrowed`].
pub const CODE: Code = Code(52);

/// A reference, or data without an owner.
pub struct Borrowed {
    /// As it is written.
    ty: String,
    /// What to write in its place.
    owned: String,
    /// Whether it is an argument of a handler.
    argument: bool,
    span: Span,
    trail: Vec<String>,
}

impl From<Borrowed> for Diagnostic {
    fn from(error: Borrowed) -> Self {
        let (title, label) = if error.argument {
            (
                format!("a handler cannot take `{}` from the wire", error.ty),
                "borrowed",
            )
        } else {
            (
                format!("borrowed data (`{}`) cannot cross the wire", error.ty),
                "borrowed",
            )
        };
        Diagnostic::error(CODE, title, error.span, label)
            .trail(error.trail)
            .note("a value that was read from the wire has nothing to borrow from")
            .help(format!("own it: `{}`", error.owned))
            .maybe(error.span, error.owned)
    }
}

/// Refuses borrowed data; `&'static str` alone is carried.
pub(super) fn check_part(graph: &TypeGraph<'_>, part: Part<'_, '_>, diagnostics: &mut Diagnostics) {
    let Part { site, ty, holder } = part;
    let behind_pointer = holder.is_some_and(|holder| match &holder.kind {
        TyKind::Builtin(pointer, _) => pointer.is_pointer(),
        TyKind::Ref { .. } => true,
        _ => false,
    });
    let wrong = match &ty.kind {
        TyKind::Ref {
            is_static: true,
            mutable: false,
            inner,
        } => !inner.is_builtin(Builtin::Str),
        TyKind::Ref { .. } => true,
        TyKind::Slice(_) | TyKind::Builtin(Builtin::Str, _) => !behind_pointer,
        _ => false,
    };
    if wrong {
        let error = Borrowed {
            ty: graph.display(ty, site.owner()),
            owned: owned(graph, ty, site),
            argument: matches!(site, Site::Handler(_)),
            span: ty.span,
            trail: site.trail(graph),
        };
        diagnostics.push(error.into());
    }
}

fn owned(graph: &TypeGraph<'_>, ty: &Ty, site: Site<'_, '_>) -> String {
    match &ty.kind {
        TyKind::Ref { inner, .. } => owned(graph, inner, site),
        TyKind::Slice(item) => format!("Vec<{}>", graph.display(item, site.owner())),
        TyKind::Builtin(Builtin::Str, _) => "String".to_owned(),
        _ => graph.display(ty, site.owner()),
    }
}
