//! The inside of sycamore's `view!`: a lower-case name in front of `(…)` or `{…}` is an element and means no item.
//!
//! Anything that is not of the known form is read as Rust, which finds too much rather than too little.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::mentions::{Mode, Scanner};
use super::tokens::{is, is_lowercase, name};

/// Reads children.
pub(super) fn scan(scanner: &mut Scanner, tokens: TokenStream) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        at = match name(&tokens, at).as_deref() {
            Some("if" | "match" | "else") => control(scanner, &tokens, at),
            Some(_) => tag(scanner, &tokens, at),
            None => {
                scanner.tokens(&tokens[at..=at], Mode::Format);
                at + 1
            }
        };
    }
}

/// `if condition { children }`, `match value { pattern => { children } }`.
fn control(scanner: &mut Scanner, tokens: &[TokenTree], at: usize) -> usize {
    let block = (at..tokens.len()).find(|at| braces(&tokens[*at]).is_some());
    let block = block.unwrap_or(tokens.len());
    scanner.tokens(&tokens[at + 1..block], Mode::Format);
    let Some(inside) = tokens.get(block).and_then(braces) else {
        return tokens.len();
    };
    if name(tokens, at).is_some_and(|word| word == "match") {
        arms(scanner, inside);
    } else {
        scan(scanner, inside);
    }
    block + 1
}

/// Patterns, guards and arms without braces are Rust.
fn arms(scanner: &mut Scanner, tokens: TokenStream) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut start = 0;
    for at in 1..tokens.len() {
        if let Some(children) = braces(&tokens[at])
            && is(&tokens, at - 1, '>')
        {
            scanner.tokens(&tokens[start..at], Mode::Format);
            scan(scanner, children);
            start = at + 1;
        }
    }
    scanner.tokens(&tokens[start..], Mode::Format);
}

/// `element(attributes) { children }`, or a component.
fn tag(scanner: &mut Scanner, tokens: &[TokenTree], at: usize) -> usize {
    let mut end = at + 1;
    while end < tokens.len() && !matches!(&tokens[end], TokenTree::Group(_)) {
        end += 1;
    }
    let is_custom = is(tokens, at + 1, '-');
    let is_element =
        is_custom || (end == at + 1 && name(tokens, at).is_some_and(|name| is_lowercase(&name)));
    if !is_element || end == tokens.len() {
        scanner.tokens(&tokens[at..end], Mode::Format);
    }
    if let Some(TokenTree::Group(attributes)) = tokens.get(end)
        && attributes.delimiter() == Delimiter::Parenthesis
    {
        scanner.stream(attributes.stream(), Mode::Format);
        end += 1;
    }
    if let Some(children) = tokens.get(end).and_then(braces) {
        scan(scanner, children);
        end += 1;
    }
    end
}

fn braces(token: &TokenTree) -> Option<TokenStream> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    }
}
