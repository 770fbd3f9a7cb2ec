//! Where text stands for itself: no quote, no backslash, no control character. Eight bytes at a time.

use crate::raw;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x80 * ONES;
/// A word.
const WORD: usize = 8;

/// The high bit of each byte that does not stand for itself. Bytes above the lowest such byte may be
/// marked too, since a borrow runs into them; where none is marked, there is none.
#[inline]
const fn special(word: u64) -> u64 {
    // Behind the first XOR the control characters and the quote are all the bytes below 0x21.
    let below = (word ^ (0x02 * ONES)).wrapping_sub(0x21 * ONES);
    let backslash = (word ^ (0x5c * ONES)).wrapping_sub(ONES);
    (below | backslash) & !word & HIGHS
}

#[inline]
const fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// How many bytes stand for themselves before the first that does not: 16 if all do.
#[inline]
fn plain_of_16(bytes: &[u8; 16]) -> usize {
    if let Some(specials) = raw::specials(bytes) {
        return (specials | 1 << 16).trailing_zeros() as usize;
    }
    let word = u128::from_le_bytes(*bytes);
    #[allow(clippy::cast_possible_truncation)] // its halves
    let [first, second] = [word as u64, (word >> 64) as u64].map(special);
    let (found, before) = if first == 0 { (second, 8) } else { (first, 0) };
    before + found.trailing_zeros() as usize / 8
}

/// How many bytes stand for themselves before the first that does not.
#[inline]
pub(super) fn plain_len(bytes: &[u8]) -> usize {
    if let Some(sixteen) = bytes.first_chunk() {
        let plain = plain_of_16(sixteen);
        if plain < 16 {
            return plain;
        }
    }
    plain_len_of_many(bytes)
}

/// The same where there are more than sixteen, or where less follow.
#[inline(never)]
fn plain_len_of_many(bytes: &[u8]) -> usize {
    let (sixteens, rest) = bytes.as_chunks();
    let mut at = 0;
    for sixteen in sixteens {
        let plain = plain_of_16(sixteen);
        at += plain;
        if plain < 16 {
            return at;
        }
    }
    let tail = rest.iter().position(|byte| is_special(*byte));
    at + tail.unwrap_or(rest.len())
}

/// Whether all bytes stand for themselves.
#[inline]
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    let Some(last) = bytes.last_chunk::<WORD>() else {
        return is_plain_short(bytes);
    };
    // The last word overlaps the one before it.
    let mut found = special(u64::from_le_bytes(*last));
    let mut rest = bytes;
    while let Some((word, behind)) = rest.split_first_chunk::<WORD>() {
        found |= special(u64::from_le_bytes(*word));
        rest = behind;
    }
    found == 0
}

/// The same for less than a word.
#[inline]
fn is_plain_short(bytes: &[u8]) -> bool {
    let word = match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            (u64::from(u32::from_le_bytes(*first)) << 32) | u64::from(u32::from_le_bytes(*last))
        }
        _ => match *bytes {
            [] => return true,
            [a] => return !is_special(a),
            [a, b] => return !is_special(a) && !is_special(b),
            [a, b, c, ..] => return !is_special(a) && !is_special(b) && !is_special(c),
        },
    };
    special(word) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_found_at_every_place() {
        for byte in 0..=u8::MAX {
            for len in 0..36 {
                for at in 0..len {
                    // what a borrow could run into, or from
                    for filler in [b' ', b'!', b'#', b']', 0x7f, 0x80, 0xff] {
                        let mut text = vec![filler; len];
                        text[at] = byte;
                        let plain = !is_special(byte);
                        assert_eq!(is_plain(&text), plain, "{text:?}");
                        assert_eq!(plain_len(&text), if plain { len } else { at }, "{text:?}");
                    }
                }
            }
        }
    }
}
