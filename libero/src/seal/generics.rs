//! The parameters of a Rust type, with the bounds that its impls need.

use contract_schema::rust::{RustGenerics, RustParam};

use crate::parse::syntax::{GenericArg, GenericKind, TypeExpr, TypeExprKind};
use crate::resolve::attrs::DefaultOf;
use crate::resolve::builtin::Builtin;
use crate::resolve::graph::{Carry, TypeNode};
use crate::seal::Sealer;

const DEFAULT: &str = "::core::default::Default";

impl Sealer<'_, '_> {
    pub(super) fn generics(&self, node: &TypeNode<'_>) -> RustGenerics {
        if node.params.is_empty() {
            return RustGenerics::default();
        }
        let names: Vec<&str> = node
            .params
            .iter()
            .map(|ident| ident.name.as_str())
            .collect();
        let declared = self.graph.declared_bounds(node.def, &names);
        let mut predicates = self.predicates(node, &names);
        if node.serde.default == Some(DefaultOf::Trait) {
            predicates.push(format!("{}: {DEFAULT}", self.applied(node)));
        }
        let params = node.params.iter().enumerate().map(|(index, ident)| {
            let used = node.uses[index];
            let mut bounds = declared.get(index).cloned().unwrap_or_default();
            let mut need = |bound: &str| {
                let name = bound.rsplit("::").next();
                if !bounds.iter().any(|known| known.rsplit("::").next() == name) {
                    bounds.push(bound.to_owned());
                }
            };
            if used.hashed {
                need("::core::cmp::Eq");
                need("::core::hash::Hash");
            }
            if used.ordered {
                need("::core::cmp::Ord");
            }
            if needs_default(node, &ident.name) {
                need(DEFAULT);
            }
            if !used.carried && may_be_unsized(node, &ident.name) {
                bounds.push("?Sized".to_owned());
            }
            RustParam {
                name: ident.rust(),
                bounds,
                carried: used.carried,
                key: used.key,
            }
        });
        RustGenerics {
            params: params.collect(),
            predicates,
        }
    }

    /// The type with its own parameters: `crate::Page<T>`.
    pub(super) fn applied(&self, node: &TypeNode<'_>) -> String {
        let path = self.graph.rust_path(node.def);
        if node.params.is_empty() {
            return path;
        }
        let names: Vec<String> = node.params.iter().map(|ident| ident.rust()).collect();
        format!("{path}<{}>", names.join(", "))
    }

    fn predicates(&self, node: &TypeNode<'_>, names: &[&str]) -> Vec<String> {
        let written = node.item.generics.predicates.iter();
        written
            .filter(|predicate| !predicate.bounds.is_empty())
            .map(|predicate| {
                let bounds = predicate.bounds.iter();
                let bounds: Vec<String> = bounds
                    .map(|bound| self.graph.bound(node.module, bound, names))
                    .collect();
                let ty = self.graph.written_type(node.module, &predicate.ty, names);
                format!("{ty}: {}", bounds.join(" + "))
            })
            .collect()
    }
}

/// Whether a field that is filled with `Default::default()` holds the parameter, as serde has it.
fn needs_default(node: &TypeNode<'_>, param: &str) -> bool {
    node.fields().any(|(_, field)| {
        let filled = field.serde.skip
            || field.serde.skip_encode
            || field.serde.skip_decode
            || field.serde.default == Some(DefaultOf::Trait);
        let by_function = matches!(field.serde.default, Some(DefaultOf::Function(_)));
        let phantom = field.carry == Carry::Phantom;
        filled && !by_function && !phantom && mentions(&field.item.ty, param)
    })
}

/// Whether the type takes `str` and its like for a parameter.
fn may_be_unsized(node: &TypeNode<'_>, param: &str) -> bool {
    let mut params = node.item.generics.params.iter();
    params.any(|declared| {
        let relaxed = matches!(
            declared.kind,
            GenericKind::Type {
                may_be_unsized: true,
                ..
            }
        );
        relaxed && declared.name.name == param
    })
}

fn mentions(ty: &TypeExpr, param: &str) -> bool {
    match &ty.kind {
        TypeExprKind::Path(path) => {
            let first = path
                .segments
                .first()
                .is_some_and(|segment| segment.ident.name == param);
            let phantom = Builtin::PhantomData.name();
            let inside = path
                .segments
                .iter()
                .filter(|segment| segment.ident.name != phantom);
            first
                || inside
                    .flat_map(|segment| &segment.args)
                    .any(|arg| match arg {
                        GenericArg::Type(inner) | GenericArg::Binding(_, inner) => {
                            mentions(inner, param)
                        }
                        _ => false,
                    })
        }
        TypeExprKind::Tuple(items) => items.iter().any(|item| mentions(item, param)),
        TypeExprKind::Array(inner, _)
        | TypeExprKind::Slice(inner)
        | TypeExprKind::Reference { inner, .. } => mentions(inner, param),
        _ => false,
    }
}
