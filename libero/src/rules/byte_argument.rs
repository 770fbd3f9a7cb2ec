//! `u8` as the argument of a generic type that holds a run of its parameter.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::resolve::TypeGraph;
use crate::resolve::ty::TyKind;
use crate::rules::site::Part;

/// The code of [`ByteArgument`].
pub const CODE: Code = Code(68);

/// `Page<u8>` where `Page<T>` holds a `Vec<T>`.
pub struct ByteArgument {
    owner: String,
    param: String,
    declared: Span,
    span: Span,
    trail: Vec<String>,
}

impl From<ByteArgument> for Diagnostic {
    fn from(error: ByteArgument) -> Self {
        let ByteArgument { owner, param, .. } = &error;
        Diagnostic::error(
            CODE,
            format!("`{owner}<u8>` would travel as bytes in one place and as a list in another"),
            error.span,
            format!("`u8` for `{param}`"),
        )
        .also(
            error.declared,
            format!("`{owner}` holds a `Vec`, slice or array of `{param}`"),
        )
        .trail(error.trail)
        .note("a `Vec<u8>` is bytes on the wire, a `Vec` of anything else is a list")
        .help("use another integer, or a type of its own that holds `Vec<u8>`")
    }
}

/// Refuses such arguments.
pub(super) fn check_part(graph: &TypeGraph<'_>, part: Part<'_, '_>, diagnostics: &mut Diagnostics) {
    let TyKind::Def(def, args) = &part.ty.kind else {
        return;
    };
    let Some(node) = graph.node(*def) else { return };
    for ((arg, used), param) in args.iter().zip(&node.uses).zip(&node.params) {
        if used.run && arg.is_byte() {
            let error = ByteArgument {
                owner: node.item.name.name.clone(),
                param: param.name.clone(),
                declared: param.span,
                span: arg.span,
                trail: part.site.trail(graph),
            };
            diagnostics.push(error.into());
        }
    }
}
