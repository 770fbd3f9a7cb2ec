//! Arrays whose length cannot be told from the source.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::parse::syntax::GenericKind;
use crate::resolve::TypeGraph;
use crate::resolve::ty::{Refused, TyKind};
use crate::rules::site::Part;

/// The code of [`UnknownLength`].
pub const CODE: Code = Code(51);

/// An array whose length cannot be told from the source.
pub struct UnknownLength {
    length: String,
    span: Span,
    trail: Vec<String>,
}

impl From<UnknownLength> for Diagnostic {
    fn from(error: UnknownLength) -> Self {
        Diagnostic::error(
            CODE,
            "the length of this array cannot be told from the source",
            error.span,
            format!("it depends on {}", error.length),
        )
        .trail(error.trail)
        .note("libero reads numbers, `const` items of numbers, and + - * / << on them")
        .help("write the number, or use a `Vec`")
    }
}

/// Refuses arrays of unknown length.
pub(super) fn check_part(graph: &TypeGraph<'_>, part: Part<'_, '_>, diagnostics: &mut Diagnostics) {
    let by_parameter = part.site.owner().is_some_and(|node| {
        let mut params = node.item.generics.params.iter();
        params.any(|param| matches!(param.kind, GenericKind::Const)) // `parameters` refuses it
    });
    if let TyKind::Refused(Refused::Length(text)) = &part.ty.kind
        && !by_parameter
    {
        let error = UnknownLength {
            length: text.clone(),
            span: part.ty.span,
            trail: part.site.trail(graph),
        };
        diagnostics.push(error.into());
    }
}
