//! What is no data: trait objects, function pointers, raw pointers, unions, and the like.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::parse::syntax::TypeBody;
use crate::resolve::TypeGraph;
use crate::resolve::builtin::Builtin;
use crate::resolve::graph::TypeNode;
use crate::resolve::trail;
use crate::resolve::ty::{Refused, TyKind};
use crate::rules::site::Part;

/// The code of [`NotData`].
pub const CODE: Code = Code(50);

/// Something that no bytes can stand for.
pub struct NotData {
    /// What it is, with an article.
    what: String,
    span: Span,
    trail: Vec<String>,
    help: &'static str,
}

impl From<NotData> for Diagnostic {
    fn from(error: NotData) -> Self {
        let title = format!("{} cannot cross the wire", error.what);
        Diagnostic::error(CODE, title, error.span, "this is not data")
            .trail(error.trail)
            .help(error.help)
    }
}

/// Refuses what is no data.
pub(super) fn check_part(graph: &TypeGraph<'_>, part: Part<'_, '_>, diagnostics: &mut Diagnostics) {
    let Part { site, ty, holder } = part;
    let found = match &ty.kind {
        TyKind::Refused(refused) => describe(refused),
        TyKind::Builtin(Builtin::PhantomData, _) => Some((
            "`PhantomData` inside another type".to_owned(),
            "make it a field of its own: such a field is left out of the contract",
        )),
        TyKind::Builtin(Builtin::ChronoUtc | Builtin::ChronoFixedOffset, _)
            if !holder.is_some_and(|holder| holder.is_builtin(Builtin::ChronoDateTime)) =>
        {
            Some((
                "a time zone of chrono".to_owned(),
                "carry a `chrono::DateTime<Utc>`, or an offset in seconds",
            ))
        }
        _ => None,
    };
    if let Some((what, help)) = found {
        let trail = site.trail(graph);
        let error = NotData {
            what,
            span: ty.span,
            trail,
            help,
        };
        diagnostics.push(error.into());
    }
}

/// Refuses unions.
pub(super) fn check_type(
    graph: &TypeGraph<'_>,
    node: &TypeNode<'_>,
    diagnostics: &mut Diagnostics,
) {
    if matches!(node.item.body, TypeBody::Union) {
        let error = NotData {
            what: format!("the union `{}`", node.item.name.name),
            span: node.item.name.span,
            trail: trail::to_type(graph, node.def),
            help: "use an enum, which knows what it holds",
        };
        diagnostics.push(error.into());
    }
}

fn describe(refused: &Refused) -> Option<(String, &'static str)> {
    let (what, help) = match refused {
        Refused::TraitObject => (
            "a trait object",
            "use an enum with a variant for each type that may be there",
        ),
        Refused::ImplTrait => ("an `impl Trait`", "name the type"),
        Refused::FunctionPointer => (
            "a function pointer",
            "carry what the function needs, or leave the field out with #[serde(skip)]",
        ),
        Refused::RawPointer => (
            "a raw pointer",
            "carry the value itself, or leave the field out with #[serde(skip)]",
        ),
        Refused::Never => ("the type `!`", "use `()` or an enum of your own"),
        Refused::Infer => ("the type `_`", "write the type out"),
        Refused::AssociatedType => (
            "an associated type",
            "write out the type that it stands for: libero does not read impls",
        ),
        Refused::Macro(name) => {
            return Some((
                format!("a type made by the macro `{}`", name.trim_end_matches("()")),
                "libero reads the source without running macros: write the name of the type here; if a \
                 macro declares it, declare it outside the macro, or map it under \
                 [package.metadata.libero.types] to a type that can be seen",
            ));
        }
        Refused::Trait(name) => {
            return Some((
                format!("the trait `{name}`"),
                "name a type that implements it, or an enum of such types",
            ));
        }
        Refused::Length(_) => return None, // `array_length`
    };
    Some((what.to_owned(), help))
}
