//! Base64 with the alphabet for URLs, padded, in its one canonical form.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// For each byte its six bits, or 255.
const VALUES: [u8; 256] = {
    let mut values = [255; 256];
    let mut index = 0;
    while index < 64 {
        #[allow(clippy::cast_possible_truncation)] // below 64
        {
            values[ALPHABET[index] as usize] = index as u8;
        }
        index += 1;
    }
    values
};

/// The digits of three bytes.
#[inline]
fn four([a, b, c]: [u8; 3]) -> [u8; 4] {
    let bits = u32::from_be_bytes([0, a, b, c]);
    [18, 12, 6, 0].map(|shift| ALPHABET[(bits >> shift) as usize & 63])
}

/// Appends the text of some bytes.
pub(super) fn encode(bytes: &[u8], text: &mut Vec<u8>) {
    text.reserve(bytes.len().div_ceil(3) * 4);
    let (threes, rest) = bytes.as_chunks::<3>();
    for three in threes {
        text.extend_from_slice(&four(*three));
    }
    let [first, second] = match *rest {
        [a] => [a, 0],
        [a, b] => [a, b],
        _ => return,
    };
    text.extend_from_slice(&four([first, second, 0])[..=rest.len()]);
    text.extend_from_slice(&b"=="[rest.len() - 1..]);
}

/// The bytes of a text, if it is the text that `encode` makes of them.
pub(super) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    if padding > 2 {
        return None;
    }
    let digits = &text[..text.len() - padding];
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (fours, rest) = digits.as_chunks::<4>();
    for four in fours {
        let values = four.map(|byte| VALUES[usize::from(byte)]);
        let [a, b, c, d] = values;
        if a | b | c | d > 63 {
            return None;
        }
        bytes.extend_from_slice(&[a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]);
    }
    for chunk in rest.chunks(4) {
        let mut four = [0; 4];
        for (value, byte) in four.iter_mut().zip(chunk) {
            *value = VALUES[usize::from(*byte)];
            if *value == 255 {
                return None;
            }
        }
        let [a, b, c, d] = four;
        let three = [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d];
        let (kept, dropped) = three.split_at(chunk.len() - 1);
        // Bits that no byte takes must be zero, else two texts would stand for the same bytes.
        if dropped.first().is_some_and(|rest| *rest != 0) {
            return None;
        }
        bytes.extend_from_slice(kept);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn every_length_goes_there_and_back() {
        let cases: [(&[u8], &str); 6] = [
            (b"", ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg=="),
            (b"\xfb\xff\xfe", "-__-"),
        ];
        for (bytes, text) in cases {
            let mut written = Vec::new();
            encode(bytes, &mut written);
            assert_eq!(written, text.as_bytes());
            assert_eq!(decode(text.as_bytes()).as_deref(), Some(bytes), "{text}");
        }
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "Zg", "Zg=", "Zh==", "Zm9=", "Z===", "====", "Zg==Zg==", "+//+", "Zm 9", "Zm9v\n",
        ] {
            assert_eq!(decode(text.as_bytes()), None, "{text}");
        }
    }
}
