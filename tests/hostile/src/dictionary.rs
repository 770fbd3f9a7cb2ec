//! The words of each format, from which a fuzzer puts inputs together, in libFuzzer's notation.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use parity::files;

const TERM: &str = include_str!("words/term.dict");
const JSON: &str = include_str!("words/json.dict");
const RUST: &str = include_str!("words/rust.dict");
const CONTRACT: &str = include_str!("words/contract.dict");

/// The dictionaries, by name: the words of formats, and the names of the corpus. `codecs` is for the targets
/// that read ETF and JSON, the others for the target of their name.
pub fn all() -> Vec<(&'static str, String)> {
    let mut hashes = BTreeSet::new();
    let mut names = BTreeSet::new();
    for def in &files::contract().types {
        names.insert(format!("\"{}\"", def.full_name()));
        for variant in &def.variants {
            names.insert(format!("\"{}\"", variant.variant_name));
            let labels = variant.field_labels.iter().flatten();
            names.extend(labels.map(|label| format!("\"{label}\":")));
            hashes.extend(variant.wire_hash.iter().map(|hash| format!("w\n{hash}")));
        }
    }
    let (hashes, names) = (written(&hashes), written(&names));
    let both = [TERM, &hashes, JSON, &names].concat();
    vec![
        ("etf", [TERM, &hashes].concat()),
        ("json", [JSON, &names].concat()),
        ("codecs", both),
        ("contract", [JSON, CONTRACT].concat()),
        ("source", RUST.to_owned()),
    ]
}

fn written(words: &BTreeSet<String>) -> String {
    let mut text = String::new();
    for word in words {
        text.push('"');
        for byte in word.bytes() {
            let _ = match byte {
                b'"' | b'\\' => write!(text, "\\{}", char::from(byte)),
                b' '..=b'~' => write!(text, "{}", char::from(byte)),
                _ => write!(text, "\\x{byte:02x}"),
            };
        }
        text.push_str("\"\n");
    }
    text
}
