//! Text for people.

use std::fmt::Write as _;

/// The beginning of a text, of so many characters at most.
pub(super) fn excerpt(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Bytes in hex, so many at most.
pub(super) fn hex(bytes: &[u8], most: usize) -> String {
    let mut text = String::new();
    for (index, byte) in bytes.iter().take(most).enumerate() {
        let space = if index > 0 { " " } else { "" };
        let _ = write!(text, "{space}{byte:02x}");
    }
    if bytes.len() > most {
        text.push_str(" …");
    }
    text
}
