//! Attributes: `cfg`, `cfg_attr`, docs, `deprecated`, `serde`.

use contract_schema::Deprecation;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, Token, parenthesized};

use crate::parse::syntax::{Attributes, SerdeEntry};
use crate::parse::walker::Walker;

impl Walker<'_> {
    /// The attributes that apply, `cfg_attr` expanded; none where `cfg` switches the item off.
    pub(super) fn active(&mut self, attributes: &[Attribute]) -> syn::Result<Option<Vec<Meta>>> {
        let mut metas = Vec::with_capacity(attributes.len());
        for attribute in attributes {
            if !self.expand(attribute.meta.clone(), &mut metas)? {
                return Ok(None);
            }
        }
        Ok(Some(metas))
    }

    /// False where the item is off.
    fn expand(&mut self, meta: Meta, metas: &mut Vec<Meta>) -> syn::Result<bool> {
        let Meta::List(list) = &meta else {
            metas.push(meta);
            return Ok(true);
        };
        let (cfg, assumed_off) = (self.cfg, &mut self.assumed_off);
        if meta.path().is_ident("cfg") {
            let decide = |input: ParseStream<'_>| {
                let on = cfg.decide(input, assumed_off)?;
                input.parse::<Option<Token![,]>>()?;
                Ok(on)
            };
            return list.parse_args_with(decide);
        }
        if !meta.path().is_ident("cfg_attr") {
            metas.push(meta);
            return Ok(true);
        }
        let split = |input: ParseStream<'_>| {
            let on = cfg.decide(input, assumed_off)?;
            input.parse::<Option<Token![,]>>()?;
            Ok((on, Punctuated::<Meta, Token![,]>::parse_terminated(input)?))
        };
        let (on, inner) = list.parse_args_with(split)?;
        if on {
            for meta in inner {
                if !self.expand(meta, metas)? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    pub(super) fn attributes(&mut self, metas: &[Meta]) -> syn::Result<Attributes> {
        let mut attributes = Attributes::default();
        let mut docs = vec![];
        for meta in metas {
            let path = meta.path();
            if path.is_ident("doc") {
                if let Some(text) = text_value(meta) {
                    doc_lines(&text, &mut docs);
                }
            } else if path.is_ident("deprecated") {
                attributes.deprecated = Some(deprecation(meta)?);
            } else if path.is_ident("serde") {
                if let Meta::List(list) = meta {
                    let entries = |input: ParseStream<'_>| self.serde_entries(input);
                    attributes.serde.extend(list.parse_args_with(entries)?);
                }
            } else if path.is_ident("non_exhaustive") {
                attributes.non_exhaustive = true;
            }
        }
        attributes.finish_docs(docs);
        Ok(attributes)
    }

    fn serde_entries(&self, input: ParseStream<'_>) -> syn::Result<Vec<SerdeEntry>> {
        let mut entries = vec![];
        while !input.is_empty() {
            let start = input.span();
            let mut entry = SerdeEntry {
                name: input.call(syn::Ident::parse_any)?.unraw().to_string(),
                value: None,
                nested: vec![],
                span: self.span(start),
            };
            let mut end = start;
            if input.peek(Token![=]) {
                input.parse::<Token![=]>()?;
                let (value, place) = self.value(input)?;
                (entry.value, end) = (Some(value), place);
            } else if input.peek(syn::token::Paren) {
                let inside;
                end = parenthesized!(inside in input).span.close();
                entry.nested = self.nested(&inside)?;
            }
            entry.span = self.between(start, end);
            entries.push(entry);
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(entries)
    }

    /// `serialize = "a", deserialize = "b"`; also bare strings, as in `tag("a")`.
    fn nested(&self, input: ParseStream<'_>) -> syn::Result<Vec<(String, Option<String>)>> {
        let mut nested = vec![];
        while !input.is_empty() {
            if input.peek(LitStr) {
                nested.push((input.parse::<LitStr>()?.value(), None));
            } else {
                let name = input.call(syn::Ident::parse_any)?.unraw().to_string();
                let value = if input.peek(Token![=]) {
                    input.parse::<Token![=]>()?;
                    Some(self.value(input)?.0)
                } else {
                    None
                };
                nested.push((name, value));
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(nested)
    }

    /// A string literal, or whatever else stands there as it is written.
    fn value(&self, input: ParseStream<'_>) -> syn::Result<(String, proc_macro2::Span)> {
        if input.peek(LitStr) {
            let literal: LitStr = input.parse()?;
            return Ok((literal.value(), literal.span()));
        }
        let value: Expr = input.parse()?;
        let span = syn::spanned::Spanned::span(&value);
        Ok((self.source(&value), span))
    }
}

impl Attributes {
    /// Joins the lines of the doc comment, empty ones at its end left out.
    pub(super) fn finish_docs(&mut self, mut docs: Vec<String>) {
        while docs.last().is_some_and(String::is_empty) {
            docs.pop();
        }
        let text = match docs.len() {
            1 => docs.remove(0),
            _ => docs.join("\n"),
        };
        self.docs = (!text.trim().is_empty()).then_some(text);
    }
}

/// The text of `name = "text"`.
pub(super) fn text_value(meta: &Meta) -> Option<String> {
    let Meta::NameValue(pair) = meta else {
        return None;
    };
    let Expr::Lit(ExprLit {
        lit: Lit::Str(text),
        ..
    }) = &pair.value
    else {
        return None;
    };
    Some(text.value())
}

fn deprecation(meta: &Meta) -> syn::Result<Deprecation> {
    let mut deprecation = Deprecation {
        since: None,
        note: text_value(meta),
    };
    if let Meta::List(list) = meta {
        list.parse_nested_meta(|entry| {
            let text = entry.value()?.parse::<LitStr>()?.value();
            if entry.path.is_ident("since") {
                deprecation.since = Some(text);
            } else if entry.path.is_ident("note") {
                deprecation.note = Some(text);
            }
            Ok(())
        })?;
    }
    Ok(deprecation)
}

/// Splits one doc comment into lines, as rustdoc shows them.
pub(super) fn doc_lines(text: &str, lines: &mut Vec<String>) {
    let mut block: Vec<&str> = text.lines().map(str::trim_end).collect();
    if block.len() > 1 {
        if block.first().is_some_and(|line| line.is_empty()) {
            block.remove(0);
        }
        if block.last().is_some_and(|line| line.is_empty()) {
            block.pop();
        }
        let starred = |line: &&str| line.trim_start().starts_with('*');
        if block.iter().skip(1).all(starred) && block.last().is_some_and(starred) {
            for line in &mut block {
                let trimmed = line.trim_start();
                *line = trimmed.strip_prefix('*').unwrap_or(trimmed);
            }
        } else {
            let indent = |line: &&str| line.len() - line.trim_start().len();
            let written = block.iter().filter(|line| !line.is_empty());
            let common = written.map(indent).min().unwrap_or(0);
            let cut = |line: &&str| line.get(common..).unwrap_or_default().to_owned();
            lines.extend(block.iter().map(cut));
            return;
        }
    }
    if block.is_empty() {
        block.push("");
    }
    lines.extend(
        block
            .into_iter()
            .map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned()),
    );
}
