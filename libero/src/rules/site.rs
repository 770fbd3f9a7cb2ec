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

/// The carried types whose fields matter.
pub(super) fn open_nodes<'g, 'p>(
    graph: &'g TypeGraph<'p>,
) -> impl Iterator<Item = &'g TypeNode<'p>> {
    graph
        .carried_nodes()
        .filter(move |node| !is_mapped(graph, node))
}

/// Calls `visit` for every type that is written in a carried place.
pub(super) fn each_type<'g, 'p>(
    graph: &'g TypeGraph<'p>,
    mut visit: impl FnMut(Site<'g, 'p>, &'g Ty),
) {
    for handler in &graph.handlers {
        let site = Site::Handler(handler);
        for arg in &handler.args {
            if matches!(arg.role, Role::Field | Role::Message(_)) {
                visit(site, &arg.ty);
            }
        }
        if let Output::Result { ok, err } = &handler.output {
            visit(site, ok);
            visit(site, err);
        }
    }
    for root in &graph.roots {
        visit(Site::Root(root), &root.ty);
    }
    for node in open_nodes(graph) {
        for (constructor, field) in node.wire_fields() {
            let site = Site::Field {
                node,
                constructor,
                field,
            };
            if let Some(ty) = &field.ty {
                visit(site, ty);
            }
        }
    }
    for target in &graph.mapped {
        if let Some(Mapping::Proxy(ty)) = graph.mappings.get(target) {
            visit(Site::Proxy, ty);
        }
    }
}

/// Calls `visit` for every carried part of every type, with the type that directly holds it.
pub(super) fn each_part<'g, 'p>(
    graph: &'g TypeGraph<'p>,
    mut visit: impl FnMut(Site<'g, 'p>, &'g Ty, Option<&'g Ty>),
) {
    each_type(graph, |site, ty| {
        parts(graph, ty, None, &mut |part, parent| {
            visit(site, part, parent);
        });
    });
}

fn parts<'g>(
    graph: &'g TypeGraph<'_>,
    ty: &'g Ty,
    parent: Option<&'g Ty>,
    visit: &mut impl FnMut(&'g Ty, Option<&'g Ty>),
) {
    visit(ty, parent);
    match &ty.kind {
        TyKind::Builtin(Builtin::PhantomData | Builtin::ChronoDateTime, _) => {}
        // Looking a type up only to find no parameters is what most of the rules' time went into.
        TyKind::Def(_, args) if args.is_empty() => {}
        TyKind::Def(def, args) => {
            let Some(node) = graph.node(*def) else { return };
            for (arg, used) in args.iter().zip(&node.uses) {
                if used.carried {
                    parts(graph, arg, Some(ty), visit);
                }
            }
        }
        _ => {
            for child in ty.children() {
                parts(graph, child, Some(ty), visit);
            }
        }
    }
}
