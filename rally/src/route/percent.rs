//! Text in addresses: UTF-8, and a percent sign before two digits for all that is not plain.

use std::borrow::Cow;

/// Writes text so that it means nothing but itself anywhere in an address.
pub(super) fn encode(text: &str, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

/// Reads text. `None`: a percent sign without two digits, or bytes that are no UTF-8.
pub(super) fn decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_as_it_was_written() {
        for text in ["", "plain-text_1.~", "a b/c?d#e%f&g=h+i", "Zoë 🦀", "\0\n"] {
            let mut out = String::new();
            encode(text, &mut out);
            assert!(
                out.is_ascii() && !out.contains(['/', '?', '#', '&', '+', ' ']),
                "{out}"
            );
            assert_eq!(decode(&out).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for text in ["%", "%4", "%zz", "%+1", "%ff", "a%c3", "%ed%a0%80"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
