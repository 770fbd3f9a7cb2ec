//! Generic parameters, bounds and `where`: `parse/generics.rs`, on flat tokens.

use super::tokens::Kind;
use super::types::{Calls, Plus};
use super::{Reader, is_keyword};
use crate::parse::syntax::{
    GenericKind, GenericParam, Generics, Ident, PathExpr, Predicate, TypeExpr, TypeExprKind,
};

/// What is said of a parameter after its `:`.
#[derive(Default)]
struct Bounds {
    traits: Vec<PathExpr>,
    may_be_unsized: bool,
    outlives_all: bool,
}

impl Reader<'_> {
    /// `<T: Bound = Default>`, if there is one.
    pub(super) fn generics(&mut self) -> Option<Generics> {
        let mut generics = Generics::default();
        if !self.take_punct(b'<') {
            return Some(generics);
        }
        while !self.take_punct(b'>') {
            let metas = self.outer_attributes()?;
            let on = self.active(metas)?.is_some();
            let param = self.generic_param()?;
            if on {
                generics.params.push(param);
            }
            if !self.take_punct(b',') && !self.is_punct(b'>') {
                return None;
            }
        }
        Some(generics)
    }

    fn generic_param(&mut self) -> Option<GenericParam> {
        let first = self.peek(0)?;
        if first.kind == Kind::Lifetime {
            self.at += 1;
            let name = Ident {
                name: self.text_of(first)[1..].to_owned(),
                raw: false,
                span: self.span(first),
            };
            if self.is_punct(b':') {
                self.expect_colon()?;
                self.lifetime_bounds()?;
            }
            let kind = GenericKind::Lifetime;
            return Some(GenericParam { name, kind });
        }
        if self.take_word("const") {
            let name = self.ident()?;
            self.expect_colon()?;
            self.ty()?;
            if self.take_punct(b'=') {
                self.length_literal()?;
            }
            let kind = GenericKind::Const;
            return Some(GenericParam { name, kind });
        }
        let name = self.ident()?;
        let mut bounds = Bounds::default();
        if self.is_punct(b':') {
            self.expect_colon()?;
            bounds = self.bounds(0, Plus::Yes)?;
        }
        let default = if self.take_punct(b'=') {
            Some(self.ty()?)
        } else {
            None
        };
        let kind = GenericKind::Type {
            bounds: bounds.traits,
            may_be_unsized: bounds.may_be_unsized,
            outlives_all: bounds.outlives_all,
            default,
        };
        Some(GenericParam { name, kind })
    }

    /// One or more lifetimes.
    fn lifetime_bounds(&mut self) -> Option<()> {
        loop {
            if self.peek(0)?.kind != Kind::Lifetime {
                return None;
            }
            self.at += 1;
            if !self.take_punct(b'+') {
                return Some(());
            }
        }
    }

    /// Those of `impl` and `dyn`, among which there must be a trait.
    pub(super) fn trait_bounds(&mut self, depth: usize, plus: Plus) -> Option<Vec<PathExpr>> {
        let bounds = self.bounds(depth, plus)?;
        (!bounds.traits.is_empty()).then_some(bounds.traits)
    }

    /// One or more.
    fn bounds(&mut self, depth: usize, plus: Plus) -> Option<Bounds> {
        let mut bounds = Bounds::default();
        loop {
            let first = self.peek(0)?;
            if first.kind == Kind::Lifetime {
                self.at += 1;
                bounds.outlives_all |= self.text_of(first) == "'static";
            } else {
                let maybe = self.take_punct(b'?');
                self.binder()?;
                let word = self.peek(0)?;
                let keyword = word.kind == Kind::Word && is_keyword(self.text_of(word));
                let path_word = ["crate", "self", "super", "Self"];
                if keyword && !path_word.contains(&self.text_of(word)) {
                    return None;
                }
                let path = self.path(depth, Calls::Yes)?;
                if maybe {
                    bounds.may_be_unsized = true;
                } else {
                    bounds.traits.push(path);
                }
            }
            if plus == Plus::No || !self.take_punct(b'+') {
                return Some(bounds);
            }
        }
    }

    /// `for<'a>`, if it stands here.
    pub(super) fn binder(&mut self) -> Option<()> {
        if !self.take_word("for") {
            return Some(());
        }
        self.expect_punct(b'<')?;
        while !self.take_punct(b'>') {
            if self.peek(0)?.kind != Kind::Lifetime {
                return None;
            }
            self.at += 1;
            if !self.take_punct(b',') && !self.is_punct(b'>') {
                return None;
            }
        }
        Some(())
    }

    /// `where …`, if it stands here: up to the braces or the `;`.
    pub(super) fn where_clause(&mut self, generics: &mut Generics) -> Option<()> {
        if !self.take_word("where") {
            return Some(());
        }
        loop {
            self.predicate(generics)?;
            let comma = self.take_punct(b',');
            if self.is_open(b'{') || self.is_punct(b';') {
                return Some(());
            }
            if !comma {
                return None;
            }
        }
    }

    fn predicate(&mut self, generics: &mut Generics) -> Option<()> {
        if self.peek(0)?.kind == Kind::Lifetime {
            self.at += 1;
            self.expect_colon()?;
            return self.lifetime_bounds();
        }
        self.binder()?;
        let ty = self.ty()?;
        self.expect_colon()?;
        let bounds = self.bounds(0, Plus::Yes)?;
        mark(&mut generics.params, &ty, &bounds);
        generics.predicates.push(Predicate {
            ty,
            bounds: bounds.traits,
        });
        Some(())
    }
}

/// Notes what a predicate says of a parameter beside traits.
fn mark(params: &mut [GenericParam], ty: &TypeExpr, bounds: &Bounds) {
    let TypeExprKind::Path(path) = &ty.kind else {
        return;
    };
    let [only] = path.segments.as_slice() else {
        return;
    };
    if path.absolute || !only.args.is_empty() || only.ident.raw {
        return;
    }
    for param in params
        .iter_mut()
        .filter(|one| one.name.name == only.ident.name)
    {
        if let GenericKind::Type {
            may_be_unsized,
            outlives_all,
            ..
        } = &mut param.kind
        {
            *may_be_unsized |= bounds.may_be_unsized;
            *outlives_all |= bounds.outlives_all;
        }
    }
}
