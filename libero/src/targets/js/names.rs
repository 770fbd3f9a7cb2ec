//! Names in JavaScript and TypeScript.

use std::borrow::Cow;
use std::fmt::Write as _;

use contract_schema::{Contract, Endpoint, PushType, TypeDef};
use heck::{ToLowerCamelCase, ToPascalCase};

use super::options::Options;

/// Words that cannot name a function of an ES module.
const RESERVED: &[&str] = &[
    "arguments",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// Words that cannot name a type.
const RESERVED_TYPES: &[&str] = &[
    "any",
    "asserts",
    "bigint",
    "boolean",
    "infer",
    "intrinsic",
    "is",
    "keyof",
    "never",
    "number",
    "object",
    "string",
    "symbol",
    "unique",
    "unknown",
];

/// The name of a type.
pub(super) fn type_name(def: &TypeDef, options: &Options) -> String {
    let name = match options.renamed(def) {
        Some(name) => identifier(&name),
        None => identifier(&def.type_name),
    };
    if RESERVED_TYPES.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// The name of the function that calls an endpoint.
pub(super) fn call_name(endpoint: &Endpoint, options: &Options) -> String {
    match options.renamed_call(endpoint) {
        Some(name) => identifier(name),
        None => identifier(&endpoint.name.to_lower_camel_case()),
    }
}

/// The name of the function that subscribes to a pushed type.
pub(super) fn watch_name(contract: &Contract, push: &PushType, options: &Options) -> String {
    let def = contract
        .types
        .iter()
        .find(|def| def.module_path == push.type_module && def.type_name == push.type_name);
    let name = def.map_or_else(|| push.type_name.clone(), |def| type_name(def, options));
    identifier(&format!("watch{}", name.to_pascal_case()))
}

/// A text as an identifier: what cannot stand in one becomes `_`, reserved words end in `_`.
pub(super) fn identifier(text: &str) -> String {
    let mut name = if text.chars().all(is_continue) {
        text.to_owned()
    } else {
        let chars = text.chars();
        chars
            .map(|c| if is_continue(c) { c } else { '_' })
            .collect()
    };
    if !name.chars().next().is_some_and(is_start) {
        name.insert(0, '_');
    }
    if RESERVED.contains(&name.as_str()) {
        name.push('_');
    }
    name
}

/// As [`identifier`], of a text that is one already more often than not.
pub(super) fn identifier_of(text: &str) -> Cow<'_, str> {
    // No reserved word begins so.
    let is_free = text.starts_with(|c: char| c.is_ascii_uppercase());
    if is_free && is_identifier(text) {
        text.into()
    } else {
        identifier(text).into()
    }
}

/// A label as the key of an object literal or type.
pub(super) fn key(label: &str) -> String {
    match label {
        // as a plain key it would set the prototype
        "__proto__" => "[\"__proto__\"]".to_owned(),
        _ if is_identifier(label) => label.to_owned(),
        _ => string(label),
    }
}

/// A label as the key of a member of a TypeScript type.
pub(super) fn member(label: &str) -> String {
    if is_identifier(label) {
        label.to_owned()
    } else {
        string(label)
    }
}

/// How a label is asked for: `.id`, `["a-b"]`.
pub(super) fn access(label: &str) -> String {
    if is_identifier(label) {
        [".", label].concat()
    } else {
        format!("[{}]", string(label))
    }
}

/// A string literal in double quotes, or in single ones where that needs fewer escapes.
pub(super) fn string(text: &str) -> String {
    let (quote, mark) = if text.contains('"') && !text.contains('\'') {
        ('\'', "'")
    } else {
        ('"', "\"")
    };
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'\\';
    // Without a way out, so that many bytes are looked at in one step.
    if text
        .bytes()
        .fold(true, |plain, byte| plain & is_plain(byte))
        && !text.contains(quote)
    {
        return [mark, text, mark].concat();
    }
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push(quote);
    for c in text.chars() {
        match c {
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            c if c == quote => {
                literal.push('\\');
                literal.push(c);
            }
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(literal, "\\u{{{:x}}}", u32::from(c));
            }
            c => literal.push(c),
        }
    }
    literal.push(quote);
    literal
}

fn is_identifier(text: &str) -> bool {
    if text.is_ascii() {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$');
        return text.bytes().all(is_part)
            && !text.starts_with(|c: char| c.is_ascii_digit())
            && !text.is_empty();
    }
    let mut chars = text.chars();
    chars.next().is_some_and(is_start) && chars.all(is_continue)
}

/// A subset of `ID_Start`: letters are enough for what Rust accepts, almost always.
fn is_start(c: char) -> bool {
    c.is_alphabetic() || c == '_' || c == '$'
}

fn is_continue(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}
