use super::{BOTH, REQUESTS, RESPONSES, Row, SOURCE, row};

/// A field of an answer was of one type, and is of another.
macro_rules! answer {
    ($name:literal, $old:literal, $new:literal, $($category:literal),+) => {
        row(
            $name,
            concat!("pub struct Found { pub it: ", $old, " }"),
            concat!("pub struct Found { pub it: ", $new, " }"),
            &[$(($category, RESPONSES)),+],
        )
    };
}

/// A field of a request was of one type, and is of another.
macro_rules! request {
    ($name:literal, $old:literal, $new:literal, $($category:literal),+) => {
        row(
            $name,
            concat!("pub struct Query { pub it: ", $old, " }"),
            concat!("pub struct Query { pub it: ", $new, " }"),
            &[$(($category, REQUESTS)),+],
        )
    };
}

pub(super) const ROWS: &[Row] = &[
    row(
        "an integer is wider, in requests and answers",
        "pub struct Item { pub id: i32, pub title: String }",
        "",
        &[("integer-widened", BOTH)],
    ),
    answer!(
        "an integer of an answer is narrower",
        "i64",
        "i32",
        "integer-narrowed"
    ),
    request!(
        "an integer of a request is narrower",
        "u32",
        "u8",
        "integer-narrowed"
    ),
    request!(
        "an integer of a request is wider",
        "u64",
        "u128",
        "integer-widened"
    ),
    answer!(
        "an integer gets a sign",
        "u32",
        "i32",
        "integer-range-changed"
    ),
    answer!(
        "an integer gets a sign and is wider",
        "u32",
        "i64",
        "integer-widened"
    ),
    answer!(
        "a large integer loses its sign",
        "i128",
        "u128",
        "integer-range-changed"
    ),
    answer!("a float is a double", "f32", "f64", "float-widened"),
    request!("a double is a float", "f64", "f32", "float-narrowed"),
    answer!("an integer is a float", "i32", "f64", "type-replaced"),
    answer!("an integer is text", "i64", "String", "type-replaced"),
    answer!("text is bytes", "String", "Vec<u8>", "type-replaced"),
    request!("text is one character", "String", "char", "format-added"),
    answer!(
        "a character is any text",
        "char",
        "String",
        "format-removed"
    ),
    request!("text is a UUID", "String", "uuid::Uuid", "format-added"),
    answer!(
        "text of an answer is a UUID",
        "String",
        "uuid::Uuid",
        "format-added"
    ),
    answer!(
        "a UUID is any text",
        "uuid::Uuid",
        "String",
        "format-removed"
    ),
    request!(
        "an address is of either version",
        "std::net::Ipv4Addr",
        "std::net::IpAddr",
        "format-changed"
    ),
    answer!(
        "an address is a UUID",
        "std::net::Ipv4Addr",
        "uuid::Uuid",
        "format-changed"
    ),
    answer!(
        "a UUID is a character",
        "uuid::Uuid",
        "char",
        "format-changed"
    ),
    row(
        "an integer is a span of time",
        "pub struct Query { pub it: u64 }",
        "pub struct Query { pub it: std::time::Duration }",
        &[("format-added", SOURCE), ("integer-widened", REQUESTS)],
    ),
    row(
        "a span of time is an integer",
        "pub struct Found { pub it: std::time::Duration }",
        "pub struct Found { pub it: u64 }",
        &[("format-removed", SOURCE), ("integer-narrowed", RESPONSES)],
    ),
    answer!(
        "a large integer is a span of time",
        "u128",
        "std::time::Duration",
        "format-added"
    ),
    request!(
        "a span of time is a large integer",
        "std::time::Duration",
        "u128",
        "format-removed"
    ),
    answer!("bytes have a length", "Vec<u8>", "[u8; 4]", "length-fixed"),
    request!(
        "bytes may have any length",
        "[u8; 4]",
        "Vec<u8>",
        "length-freed"
    ),
    answer!(
        "bytes have another length",
        "[u8; 4]",
        "[u8; 5]",
        "length-changed"
    ),
    request!(
        "a list has a length",
        "Vec<i64>",
        "[i64; 2]",
        "length-fixed"
    ),
    answer!(
        "a list may have any length",
        "[i64; 2]",
        "Vec<i64>",
        "length-freed"
    ),
    answer!(
        "a list has another length",
        "[i64; 2]",
        "[i64; 3]",
        "length-changed"
    ),
    request!(
        "a list is a set",
        "Vec<i64>",
        "std::collections::BTreeSet<i64>",
        "list-became-set"
    ),
    answer!(
        "a list of an answer is a set",
        "Vec<String>",
        "std::collections::HashSet<String>",
        "list-became-set"
    ),
    answer!(
        "a set is a list",
        "std::collections::BTreeSet<i64>",
        "Vec<i64>",
        "set-became-list"
    ),
    answer!(
        "an array is a set",
        "[i64; 2]",
        "std::collections::BTreeSet<i64>",
        "length-freed",
        "list-became-set"
    ),
    answer!("a value may be none", "i64", "Option<i64>", "option-added"),
    request!(
        "a value may no longer be none",
        "Option<String>",
        "String",
        "option-removed"
    ),
    answer!(
        "a value that may be none may be none twice",
        "Option<i64>",
        "Option<Option<i64>>",
        "option-added"
    ),
    answer!(
        "items may be none",
        "Vec<i64>",
        "Vec<Option<i64>>",
        "option-added"
    ),
    answer!(
        "the items of a list are wider",
        "Vec<i32>",
        "Vec<i64>",
        "integer-widened"
    ),
    answer!(
        "the keys of a dict are integers",
        "std::collections::BTreeMap<String, i64>",
        "std::collections::BTreeMap<i64, i64>",
        "dict-key-changed"
    ),
    answer!(
        "the keys of a dict are wider",
        "std::collections::BTreeMap<i32, i64>",
        "std::collections::BTreeMap<i64, i64>",
        "integer-widened"
    ),
    request!(
        "the keys of a dict are characters",
        "std::collections::BTreeMap<String, i64>",
        "std::collections::BTreeMap<char, i64>",
        "format-added"
    ),
    answer!(
        "the values of a dict are wider",
        "std::collections::HashMap<String, u8>",
        "std::collections::HashMap<String, u16>",
        "integer-widened"
    ),
    answer!(
        "a tuple has one more",
        "(i64, String)",
        "(i64, String, bool)",
        "type-replaced"
    ),
    answer!(
        "a tuple is a list",
        "(i64, i64)",
        "Vec<i64>",
        "type-replaced"
    ),
    answer!(
        "part of a tuple is wider",
        "(u8, String)",
        "(u16, String)",
        "integer-widened"
    ),
    answer!(
        "the error of a result is another",
        "Result<i64, String>",
        "Result<i64, bool>",
        "type-replaced"
    ),
    answer!("a bool is an integer", "bool", "u8", "type-replaced"),
    answer!("nothing is something", "()", "i64", "type-replaced"),
    row(
        "a number means another time",
        "pub struct Found { pub it: std::time::SystemTime }",
        "pub struct Found { pub it: std::time::Duration }",
        &[
            ("format-changed", RESPONSES),
            ("integer-range-changed", RESPONSES),
        ],
    ),
];
