//! The map of the declarations (source map version 3): from each exported name to its Rust place.

use std::borrow::Cow;
use std::collections::HashMap;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use contract_schema::SourcePlace;
use serde_json::json;

use super::GENERATED;
use super::options::Options;

/// The map of a file of declarations. `places` holds the Rust place of each exported name.
pub(super) fn declaration_map(
    file: &str,
    text: &str,
    places: &HashMap<Cow<'_, str>, &SourcePlace>,
    options: &Options,
) -> String {
    let mut sources: Vec<&str> = places.values().map(|place| place.file.as_str()).collect();
    sources.sort_unstable();
    sources.dedup();
    let mut lines = Vec::new();
    let mut last = Position::default();
    for line in text.lines() {
        let segment = exported(line).and_then(|(column, name)| {
            let place = places.get(name)?;
            let source = sources.binary_search(&place.file.as_str()).ok()?;
            let next = Position {
                source,
                line: place.line.saturating_sub(1) as usize,
                column: place.column.saturating_sub(1) as usize,
            };
            let width = name.encode_utf16().count();
            let segment = segments(&last, &next, column, width);
            last = next;
            Some(segment)
        });
        lines.push(segment.unwrap_or_default());
    }
    let sources: Vec<String> = sources
        .into_iter()
        .map(|source| joined(&options.source_root, source))
        .collect();
    let map = json!({
        "//": GENERATED,
        "version": 3,
        "file": file,
        "sourceRoot": "",
        "sources": sources,
        "names": [],
        "mappings": lines.join(";"),
    });
    format!("{map}\n")
}

#[derive(Default)]
struct Position {
    source: usize,
    line: usize,
    column: usize,
}

/// The name that a line exports, and where it begins, in UTF-16 units.
fn exported(line: &str) -> Option<(usize, &str)> {
    let heads = [
        "export interface ",
        "export type ",
        "export declare function ",
    ];
    let (head, rest) = heads
        .iter()
        .find_map(|head| Some((*head, line.strip_prefix(head)?)))?;
    let end = rest.find(['<', '(', ' ', '=', '{', ';'])?;
    Some((head.len(), &rest[..end]))
}

/// Two segments: one at the name, one behind it, so that all of the name leads to the place.
fn segments(last: &Position, next: &Position, column: usize, width: usize) -> String {
    let mut text = String::new();
    for value in [
        signed(column, 0),
        signed(next.source, last.source),
        signed(next.line, last.line),
        signed(next.column, last.column),
    ] {
        vlq(value, &mut text);
    }
    text.push(',');
    for value in [signed(width, 0), 0, 0, 0] {
        vlq(value, &mut text);
    }
    text
}

fn signed(to: usize, from: usize) -> i64 {
    let part = |value| i64::try_from(value).unwrap_or(i64::MAX);
    part(to) - part(from)
}

/// Base 64, 5 bits a digit, least first; the lowest bit is the sign.
fn vlq(value: i64, text: &mut String) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut rest = (value.unsigned_abs() << 1) | u64::from(value < 0);
    loop {
        let digit = (rest & 31) as usize;
        rest >>= 5;
        let more = usize::from(rest > 0) << 5;
        text.push(char::from(DIGITS[digit | more]));
        if rest == 0 {
            return;
        }
    }
}

/// A path in URL form: with `/`, and with no `.` in it.
fn joined(root: &Utf8Path, source: &str) -> String {
    let mut path = Utf8PathBuf::new();
    for component in root.join(source).components() {
        match component {
            Utf8Component::CurDir => {}
            other => path.push(other.as_str()),
        }
    }
    path.as_str().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::vlq;

    #[test]
    fn numbers_are_written_as_the_source_map_rules_say() {
        let cases = [
            (0, "A"),
            (1, "C"),
            (-1, "D"),
            (16, "gB"),
            (123, "2H"),
            (-1000, "x+B"),
        ];
        for (value, expected) in cases {
            let mut text = String::new();
            vlq(value, &mut text);
            assert_eq!(text, expected, "{value}");
        }
    }
}
