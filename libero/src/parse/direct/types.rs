//! Types and paths: `parse/types.rs`, on flat tokens.

use super::tokens::Kind;
use super::{Reader, is_keyword};
use crate::parse::syntax::{
    GenericArg, Ident, PathExpr, PathSegment, TypeExpr, TypeExprKind, Visibility,
};

/// Types inside each other; fewer than `guard` allows.
const MAX_DEPTH: usize = 60;

/// Whether `A + B` may stand here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Plus {
    Yes,
    No,
}

/// Whether `Fn(A) -> B` may stand here, as in bounds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Calls {
    Yes,
    No,
}

impl Reader<'_> {
    pub(super) fn ty(&mut self) -> Option<TypeExpr> {
        self.nested_ty(0, Plus::Yes)
    }

    pub(super) fn nested_ty(&mut self, depth: usize, plus: Plus) -> Option<TypeExpr> {
        if depth > MAX_DEPTH {
            return None;
        }
        let deeper = depth + 1;
        let first = self.peek(0)?;
        let kind = match first.kind {
            Kind::Open(b'(') => return self.parentheses(deeper),
            Kind::Open(b'[') => self.inside(b'[', |reader| reader.brackets(deeper))?,
            Kind::Punct(b'&') => {
                self.at += 1;
                let lifetime = self.take_lifetime();
                let mutable = self.take_word("mut");
                let inner = Box::new(self.nested_ty(deeper, Plus::No)?);
                TypeExprKind::Reference {
                    lifetime,
                    mutable,
                    inner,
                }
            }
            Kind::Punct(b'*') => {
                self.at += 1;
                if !self.take_word("const") {
                    self.expect_word("mut")?;
                }
                self.nested_ty(deeper, Plus::No)?;
                TypeExprKind::Pointer
            }
            Kind::Punct(b'!') => {
                self.at += 1;
                TypeExprKind::Never
            }
            Kind::Punct(b'<') => self.qualified(deeper)?,
            Kind::Word => match self.text_of(first) {
                "_" => {
                    self.at += 1;
                    TypeExprKind::Infer
                }
                "impl" => {
                    self.at += 1;
                    TypeExprKind::ImplTrait(self.trait_bounds(deeper, plus)?)
                }
                "dyn" => {
                    self.at += 1;
                    self.trait_bounds(deeper, plus)?;
                    TypeExprKind::TraitObject
                }
                "fn" | "unsafe" | "extern" | "for" => self.function_pointer(deeper)?,
                _ => TypeExprKind::Path(self.path(deeper, Calls::No)?),
            },
            Kind::RawWord | Kind::Punct(b':') => TypeExprKind::Path(self.path(deeper, Calls::No)?),
            _ => return None,
        };
        // A macro, or `A + B` without `dyn`.
        if self.is_punct(b'!') || (plus == Plus::Yes && self.is_punct(b'+')) {
            return None;
        }
        Some(TypeExpr {
            kind,
            span: self.since(first.start),
        })
    }

    /// A tuple, or a type in parentheses.
    fn parentheses(&mut self, deeper: usize) -> Option<TypeExpr> {
        let start = self.start()?;
        let mut elems = self.inside(b'(', |reader| {
            let mut elems = vec![];
            let mut comma = true;
            while !reader.is_empty() {
                elems.push(reader.nested_ty(deeper, Plus::Yes)?);
                comma = reader.take_punct(b',');
                if !comma {
                    reader.expect_empty()?;
                }
            }
            Some((elems, comma))
        })?;
        if self.is_punct(b'!') || self.is_punct(b'+') || self.is_pair(b':', b':') {
            return None;
        }
        if elems.0.len() == 1 && !elems.1 {
            return elems.0.pop();
        }
        Some(TypeExpr {
            kind: TypeExprKind::Tuple(elems.0),
            span: self.since(start),
        })
    }

    fn brackets(&mut self, deeper: usize) -> Option<TypeExprKind> {
        let elem = Box::new(self.nested_ty(deeper, Plus::Yes)?);
        if self.is_empty() {
            return Some(TypeExprKind::Slice(elem));
        }
        self.expect_punct(b';')?;
        Some(TypeExprKind::Array(elem, self.length(deeper)?))
    }

    /// `<T as Trait>::Name`
    fn qualified(&mut self, deeper: usize) -> Option<TypeExprKind> {
        self.expect_punct(b'<')?;
        self.nested_ty(deeper, Plus::Yes)?;
        if self.take_word("as") {
            self.path(deeper, Calls::No)?;
        }
        self.expect_punct(b'>')?;
        let mut more = false;
        while self.take_pair(b':', b':') {
            self.ident()?;
            more = true;
        }
        if self.is_punct(b'<') {
            return None;
        }
        more.then_some(TypeExprKind::QualifiedPath)
    }

    fn function_pointer(&mut self, deeper: usize) -> Option<TypeExprKind> {
        self.binder()?;
        self.take_word("unsafe");
        if self.take_word("extern") && self.peek(0)?.kind == Kind::Text {
            self.at += 1;
        }
        self.expect_word("fn")?;
        self.inside(b'(', |reader| {
            while !reader.is_empty() {
                let named = reader.peek(0)?.kind == Kind::Word
                    && reader.is_punct_ahead(1, b':')
                    && !reader.is_pair_ahead(1, b':', b':');
                if named {
                    if !reader.take_word("_") {
                        reader.ident()?;
                    }
                    reader.expect_colon()?;
                }
                reader.nested_ty(deeper, Plus::Yes)?;
                reader.comma_or_end()?;
            }
            Some(())
        })?;
        if self.take_pair(b'-', b'>') {
            self.nested_ty(deeper, Plus::No)?;
        }
        Some(TypeExprKind::FunctionPointer)
    }

    fn take_lifetime(&mut self) -> Option<String> {
        let token = self.peek(0).filter(|one| one.kind == Kind::Lifetime)?;
        self.at += 1;
        Some(self.text_of(token)[1..].to_owned())
    }

    pub(super) fn path(&mut self, depth: usize, calls: Calls) -> Option<PathExpr> {
        if depth > MAX_DEPTH {
            return None;
        }
        let start = self.start()?;
        let absolute = self.take_pair(b':', b':');
        let mut segments = vec![];
        loop {
            segments.push(self.segment(depth, calls)?);
            if !self.is_pair(b':', b':') {
                break;
            }
            self.at += 2;
        }
        // `Vec::<T>`, `a::(b)`, `a:::b`
        if self.is_punct(b':') && self.is_pair(b':', b':') {
            return None;
        }
        Some(PathExpr {
            absolute,
            segments,
            span: self.since(start),
        })
    }

    fn segment(&mut self, depth: usize, calls: Calls) -> Option<PathSegment> {
        let word = self.peek(0)?;
        let text = self.text_of(word);
        let plain = match word.kind {
            Kind::Word => matches!(text, "super" | "self" | "crate" | "Self"),
            _ => false,
        };
        let ident = if plain { self.word()? } else { self.ident()? };
        let args = if self.is_punct(b'<') {
            if plain || self.is_pair(b'<', b'=') {
                return None;
            }
            self.angle_arguments(depth)?
        } else if self.is_open(b'(') {
            if plain || calls == Calls::No {
                return None;
            }
            self.parenthesized_arguments(depth)?
        } else {
            vec![]
        };
        Some(PathSegment { ident, args })
    }

    fn angle_arguments(&mut self, depth: usize) -> Option<Vec<GenericArg>> {
        self.expect_punct(b'<')?;
        let mut args = vec![];
        while !self.take_punct(b'>') {
            args.push(self.argument(depth)?);
            if !self.take_punct(b',') && !self.is_punct(b'>') {
                return None;
            }
        }
        Some(args)
    }

    fn argument(&mut self, depth: usize) -> Option<GenericArg> {
        let first = self.peek(0)?;
        match first.kind {
            Kind::Lifetime => {
                if self.is_punct_ahead(1, b'+') {
                    return None;
                }
                self.take_lifetime().map(GenericArg::Lifetime)
            }
            Kind::Integer => {
                let length = self.length_literal()?;
                Some(GenericArg::Const(length))
            }
            Kind::Word if matches!(self.text_of(first), "true" | "false") => None,
            Kind::Word | Kind::RawWord
                if self.is_punct_ahead(1, b'=')
                    && !self.is_pair_ahead(1, b'=', b'=')
                    && !self.is_pair_ahead(1, b'=', b'>') =>
            {
                let name = self.ident()?;
                self.expect_punct(b'=')?;
                // `N = 3` is an associated constant.
                if !matches!(self.peek(0)?.kind, Kind::Integer | Kind::Open(b'{')) {
                    return Some(GenericArg::Binding(name, self.nested_ty(depth, Plus::Yes)?));
                }
                None
            }
            _ => {
                let ty = self.nested_ty(depth, Plus::Yes)?;
                // `Item: Bound`, `Item<'a> = T`
                let ends = self.is_punct(b',') || self.is_punct(b'>');
                ends.then_some(GenericArg::Type(ty))
            }
        }
    }

    /// `Fn(A) -> B`
    fn parenthesized_arguments(&mut self, depth: usize) -> Option<Vec<GenericArg>> {
        let mut args = self.inside(b'(', |reader| {
            let mut args = vec![];
            while !reader.is_empty() {
                args.push(GenericArg::Type(reader.nested_ty(depth, Plus::Yes)?));
                reader.comma_or_end()?;
            }
            Some(args)
        })?;
        if self.is_pair(b'-', b'>') {
            let start = self.start()?;
            self.at += 2;
            let output = Ident {
                name: "Output".to_owned(),
                raw: false,
                span: self.since(start),
            };
            args.push(GenericArg::Binding(
                output,
                self.nested_ty(depth, Plus::No)?,
            ));
        }
        Some(args)
    }

    pub(super) fn visibility(&mut self) -> Option<Visibility> {
        if !self.take_word("pub") {
            return Some(Visibility::Private);
        }
        if !self.is_open(b'(') {
            return Some(Visibility::Public);
        }
        let restricted = match self.peek(1)?.kind {
            Kind::Word => self.text_of(self.tokens[self.at + 1]),
            _ => return Some(Visibility::Public),
        };
        let alone = self.tokens[self.at].pair as usize == self.at + 2;
        match restricted {
            "crate" if alone => {
                self.step()?;
                Some(Visibility::Crate)
            }
            "self" if alone => {
                self.step()?;
                Some(Visibility::Private)
            }
            "super" if alone => {
                self.step()?;
                Some(Visibility::Restricted(vec!["super".to_owned()]))
            }
            "in" => self.inside(b'(', Self::restricted),
            // `pub (crate::A, B)` in a tuple struct
            _ => Some(Visibility::Public),
        }
    }

    /// `in crate::a`
    fn restricted(&mut self) -> Option<Visibility> {
        self.expect_word("in")?;
        let mut segments = vec![];
        loop {
            let word = self.word()?.name;
            if is_keyword(&word) && !matches!(word.as_str(), "crate" | "self" | "super") {
                return None;
            }
            segments.push(word);
            if !self.take_pair(b':', b':') {
                break;
            }
        }
        (segments.len() > 1).then_some(Visibility::Restricted(segments))
    }
}
