//! Functions: signatures alone.

use super::Reader;
use super::attributes::Meta;
use super::tokens::Kind;
use crate::parse::syntax::{FunctionItem, Ident, ModuleBody, ParamItem, Visibility};

/// Patterns inside each other.
const MAX_DEPTH: usize = 20;

impl<'a> Reader<'a> {
    pub(super) fn function(
        &mut self,
        metas: &[Meta<'a>],
        visibility: Visibility,
        body: &mut ModuleBody,
    ) -> Option<()> {
        let start = self.start()?;
        self.take_word("const");
        let is_async = self.take_word("async");
        let is_unsafe = self.take_word("unsafe");
        if self.take_word("extern") && self.peek(0)?.kind == Kind::Text {
            self.at += 1;
        }
        self.expect_word("fn")?;
        let name = self.ident()?;
        let mut generics = self.generics()?;
        let params = self.inside(b'(', Self::params)?;
        let output = if self.take_pair(b'-', b'>') {
            Some(self.ty()?)
        } else {
            None
        };
        self.where_clause(&mut generics)?;
        let span = self.since(start);
        if !self.take_punct(b';') {
            if !self.is_open(b'{') {
                return None;
            }
            self.step()?;
        }
        body.functions.push(FunctionItem {
            name,
            visibility,
            attributes: self.attributes(metas)?,
            is_async,
            is_unsafe,
            generics,
            params,
            output,
            span,
        });
        Some(())
    }

    fn params(&mut self) -> Option<Vec<ParamItem>> {
        let mut params = vec![];
        while !self.is_empty() {
            let metas = self.outer_attributes()?;
            let on = self.active(metas)?.is_some();
            let start = self.start()?;
            let name = self.pattern(0)?;
            self.expect_colon()?;
            let ty = self.ty()?;
            if on {
                params.push(ParamItem {
                    name,
                    ty,
                    span: self.since(start),
                });
            }
            self.comma_or_end()?;
        }
        Some(params)
    }

    /// The name, where the pattern is one.
    fn pattern(&mut self, depth: usize) -> Option<Option<Ident>> {
        if depth > MAX_DEPTH {
            return None;
        }
        if self.take_word("_") {
            return Some(None);
        }
        if self.is_open(b'(') {
            self.inside(b'(', |reader| reader.patterns(depth + 1))?;
            return Some(None);
        }
        let mutable = self.take_word("mut");
        let name = self.ident()?;
        if mutable || !(self.is_pair(b':', b':') || self.is_open(b'(')) {
            let plain = self.is_empty() || self.is_punct(b':') || self.is_punct(b',');
            return plain.then_some(Some(name));
        }
        while self.take_pair(b':', b':') {
            self.ident()?;
        }
        self.inside(b'(', |reader| reader.patterns(depth + 1))?;
        Some(None)
    }

    fn patterns(&mut self, depth: usize) -> Option<()> {
        while !self.is_empty() {
            self.pattern(depth)?;
            self.comma_or_end()?;
        }
        Some(())
    }
}
