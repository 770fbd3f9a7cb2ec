//! Texts of readers.

use super::words::{HIGH, SHORT, copy, halves};

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
    let bits = unsafe { copy(bytes.as_ptr(), text.as_mut_ptr(), len) };
    if bits & HIGH != 0 && !is_utf8(bytes) {
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
    let len = text.len();
    if len > SHORT {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(len);
    // SAFETY: there is room for all bytes, which are at most 64, and what was just made overlaps
    // with nothing. All bytes are written, and they are those of a text.
    unsafe {
        copy(text.as_ptr(), bytes.as_mut_ptr(), len);
        bytes.set_len(len);
        String::from_utf8_unchecked(bytes)
    }
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
    use super::{SHORT, ascii_str, owned, short_str, short_string};

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
