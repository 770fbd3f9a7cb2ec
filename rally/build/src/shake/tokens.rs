//! Looking at tokens.

use std::ops::Range;

use proc_macro2::{Spacing, TokenTree};
use syn::ext::IdentExt;

#[rustfmt::skip]
const KEYWORDS: [&str; 36] = [
    "as", "async", "await", "break", "const", "continue", "dyn", "else", "enum", "extern", "false", "fn", "for",
    "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "static", "struct",
    "trait", "true", "type", "unsafe", "use", "where", "while", "yield", "_",
];

/// Keywords in front of a name that is defined there.
const DEFINING: [&str; 9] = [
    "const", "enum", "fn", "mod", "static", "struct", "trait", "type", "union",
];

/// The token behind `<…>`, of which the first stands at `open`.
pub(super) fn angles(tokens: &[TokenTree], open: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = open;
    while at < tokens.len() {
        if is(tokens, at, '<') {
            depth += 1;
        } else if is(tokens, at, '>') && !(is(tokens, at - 1, '-') || is(tokens, at - 1, '=')) {
            depth -= 1;
            if depth == 0 {
                return at + 1;
            }
        }
        at += 1;
    }
    at
}

pub(super) fn after_colons(tokens: &[TokenTree], at: usize) -> Option<String> {
    is_colons(tokens, at)
        .then(|| name(tokens, at + 2))
        .flatten()
}

pub(super) fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    let joint = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint);
    tokens.get(at).is_some_and(joint) && is(tokens, at + 1, ':')
}

pub(super) fn is(tokens: &[TokenTree], at: usize, char: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == char)
}

/// The identifier at a place, `r#` taken off.
pub(super) fn name(tokens: &[TokenTree], at: usize) -> Option<String> {
    match tokens.get(at) {
        Some(TokenTree::Ident(ident)) => Some(ident.unraw().to_string()),
        _ => None,
    }
}

pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

pub(super) fn is_lowercase(name: &str) -> bool {
    name.starts_with(|first: char| first.is_lowercase() || first == '_')
}

pub(super) fn byte_range(token: &TokenTree) -> Range<usize> {
    token.span().byte_range()
}

/// Whether the name behind this keyword is defined there.
pub(super) fn is_defining(word: &str) -> bool {
    DEFINING.contains(&word)
}
