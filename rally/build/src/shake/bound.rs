//! Names of parameters and variables, as far as tokens tell. A bare name among them may mean the variable
//! rather than an item that is called the same.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenTree};

use super::tokens::{is, is_keyword, is_lowercase, name};

/// Adds the names that are bound between these tokens, those inside groups left out.
pub(super) fn names(tokens: &[TokenTree], bound: &mut BTreeSet<String>) {
    for at in 0..tokens.len() {
        match &tokens[at] {
            TokenTree::Ident(ident) if ident == "let" || ident == "for" => {
                let end = (at..tokens.len()).find(|at| {
                    is(tokens, *at, '=') || is(tokens, *at, ';') || is_word(tokens, *at, "in")
                });
                pattern(&tokens[at + 1..end.unwrap_or(at + 1)], bound);
            }
            // `name: Type`, of a parameter.
            TokenTree::Punct(punct) if punct.as_char() == ':' && at > 0 => {
                pattern(&tokens[at - 1..at], bound);
            }
            TokenTree::Punct(punct) if punct.as_char() == '|' => closure(tokens, at, bound),
            // The pattern of an arm.
            TokenTree::Punct(punct) if punct.as_char() == '=' && is(tokens, at + 1, '>') => {
                let start = (0..at)
                    .rev()
                    .find(|at| is(tokens, *at, ',') || is_block(&tokens[*at]));
                pattern(&tokens[start.unwrap_or(0)..at], bound);
            }
            _ => {}
        }
    }
}

/// The parameters of a closure, if that is what starts here.
fn closure(tokens: &[TokenTree], open: usize, bound: &mut BTreeSet<String>) {
    let Some(close) = (open + 1..tokens.len()).find(|at| is(tokens, *at, '|')) else {
        return;
    };
    let inside = &tokens[open + 1..close];
    if !inside.iter().any(is_block) {
        pattern(inside, bound);
    }
}

fn pattern(tokens: &[TokenTree], bound: &mut BTreeSet<String>) {
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            let inside: Vec<TokenTree> = group.stream().into_iter().collect();
            pattern(&inside, bound);
        } else if let Some(name) = name(tokens, at)
            && is_lowercase(&name)
            && !is_keyword(&name)
        {
            bound.insert(name);
        }
    }
}

fn is_word(tokens: &[TokenTree], at: usize, word: &str) -> bool {
    matches!(&tokens[at], TokenTree::Ident(ident) if ident == word)
}

fn is_block(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}
