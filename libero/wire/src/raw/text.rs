//! Texts of readers.

use super::scan::specials;
use super::words::{HIGH, SHORT, copy, halves, starts_with_ascii};

/// Room that the least texts have: an allocator gives no less.
pub(crate) const LEAST: usize = 16;

/// The first `len` bytes as a text of its own, if they are at most 16, not none, and ASCII. All 16 are
/// copied, whatever `len` is.
#[inline]
pub(crate) fn leading_string(bytes: &[u8; LEAST], len: usize) -> Option<String> {
    if len.wrapping_sub(1) >= LEAST || !starts_with_ascii(bytes, len) {
        return None;
    }
    let mut text = bytes.to_vec();
    text.truncate(len);
    // SAFETY: every byte is ASCII, which is UTF-8.
    Some(unsafe { String::from_utf8_unchecked(text) })
}

/// What stands between the quote at `start` and the next one as a text of its own, if it is of 1 to 15
/// bytes without backslashes or control characters, and 16 bytes are there.
#[inline]
pub(crate) fn quoted_string(input: &str, start: usize) -> Option<String> {
    let (b'"', behind) = input.as_bytes().get(start..)?.split_first()? else {
        return None;
    };
    let first = behind.first_chunk::<LEAST>()?;
    let len = specials(first)?.trailing_zeros() as usize;
    if len == 0 || first.get(len) != Some(&b'"') {
        return None;
    }
    let mut text = first.to_vec();
    text.truncate(len);
    // SAFETY: these bytes are a part of what is UTF-8, between two quotes, neither of which can be
    // a part of another character.
    Some(unsafe { String::from_utf8_unchecked(text) })
}

/// The text that these bytes are, if they are few and ASCII alone.
#[inline]
pub(crate) fn short_str(bytes: &[u8]) -> Option<&str> {
    if !is_short_ascii(bytes) {
        return None;
    }
    // SAFETY: every byte is ASCII, which is UTF-8.
    Some(unsafe { std::str::from_utf8_unchecked(bytes) })
}

/// The text that these bytes are, if they are ASCII alone.
pub(crate) fn ascii_str(bytes: &[u8]) -> Option<&str> {
    if !bytes.is_ascii() {
        return None;
    }
    // SAFETY: every byte is ASCII, which is UTF-8.
    Some(unsafe { std::str::from_utf8_unchecked(bytes) })
}

/// The same as a text of its own, if these bytes are few and UTF-8.
#[inline]
pub(crate) fn short_string(bytes: &[u8]) -> Option<String> {
    let len = bytes.len();
    if len > SHORT {
        return None;
    }
    let mut text = Vec::with_capacity(len);
    // SAFETY: there is room for all bytes, which are at most 64, and what was just made overlaps
    // with nothing.
    let is_ascii = unsafe { copy(bytes.as_ptr(), text.as_mut_ptr(), len) };
    if !is_ascii && !is_utf8(bytes) {
        return None;
    }
    // SAFETY: all bytes are written. Every one is ASCII, which is UTF-8, or all were found to be UTF-8.
    Some(unsafe {
        text.set_len(len);
        String::from_utf8_unchecked(text)
    })
}

/// The same text in memory of its own: sooner than the standard library, where it is short.
#[inline]
pub(crate) fn owned(text: &str) -> String {
    let bytes = owned_bytes(text.as_bytes());
    // SAFETY: these are the bytes of a text.
    unsafe { String::from_utf8_unchecked(bytes) }
}

/// The same for bytes.
#[inline]
pub(crate) fn owned_bytes(bytes: &[u8]) -> Vec<u8> {
    let len = bytes.len();
    if len > SHORT {
        return bytes.to_vec();
    }
    let mut own = Vec::with_capacity(len);
    // SAFETY: there is room for all bytes, which are at most 64, and what was just made overlaps
    // with nothing. All bytes are written.
    unsafe {
        copy(bytes.as_ptr(), own.as_mut_ptr(), len);
        own.set_len(len);
    }
    own
}

/// Whether these bytes are UTF-8: sooner than the standard library, where they are few and most of
/// them ASCII.
#[inline(never)]
fn is_utf8(mut bytes: &[u8]) -> bool {
    loop {
        while let Some((word, rest)) = bytes.split_first_chunk() {
            let high = u64::from_le_bytes(*word) & HIGH;
            if high == 0 {
                bytes = rest;
                continue;
            }
            bytes = &bytes[high.trailing_zeros() as usize / 8..];
            break;
        }
        // Then one character is taken. What begins with none of these is for the standard library.
        bytes = match bytes {
            [] => return true,
            [0..=0x7F, rest @ ..]
            | [0xC2..=0xDF, 0x80..=0xBF, rest @ ..]
            | [0xE1..=0xEC, 0x80..=0xBF, 0x80..=0xBF, rest @ ..] => rest,
            _ => return std::str::from_utf8(bytes).is_ok(),
        };
    }
}

/// Whether these are at most 64 bytes, all of them ASCII. Words that overlap, as in [`copy`].
#[inline]
fn is_short_ascii(bytes: &[u8]) -> bool {
    let len = bytes.len();
    let bits = if let Some(parts) = ends::<32>(bytes) {
        let parts = parts.as_flattened().as_chunks().0;
        parts
            .iter()
            .fold(0, |bits, part| bits | halves(u128::from_ne_bytes(*part)))
    } else if let Some([first, last]) = ends::<16>(bytes) {
        halves(u128::from_ne_bytes(first) | u128::from_ne_bytes(last))
    } else if let Some([first, last]) = ends::<8>(bytes) {
        u64::from_ne_bytes(first) | u64::from_ne_bytes(last)
    } else if let Some([first, last]) = ends::<4>(bytes) {
        u64::from(u32::from_ne_bytes(first) | u32::from_ne_bytes(last))
    } else {
        bytes.iter().fold(0, |bits, byte| bits | u64::from(*byte))
    };
    bits & HIGH == 0 && len <= SHORT
}

/// The first N bytes and the last.
#[inline]
fn ends<const N: usize>(bytes: &[u8]) -> Option<[[u8; N]; 2]> {
    Some([*bytes.first_chunk()?, *bytes.last_chunk()?])
}

#[cfg(test)]
mod tests {
    use super::super::scan::specials;
    use super::{
        LEAST, SHORT, ascii_str, leading_string, owned, quoted_string, short_str, short_string,
    };

    #[test]
    fn least_texts_are_those_of_the_standard_library() {
        for bytes in [b"abcdefghijklmnop", "abcé𝄞fghijk日".as_bytes()] {
            let bytes = bytes.first_chunk().unwrap();
            for len in 0..20 {
                let text = bytes
                    .get(..len)
                    .and_then(|bytes| std::str::from_utf8(bytes).ok());
                let expected = text.filter(|text| text.is_ascii() && !text.is_empty());
                assert_eq!(leading_string(bytes, len).as_deref(), expected, "{len}");
            }
        }
    }

    #[test]
    fn quoted_texts_end_with_the_next_quote() {
        for text in [
            "",
            "a",
            "é",
            "𝄞",
            "München",
            "ends \\\" here",
            "a\nb",
            "日本語日本",
            "日本語日本語",
            "0123456789abcde",
        ] {
            for behind in [
                "",
                "0123456789ab",
                "0123456789abcdef",
                "éééééééé",
                "\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"",
            ] {
                let input = format!("日\"{text}\"{behind}");
                let input = input.into_boxed_str();
                let room = text.len() + 1 + behind.len();
                let plain = !text.contains(['\\', '"', '\n']) && (1..16).contains(&text.len());
                let expected = (plain && room >= LEAST && specials(&[0; 16]).is_some())
                    .then(|| text.to_owned());
                assert_eq!(quoted_string(&input, 3), expected, "{input}");
                assert_eq!(quoted_string(&input, 0), None);
                assert_eq!(quoted_string(&input, 1), None);
                assert_eq!(quoted_string(&input, 100), None);
            }
        }
    }

    #[test]
    fn texts_are_those_of_the_standard_library() {
        for len in 0..70 {
            let ascii: Vec<u8> = (0..len).map(|at| b'a' + at % 26).collect();
            let expected = std::str::from_utf8(&ascii).ok();
            let short = expected.filter(|text| text.len() <= SHORT);
            let exact = ascii.clone().into_boxed_slice();
            assert_eq!(short_str(&exact), short);
            assert_eq!(short_string(&exact).as_deref(), short);
            assert_eq!(ascii_str(&exact), expected);
            assert_eq!(Some(&*owned(expected.unwrap())), expected);
            for at in 0..ascii.len() {
                let mut bent = exact.clone();
                bent[at] |= 0x80;
                assert_eq!(short_str(&bent), None, "byte {at} of {len}");
                assert_eq!(short_string(&bent), None, "byte {at} of {len}");
                assert_eq!(ascii_str(&bent), None, "byte {at} of {len}");
            }
        }
    }

    #[test]
    fn characters_of_several_bytes_are_those_of_the_standard_library() {
        // The first and the last byte of each kind, and those after which others are refused.
        const BYTES: &[u8] = &[
            0x00, 0x61, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0,
            0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
        ];
        // Enough for each way through the code, and for each pair of bytes.
        let step = if cfg!(miri) { 4001 } else { 7 };
        let count = BYTES.len().pow(4);
        for number in (0..count).step_by(step) {
            let byte = |place| BYTES[number / BYTES.len().pow(place) % BYTES.len()];
            let part = [byte(0), byte(1), byte(2), byte(3)];
            for (before, taken, after) in [(0, 4, 0), (7, 3, 9), (6, 2, 2), (19, 4, 1)] {
                let mut bytes = vec![b'a'; before];
                bytes.extend_from_slice(&part[..taken]);
                bytes.resize(before + taken + after, b'z');
                let expected = std::str::from_utf8(&bytes).ok();
                assert_eq!(short_string(&bytes).as_deref(), expected, "{bytes:x?}");
            }
        }
        for text in [
            "Café cups, set of six",
            "日本語 и русский",
            "München",
            "é",
            "𝄞𝄞",
        ] {
            assert_eq!(short_string(text.as_bytes()).as_deref(), Some(text));
        }
    }
}
