//! Types, paths and array lengths.

use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{BinOp, Expr, GenericArgument, Lit, PathArguments, ReturnType, Token, Type};

use crate::parse::guard;
use crate::parse::syntax::{
    GenericArg, Ident, LengthExpr, LengthOp, PathExpr, PathSegment, TypeExpr, TypeExprKind,
    Visibility,
};
use crate::parse::walker::Walker;

impl Walker<'_> {
    pub(super) fn ty(&mut self, ty: &Type) -> TypeExpr {
        self.nested_ty(ty, 0)
    }

    fn nested_ty(&mut self, ty: &Type, depth: usize) -> TypeExpr {
        let span = self.spanned(ty);
        if depth > guard::MAX_TYPE_DEPTH {
            self.diagnostics.push(guard::too_deep(span));
            let kind = TypeExprKind::Infer;
            return TypeExpr { kind, span };
        }
        let deeper = depth + 1;
        let kind = match ty {
            Type::Paren(inner) => return self.nested_ty(&inner.elem, deeper),
            Type::Group(inner) => return self.nested_ty(&inner.elem, deeper),
            Type::Path(path) if path.qself.is_some() => TypeExprKind::QualifiedPath,
            Type::Path(path) => TypeExprKind::Path(self.nested_path(&path.path, deeper)),
            Type::Tuple(tuple) => {
                let elems = tuple.elems.iter();
                TypeExprKind::Tuple(elems.map(|ty| self.nested_ty(ty, deeper)).collect())
            }
            Type::Array(array) => TypeExprKind::Array(
                Box::new(self.nested_ty(&array.elem, deeper)),
                self.length(&array.len, deeper),
            ),
            Type::Slice(slice) => {
                TypeExprKind::Slice(Box::new(self.nested_ty(&slice.elem, deeper)))
            }
            Type::Reference(reference) => TypeExprKind::Reference {
                lifetime: reference.lifetime.as_ref().map(lifetime_name),
                mutable: reference.mutability.is_some(),
                inner: Box::new(self.nested_ty(&reference.elem, deeper)),
            },
            Type::ImplTrait(bounds) => {
                TypeExprKind::ImplTrait(self.nested_bounds(&bounds.bounds, deeper))
            }
            Type::TraitObject(_) => TypeExprKind::TraitObject,
            Type::FnPtr(_) => TypeExprKind::FunctionPointer,
            Type::Ptr(_) => TypeExprKind::Pointer,
            Type::Never(_) => TypeExprKind::Never,
            Type::Infer(_) => TypeExprKind::Infer,
            _ => TypeExprKind::Macro(self.source(ty)),
        };
        TypeExpr { kind, span }
    }

    fn nested_path(&mut self, path: &syn::Path, depth: usize) -> PathExpr {
        let segments = path.segments.iter().map(|segment| PathSegment {
            ident: self.ident(&segment.ident),
            args: self.arguments(&segment.arguments, depth),
        });
        PathExpr {
            absolute: path.leading_colon.is_some(),
            segments: segments.collect(),
            span: self.spanned(path),
        }
    }

    fn arguments(&mut self, arguments: &PathArguments, depth: usize) -> Vec<GenericArg> {
        match arguments {
            PathArguments::None => vec![],
            PathArguments::AngleBracketed(list) => {
                let args = list.args.iter();
                args.filter_map(|arg| self.argument(arg, depth)).collect()
            }
            PathArguments::Parenthesized(list) => {
                let inputs = list.inputs.iter();
                let mut args: Vec<GenericArg> = inputs
                    .map(|arg| GenericArg::Type(self.nested_ty(&arg.ty, depth)))
                    .collect();
                if let ReturnType::Type(arrow, ty) = &list.output {
                    let output = Ident {
                        name: "Output".to_owned(),
                        raw: false,
                        span: self.spanned(arrow),
                    };
                    args.push(GenericArg::Binding(output, self.nested_ty(ty, depth)));
                }
                args
            }
        }
    }

    fn argument(&mut self, argument: &GenericArgument, depth: usize) -> Option<GenericArg> {
        Some(match argument {
            GenericArgument::Type(ty) => GenericArg::Type(self.nested_ty(ty, depth)),
            GenericArgument::Lifetime(lifetime) => GenericArg::Lifetime(lifetime_name(lifetime)),
            GenericArgument::Const(value) => GenericArg::Const(self.length(value, depth)),
            GenericArgument::AssocType(pair) => {
                GenericArg::Binding(self.ident(&pair.ident), self.nested_ty(&pair.ty, depth))
            }
            _ => return None,
        })
    }

    /// The traits among bounds; `?Sized` and lifetimes are left out.
    pub(super) fn bounds(
        &mut self,
        bounds: &Punctuated<syn::TypeParamBound, Token![+]>,
    ) -> Vec<PathExpr> {
        self.nested_bounds(bounds, 0)
    }

    fn nested_bounds(
        &mut self,
        bounds: &Punctuated<syn::TypeParamBound, Token![+]>,
        depth: usize,
    ) -> Vec<PathExpr> {
        let mut paths = vec![];
        for bound in bounds {
            if let syn::TypeParamBound::Trait(bound) = bound
                && bound.maybe.is_none()
            {
                paths.push(self.nested_path(&bound.path, depth));
            }
        }
        paths
    }

    pub(super) fn length(&mut self, value: &Expr, depth: usize) -> LengthExpr {
        let other = |walker: &Self| LengthExpr::Other(walker.source(value));
        if depth > guard::MAX_TYPE_DEPTH {
            let span = self.spanned(value);
            self.diagnostics.push(guard::too_deep(span));
            return other(self);
        }
        match value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Int(number) => number
                    .base10_parse()
                    .map_or_else(|_| other(self), LengthExpr::Literal),
                _ => other(self),
            },
            Expr::Path(path) if path.qself.is_none() => {
                LengthExpr::Path(self.nested_path(&path.path, depth + 1))
            }
            Expr::Paren(inner) => self.length(&inner.expr, depth + 1),
            Expr::Group(inner) => self.length(&inner.expr, depth + 1),
            Expr::Cast(inner) => self.length(&inner.expr, depth + 1),
            Expr::Block(block) => match block.block.stmts.as_slice() {
                [syn::Stmt::Expr(inner, None)] => self.length(inner, depth + 1),
                _ => other(self),
            },
            Expr::Binary(pair) => match operator(&pair.op) {
                Some(operator) => LengthExpr::Binary(
                    Box::new(self.length(&pair.left, depth + 1)),
                    operator,
                    Box::new(self.length(&pair.right, depth + 1)),
                ),
                None => other(self),
            },
            _ => other(self),
        }
    }

    pub(super) fn visibility(&self, visibility: &syn::Visibility) -> Visibility {
        let restricted = match visibility {
            syn::Visibility::Public(_) => return Visibility::Public,
            syn::Visibility::Inherited => return Visibility::Private,
            syn::Visibility::Restricted(restricted) => restricted,
        };
        let segments = restricted.path.segments.iter();
        let segments: Vec<String> = segments
            .map(|segment| self.ident(&segment.ident).name)
            .collect();
        match segments.as_slice() {
            [only] if only == "crate" => Visibility::Crate,
            [only] if only == "self" => Visibility::Private,
            _ => Visibility::Restricted(segments),
        }
    }

    /// From the first token of one piece of syntax to the last of another.
    pub(super) fn across(
        &self,
        first: &impl Spanned,
        last: &impl Spanned,
    ) -> crate::diagnostic::Span {
        self.between(first.span(), last.span())
    }
}

pub(super) fn lifetime_name(lifetime: &syn::Lifetime) -> String {
    lifetime.ident.to_string()
}

fn operator(operator: &BinOp) -> Option<LengthOp> {
    Some(match operator {
        BinOp::Add(_) => LengthOp::Add,
        BinOp::Sub(_) => LengthOp::Sub,
        BinOp::Mul(_) => LengthOp::Mul,
        BinOp::Div(_) => LengthOp::Div,
        BinOp::Shl(_) => LengthOp::Shl,
        _ => return None,
    })
}
