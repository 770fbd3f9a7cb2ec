//! Attributes: `parse/attributes.rs`, on flat tokens.

use contract_schema::Deprecation;

use super::tokens::{Kind, Token};
use super::{Reader, is_keyword, literals};
use crate::diagnostic::Span;
use crate::parse::attributes::doc_lines;
use crate::parse::syntax::{Attributes, SerdeEntry};

/// One attribute, read as far as its form.
#[derive(Clone, Copy)]
pub(super) struct Meta<'a> {
    /// Empty for a path of several names.
    pub(super) name: &'a str,
    content: Content,
}

#[derive(Clone, Copy)]
enum Content {
    Nothing,
    Doc(Token),
    Text(Token),
    /// A value that is no string.
    Value,
    /// The place of the delimiter that opens.
    List(usize),
}

impl<'a> Reader<'a> {
    pub(super) fn outer_attributes(&mut self) -> Option<Vec<Meta<'a>>> {
        let mut metas = vec![];
        while let Some(token) = self.peek(0) {
            match token.kind {
                Kind::OuterDoc => {
                    self.at += 1;
                    metas.push(doc(token));
                }
                Kind::Punct(b'#') => {
                    self.at += 1;
                    metas.push(self.inside(b'[', Self::meta)?);
                }
                _ => break,
            }
        }
        Some(metas)
    }

    pub(super) fn inner_attributes(&mut self) -> Option<Vec<Meta<'a>>> {
        let mut metas = vec![];
        loop {
            match self.peek(0).map(|token| token.kind) {
                Some(Kind::InnerDoc) => {
                    metas.push(doc(self.peek(0)?));
                    self.at += 1;
                }
                Some(Kind::Punct(b'#')) if self.is_punct_ahead(1, b'!') => {
                    self.at += 2;
                    metas.push(self.inside(b'[', Self::meta)?);
                }
                _ => return Some(metas),
            }
        }
    }

    fn meta(&mut self) -> Option<Meta<'a>> {
        let word = self.peek(0)?;
        let mut name = match word.kind {
            Kind::Word if !is_keyword(self.text_of(word)) => self.text_of(word),
            _ => return None,
        };
        self.at += 1;
        while self.take_pair(b':', b':') {
            self.ident()?;
            name = "";
        }
        let content = match self.peek(0).map(|token| token.kind) {
            Some(Kind::Open(_)) => {
                let open = self.at;
                self.step()?;
                Content::List(open)
            }
            Some(Kind::Punct(b'=')) => {
                if self.is_pair(b'=', b'=') || self.is_pair(b'=', b'>') {
                    return None;
                }
                self.at += 1;
                self.meta_value()?
            }
            _ => Content::Nothing,
        };
        Some(Meta { name, content })
    }

    /// A literal, or a macro call such as `include_str!("README.md")`.
    fn meta_value(&mut self) -> Option<Content> {
        let value = self.peek(0)?;
        self.at += 1;
        let content = match value.kind {
            Kind::Text | Kind::RawText => Content::Text(value),
            Kind::Integer | Kind::Literal => Content::Value,
            Kind::Word if matches!(self.text_of(value), "true" | "false") => Content::Value,
            Kind::Word if !is_keyword(self.text_of(value)) => {
                self.expect_punct(b'!')?;
                self.is_open(b'(').then_some(())?;
                self.step()?;
                Content::Value
            }
            _ => return None,
        };
        (self.is_empty() || self.is_punct(b',')).then_some(content)
    }

    /// The attributes that apply; the inner none where `cfg` switches the item off.
    pub(super) fn active(&mut self, metas: Vec<Meta<'a>>) -> Option<Option<Vec<Meta<'a>>>> {
        let conditional = |meta: &Meta<'_>| matches!(meta.name, "cfg" | "cfg_attr");
        if !metas.iter().any(conditional) {
            return Some(Some(metas));
        }
        let mut active = Vec::with_capacity(metas.len());
        for meta in metas {
            if !self.expand(meta, &mut active)? {
                return Some(None);
            }
        }
        Some(Some(active))
    }

    fn expand(&mut self, meta: Meta<'a>, active: &mut Vec<Meta<'a>>) -> Option<bool> {
        match meta.name {
            "cfg" => self.at_list(meta, |reader| {
                let on = reader.decide()?;
                reader.take_punct(b',');
                Some(on)
            }),
            "cfg_attr" => {
                let (on, inner) = self.at_list(meta, |reader| {
                    let on = reader.decide()?;
                    reader.take_punct(b',');
                    let mut inner = vec![];
                    while !reader.is_empty() {
                        inner.push(reader.meta()?);
                        reader.comma_or_end()?;
                    }
                    Some((on, inner))
                })?;
                if on {
                    for meta in inner {
                        if !self.expand(meta, active)? {
                            return Some(false);
                        }
                    }
                }
                Some(true)
            }
            _ => {
                active.push(meta);
                Some(true)
            }
        }
    }

    /// Reads what stands between the parentheses of an attribute.
    fn at_list<T>(
        &mut self,
        meta: Meta<'a>,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let Content::List(open) = meta.content else {
            return None;
        };
        let here = (self.at, self.end);
        (self.at, self.end) = (open, self.tokens.len());
        let value = self.inside(b'(', read)?;
        (self.at, self.end) = here;
        Some(value)
    }

    pub(super) fn attributes(&mut self, metas: &[Meta<'a>]) -> Option<Attributes> {
        let mut attributes = Attributes::default();
        let mut docs = vec![];
        for meta in metas {
            match (meta.name, meta.content) {
                ("doc", Content::Doc(token)) => self.doc(token, &mut docs),
                ("doc", Content::Text(token)) => doc_lines(&self.string(token)?, &mut docs),
                ("deprecated", _) => attributes.deprecated = Some(self.deprecation(*meta)?),
                ("serde", Content::List(_)) => {
                    let entries = self.at_list(*meta, Self::serde_entries)?;
                    attributes.serde.extend(entries);
                }
                ("non_exhaustive", _) => attributes.non_exhaustive = true,
                _ => {}
            }
        }
        attributes.finish_docs(docs);
        Some(attributes)
    }

    fn doc(&self, token: Token, docs: &mut Vec<String>) {
        let text = self.text_of(token);
        if let Some(line) = text.strip_prefix("//") {
            let line = line[1..].trim_end();
            docs.push(line.strip_prefix(' ').unwrap_or(line).to_owned());
        } else {
            doc_lines(&text[3..text.len() - 2], docs);
        }
    }

    /// The text of `name = "text"`.
    pub(super) fn text_value(&self, meta: &Meta<'a>) -> Option<Option<String>> {
        match meta.content {
            Content::Text(token) => self.string(token).map(Some),
            Content::Doc(_) => None,
            _ => Some(None),
        }
    }

    /// What a string literal means; none where it has escapes.
    pub(super) fn string(&self, token: Token) -> Option<String> {
        let text = self.text_of(token);
        if token.kind == Kind::Text {
            let inner = &text[1..text.len() - 1];
            return (!inner.contains('\\')).then(|| inner.to_owned());
        }
        let (start, end) = literals::raw_string(text.as_bytes(), 1, literals::Form::Text)?;
        let closing = start - 1;
        Some(text[start..end - closing].to_owned())
    }

    fn take_string(&mut self) -> Option<String> {
        let token = self.peek(0)?;
        if !matches!(token.kind, Kind::Text | Kind::RawText) {
            return None;
        }
        self.at += 1;
        self.string(token)
    }

    fn deprecation(&mut self, meta: Meta<'a>) -> Option<Deprecation> {
        let mut deprecation = Deprecation {
            since: None,
            note: self.text_value(&meta)?,
        };
        if let Content::List(_) = meta.content {
            self.at_list(meta, |reader| {
                while !reader.is_empty() {
                    let name = reader.ident()?;
                    reader.expect_punct(b'=')?;
                    let text = reader.take_string()?;
                    match name.name.as_str() {
                        _ if name.raw => return None,
                        "since" => deprecation.since = Some(text),
                        "note" => deprecation.note = Some(text),
                        _ => return None,
                    }
                    reader.comma_or_end()?;
                }
                Some(())
            })?;
        }
        Some(deprecation)
    }

    fn serde_entries(&mut self) -> Option<Vec<SerdeEntry>> {
        let mut entries = vec![];
        while !self.is_empty() {
            let start = self.start()?;
            let mut entry = SerdeEntry {
                name: self.word()?.name,
                value: None,
                nested: vec![],
                span: Span {
                    file: self.file,
                    start: 0,
                    end: 0,
                },
            };
            if self.take_punct(b'=') {
                entry.value = Some(self.take_string()?);
            } else if self.is_open(b'(') {
                entry.nested = self.inside(b'(', Self::serde_nested)?;
            }
            entry.span = self.since(start);
            entries.push(entry);
            self.comma_or_end()?;
        }
        Some(entries)
    }

    fn serde_nested(&mut self) -> Option<Vec<(String, Option<String>)>> {
        let mut nested = vec![];
        while !self.is_empty() {
            if let Some(Kind::Text | Kind::RawText) = self.peek(0).map(|token| token.kind) {
                nested.push((self.take_string()?, None));
            } else {
                let name = self.word()?.name;
                let value = if self.take_punct(b'=') {
                    Some(self.take_string()?)
                } else {
                    None
                };
                nested.push((name, value));
            }
            self.comma_or_end()?;
        }
        Some(nested)
    }
}

fn doc(token: Token) -> Meta<'static> {
    Meta {
        name: "doc",
        content: Content::Doc(token),
    }
}
