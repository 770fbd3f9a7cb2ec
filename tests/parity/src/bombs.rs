//! What a peer that means harm puts where a value belongs.

use crate::term::{atom, big, binary, float};

/// Bytes or text that stand in place of a part of a value.
#[derive(Clone, Debug)]
pub struct Bomb {
    /// What it is, for messages.
    pub name: &'static str,
    /// What is put in.
    pub bytes: Vec<u8>,
    /// Whether there are types that it is a value of. All others refuse it.
    pub fits_some: bool,
}

fn bomb(name: &'static str, bytes: impl Into<Vec<u8>>) -> Bomb {
    let bytes = bytes.into();
    let fits_some = false;
    Bomb {
        name,
        bytes,
        fits_some,
    }
}

fn fitting(name: &'static str, bytes: impl Into<Vec<u8>>) -> Bomb {
    let fits_some = true;
    Bomb {
        fits_some,
        ..bomb(name, bytes)
    }
}

/// A nest of `depth` levels: `open` so many times, then an empty list; the ends are left out.
fn nest(open: &[u8], depth: usize) -> Vec<u8> {
    [&open.repeat(depth)[..], &[106]].concat()
}

/// Terms, without 131.
pub fn terms() -> Vec<Bomb> {
    let old_float = |text: &str| {
        let mut bytes = vec![99];
        bytes.extend(text.as_bytes());
        bytes.resize(32, 0);
        bytes
    };
    let node = &atom("n")[..];
    let long = "a".repeat(255);
    let long_utf8 = [&[118, 1, 44][..], "é".repeat(150).as_bytes()].concat();
    let thousand = [&[111, 0, 0, 3, 232, 0][..], &[255; 1000]].concat();
    vec![
        bomb("a list of 2^32-1", [108, 255, 255, 255, 255]),
        bomb("a list of 2^31-1", [108, 127, 255, 255, 255]),
        bomb("a list of 2^24", [108, 1, 0, 0, 0]),
        bomb("a list of 2^16", [108, 0, 1, 0, 0]),
        bomb("a string of 2^16-1", [107, 255, 255]),
        bomb("a map of 16 million", [116, 0, 244, 36, 0]),
        bomb("a map of 2^32-1", [116, 255, 255, 255, 255]),
        bomb("a binary of 2^32-1", [109, 255, 255, 255, 255]),
        bomb("a binary of 2^31-1", [109, 127, 255, 255, 255]),
        bomb("bits of 2^32-1", [77, 255, 255, 255, 255, 3]),
        bomb("a number of 2^32-1 bytes", [111, 255, 255, 255, 255, 0]),
        bomb("a number of 1000 bytes", thousand),
        bomb("2^256-1", big(0, &[255; 32])),
        bomb("a sign that is none", [110, 1, 2, 1]),
        bomb("a tuple of 2^32-1", [105, 255, 255, 255, 255]),
        bomb("a tuple of 255", [104, 255]),
        bomb("an unknown atom", atom("undefined")),
        bomb("an empty atom", atom("")),
        bomb("a long atom", atom(&long)),
        bomb("a longer atom", long_utf8),
        bomb("an atom of 2^16-1 bytes", [118, 255, 255, 97]),
        bomb("an atom that is not UTF-8", [119, 2, 255, 254]),
        bomb(
            "an old atom of 2^16-1 bytes",
            [&[100, 255, 255][..], &[97; 70_000]].concat(),
        ),
        bomb("a constructor of nothing", atom("0000000000")),
        bomb("a cached atom", [82, 0]),
        bomb("infinity", float(f64::INFINITY)),
        bomb("not a number", float(f64::NAN)),
        bomb("an old float beyond all", old_float("1.0e999")),
        bomb("an old float of words", old_float("not a number")),
        bomb("an old infinity", old_float("inf")),
        fitting("bytes that are not UTF-8", binary([255, 254])),
        fitting("a surrogate", binary([0xED, 0xA0, 0x80])),
        fitting("an overlong form", binary([0xC0, 0x80])),
        fitting("a character that is none", binary([0xF4, 0x90, 0x80, 0x80])),
        bomb(
            "a compressed term",
            [80, 0, 0, 0, 2, 120, 156, 75, 100, 4, 0, 0, 196, 0, 98],
        ),
        bomb("a term with a version of its own", [131, 97, 1]),
        bomb("an improper list", [108, 0, 0, 0, 1, 97, 1, 97, 2]),
        bomb("a pid", [&[88], node, &[0; 12]].concat()),
        bomb("a port", [&[89], node, &[0; 8]].concat()),
        bomb("a reference", [&[90, 0, 1], node, &[0; 8]].concat()),
        bomb("an export", [&[113], node, node, &[97, 1][..]].concat()),
        bomb("a fun", [112, 0, 0, 0, 4]),
        bomb("a local term", [121, 0, 0, 0, 0, 97, 1]),
        bomb("a tag that is none", [200]),
        bomb("600 lists", nest(&[108, 0, 0, 0, 1], 600)),
        bomb("600 tuples", nest(&[104, 1], 600)),
        bomb(
            "600 times some",
            nest(&[104, 2, 119, 4, 115, 111, 109, 101], 600),
        ),
        bomb("600 times ok", nest(&[104, 2, 119, 2, 111, 107], 600)),
        bomb("600 maps as keys", nest(&[116, 0, 0, 0, 1], 600)),
        bomb("600 maps as values", nest(&[116, 0, 0, 0, 1, 97, 1], 600)),
        bomb("20,000 lists", nest(&[108, 0, 0, 0, 1], 20_000)),
    ]
}

/// Texts that stand in place of a value of JSON.
pub fn texts() -> Vec<Bomb> {
    let deep = |open: &str, close: &str, depth: usize| {
        [&open.repeat(depth), "null", &close.repeat(depth)].concat()
    };
    let some = r#"{"type":"gleam/option.Option","variant":"Some","fields":["#;
    vec![
        bomb("150 lists", deep("[", "]", 150)),
        bomb("150 objects", deep("{\"a\":", "}", 150)),
        bomb("150 times Some", deep(some, "]}", 150)),
        bomb("150 objects under fields", deep("{\"fields\":", "}", 150)),
        bomb("20,000 lists", deep("[", "]", 20_000)),
        bomb("20,000 lists without an end", "[".repeat(20_000)),
        bomb("20,000 objects", deep("{\"\":", "}", 20_000)),
        bomb("1e999", "1e999"),
        bomb("-1e999", "-1e999"),
        bomb("a number of 400 digits", "9".repeat(400)),
        bomb("01", "01"),
        bomb("a plus", "+1"),
        bomb("NaN", "NaN"),
        bomb("hexadecimal", "0x1"),
        bomb("a lone surrogate", "\"\\ud800\""),
        bomb("a lone low surrogate", "\"\\udc00\""),
        bomb("surrogates in the wrong order", "\"\\udc00\\ud800\""),
        bomb("a lone surrogate as key", "{\"\\ud800\":1}"),
        bomb("bytes that are not UTF-8", b"\"\xff\xfe\"".to_vec()),
        bomb("a surrogate in UTF-8", b"\"\xed\xa0\x80\"".to_vec()),
        bomb("an overlong form", b"\"\xc0\x80\"".to_vec()),
        bomb("a control character", "\"\u{1}\""),
        bomb("a NUL between values", "\0"),
        bomb("an escape that is none", "\"\\x41\""),
        bomb("a string without an end", "\"abc"),
        bomb("a word", "undefined"),
        bomb("a comment", "/**/1"),
        bomb("a comma too many", "[1,]"),
        bomb("a gap", "[1,,2]"),
        bomb("a wrong close", "[1}"),
        // The only item of a list may be left out.
        fitting("nothing", ""),
        bomb(
            "a constructor of nothing",
            r#"{"type":"m.T","variant":"T","fields":{}}"#,
        ),
        fitting("an empty object", "{}"),
        fitting("null", "null"),
        fitting(
            "bytes in another encoding",
            r#"{"encoding":"hex","data":"00"}"#,
        ),
        fitting("400 digits as text", format!("\"{}\"", "9".repeat(400))),
        fitting("1e-999", "1e-999"),
        fitting("-0.0", "-0.0"),
        fitting("2^53", "9007199254740992"),
        fitting("2^53 as text", "\"9007199254740992\""),
        fitting("2^64 as text", "\"18446744073709551616\""),
        fitting("__proto__", "{\"__proto__\":{\"type\":1}}"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_bomb_is_there_twice() {
        for mut bombs in [terms(), texts()] {
            let all = bombs.len();
            bombs.sort_by(|a, b| a.bytes.cmp(&b.bytes));
            bombs.dedup_by(|a, b| a.bytes == b.bytes);
            assert_eq!(bombs.len(), all);
        }
    }
}
