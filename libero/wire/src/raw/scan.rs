//! What strings of JSON may not hold.

/// A bit for each byte that a string of JSON must escape: quotes, backslashes, control characters. None
/// where the processor is not known to tell at once.
#[inline]
#[allow(clippy::unnecessary_wraps)] // none on other processors
pub(crate) fn specials(bytes: &[u8; 16]) -> Option<u32> {
    #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
    {
        use std::arch::x86_64 as x86;
        // SAFETY: 16 bytes can be read, without alignment; the instructions are there by the `cfg`.
        let mask = unsafe {
            let bytes = x86::_mm_loadu_si128(bytes.as_ptr().cast());
            let quotes = x86::_mm_cmpeq_epi8(bytes, x86::_mm_set1_epi8(0x22));
            let backslashes = x86::_mm_cmpeq_epi8(bytes, x86::_mm_set1_epi8(0x5c));
            // those that are the lesser of themselves and 0x1f, without sign
            let lesser = x86::_mm_min_epu8(bytes, x86::_mm_set1_epi8(0x1f));
            let controls = x86::_mm_cmpeq_epi8(bytes, lesser);
            let any = x86::_mm_or_si128(x86::_mm_or_si128(quotes, backslashes), controls);
            x86::_mm_movemask_epi8(any)
        };
        Some(mask.cast_unsigned())
    }
    #[cfg(not(all(target_arch = "x86_64", target_feature = "sse2")))]
    {
        let _ = bytes;
        None
    }
}

#[cfg(test)]
mod tests {
    use super::specials;

    #[test]
    fn bytes_that_must_be_escaped_are_marked() {
        for byte in 0..=u8::MAX {
            for at in 0..16 {
                let mut bytes = *b"!# []~\x7f\x80abcdefgh";
                bytes[at] = byte;
                let special = byte < 0x20 || byte == b'"' || byte == b'\\';
                if let Some(found) = specials(&bytes) {
                    assert_eq!(found, u32::from(special) << at, "{byte} at {at}");
                }
            }
        }
    }
}
