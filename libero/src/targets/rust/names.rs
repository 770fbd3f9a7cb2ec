//! Names and literals of Rust source.

use std::fmt::Write as _;

use heck::ToSnakeCase;

/// Keywords of edition 2024, those reserved for later included, that may be written `r#…`.
const RAW_KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot be written `r#…`.
const PATH_KEYWORDS: &[&str] = &["crate", "self", "super", "Self", "_"];

/// What the generated impls name without a path.
pub(crate) const USED_IN_IMPLS: &[&str] = &["Result", "Wire", "requests", "rt"];

/// Replaces a name in Rust source, where it does not end a longer path.
pub(crate) fn rename(source: &str, from: &str, to: &str) -> String {
    let part = |character: char| character.is_alphanumeric() || character == '_';
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(start) = rest.find(part) {
        let (before, word) = rest.split_at(start);
        let (word, after) = word.split_at(word.find(|c| !part(c)).unwrap_or(word.len()));
        text.push_str(before);
        let whole = word == from && !text.ends_with("::");
        text.push_str(if whole { to } else { word });
        rest = after;
    }
    text.push_str(rest);
    text
}

/// A name as an identifier: `type` becomes `r#type`, `self` becomes `self_`.
pub fn ident(name: &str) -> String {
    if RAW_KEYWORDS.contains(&name) {
        format!("r#{name}")
    } else if PATH_KEYWORDS.contains(&name) {
        format!("{name}_")
    } else {
        name.to_owned()
    }
}

/// The name of a function that calls an endpoint: `server_2fa` leaves `_2fa`.
pub(crate) fn function(name: &str) -> String {
    let name = name.to_snake_case();
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("_{name}")
    } else {
        ident(&name)
    }
}

/// Bytes as the inside of a byte string literal: printable ASCII as it is, the rest `\x…`.
pub(crate) fn byte_string(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for &byte in bytes {
        match byte {
            b'"' | b'\\' => {
                text.push('\\');
                text.push(char::from(byte));
            }
            b' '..=b'~' => text.push(char::from(byte)),
            other => {
                const DIGITS: &[u8; 16] = b"0123456789abcdef";
                text.push_str("\\x");
                text.push(char::from(DIGITS[usize::from(other >> 4)]));
                text.push(char::from(DIGITS[usize::from(other & 15)]));
            }
        }
    }
    text
}

/// Text as a string literal, quotes included.
pub(crate) fn string(text: &str) -> String {
    if is_plain(text) && !text.contains('"') {
        return ["\"", text, "\""].concat();
    }
    ["\"", &escaped(text), "\""].concat()
}

/// Whether a text is printable ASCII without escapes, as nearly all are.
fn is_plain(text: &str) -> bool {
    // Without a way out, so that many bytes are looked at in one step.
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'\\';
    text.bytes()
        .fold(true, |plain, byte| plain & is_plain(byte))
}

/// Text as the inside of a string literal.
pub(crate) fn escaped(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                literal.push('\\');
                literal.push(character);
            }
            ' '..='~' => literal.push(character),
            other => {
                let _ = write!(literal, "\\u{{{:x}}}", u32::from(other));
            }
        }
    }
    literal
}

/// Text as a raw string literal, `r#"…"#`, which reads better where there are many quotes.
pub(crate) fn raw_string(text: &str) -> String {
    let hidden = |c: char| c.is_control() || ('\u{200b}'..='\u{206f}').contains(&c);
    if !is_plain(text) && text.contains(hidden) {
        return string(text);
    }
    let mut hashes = String::from("#");
    while text.contains('#') && text.contains(&["\"", &hashes].concat()) {
        hashes.push('#');
    }
    ["r", &hashes, "\"", text, "\"", &hashes].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_become_usable_identifiers() {
        for (name, expected) in [("type", "r#type"), ("self", "self_"), ("task", "task")] {
            assert_eq!(ident(name), expected);
        }
    }

    #[test]
    fn a_name_is_replaced_but_not_in_longer_paths() {
        assert_eq!(
            rename("Wire: ::a::Wire<Wire, Wired>", "Wire", "W"),
            "W: ::a::Wire<W, Wired>"
        );
    }

    #[test]
    fn a_function_begins_with_no_digit() {
        assert_eq!(function("2fa"), "_2fa");
        assert_eq!(function("load_title"), "load_title");
    }

    #[test]
    fn literals_hold_any_bytes_and_text() {
        assert_eq!(byte_string(b"h\x03\"\\\xff"), r#"h\x03\"\\\xff"#);
        assert_eq!(string("a\"é\n"), r#""a\"\u{e9}\u{a}""#);
    }

    #[test]
    fn a_raw_string_has_as_many_hashes_as_it_needs() {
        assert_eq!(raw_string(r#"{"a":"#), r##"r#"{"a":"#"##);
        assert_eq!(raw_string(r##"{"a"#b":"##), r###"r##"{"a"#b":"##"###);
        assert_eq!(raw_string("\u{7}"), r#""\u{7}""#);
    }
}
