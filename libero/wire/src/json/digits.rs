//! Digits of integers, eight at a time.

const ZEROS: u64 = 0x3030_3030_3030_3030;
const EIGHT: u64 = 100_000_000;

/// The eight digits of a number below 10^8, as values and not as text, the first in the lowest byte.
#[inline]
const fn eight(value: u64) -> u64 {
    // Halves of four digits, quarters of two, then single digits: each step divides all at once,
    // by multiplying with a rounded reciprocal.
    let halves = (value / 10_000) | ((value % 10_000) << 32);
    let hundreds = ((halves * 10_486) >> 20) & 0x0000_007f_0000_007f;
    let quarters = hundreds | ((halves - hundreds * 100) << 16);
    let tens = ((quarters * 103) >> 10) & 0x000f_000f_000f_000f;
    tens | ((quarters - tens * 10) << 8)
}

/// Appends a number below 10^16.
#[inline]
pub(super) fn push(value: u64, buf: &mut Vec<u8>) {
    if value < EIGHT {
        return push_short(value, buf);
    }
    push_short(value / EIGHT, buf);
    buf.extend_from_slice(&(eight(value % EIGHT) | ZEROS).to_le_bytes());
}

/// Appends a number below 10^8.
#[inline]
fn push_short(value: u64, buf: &mut Vec<u8>) {
    if value < 10 {
        #[allow(clippy::cast_possible_truncation)] // below 10
        buf.push(b'0' + value as u8);
        return;
    }
    let digits = eight(value);
    let leading = digits.trailing_zeros() / 8;
    let text = (digits | ZEROS) >> (leading * 8);
    // All eight bytes are stored, which is faster than as many as count.
    buf.extend_from_slice(&text.to_le_bytes());
    buf.truncate(buf.len() - leading as usize);
}

/// Appends a point and the decimal places of `value` / 10^4, without zeros at the end but one.
#[inline]
pub(super) fn push_places(value: u64, buf: &mut Vec<u8>) {
    let digits = eight(value * 10_000);
    let behind = digits.leading_zeros() / 8;
    let text = ((digits | ZEROS) << 8) | u64::from(b'.');
    buf.extend_from_slice(&text.to_le_bytes());
    // The four digits that are none, and up to three zeros. One digit is cut off by the shift.
    buf.truncate(buf.len() - (behind.min(7) as usize - 1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_end_with_their_last_digit() {
        for value in 0..10_000 {
            let mut buf = b"x".to_vec();
            push_places(value, &mut buf);
            let all = format!("x.{value:04}");
            let text = all.trim_end_matches('0');
            let zero = if text.ends_with('.') { "0" } else { "" };
            assert_eq!(buf, format!("{text}{zero}").into_bytes());
        }
    }

    #[test]
    fn numbers_have_their_digits() {
        let edges = (0..16).flat_map(|power| {
            let ten = 10_u64.pow(power);
            [ten - 1, ten, ten + 1, ten * 3 + 7, 9 * ten]
        });
        let many = (0..2_000_000).map(|index| index * 4_999);
        for value in edges
            .chain(0..20_000)
            .chain(many)
            .filter(|value| *value < EIGHT * EIGHT)
        {
            let mut buf = b"x".to_vec();
            push(value, &mut buf);
            assert_eq!(buf, format!("x{value}").into_bytes());
        }
    }
}
