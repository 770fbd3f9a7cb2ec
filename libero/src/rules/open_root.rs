//! Seeds, push types and SSR models: whole types, with an identity where one is needed.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::resolve::TypeGraph;
use crate::resolve::graph::{Root, RootKind, Target};
use crate::resolve::ty::TyKind;

/// The code of [`OpenRoot`].
pub const OPEN: Code = Code(55);
/// The code of [`NoIdentity`].
pub const NO_IDENTITY: Code = Code(56);

/// A seed with parameters that nothing fills in.
pub struct OpenRoot {
    noun: &'static str,
    path: String,
    params: Vec<String>,
    span: Span,
}

impl From<OpenRoot> for Diagnostic {
    fn from(error: OpenRoot) -> Self {
        let params = error.params.join(", ");
        let name = error
            .path
            .rsplit("::")
            .next()
            .unwrap_or_default()
            .to_owned();
        Diagnostic::error(
            OPEN,
            format!("the {} `{}` leaves `{params}` open", error.noun, error.path),
            error.span,
            format!("`{params}` could be anything"),
        )
        .help(format!(
            "name a whole type: `pub type My{name} = {name}<…>;`, and give that name in its place"
        ))
    }
}

/// A push type or SSR model that is no struct or enum of the contract.
pub struct NoIdentity {
    noun: &'static str,
    path: String,
    span: Span,
}

impl From<NoIdentity> for Diagnostic {
    fn from(error: NoIdentity) -> Self {
        Diagnostic::error(
            NO_IDENTITY,
            format!(
                "the {} `{}` has no name on the wire",
                error.noun, error.path
            ),
            error.span,
            "not a struct or an enum of the contract",
        )
        .note("generic, mapped and #[serde(transparent)] types have no name of their own")
        .help("wrap it in a struct")
    }
}

/// What people call a root.
pub(super) fn noun(kind: &RootKind) -> &'static str {
    match kind {
        RootKind::Seed => "seed",
        RootKind::Push { .. } => "push type",
        RootKind::SsrModel { .. } => "SSR model",
    }
}

/// Refuses roots that leave something open.
pub fn check(graph: &TypeGraph<'_>, diagnostics: &mut Diagnostics) {
    for root in &graph.roots {
        let noun = noun(&root.kind);
        if !root.open_params.is_empty() {
            let error = OpenRoot {
                noun,
                path: root.path.clone(),
                params: root.open_params.clone(),
                span: root.ty.span,
            };
            diagnostics.push(error.into());
        } else if root.kind != RootKind::Seed && !has_identity(graph, root) {
            let error = NoIdentity {
                noun,
                path: root.path.clone(),
                span: root.ty.span,
            };
            diagnostics.push(error.into());
        }
    }
}

fn has_identity(graph: &TypeGraph<'_>, root: &Root) -> bool {
    match &root.ty.kind {
        TyKind::Def(def, args) => {
            let mapped = graph.mappings.contains_key(&Target::Def(*def));
            let transparent = graph.node(*def).is_some_and(|node| node.serde.transparent);
            args.is_empty() && !mapped && !transparent
        }
        TyKind::Error => true,
        _ => false,
    }
}
