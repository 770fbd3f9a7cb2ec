//! JSON that is no value of a type. What JSON.parse hides, such as a key that is there twice, is not
//! among it.

use contract_schema::{FieldType, FloatRepr, IntRepr};

use super::Vectors;
use crate::codec::bounds;
use crate::typed_json;
use crate::value::Int;

type Bad = (String, String);

/// Texts. What is a value nevertheless, the reader finds.
pub(super) fn of(vectors: &Vectors<'_>, ty: &FieldType) -> Vec<Bad> {
    let bad: Vec<(&str, String)> = match ty {
        FieldType::Int { repr, .. } => beyond(*repr),
        FieldType::Float(repr) => floats(*repr),
        FieldType::String { .. } => plain(&[
            ("an Int", "1"),
            ("null", "null"),
            ("a lone surrogate", "\"\\ud800\""),
            ("an escape that is none", "\"\\x41\""),
        ]),
        FieldType::Bool => plain(&[("an Int", "0"), ("text", "\"true\""), ("null", "null")]),
        FieldType::BitArray { len } => {
            let mut bad = plain(&[
                ("text", "\"AA==\""),
                ("another encoding", r#"{"encoding":"hex","data":"00"}"#),
                ("no padding", r#"{"encoding":"base64url","data":"AA"}"#),
                (
                    "the other alphabet",
                    r#"{"encoding":"base64url","data":"+//+"}"#,
                ),
                (
                    "bits that are not zero",
                    r#"{"encoding":"base64url","data":"Zh=="}"#,
                ),
            ]);
            if len.is_some() {
                bad.extend(plain(&[(
                    "another length",
                    r#"{"encoding":"base64url","data":"c2V2ZW4hIQ=="}"#,
                )]));
            }
            bad
        }
        FieldType::Nil => plain(&[("an Object", "{}"), ("a Bool", "false")]),
        FieldType::List {
            element, unique, ..
        } => {
            let mut bad = plain(&[("an Object", "{}"), ("null", "null")]);
            if let Some(item) = smallest(vectors, element) {
                if *unique {
                    bad.push(("an item twice", format!("[{item},{item}]")));
                }
                bad.push(("another length", format!("[{}]", [&*item; 9].join(","))));
            }
            bad
        }
        FieldType::Option(_) => plain(&[
            ("null", "null"),
            (
                "another variant",
                r#"{"type":"gleam/option.Option","variant":"Maybe","fields":{}}"#,
            ),
            (
                "another type",
                r#"{"type":"option.Option","variant":"None","fields":{}}"#,
            ),
            (
                "Some without a value",
                r#"{"type":"gleam/option.Option","variant":"Some","fields":[]}"#,
            ),
        ]),
        FieldType::Result { .. } => plain(&[
            ("null", "null"),
            (
                "another variant",
                r#"{"type":"gleam/result.Result","variant":"Err","fields":[null]}"#,
            ),
        ]),
        FieldType::Dict { key, value } => dicts(vectors, key, value),
        FieldType::Tuple(_) => plain(&[("no parts", "[]"), ("an Object", "{}")]),
        FieldType::UserType { .. } => plain(&[
            ("null", "null"),
            ("text", "\"x\""),
            (
                "another type",
                r#"{"type":"no/such.Type","variant":"Type","fields":{}}"#,
            ),
        ]),
        FieldType::TypeVar(_) => vec![],
    };
    bad.into_iter()
        .map(|(note, text)| (note.to_owned(), text))
        .collect()
}

fn plain(all: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let all = all.iter();
    all.map(|(note, text)| (*note, (*text).to_owned()))
        .collect()
}

fn beyond(repr: IntRepr) -> Vec<(&'static str, String)> {
    let (first, last) = bounds(repr);
    let text = |int: Int| {
        if int.is_safe() {
            int.to_string()
        } else {
            format!("\"{int}\"")
        }
    };
    let mut bad = plain(&[
        ("a Float", "1.5"),
        ("text of a number that JSON holds", "\"1\""),
        ("text", "\"x\""),
        ("2^53 as a number", "9007199254740992"),
        ("null", "null"),
    ]);
    if let Some(above) = last.to_i128().and_then(|last| last.checked_add(1)) {
        bad.push(("one too many", text(Int::from(above))));
    }
    if let Some(below) = first.to_i128().and_then(|first| first.checked_sub(1)) {
        bad.push(("one too few", text(Int::from(below))));
    }
    bad
}

fn floats(repr: FloatRepr) -> Vec<(&'static str, String)> {
    let mut bad = plain(&[
        ("text", "\"1.0\""),
        ("null", "null"),
        ("beyond f64", "1e999"),
    ]);
    if repr == FloatRepr::F32 {
        bad.extend(plain(&[("beyond f32", "1e39")]));
    }
    bad
}

fn dicts(vectors: &Vectors<'_>, key: &FieldType, value: &FieldType) -> Vec<(&'static str, String)> {
    let is_text = matches!(key, FieldType::String { .. });
    let mut bad = plain(&[
        ("null", "null"),
        (
            "the other form of a Dict",
            if is_text { "[]" } else { "{}" },
        ),
    ]);
    if let (false, Some(key), Some(value)) =
        (is_text, smallest(vectors, key), smallest(vectors, value))
    {
        bad.push(("a key twice", format!("[[{key},{value}],[{key},{value}]]")));
        bad.push(("half a pair", format!("[[{key}]]")));
    }
    bad
}

fn smallest(vectors: &Vectors<'_>, ty: &FieldType) -> Option<String> {
    let value = vectors.sampler.smallest(ty).ok()?;
    String::from_utf8(typed_json::write(vectors.model, ty, &value).ok()?).ok()
}
