//! What stands at the cursor, and stepping over what is not read.

use proc_macro2::{Delimiter, TokenTree};
use syn::parse::ParseStream;
use syn::{Token, token};

/// Whether a function stands here (true) or something in its manner that is no function (false).
pub(super) fn starts_function(input: ParseStream<'_>) -> Option<bool> {
    let fork = input.fork();
    loop {
        if fork.peek(Token![fn]) {
            return Some(true);
        }
        let modifier = fork.peek(Token![const])
            || fork.peek(Token![async])
            || fork.peek(Token![unsafe])
            || fork.peek(Token![safe])
            || fork.peek(Token![extern])
            || fork.peek(syn::LitStr);
        if !modifier || fork.parse::<TokenTree>().is_err() {
            return None;
        }
        // `extern "C" { … }`, `unsafe extern "C" { … }`
        if fork.peek(token::Brace) {
            return Some(false);
        }
    }
}

pub(super) fn is_unsafe(input: ParseStream<'_>, keyword: &str) -> bool {
    let next = input.cursor().ident().and_then(|(_, rest)| rest.ident());
    input.peek(Token![unsafe]) && next.is_some_and(|(ident, _)| ident == keyword)
}

/// Steps over one item: to its `;`, or to the end of its braces unless it is one that ends with `;`.
pub(super) fn skip_item(input: ParseStream<'_>) -> syn::Result<()> {
    while input.peek(Token![#]) {
        skip_one(input)?;
        skip_one(input)?;
    }
    if input.parse::<Option<Token![pub]>>()?.is_some() && input.peek(token::Paren) {
        skip_one(input)?;
    }
    let semicolon_only = starts_function(input).is_none()
        && (input.peek(Token![use])
            || input.peek(Token![static])
            || input.peek(Token![type])
            || input.peek(Token![const]));
    let mut angles = 0_usize;
    let mut arrow = false;
    while !input.is_empty() {
        if input.parse::<Option<Token![;]>>()?.is_some() {
            return Ok(());
        }
        if input.peek(token::Brace) && !semicolon_only && angles == 0 {
            return skip_braces(input);
        }
        let punct = input.cursor().punct().map(|(punct, _)| punct.as_char());
        match punct {
            Some('<') => angles += 1,
            Some('>') if !arrow => angles = angles.saturating_sub(1),
            _ => {}
        }
        arrow = matches!(punct, Some('-' | '='));
        skip_one(input)?;
    }
    Ok(())
}

pub(super) fn skip_braces(input: ParseStream<'_>) -> syn::Result<()> {
    input.step(|cursor| match cursor.group(Delimiter::Brace) {
        Some((_, _, rest)) => Ok(((), rest)),
        None => Err(cursor.error("expected `{`")),
    })
}

fn skip_one(input: ParseStream<'_>) -> syn::Result<()> {
    input.step(|cursor| match cursor.any_group() {
        Some((_, _, _, rest)) => Ok(((), rest)),
        None => match cursor.token_tree() {
            Some((_, rest)) => Ok(((), rest)),
            None => Err(cursor.error("expected an item")),
        },
    })
}

pub(super) fn skip_all(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() {
        skip_one(input)?;
    }
    Ok(())
}
