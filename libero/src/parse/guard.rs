//! Refusing nesting so deep that a parser which recurses would run out of stack.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::buffer::Cursor;

use crate::diagnostic::{Code, Diagnostic};

/// Nesting past what libero reads.
const DEPTH: Code = Code(21);

/// The text of a syn error that stands for [`DEPTH`].
pub(super) const TOO_DEEP: &str = "nested too deeply";

/// The delimiters that may be open at once anywhere in a file.
const MAX_DELIMITERS: usize = 256;

/// The tokens that may lead to one place inside a declaration. Each level of syn's recursion takes
/// at least one of them.
const MAX_TOKENS: usize = 1_000;

/// The types that may stand inside each other.
pub(super) const MAX_TYPE_DEPTH: usize = 100;

pub(super) fn too_deep(span: crate::diagnostic::Span) -> Diagnostic {
    let place = crate::diagnostic::Span {
        end: span.end.min(span.start + 1),
        ..span
    };
    Diagnostic::error(
        DEPTH,
        "this is nested too deeply for libero",
        place,
        "the limit is passed here",
    )
    .note(format!(
        "at most {MAX_DELIMITERS} open delimiters, {MAX_TYPE_DEPTH} types inside each other, \
         {MAX_TOKENS} tokens in one expression"
    ))
    .help("give the inner part a name of its own: a struct or a `type` alias")
}

/// Finds the first place with too many open delimiters. Does not recurse.
pub(super) fn check_delimiters(tokens: TokenStream) -> Result<(), Span> {
    let mut open = vec![tokens.into_iter()];
    while let Some(level) = open.last_mut() {
        match level.next() {
            None => {
                open.pop();
            }
            Some(TokenTree::Group(group)) => {
                if open.len() > MAX_DELIMITERS {
                    return Err(group.span_open());
                }
                open.push(group.stream().into_iter());
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// How far a declaration is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Up to its `;` or the end of its braces.
    Whole,
    /// Up to its `;` or the start of its braces.
    Signature,
    /// What stands between two delimiters.
    Inside,
}

/// Checks the declaration at the cursor.
pub(super) fn check_item(cursor: Cursor<'_>, extent: Extent) -> syn::Result<()> {
    check(cursor, 0, extent)
}

/// Recursion is bounded by [`MAX_DELIMITERS`].
fn check(mut cursor: Cursor<'_>, before: usize, extent: Extent) -> syn::Result<()> {
    let item = extent != Extent::Inside;
    let mut run = before;
    let mut angles = 0_usize;
    let mut previous = [' '; 2];
    while !cursor.eof() {
        if let Some((inside, delimiter, _, rest)) = cursor.any_group() {
            let last = item && delimiter == Delimiter::Brace && angles == 0;
            if last && extent == Extent::Signature {
                return Ok(());
            }
            // What a macro is given stays tokens.
            let macro_call = previous[1] == '!' && previous[0] != '#';
            if !macro_call {
                check(inside, run + 1, Extent::Inside)?;
            }
            if last {
                return Ok(());
            }
            cursor = rest;
            previous = [' '; 2];
            // An attribute leads to nothing that follows it.
            run += usize::from(delimiter != Delimiter::Bracket);
        } else if let Some((punct, rest)) = cursor.punct() {
            let arrow = matches!(previous[1], '-' | '=');
            match punct.as_char() {
                ';' if item => return Ok(()),
                '=' if extent == Extent::Signature && angles == 0 => return Ok(()),
                ';' => (run, angles) = (before, 0),
                ',' if angles == 0 => run = before,
                '<' => (run, angles) = (run + 1, angles + 1),
                '>' if !arrow => angles = angles.saturating_sub(1),
                '#' => {}
                '!' if previous[1] == '#' => {}
                _ => run += 1,
            }
            previous = [previous[1], punct.as_char()];
            cursor = rest;
        } else if let Some((_, rest)) = cursor.token_tree() {
            run += 1;
            previous = [' '; 2];
            cursor = rest;
        } else {
            return Ok(());
        }
        if run > MAX_TOKENS {
            return Err(syn::Error::new(cursor.span(), TOO_DEEP));
        }
    }
    Ok(())
}
