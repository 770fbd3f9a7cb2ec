//! The state that is carried through one file.

use std::collections::BTreeSet;
use std::ops::Range;
use std::str::FromStr;

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::load::FileId;
use crate::parse::ParsedFile;
use crate::parse::cfg::CfgContext;
use crate::parse::guard;
use crate::parse::syntax::{Ident, ModuleBody};

/// A file that is not Rust.
pub(super) const SYNTAX: Code = Code(20);

pub(super) struct Walker<'a> {
    file: FileId,
    text: &'a str,
    /// Where the tokens start in the text: after a `#!` line.
    offset: usize,
    pub(super) cfg: &'a CfgContext,
    pub(super) assumed_off: BTreeSet<String>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Walker<'a> {
    pub(super) fn new(file: FileId, text: &'a str, cfg: &'a CfgContext) -> Self {
        Self {
            file,
            text,
            offset: shebang_len(text),
            cfg,
            assumed_off: BTreeSet::new(),
            diagnostics: vec![],
        }
    }

    pub(super) fn file(mut self) -> ParsedFile {
        // The spans of the file before are not needed any more: keeps memory flat on a thread that
        // reads many files.
        proc_macro2::extra::invalidate_current_thread_spans();
        let body = self.body();
        ParsedFile {
            disabled: body.is_none(),
            body: body.unwrap_or_default(),
            assumed_off: self.assumed_off,
            diagnostics: self.diagnostics,
        }
    }

    fn body(&mut self) -> Option<ModuleBody> {
        let tokens = match TokenStream::from_str(&self.text[self.offset..]) {
            Ok(tokens) => tokens,
            Err(error) => {
                let span = self.span(error.span());
                self.diagnostics.push(
                    Diagnostic::error(
                        SYNTAX,
                        "this file cannot be read as Rust",
                        span,
                        "an unbalanced delimiter or a malformed literal",
                    )
                    .help("`cargo check` may say more"),
                );
                return Some(ModuleBody::default());
            }
        };
        if let Err(place) = guard::check_delimiters(tokens.clone()) {
            let span = self.span(place);
            self.diagnostics.push(guard::too_deep(span));
            return Some(ModuleBody::default());
        }
        let mut body = None;
        let parser = |input: ParseStream<'_>| {
            body = Some(self.module_body(input)?);
            Ok(())
        };
        let outcome: syn::Result<()> = parser.parse2(tokens);
        match (outcome, body) {
            (Err(error), body) if self.diagnostics.is_empty() => {
                self.syntax_error(&error);
                body.unwrap_or_default()
            }
            (_, Some(body)) => body,
            (_, None) => Some(ModuleBody::default()),
        }
    }

    pub(super) fn syntax_error(&mut self, error: &syn::Error) {
        for one in error {
            let span = self.span(one.span());
            let text = one.to_string();
            let diagnostic = if text == guard::TOO_DEEP {
                guard::too_deep(span)
            } else {
                Diagnostic::error(SYNTAX, format!("syntax error: {text}"), span, "")
            };
            self.diagnostics.push(diagnostic);
        }
    }

    pub(super) fn range(&self, span: proc_macro2::Span) -> Range<usize> {
        let range = span.byte_range();
        let clamp = |place: usize| (place + self.offset).min(self.text.len());
        clamp(range.start)..clamp(range.end)
    }

    #[allow(clippy::cast_possible_truncation)] // `load` refuses files of 4 GiB
    pub(super) fn span(&self, span: proc_macro2::Span) -> Span {
        let range = self.range(span);
        Span {
            file: self.file,
            start: range.start as u32,
            end: range.end as u32,
        }
    }

    /// From the start of one place to the end of another.
    pub(super) fn between(&self, first: proc_macro2::Span, last: proc_macro2::Span) -> Span {
        let (first, last) = (self.span(first), self.span(last));
        Span {
            end: last.end.max(first.end),
            ..first
        }
    }

    /// Where a piece of syntax stands, and what is written there.
    pub(super) fn spanned(&self, node: &impl Spanned) -> Span {
        self.span(node.span())
    }

    pub(super) fn source(&self, node: &impl Spanned) -> String {
        self.text[self.range(node.span())].to_owned()
    }

    pub(super) fn ident(&self, ident: &syn::Ident) -> Ident {
        let written = ident.to_string();
        Ident {
            raw: written.starts_with("r#"),
            name: ident.unraw().to_string(),
            span: self.span(ident.span()),
        }
    }
}

/// The length of a `#!` line, which is not an inner attribute.
fn shebang_len(text: &str) -> usize {
    match text.strip_prefix("#!") {
        Some(rest) if !rest.trim_start().starts_with('[') => text.find('\n').unwrap_or(text.len()),
        _ => 0,
    }
}
