//! Reading the common forms of declarations straight from the text, without syn.
//!
//! syn stays the authority. What is read here is what syn would have given, to the byte; at anything
//! that is rare, unclear or wrong the file is given up, and syn reads it from the start. So whatever
//! this accepts must be a part of what proc-macro2 and syn accept, and every message is syn's.
//! Tests hold both against each other on broken sources too.
//!
//! | module | holds |
//! |---|---|
//! | `tokens` | text to flat tokens; bodies of functions, impl blocks and traits are checked, not kept |
//! | `literals` | where a literal ends |
//! | `guard` | depth, and stepping over an item |
//! | `items`, `functions`, `uses` | declarations |
//! | `attributes`, `conditions` | attributes, `cfg` |
//! | `types`, `generics`, `lengths` | what stands in declarations |

#![allow(clippy::option_option)] // the outer one gives the file up

mod attributes;
mod conditions;
mod functions;
mod generics;
mod guard;
mod items;
mod lengths;
mod literals;
mod tokens;
mod types;
mod uses;

use std::collections::BTreeSet;

use crate::diagnostic::Span;
use crate::load::FileId;
use crate::parse::ParsedFile;
use crate::parse::cfg::CfgContext;
use crate::parse::syntax::Ident;
use tokens::{Kind, Token};

/// Reads a file; none where syn has to.
pub(super) fn read(file: FileId, text: &str, cfg: &CfgContext) -> Option<ParsedFile> {
    if text.starts_with("#!") && !text[2..].trim_start().starts_with('[') {
        return None;
    }
    let tokens = tokens::tokens(text)?;
    let mut reader = Reader {
        file,
        text,
        end: tokens.len(),
        tokens: &tokens,
        at: 0,
        cfg,
        assumed_off: BTreeSet::new(),
    };
    let body = reader.module_body()?;
    Some(ParsedFile {
        disabled: body.is_none(),
        body: body.unwrap_or_default(),
        assumed_off: reader.assumed_off,
        diagnostics: vec![],
    })
}

/// A place among the tokens, and what ends the group around it. Every method gives none where the
/// file is to be given up.
struct Reader<'a> {
    file: FileId,
    text: &'a str,
    tokens: &'a [Token],
    at: usize,
    end: usize,
    cfg: &'a CfgContext,
    assumed_off: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    fn is_empty(&self) -> bool {
        self.at >= self.end
    }

    /// The token so many places ahead in this group.
    fn peek(&self, ahead: usize) -> Option<Token> {
        let at = self.at + ahead;
        if at < self.end {
            Some(self.tokens[at])
        } else {
            None
        }
    }

    fn text_of(&self, token: Token) -> &'a str {
        &self.text[token.start as usize..token.end as usize]
    }

    /// Whether a word stands here; keywords are words.
    fn is_word(&self, word: &str) -> bool {
        self.is_word_ahead(0, word)
    }

    fn is_word_ahead(&self, ahead: usize, word: &str) -> bool {
        let token = self.peek(ahead);
        token.is_some_and(|token| token.kind == Kind::Word && self.text_of(token) == word)
    }

    fn is_punct(&self, punct: u8) -> bool {
        self.is_punct_ahead(0, punct)
    }

    fn is_punct_ahead(&self, ahead: usize, punct: u8) -> bool {
        self.peek(ahead)
            .is_some_and(|token| token.kind == Kind::Punct(punct))
    }

    /// Whether two signs stand here without a space between them.
    fn is_pair(&self, first: u8, second: u8) -> bool {
        self.is_pair_ahead(0, first, second)
    }

    fn is_pair_ahead(&self, ahead: usize, first: u8, second: u8) -> bool {
        match (self.peek(ahead), self.peek(ahead + 1)) {
            (Some(one), Some(two)) => {
                one.kind == Kind::Punct(first)
                    && two.kind == Kind::Punct(second)
                    && one.end == two.start
            }
            _ => false,
        }
    }

    fn is_open(&self, delimiter: u8) -> bool {
        self.is_open_ahead(0, delimiter)
    }

    fn is_open_ahead(&self, ahead: usize, delimiter: u8) -> bool {
        self.peek(ahead)
            .is_some_and(|token| token.kind == Kind::Open(delimiter))
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.at += usize::from(found);
        found
    }

    fn take_punct(&mut self, punct: u8) -> bool {
        let found = self.is_punct(punct);
        self.at += usize::from(found);
        found
    }

    fn take_pair(&mut self, first: u8, second: u8) -> bool {
        let found = self.is_pair(first, second);
        self.at += 2 * usize::from(found);
        found
    }

    fn expect_word(&mut self, word: &str) -> Option<()> {
        self.take_word(word).then_some(())
    }

    fn expect_punct(&mut self, punct: u8) -> Option<()> {
        self.take_punct(punct).then_some(())
    }

    /// A `:` that is not half of `::`.
    fn expect_colon(&mut self) -> Option<()> {
        if self.is_pair(b':', b':') {
            return None;
        }
        self.expect_punct(b':')
    }

    fn expect_empty(&self) -> Option<()> {
        self.is_empty().then_some(())
    }

    /// Between two items of a list: a comma, or the end.
    fn comma_or_end(&mut self) -> Option<()> {
        if self.is_empty() {
            return Some(());
        }
        self.expect_punct(b',')
    }

    /// Reads what stands in the group that opens here, all of it.
    fn inside<T>(&mut self, delimiter: u8, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let open = self.peek(0)?;
        if open.kind != Kind::Open(delimiter) || !open.kept {
            return None;
        }
        let close = open.pair as usize;
        let outer = std::mem::replace(&mut self.end, close);
        self.at += 1;
        let value = read(self)?;
        self.expect_empty()?;
        self.at = close + 1;
        self.end = outer;
        Some(value)
    }

    /// Steps over a token, or a group as a whole.
    fn step(&mut self) -> Option<()> {
        let token = self.peek(0)?;
        self.at = match token.kind {
            Kind::Open(_) => token.pair as usize + 1,
            _ => self.at + 1,
        };
        Some(())
    }

    /// A name: no keyword.
    fn ident(&mut self) -> Option<Ident> {
        let token = self.peek(0)?;
        let ident = match token.kind {
            Kind::Word if !is_keyword(self.text_of(token)) => self.plain(token),
            Kind::RawWord => Ident {
                name: self.text_of(token)[2..].to_owned(),
                raw: true,
                span: self.span(token),
            },
            _ => return None,
        };
        self.at += 1;
        Some(ident)
    }

    /// Any word; none for a raw one.
    fn word(&mut self) -> Option<Ident> {
        let token = self.peek(0).filter(|token| token.kind == Kind::Word)?;
        self.at += 1;
        Some(self.plain(token))
    }

    fn plain(&self, token: Token) -> Ident {
        Ident {
            name: self.text_of(token).to_owned(),
            raw: false,
            span: self.span(token),
        }
    }

    fn span(&self, token: Token) -> Span {
        Span {
            file: self.file,
            start: token.start,
            end: token.end,
        }
    }

    /// Where the next token starts.
    fn start(&self) -> Option<u32> {
        Some(self.peek(0)?.start)
    }

    /// From a place to the end of the last token that was read.
    fn since(&self, start: u32) -> Span {
        Span {
            file: self.file,
            start,
            end: self.tokens[self.at - 1].end,
        }
    }
}

/// The words that syn takes for no name.
fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "_" | "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "crate"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "Self"
            | "self"
            | "static"
            | "struct"
            | "super"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}
