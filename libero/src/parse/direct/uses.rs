//! `use` and `extern crate`: `parse/uses.rs`, on flat tokens.

use super::Reader;
use super::tokens::Kind;
use crate::diagnostic::Span;
use crate::parse::syntax::{Ident, Import, ImportBinding, Visibility};

/// Groups inside each other.
const MAX_DEPTH: usize = 40;

struct Uses<'v> {
    absolute: bool,
    visibility: &'v Visibility,
    prefix: Vec<Ident>,
}

impl Reader<'_> {
    pub(super) fn use_item(
        &mut self,
        visibility: &Visibility,
        imports: &mut Vec<Import>,
    ) -> Option<()> {
        self.expect_word("use")?;
        let mut uses = Uses {
            absolute: self.take_pair(b':', b':'),
            visibility,
            prefix: vec![],
        };
        self.use_tree(&mut uses, imports, 0)?;
        self.expect_punct(b';')
    }

    fn use_tree(
        &mut self,
        uses: &mut Uses<'_>,
        imports: &mut Vec<Import>,
        depth: usize,
    ) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        if self.is_open(b'{') {
            return self.inside(b'{', |reader| {
                while !reader.is_empty() {
                    reader.use_tree(uses, imports, depth + 1)?;
                    reader.comma_or_end()?;
                }
                Some(())
            });
        }
        if self.take_punct(b'*') {
            // `use *` has no place of its own.
            let last = uses.prefix.last()?.span;
            imports.push(uses.import(uses.prefix.clone(), ImportBinding::Glob, last));
            return Some(());
        }
        let first = self.peek(0)?;
        let path_word = ["crate", "self", "super"];
        let ident = match first.kind {
            Kind::Word if path_word.contains(&self.text_of(first)) => self.word()?,
            _ => self.ident()?,
        };
        if self.take_pair(b':', b':') {
            uses.prefix.push(ident);
            self.use_tree(uses, imports, depth + 1)?;
            uses.prefix.pop();
            return Some(());
        }
        let itself = ident.name == "self" && !ident.raw;
        let mut path = uses.prefix.clone();
        if self.take_word("as") {
            if path.is_empty() || !itself {
                path.push(ident);
            }
            if let Some(token) = self.peek(0).filter(|_| self.is_word("_")) {
                self.at += 1;
                let last = path.last().map_or(self.span(token), |last| last.span);
                imports.push(uses.import(path, ImportBinding::Anonymous, last));
            } else {
                let alias = self.ident()?;
                let span = alias.span;
                imports.push(uses.import(path, ImportBinding::Name(alias), span));
            }
            return Some(());
        }
        let name = if itself {
            path.last()?.clone()
        } else {
            path.push(ident.clone());
            ident
        };
        let span = name.span;
        imports.push(uses.import(path, ImportBinding::Name(name), span));
        Some(())
    }

    pub(super) fn extern_crate(&mut self, visibility: Visibility) -> Option<Import> {
        let start = self.start()?;
        self.expect_word("extern")?;
        self.expect_word("crate")?;
        let mut name = if self.is_word("self") {
            self.word()?
        } else {
            self.ident()?
        };
        let binding = if self.take_word("as") {
            if self.take_word("_") {
                ImportBinding::Anonymous
            } else {
                ImportBinding::Name(self.ident()?)
            }
        } else {
            ImportBinding::Name(name.clone())
        };
        self.expect_punct(b';')?;
        let own = name.name == "self";
        if own {
            "crate".clone_into(&mut name.name);
        }
        Some(Import {
            span: self.since(start),
            path: vec![name],
            absolute: !own,
            binding,
            visibility,
        })
    }
}

impl Uses<'_> {
    fn import(&self, path: Vec<Ident>, binding: ImportBinding, span: Span) -> Import {
        let start = path.first().map_or(span.start, |first| first.span.start);
        Import {
            path,
            absolute: self.absolute,
            binding,
            visibility: self.visibility.clone(),
            span: Span {
                start: start.min(span.start),
                ..span
            },
        }
    }
}
