//! `#[serde(transparent)]`: a struct with exactly one carried field, and no circle.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::resolve::TypeGraph;
use crate::resolve::arena::DefId;
use crate::resolve::graph::{Carry, Target, TypeNode};
use crate::resolve::trail;
use crate::resolve::ty::{Ty, TyKind};

/// The code of [`WrongTransparent`].
pub const CODE: Code = Code(61);

/// A transparent type that cannot vanish.
pub struct WrongTransparent {
    name: String,
    why: String,
    help: &'static str,
    span: Span,
    trail: Vec<String>,
}

impl From<WrongTransparent> for Diagnostic {
    fn from(error: WrongTransparent) -> Self {
        let title = format!("`{}` cannot be transparent", error.name);
        Diagnostic::error(CODE, title, error.span, error.why)
            .trail(error.trail)
            .help(error.help)
    }
}

/// Refuses transparent types that cannot vanish.
pub(super) fn check_type(
    graph: &TypeGraph<'_>,
    node: &TypeNode<'_>,
    diagnostics: &mut Diagnostics,
) {
    if node.serde.transparent {
        let carried = node
            .fields()
            .filter(|(_, field)| field.carry == Carry::Wire)
            .count();
        let (why, help) = if carried != 1 {
            (
                format!("it has {carried} carried fields, not one"),
                "remove #[serde(transparent)], or skip all fields but one with #[serde(skip)]",
            )
        } else if is_circle(graph, node.def) {
            (
                "it holds itself, so that nothing is left of it".to_owned(),
                "remove #[serde(transparent)]",
            )
        } else {
            return;
        };
        let error = WrongTransparent {
            name: node.item.name.name.clone(),
            why,
            help,
            span: node.item.name.span,
            trail: trail::to_type(graph, node.def),
        };
        diagnostics.push(error.into());
    }
}

/// Whether a transparent type leads back to itself through transparent and mapped types alone.
fn is_circle(graph: &TypeGraph<'_>, start: DefId) -> bool {
    let mut seen = vec![];
    let mut pending = vec![start];
    while let Some(def) = pending.pop() {
        if seen.contains(&def) {
            continue;
        }
        seen.push(def);
        let Some(node) = graph.node(def).filter(|node| node.serde.transparent) else {
            continue;
        };
        if graph.mappings.contains_key(&Target::Def(def)) {
            continue;
        }
        if let Some(ty) = node.transparent_field().and_then(|field| field.ty.as_ref()) {
            let mut back = false;
            ty.each(&mut |part: &Ty| {
                if let TyKind::Def(inner, _) = part.kind {
                    back |= inner == start;
                    pending.push(inner);
                }
            });
            if back {
                return true;
            }
        }
    }
    false
}
