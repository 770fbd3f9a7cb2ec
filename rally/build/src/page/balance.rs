//! Which bracket or quote of a text is the one too many, or too few: rustc's lexer alone says only that there
//! is one.

use std::ops::Range;

/// What does not fit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unbalanced {
    pub(super) what: String,
    pub(super) place: Range<usize>,
    /// What a closing bracket should have closed.
    pub(super) opened: Option<Range<usize>>,
}

/// The first thing that does not fit; none where all brackets and quotes do.
pub(super) fn find(text: &str) -> Option<Unbalanced> {
    let bytes = text.as_bytes();
    let mut open: Vec<(u8, usize)> = vec![];
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = &text.as_bytes()[at..];
        at += match byte {
            b'/' if rest.starts_with(b"//") => line(rest),
            b'/' if rest.starts_with(b"/*") => match comment(rest) {
                Some(length) => length,
                None => return Some(never_closed("comment", at..at + 2)),
            },
            b'"' => match string(rest) {
                Some(length) => length,
                None => return Some(never_closed("text", at..at + 1)),
            },
            b'r' if !follows_a_word(bytes, at) => match raw(rest) {
                Raw::Text(length) => length,
                Raw::NoEnd => return Some(never_closed("text", at..at + 1)),
                Raw::SomethingElse => 1,
            },
            b'\'' => letter(&text[at..]),
            b'(' | b'[' | b'{' => {
                open.push((byte, at));
                1
            }
            b')' | b']' | b'}' => {
                match open.pop() {
                    Some((opening, _)) if closing(opening) == byte => {}
                    last => return Some(misfit(byte, at, last)),
                }
                1
            }
            _ => 1,
        };
    }
    let (opening, at) = open.pop()?;
    let what = format!("this `{}` is never closed", char::from(opening));
    Some(Unbalanced {
        what,
        place: at..at + 1,
        opened: None,
    })
}

fn never_closed(what: &str, place: Range<usize>) -> Unbalanced {
    Unbalanced {
        what: format!("this {what} is never closed"),
        place,
        opened: None,
    }
}

fn misfit(byte: u8, at: usize, last: Option<(u8, usize)>) -> Unbalanced {
    let byte = char::from(byte);
    let (what, opened) = match last {
        Some((opening, from)) => {
            let opening = char::from(opening);
            let what = format!("this `{byte}` does not close the `{opening}` before it");
            (what, Some(from..from + 1))
        }
        None => (format!("this `{byte}` closes nothing"), None),
    };
    Unbalanced {
        what,
        place: at..at + 1,
        opened,
    }
}

fn closing(opening: u8) -> u8 {
    match opening {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}

fn follows_a_word(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    // `br"…"` and `cr"…"` are raw as well.
    before.is_some_and(|one| {
        (one.is_ascii_alphanumeric() || *one == b'_') && !matches!(one, b'b' | b'c')
    })
}

fn line(rest: &[u8]) -> usize {
    rest.iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or(rest.len())
}

fn comment(rest: &[u8]) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        if rest[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return Some(at);
            }
        } else {
            at += 1;
        }
    }
    None
}

fn string(rest: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match rest.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// What begins with an `r`.
enum Raw {
    Text(usize),
    NoEnd,
    SomethingElse,
}

fn raw(rest: &[u8]) -> Raw {
    let hashes = rest[1..].iter().take_while(|byte| **byte == b'#').count();
    if rest.get(1 + hashes) != Some(&b'"') {
        return Raw::SomethingElse;
    }
    let end: Vec<u8> = std::iter::once(b'"')
        .chain(std::iter::repeat_n(b'#', hashes))
        .collect();
    let body = &rest[hashes + 2..];
    let found = body.windows(end.len()).position(|window| window == end);
    found.map_or(Raw::NoEnd, |at| Raw::Text(hashes + 2 + at + end.len()))
}

/// A letter in quotes, or the quote of a lifetime.
fn letter(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some((at, escaped))) => {
            let after = at + escaped.len_utf8();
            rest[after..].find('\'').map_or(1, |end| after + end + 1)
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bracket_that_does_not_fit_is_found() {
        for (text, expected) in [
            ("fn a() { b(1, [2]); }", None),
            ("fn a( { }", Some(("this `(` is never closed", 4))),
            (
                "fn a() { b(c }",
                Some(("this `}` does not close the `(` before it", 13)),
            ),
            ("fn a() { } }", Some(("this `}` closes nothing", 11))),
            (
                "fn a() {\nfn b() { }\n",
                Some(("this `{` is never closed", 7)),
            ),
            (
                "a(\"(\", '(', '\\'', '\\u{28}', /* ( /* */ */ r#\"(\"#) // (",
                None,
            ),
            ("fn a<'a>(b: &'a str) { 'b: loop {} }", None),
            ("let a = \"b;", Some(("this text is never closed", 8))),
            ("/* a", Some(("this comment is never closed", 0))),
            ("br#\"(\"# r\"(", Some(("this text is never closed", 8))),
            ("for_(r#type, bar)", None),
            ("'é' ('\\\\')", None),
        ] {
            let found = find(text);
            let found = found
                .as_ref()
                .map(|one| (one.what.as_str(), one.place.start));
            assert_eq!(found, expected, "{text}");
        }
    }
}
