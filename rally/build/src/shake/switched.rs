//! Statements, fields, variants and arms under a `#[cfg(…)]` that holds in no client.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::Meta;
use syn::parse::Parser;

use super::cfg;
use super::tokens::{is, name};

/// Words behind which the first braces are the end.
const ENDING_IN_BRACES: [&str; 14] = [
    "async", "enum", "extern", "fn", "for", "if", "impl", "loop", "match", "mod", "pub", "struct",
    "unsafe", "while",
];

/// The token behind what is switched off by an attribute that stands at `at`.
pub(super) fn off(tokens: &[TokenTree], at: usize) -> Option<usize> {
    let condition = attribute(tokens, at)?;
    let Ok(Meta::List(list)) = syn::parse2::<Meta>(condition) else {
        return None;
    };
    if !list.path.is_ident("cfg") || !cfg::is_never(&list.parse_args().ok()?) {
        return None;
    }
    let mut start = at + 2;
    while attribute(tokens, start).is_some() {
        start += 2;
    }
    let is_block = |at: usize| matches!(tokens.get(at), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace);
    let first = name(tokens, start);
    let ends_in_braces =
        is_block(start) || first.is_some_and(|word| ENDING_IN_BRACES.contains(&word.as_str()));
    let mut end = start;
    while end < tokens.len() {
        if is(tokens, end, ';') || is(tokens, end, ',') {
            return Some(end + 1);
        }
        let is_arm = end > 1 && is(tokens, end - 1, '>') && is(tokens, end - 2, '=');
        let goes_on = name(tokens, end + 1).is_some_and(|word| word == "else");
        if (ends_in_braces || is_arm) && is_block(end) && !goes_on {
            return Some(end + 1 + usize::from(is(tokens, end + 1, ',')));
        }
        end += 1;
    }
    (end > start).then_some(end)
}

/// Whether `cfg_attr(…)` gives no attribute in any client.
pub(super) fn is_attribute_off(tokens: &[TokenTree]) -> bool {
    let Some(TokenTree::Group(inside)) = tokens.get(1) else {
        return false;
    };
    let first = |input: syn::parse::ParseStream<'_>| {
        let condition: Meta = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok(condition)
    };
    first
        .parse2(inside.stream())
        .is_ok_and(|condition| cfg::is_never(&condition))
}

/// What stands inside of `#[…]`.
fn attribute(tokens: &[TokenTree], at: usize) -> Option<TokenStream> {
    match tokens.get(at + 1) {
        Some(TokenTree::Group(group))
            if is(tokens, at, '#') && group.delimiter() == Delimiter::Bracket =>
        {
            Some(group.stream())
        }
        _ => None,
    }
}
