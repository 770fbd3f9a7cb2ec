//! Terms that are no value of a type.

use contract_schema::{FieldType, FloatRepr, IntRepr};

use super::Vectors;
use crate::codec::bounds;
use crate::etf;
use crate::value::Int;

type Bad = (String, Vec<u8>);

const TEXT: &[u8] = b"m\0\0\0\x01x";
const INT: &[u8] = &[97, 1];

/// Terms without the leading 131. What is a value nevertheless, the reader finds.
pub(super) fn of(vectors: &Vectors<'_>, ty: &FieldType) -> Vec<Bad> {
    let mut bad: Vec<(&str, Vec<u8>)> = match ty {
        FieldType::Int { repr, .. } => beyond(*repr),
        FieldType::Float(repr) => floats(*repr),
        FieldType::String { .. } => vec![
            ("an Int", INT.to_vec()),
            ("not UTF-8", b"m\0\0\0\x02\xff\xfe".to_vec()),
            ("a surrogate in UTF-8", b"m\0\0\0\x03\xed\xa0\x80".to_vec()),
            ("more bytes than there are", b"m\xff\xff\xff\xff".to_vec()),
        ],
        FieldType::Bool => vec![("another atom", atom("maybe")), ("an Int", INT.to_vec())],
        FieldType::BitArray { len } => {
            let mut bad = vec![
                ("an Int", INT.to_vec()),
                (
                    "bits that are not whole bytes",
                    b"M\0\0\0\x01\x03\xe0".to_vec(),
                ),
            ];
            if len.is_some() {
                bad.push(("another length", b"m\0\0\0\x07seven!!".to_vec()));
            }
            bad
        }
        FieldType::Nil => vec![("another atom", atom("none")), ("an Int", INT.to_vec())],
        FieldType::List {
            element, unique, ..
        } => lists(vectors, element, *unique),
        FieldType::Option(_) => vec![
            ("another atom", atom("undefined")),
            (
                "some without a value",
                [&[104, 1][..], &atom("some")].concat(),
            ),
            ("an Int", INT.to_vec()),
        ],
        FieldType::Result { .. } => vec![
            ("ok without a value", atom("ok")),
            ("another tag", [&[104, 2][..], &atom("err"), INT].concat()),
            ("an Int", INT.to_vec()),
        ],
        FieldType::Dict { key, value } => dicts(vectors, key, value),
        FieldType::Tuple(parts) => vec![
            (
                "one part less",
                [&[104, arity(parts.len()).wrapping_sub(1)][..]].concat(),
            ),
            ("a List", vec![106]),
        ],
        FieldType::UserType { .. } => vec![
            ("an unknown constructor", b"w\x0a0000000000".to_vec()),
            ("an Int", INT.to_vec()),
            ("nil", atom("nil")),
        ],
        FieldType::TypeVar(_) => vec![],
    };
    bad.push(("a pid", [&[88][..], &atom("n"), &[0; 12]].concat()));
    bad.into_iter()
        .map(|(note, bytes)| (note.to_owned(), bytes))
        .collect()
}

fn atom(name: &str) -> Vec<u8> {
    [&[119, arity(name.len())][..], name.as_bytes()].concat()
}

fn arity(len: usize) -> u8 {
    u8::try_from(len).unwrap_or(u8::MAX)
}

fn beyond(repr: IntRepr) -> Vec<(&'static str, Vec<u8>)> {
    let (first, last) = bounds(repr);
    let mut bad = vec![
        ("text", TEXT.to_vec()),
        ("a Float", [&[70][..], &1.0_f64.to_be_bytes()].concat()),
        ("an Int of 17 bytes", [&[110, 17, 0][..], &[1; 17]].concat()),
    ];
    // Of 128 bits nothing beyond is an integer of this crate.
    if let Some(above) = last.to_i128().and_then(|last| last.checked_add(1)) {
        bad.push(("one too many", int(Int::from(above))));
    }
    if let Some(below) = first.to_i128().and_then(|first| first.checked_sub(1)) {
        bad.push(("one too few", int(Int::from(below))));
    }
    bad
}

/// An integer as a bignum, which readers take for any.
fn int(int: Int) -> Vec<u8> {
    let bytes = int.magnitude().to_le_bytes();
    let length = bytes
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last + 1);
    let sign = u8::from(int.is_negative());
    [&[110, arity(length), sign][..], &bytes[..length]].concat()
}

fn floats(repr: FloatRepr) -> Vec<(&'static str, Vec<u8>)> {
    let float = |value: f64| [&[70][..], &value.to_be_bytes()].concat();
    let mut bad = vec![
        ("text", TEXT.to_vec()),
        ("not a number", float(f64::NAN)),
        ("infinity", float(f64::INFINITY)),
        ("minus infinity", float(f64::NEG_INFINITY)),
        (
            "an Int that no Float equals",
            vec![110, 8, 0, 1, 0, 0, 0, 0, 0, 0, 128],
        ),
    ];
    if repr == FloatRepr::F32 {
        bad.push(("beyond f32", float(1e39)));
    }
    bad
}

fn lists(vectors: &Vectors<'_>, element: &FieldType, unique: bool) -> Vec<(&'static str, Vec<u8>)> {
    let mut bad = vec![
        ("an Int", INT.to_vec()),
        (
            "more items than there are bytes",
            vec![108, 255, 255, 255, 255],
        ),
    ];
    if let Some(item) = smallest(vectors, element) {
        let many = |count: u8, end: &[u8]| {
            [
                &[108, 0, 0, 0, count][..],
                &item.repeat(usize::from(count)),
                end,
            ]
            .concat()
        };
        bad.push(("an improper list", many(1, INT)));
        if unique {
            bad.push(("an item twice", many(2, &[106])));
        }
        bad.push(("another length", many(9, &[106])));
    }
    bad
}

fn dicts(
    vectors: &Vectors<'_>,
    key: &FieldType,
    value: &FieldType,
) -> Vec<(&'static str, Vec<u8>)> {
    let mut bad = vec![
        ("a List", vec![106]),
        (
            "more entries than there are bytes",
            vec![116, 255, 255, 255, 255],
        ),
    ];
    if let (Some(key), Some(value)) = (smallest(vectors, key), smallest(vectors, value)) {
        let entry = [key, value].concat();
        bad.push((
            "a key twice",
            [&[116, 0, 0, 0, 2][..], &entry, &entry].concat(),
        ));
    }
    bad
}

fn smallest(vectors: &Vectors<'_>, ty: &FieldType) -> Option<Vec<u8>> {
    let value = vectors.sampler.smallest(ty).ok()?;
    let term = etf::write(vectors.model, ty, &value).ok()?;
    Some(term[1..].to_vec())
}

/// A whole term with a field more than it has.
pub(super) fn one_more(term: &[u8]) -> Vec<u8> {
    match term {
        [131, 104, arity, rest @ ..] => {
            [&[131, 104, arity.wrapping_add(1)][..], rest, INT].concat()
        }
        [131, rest @ ..] => [&[131, 104, 2][..], rest, INT].concat(),
        _ => vec![],
    }
}
