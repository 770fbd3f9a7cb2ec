//! Names in Erlang source: atoms, constructor tags, modules.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use contract_schema::{TypeDef, WireHash};
use heck::ToSnakeCase;

/// Words that must be quoted to be atoms; `maybe` is one from OTP 27 on.
const RESERVED: &[&str] = &[
    "after", "and", "andalso", "band", "begin", "bnot", "bor", "bsl", "bsr", "bxor", "case",
    "catch", "cond", "div", "else", "end", "fun", "if", "let", "maybe", "not", "of", "or",
    "orelse", "receive", "rem", "try", "when", "xor",
];

/// The most characters that an atom or a variable can have.
pub(super) const LONGEST: usize = 255;

/// An atom as source text, quoted where it must be. A name that is too long is cut, and ends with
/// a hash of the whole.
pub(super) fn atom(name: &str) -> String {
    let name = &*bounded(name);
    let mut chars = name.chars();
    let plain = chars.next().is_some_and(|first| first.is_ascii_lowercase())
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !RESERVED.contains(&name);
    if plain {
        name.to_owned()
    } else {
        format!("'{}'", escaped(name, '\''))
    }
}

/// The name itself, or of one that is too long what stands for it.
pub(in crate::targets) fn bounded(name: &str) -> Cow<'_, str> {
    if name.chars().count() <= LONGEST {
        return Cow::Borrowed(name);
    }
    let hash = WireHash::of(name);
    let kept = LONGEST - 1 - hash.as_str().len();
    let start: String = name.chars().take(kept).collect();
    Cow::Owned(format!("{start}~{hash}"))
}

/// A binary of UTF-8 text as source text.
pub(super) fn binary(text: &str) -> String {
    let utf8 = if text.is_ascii() { "" } else { "/utf8" };
    format!("<<\"{}\"{utf8}>>", escaped(text, '"'))
}

fn escaped(text: &str, quote: char) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c == quote || c == '\\' {
            escaped.push('\\');
            escaped.push(c);
        } else if c.is_control() {
            let _ = write!(escaped, "\\x{{{:x}}}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// The atom that names a type: `'pages/home.Task'`.
pub(super) fn type_atom(module_path: &str, type_name: &str) -> String {
    atom(&format!("{module_path}.{type_name}"))
}

/// The atom that names an endpoint: `'pages/home:load_task'`. The colon keeps it apart from types.
pub(super) fn endpoint_atom(module: &str, name: &str) -> String {
    atom(&format!("{module}:{name}"))
}

/// What Erlang code calls each variant of a type, in the order of `def.variants`: its name in
/// `snake_case`, or as it is where two would become one.
pub(super) fn tags(def: &TypeDef) -> Vec<String> {
    plain_tags(def).iter().map(|tag| atom(tag)).collect()
}

/// The same without quotes.
pub(in crate::targets) fn plain_tags(def: &TypeDef) -> Vec<String> {
    let snake: Vec<String> = def
        .variants
        .iter()
        .map(|variant| variant.variant_name.to_snake_case())
        .collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &snake {
        *count.entry(name).or_default() += 1;
    }
    // A name kept as it is can equal another's snake_case only if it is snake_case itself, and
    // then it was counted with it.
    def.variants
        .iter()
        .zip(&snake)
        .map(|(variant, name)| {
            let unique = !name.is_empty() && count[name.as_str()] == 1;
            let name = if unique { name } else { &variant.variant_name };
            bounded(name).into_owned()
        })
        .collect()
}

/// The start of a module name: lower case, no quotes needed.
pub(in crate::targets) fn module_prefix(wanted: &str) -> String {
    let clean: String = wanted
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '_'
            }
        })
        .collect();
    if clean.starts_with(|c: char| c.is_ascii_lowercase()) {
        clean
    } else {
        format!("libero_{clean}")
    }
}

#[cfg(test)]
mod tests {
    use contract_schema::{TypeKind, Variant};

    use super::*;

    #[test]
    fn an_atom_is_quoted_where_it_must_be() {
        let cases = [
            ("task", "task"),
            ("task_2", "task_2"),
            ("end", "'end'"),
            ("maybe", "'maybe'"),
            ("10a502b9f6", "'10a502b9f6'"),
            ("f66451c2b4", "f66451c2b4"),
            ("pages/home.Task", "'pages/home.Task'"),
            ("_x", "'_x'"),
            ("über", "'über'"),
            ("it's", "'it\\'s'"),
            ("", "''"),
        ];
        for (name, expected) in cases {
            assert_eq!(atom(name), expected);
        }
    }

    #[test]
    fn a_name_that_no_atom_can_hold_is_cut() {
        let long = |end: &str| atom(&format!("{}{end}", "a".repeat(300)));
        assert_eq!(long("x").chars().count(), LONGEST + 2);
        assert!(long("x").starts_with("'aaaa"));
        assert_ne!(long("x"), long("y"));
    }

    #[test]
    fn text_outside_ascii_is_a_utf8_binary() {
        assert_eq!(binary("a\"b"), r#"<<"a\"b">>"#);
        assert_eq!(binary("größe"), "<<\"größe\"/utf8>>");
    }

    #[test]
    fn variants_whose_snake_case_is_equal_keep_their_names() {
        let variant = |name: &str| Variant {
            variant_name: name.into(),
            field_labels: vec![],
            field_types: vec![],
            wire_hash: None,
            index: 0,
            fields: vec![],
            docs: None,
            deprecated: None,
            source: None,
            rust: None,
        };
        let def = TypeDef {
            module_path: "m".into(),
            type_name: "E".into(),
            type_params: vec![],
            variants: ["HTTPError", "HttpError", "If", "NotFound", "_0"]
                .into_iter()
                .map(variant)
                .collect(),
            kind: TypeKind::Enum,
            docs: None,
            deprecated: None,
            source: None,
            rust: None,
        };
        assert_eq!(
            tags(&def),
            ["'HTTPError'", "'HttpError'", "'if'", "not_found", "'0'"]
        );
    }

    #[test]
    fn a_module_prefix_needs_no_quotes() {
        let cases = [
            ("libero", "libero"),
            ("My-App", "my_app"),
            ("2048", "libero_2048"),
            ("", "libero_"),
        ];
        for (wanted, expected) in cases {
            assert_eq!(module_prefix(wanted), expected);
        }
    }
}
