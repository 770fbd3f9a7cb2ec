//! Every place where a carried type is written, for rules that look at types.

use crate::resolve::builtin::Builtin;
use crate::resolve::graph::{
    Constructor, FieldNode, Handler, Mapping, Output, Role, Root, Target, TypeGraph, TypeNode,
};
use crate::resolve::trail;
use crate::resolve::ty::{Ty, TyKind};

/// A place where a carried type is written.
#[derive(Clone, Copy)]
pub(super) enum Site<'g, 'p> {
    /// A field.
    Field {
        node: &'g TypeNode<'p>,
        constructor: &'g Constructor<'p>,
        field: &'g FieldNode<'p>,
    },
    /// The signature of a handler.
    Handler(&'g Handler<'p>),
    /// A seed or the like.
    Root(&'g Root),
    /// The proxy of a mapped type.
    Proxy,
}

impl<'g, 'p> Site<'g, 'p> {
    /// How the compiler came here.
    pub(super) fn trail(&self, graph: &TypeGraph<'p>) -> Vec<String> {
        match self {
            Self::Field {
                node,
                constructor,
                field,
            } => trail::to_field(graph, node, constructor, field),
            Self::Handler(handler) => vec![handler.function.name.name.clone()],
            Self::Root(root) => vec![root.path.clone()],
            Self::Proxy => vec!["[package.metadata.libero.types]".to_owned()],
        }
    }

    /// The type that holds the field.
    pub(super) fn owner(&self) -> Option<&'g TypeNode<'p>> {
        match self {
            Self::Field { node, .. } => Some(node),
            _ => None,
        }
    }
}

/// Whether the configuration says how a type travels, so that its fields do not matter.
pub(super) fn is_mapped(graph: &TypeGraph<'_>, node: &TypeNode<'_>) -> bool {
    graph.mappings.contains_key(&Target::Def(node.def))
}

/// A type in a carried place, or a part of one.
#[derive(Clone, Copy)]
pub(super) struct Part<'g, 'p> {
    /// Where it is written.
    pub(super) site: Site<'g, 'p>,
    /// What is written.
    pub(super) ty: &'g Ty,
    /// The type that directly holds it; none for all that is written there.
    pub(super) holder: Option<&'g Ty>,
}

/// Calls `visit` for every carried part of every type in signatures and roots.
pub(super) fn parts_of_starts<'g, 'p>(
    graph: &'g TypeGraph<'p>,
    visit: &mut impl FnMut(Part<'g, 'p>),
) {
    for handler in &graph.handlers {
        let site = Site::Handler(handler);
        for arg in &handler.args {
            if matches!(arg.role, Role::Field | Role::Message(_)) {
                parts(graph, site, &arg.ty, None, visit);
            }
        }
        if let Output::Result { ok, err } = &handler.output {
            parts(graph, site, ok, None, visit);
            parts(graph, site, err, None, visit);
        }
    }
    for root in &graph.roots {
        parts(graph, Site::Root(root), &root.ty, None, visit);
    }
}

/// Calls `visit` for every carried part of the fields of a type.
pub(super) fn parts_of_type<'g, 'p>(
    graph: &'g TypeGraph<'p>,
    node: &'g TypeNode<'p>,
    visit: &mut impl FnMut(Part<'g, 'p>),
) {
    for (constructor, field) in node.wire_fields() {
        let site = Site::Field {
            node,
            constructor,
            field,
        };
        if let Some(ty) = &field.ty {
            parts(graph, site, ty, None, visit);
        }
    }
}

/// Calls `visit` for every carried part of the proxies.
pub(super) fn parts_of_proxies<'g, 'p>(
    graph: &'g TypeGraph<'p>,
    visit: &mut impl FnMut(Part<'g, 'p>),
) {
    for target in &graph.mapped {
        if let Some(Mapping::Proxy(ty)) = graph.mappings.get(target) {
            parts(graph, Site::Proxy, ty, None, visit);
        }
    }
}

fn parts<'g, 'p>(
    graph: &'g TypeGraph<'p>,
    site: Site<'g, 'p>,
    ty: &'g Ty,
    holder: Option<&'g Ty>,
    visit: &mut impl FnMut(Part<'g, 'p>),
) {
    visit(Part { site, ty, holder });
    match &ty.kind {
        TyKind::Builtin(Builtin::PhantomData | Builtin::ChronoDateTime, _) => {}
        // Looking a type up only to find no parameters is what most of the rules' time went into.
        TyKind::Def(_, args) if args.is_empty() => {}
        TyKind::Def(def, args) => {
            let Some(node) = graph.node(*def) else { return };
            for (arg, used) in args.iter().zip(&node.uses) {
                if used.carried {
                    parts(graph, site, arg, Some(ty), visit);
                }
            }
        }
        _ => {
            for child in ty.children() {
                parts(graph, site, child, Some(ty), visit);
            }
        }
    }
}
