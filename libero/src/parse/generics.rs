//! Generic parameters and `where`.

use syn::{PredicateType, TypeParamBound, WherePredicate};

use crate::parse::syntax::{GenericKind, GenericParam, Generics, Ident, Predicate};
use crate::parse::walker::Walker;

impl Walker<'_> {
    pub(super) fn generics(&mut self, generics: &syn::Generics) -> syn::Result<Generics> {
        let mut params = vec![];
        for param in &generics.params {
            let attributes = match param {
                syn::GenericParam::Lifetime(param) => &param.attrs,
                syn::GenericParam::Type(param) => &param.attrs,
                syn::GenericParam::Const(param) => &param.attrs,
            };
            if self.active(attributes)?.is_some() {
                params.push(self.generic_param(param));
            }
        }
        let mut predicates = vec![];
        for predicate in generics.where_clause.iter().flat_map(|all| &all.predicates) {
            if let WherePredicate::Type(predicate) = predicate {
                mark(&mut params, predicate);
                predicates.push(Predicate {
                    ty: self.ty(&predicate.bounded_ty),
                    bounds: self.bounds(&predicate.bounds),
                });
            }
        }
        Ok(Generics { params, predicates })
    }

    fn generic_param(&mut self, param: &syn::GenericParam) -> GenericParam {
        match param {
            syn::GenericParam::Lifetime(param) => GenericParam {
                name: Ident {
                    name: param.lifetime.ident.to_string(),
                    raw: false,
                    span: self.spanned(&param.lifetime),
                },
                kind: GenericKind::Lifetime,
            },
            syn::GenericParam::Const(param) => GenericParam {
                name: self.ident(&param.ident),
                kind: GenericKind::Const,
            },
            syn::GenericParam::Type(param) => GenericParam {
                name: self.ident(&param.ident),
                kind: GenericKind::Type {
                    bounds: self.bounds(&param.bounds),
                    may_be_unsized: param.bounds.iter().any(is_maybe),
                    outlives_all: param.bounds.iter().any(is_static),
                    default: param.default.as_ref().map(|(_, ty)| self.ty(ty)),
                },
            },
        }
    }
}

/// Notes what a predicate says of a parameter beside traits.
fn mark(params: &mut [GenericParam], predicate: &PredicateType) {
    let syn::Type::Path(path) = &predicate.bounded_ty else {
        return;
    };
    for param in params {
        if let GenericKind::Type {
            may_be_unsized,
            outlives_all,
            ..
        } = &mut param.kind
            && path
                .path
                .get_ident()
                .is_some_and(|ident| ident == &param.name.name)
        {
            *may_be_unsized |= predicate.bounds.iter().any(is_maybe);
            *outlives_all |= predicate.bounds.iter().any(is_static);
        }
    }
}

/// `?Sized`
fn is_maybe(bound: &TypeParamBound) -> bool {
    matches!(bound, TypeParamBound::Trait(bound) if bound.maybe.is_some())
}

/// `'static`
fn is_static(bound: &TypeParamBound) -> bool {
    matches!(bound, TypeParamBound::Lifetime(lifetime) if lifetime.ident == "static")
}
