//! Module bodies and the items in them: `parse/items.rs`, on flat tokens.

use std::collections::BTreeSet;

use super::attributes::Meta;
use super::tokens::Kind;
use super::{Reader, is_keyword};
use crate::diagnostic::Span;
use crate::parse::guard::Extent;
use crate::parse::syntax::{
    AliasItem, ConstItem, FieldItem, Fields, LengthExpr, MacroCall, ModuleBody, ModuleItem,
    TypeBody, TypeItem, VariantItem, Visibility,
};

impl<'a> Reader<'a> {
    /// The items up to the end of the group; the inner none where `#![cfg(…)]` switches them off.
    pub(super) fn module_body(&mut self) -> Option<Option<ModuleBody>> {
        self.check_item(Extent::Signature)?;
        let inner = self.inner_attributes()?;
        if self.active(inner)?.is_none() {
            self.at = self.end;
            return Some(None);
        }
        let mut body = ModuleBody::default();
        while !self.is_empty() {
            self.item(&mut body)?;
        }
        Some(Some(body))
    }

    fn item(&mut self, body: &mut ModuleBody) -> Option<()> {
        self.check_item(Extent::Signature)?;
        let metas = self.outer_attributes()?;
        let visibility = self.visibility()?;
        let Some(metas) = self.active(metas)? else {
            return self.skip_item();
        };
        if let Some(function) = self.starts_function() {
            return if function {
                self.function(&metas, visibility, body)
            } else {
                self.skip_item()
            };
        }
        let first = self.peek(0)?;
        if first.kind == Kind::Punct(b';') {
            return self.skip_item();
        }
        if first.kind != Kind::Word {
            return None;
        }
        match self.text_of(first) {
            "struct" => self.structure(&metas, visibility, body),
            "enum" => self.enumeration(&metas, visibility, body),
            "type" => self.alias(visibility, body),
            "use" => {
                self.check_item(Extent::Whole)?;
                self.use_item(&visibility, &mut body.imports)
            }
            "extern" if self.is_word_ahead(1, "crate") => {
                let import = self.extern_crate(visibility)?;
                body.imports.push(import);
                Some(())
            }
            "mod" => self.module(&metas, visibility, body),
            "const" => self.constant(body),
            "trait" => self.trait_item(1, body),
            "unsafe" if self.is_word_ahead(1, "trait") => self.trait_item(2, body),
            "unsafe" if self.is_word_ahead(1, "impl") => self.skip_item(),
            "impl" | "static" => self.skip_item(),
            "union" | "auto" | "default" | "macro" | "safe" => None,
            _ => self.macro_call(body),
        }
    }

    fn trait_item(&mut self, ahead: usize, body: &mut ModuleBody) -> Option<()> {
        let start = self.at;
        self.at += ahead;
        body.traits.push(self.ident()?);
        self.at = start;
        self.skip_item()
    }

    fn structure(
        &mut self,
        metas: &[Meta<'a>],
        visibility: Visibility,
        body: &mut ModuleBody,
    ) -> Option<()> {
        self.check_item(Extent::Whole)?;
        let start = self.start()?;
        self.expect_word("struct")?;
        let name = self.ident()?;
        let mut generics = self.generics()?;
        let mut end = name.span.end;
        let fields = if self.is_open(b'(') {
            let fields = Fields::Tuple(self.inside(b'(', |reader| reader.fields(false))?);
            end = self.since(start).end;
            self.where_clause(&mut generics)?;
            self.expect_punct(b';')?;
            fields
        } else {
            self.where_clause(&mut generics)?;
            if self.take_punct(b';') {
                Fields::Unit
            } else {
                let fields = Fields::Named(self.inside(b'{', |reader| reader.fields(true))?);
                end = self.since(start).end;
                fields
            }
        };
        body.types.push(TypeItem {
            name,
            visibility,
            attributes: self.attributes(metas)?,
            generics,
            body: TypeBody::Struct(fields),
            span: Span {
                file: self.file,
                start,
                end,
            },
        });
        Some(())
    }

    fn fields(&mut self, named: bool) -> Option<Vec<FieldItem>> {
        let mut fields = vec![];
        while !self.is_empty() {
            let metas = self.outer_attributes()?;
            let start = self.start()?;
            let visibility = self.visibility()?;
            let written = self.start()? != start;
            let name = if named {
                {
                    let name = self.ident()?;
                    self.expect_colon()?;
                    Some(name)
                }
            } else {
                None
            };
            let ty = self.ty()?;
            self.comma_or_end()?;
            let Some(metas) = self.active(metas)? else {
                continue;
            };
            let from = match (&name, written) {
                (None, false) => ty.span.start,
                _ => start,
            };
            fields.push(FieldItem {
                name,
                visibility,
                attributes: self.attributes(&metas)?,
                span: Span {
                    start: from,
                    ..ty.span
                },
                ty,
            });
        }
        Some(fields)
    }

    fn enumeration(
        &mut self,
        metas: &[Meta<'a>],
        visibility: Visibility,
        body: &mut ModuleBody,
    ) -> Option<()> {
        self.check_item(Extent::Whole)?;
        let start = self.start()?;
        self.expect_word("enum")?;
        let name = self.ident()?;
        let mut generics = self.generics()?;
        self.where_clause(&mut generics)?;
        let variants = self.inside(b'{', Self::variants)?;
        body.types.push(TypeItem {
            name,
            visibility,
            attributes: self.attributes(metas)?,
            generics,
            body: TypeBody::Enum(variants),
            span: self.since(start),
        });
        Some(())
    }

    fn variants(&mut self) -> Option<Vec<VariantItem>> {
        let mut variants = vec![];
        while !self.is_empty() {
            let metas = self.outer_attributes()?;
            let name = self.ident()?;
            let fields = if self.is_open(b'{') {
                Fields::Named(self.inside(b'{', |reader| reader.fields(true))?)
            } else if self.is_open(b'(') {
                Fields::Tuple(self.inside(b'(', |reader| reader.fields(false))?)
            } else {
                Fields::Unit
            };
            if self.take_punct(b'=') {
                self.take_punct(b'-');
                self.operators(0, 0)?;
            }
            self.comma_or_end()?;
            let Some(metas) = self.active(metas)? else {
                continue;
            };
            variants.push(VariantItem {
                name,
                attributes: self.attributes(&metas)?,
                fields,
            });
        }
        Some(variants)
    }

    fn alias(&mut self, visibility: Visibility, body: &mut ModuleBody) -> Option<()> {
        self.check_item(Extent::Whole)?;
        self.expect_word("type")?;
        let name = self.ident()?;
        let generics = self.generics()?;
        self.expect_punct(b'=')?;
        let ty = self.ty()?;
        self.expect_punct(b';')?;
        body.aliases.push(AliasItem {
            name,
            visibility,
            generics,
            ty,
        });
        Some(())
    }

    fn module(
        &mut self,
        metas: &[Meta<'a>],
        visibility: Visibility,
        body: &mut ModuleBody,
    ) -> Option<()> {
        self.expect_word("mod")?;
        let name = self.ident()?;
        let inner = if self.take_punct(b';') {
            None
        } else {
            match self.inside(b'{', Self::module_body)? {
                Some(inner) => Some(inner),
                None => return Some(()),
            }
        };
        let path = match metas.iter().find(|meta| meta.name == "path") {
            Some(meta) => self.text_value(meta)?,
            None => None,
        };
        body.modules.push(ModuleItem {
            name,
            visibility,
            path,
            body: inner,
        });
        Some(())
    }

    fn constant(&mut self, body: &mut ModuleBody) -> Option<()> {
        const MAX_TOKENS: usize = 64;
        self.expect_word("const")?;
        let name = match self.peek(0)?.kind {
            Kind::Word => self.word()?,
            _ => self.ident()?,
        };
        self.expect_colon()?;
        let mut value = None;
        let mut trees = 0;
        let mut plain = true;
        loop {
            let token = self.peek(0)?;
            if token.kind == Kind::Punct(b';') {
                break;
            }
            if value.is_none() {
                if token.kind == Kind::Punct(b'=') {
                    value = Some(self.at + 1);
                }
            } else {
                trees += 1 + usize::from(token.kind == Kind::Lifetime);
                plain &= self.is_plain(self.at);
            }
            self.step()?;
        }
        let end = self.at;
        self.at += 1;
        let Some(start) = value.filter(|_| plain && trees <= MAX_TOKENS && trees > 0) else {
            return Some(());
        };
        let only = self.tokens[start];
        if trees == 1 && matches!(only.kind, Kind::Text | Kind::RawText | Kind::Literal) {
            return Some(());
        }
        if trees == 1 && only.kind == Kind::Word && matches!(self.text_of(only), "true" | "false") {
            return Some(());
        }
        let after = (self.at, self.end);
        (self.at, self.end) = (start, end);
        let value = self.length(0)?;
        (self.at, self.end) = after;
        if !matches!(value, LengthExpr::Other(_)) {
            body.consts.push(ConstItem { name, value });
        }
        Some(())
    }

    /// Whether a tree of tokens may stand in an integer expression.
    fn is_plain(&self, at: usize) -> bool {
        match self.tokens[at].kind {
            Kind::Punct(punct) => b"+-*/<:".contains(&punct),
            Kind::Open(b'(') => {
                let close = self.tokens[at].pair as usize;
                let mut inside = at + 1;
                while inside < close {
                    if !self.is_plain(inside) {
                        return false;
                    }
                    inside = match self.tokens[inside].kind {
                        Kind::Open(_) => self.tokens[inside].pair as usize + 1,
                        _ => inside + 1,
                    };
                }
                true
            }
            Kind::Open(_) | Kind::Close | Kind::Lifetime | Kind::OuterDoc | Kind::InnerDoc => false,
            _ => true,
        }
    }

    fn macro_call(&mut self, body: &mut ModuleBody) -> Option<()> {
        let start = self.start()?;
        let mut path: Vec<&str> = vec![];
        loop {
            let word = self.peek(0).filter(|token| token.kind == Kind::Word)?;
            if is_keyword(self.text_of(word)) {
                return None;
            }
            path.push(self.text_of(word));
            self.at += 1;
            if !self.take_pair(b':', b':') {
                break;
            }
        }
        self.expect_punct(b'!')?;
        let rules = path == ["macro_rules"];
        if rules {
            self.word()?;
        }
        let open = self.peek(0)?;
        let Kind::Open(delimiter) = open.kind else {
            return None;
        };
        let inside = self.at + 1..open.pair as usize;
        self.step()?;
        let span = self.since(start);
        if delimiter != b'{' {
            self.take_punct(b';');
        }
        if !rules {
            let mut names = BTreeSet::new();
            self.idents(open.kept, inside, &mut names)?;
            body.macro_calls.push(MacroCall {
                path: path.join("::"),
                idents: names.into_iter().map(str::to_owned).collect(),
                span,
            });
        }
        Some(())
    }

    fn idents(
        &self,
        kept: bool,
        inside: std::ops::Range<usize>,
        names: &mut BTreeSet<&'a str>,
    ) -> Option<()> {
        kept.then_some(())?;
        for token in &self.tokens[inside] {
            match token.kind {
                Kind::Word => _ = names.insert(self.text_of(*token)),
                Kind::RawWord => _ = names.insert(&self.text_of(*token)[2..]),
                Kind::Lifetime => _ = names.insert(&self.text_of(*token)[1..]),
                Kind::OuterDoc | Kind::InnerDoc => _ = names.insert("doc"),
                Kind::Open(_) if !token.kept => return None,
                _ => {}
            }
        }
        Some(())
    }
}
