//! Few bytes, by words that overlap.

/// The longest text that [`Buf::short`](super::Buf::short) takes.
pub(crate) const SHORT: usize = 64;
/// Bytes of a header: a tag and a length.
pub(super) const HEADER: usize = 5;
/// The highest bit of each byte, which is not set where the byte is ASCII.
pub(super) const HIGH: u64 = 0x8080_8080_8080_8080;

/// 16 bytes, in a register where the processor is known to have one so wide.
#[derive(Clone, Copy)]
pub(super) struct Lane(Wide);

#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
type Wide = std::arch::x86_64::__m128i;
#[cfg(not(all(target_arch = "x86_64", target_feature = "sse2")))]
type Wide = [u64; 2];

impl Lane {
    /// # Safety
    ///
    /// 16 bytes can be read from `from`.
    #[inline]
    unsafe fn load(from: *const u8) -> Self {
        // SAFETY: by the promise of the caller; the read wants no alignment.
        Self(unsafe { from.cast::<Wide>().read_unaligned() })
    }

    /// # Safety
    ///
    /// 16 bytes can be written to `to`.
    #[inline]
    unsafe fn store(self, to: *mut u8) {
        // SAFETY: by the promise of the caller; the write wants no alignment.
        unsafe { to.cast::<Wide>().write_unaligned(self.0) }
    }

    #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
    #[inline]
    fn or(self, other: Self) -> Self {
        // SAFETY: the instruction is there by the `cfg`.
        Self(unsafe { std::arch::x86_64::_mm_or_si128(self.0, other.0) })
    }

    /// Bit n is the highest of byte n.
    #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
    #[inline]
    fn high(self) -> u32 {
        // SAFETY: the instruction is there by the `cfg`.
        unsafe { std::arch::x86_64::_mm_movemask_epi8(self.0) }.cast_unsigned()
    }

    #[cfg(not(all(target_arch = "x86_64", target_feature = "sse2")))]
    #[inline]
    fn or(self, other: Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }

    #[cfg(not(all(target_arch = "x86_64", target_feature = "sse2")))]
    #[inline]
    fn high(self) -> u32 {
        // The seven highest bits of the product are sums of distinct bits, so the highest byte is the mask.
        let [low, high] = self.0.map(|word| {
            let bits = (u64::from_le(word) & HIGH) >> 7;
            (bits.wrapping_mul(0x0102_0408_1020_4080) >> 56) as u32
        });
        low | high << 8
    }

    #[inline]
    fn is_ascii(self) -> bool {
        self.high() == 0
    }
}

/// Writes a tag, the length of some bytes in 32 bits and these bytes. Where they end.
///
/// # Safety
///
/// 69 bytes can be written to `to`, `bytes` are at most 64 and do not overlap with those.
#[inline]
pub(super) unsafe fn short(to: *mut u8, tag: u8, bytes: &[u8]) -> *mut u8 {
    let len = bytes.len();
    let header = u64::from(tag) | (len as u64) << 32;
    // SAFETY: the word takes 8 of 69 bytes; of these the last 3 are written again or left behind
    // what is returned. `copy` writes `len` bytes from the sixth on, at most 64; so 5 + `len` are
    // written without a gap.
    unsafe {
        store(to, header.to_le_bytes());
        copy(bytes.as_ptr(), to.add(HEADER), len);
        to.add(HEADER + len)
    }
}

/// Copies at most 64 bytes by parts that overlap, with a branch for each range of lengths. Returns
/// whether all are ASCII.
///
/// # Safety
///
/// `len` bytes can be read from `from` and written to `to`, `len` is at most 64, and the two do not
/// overlap.
#[inline]
pub(super) unsafe fn copy(from: *const u8, to: *mut u8, len: usize) -> bool {
    debug_assert!(len <= SHORT);
    // SAFETY: for all parts, offset + size is at most `len`:
    // of more than 32 bytes, the offsets are 0, 16, len - 32 and len - 16: no gap, since the first two parts
    // are all up to 32, the last two all from len - 32 on, and len - 32 is at most 32;
    // of more than 16, 0 + 16 and (len - 16) + 16: no gap, since len - 16 is at most 16;
    // of 8 to 16, 0 + 8 and (len - 8) + 8: no gap, since len - 8 is at most 8;
    // of 4 to 7, 0 + 4 and (len - 4) + 4: no gap, since len - 4 is at most 3;
    // of 1 to 3 bytes the first, the middle and the last, which are all.
    // All parts are read before the first is written, so that none is read where one was written.
    let bits = unsafe {
        if len >= 8 {
            if len > 16 {
                if len > 32 {
                    let parts =
                        [0, 16, len - 32, len - 16].map(|at| (at, Lane::load(from.add(at))));
                    for (at, part) in parts {
                        part.store(to.add(at));
                    }
                    let [a, b, c, d] = parts.map(|(_, part)| part);
                    return a.or(b).or(c.or(d)).is_ascii();
                }
                let first = Lane::load(from);
                let last = Lane::load(from.add(len - 16));
                first.store(to);
                last.store(to.add(len - 16));
                return first.or(last).is_ascii();
            }
            let first = load::<8>(from);
            let last = load::<8>(from.add(len - 8));
            store(to, first);
            store(to.add(len - 8), last);
            u64::from_ne_bytes(first) | u64::from_ne_bytes(last)
        } else if len >= 4 {
            let first = load::<4>(from);
            let last = load::<4>(from.add(len - 4));
            store(to, first);
            store(to.add(len - 4), last);
            u64::from(u32::from_ne_bytes(first) | u32::from_ne_bytes(last))
        } else if len > 0 {
            let [first, middle, last] = [0, len / 2, len - 1].map(|at| load::<1>(from.add(at)));
            store(to, first);
            store(to.add(len / 2), middle);
            store(to.add(len - 1), last);
            u64::from(first[0] | middle[0] | last[0])
        } else {
            0
        }
    };
    bits & HIGH == 0
}

/// Whether the first `len` of these bytes are ASCII: 1 to 16.
#[inline]
pub(super) fn starts_with_ascii(bytes: &[u8; 16], len: usize) -> bool {
    debug_assert!((1..=16).contains(&len));
    // SAFETY: 16 bytes can be read.
    let high = unsafe { Lane::load(bytes.as_ptr()) }.high();
    #[allow(clippy::cast_possible_truncation)] // at most 16
    let behind = 32_u32.wrapping_sub(len as u32);
    high.wrapping_shl(behind) == 0
}

/// The bits that are set in a half of a word.
#[inline]
#[allow(clippy::cast_possible_truncation)] // the halves
pub(super) fn halves(word: u128) -> u64 {
    word as u64 | (word >> 64) as u64
}

/// # Safety
///
/// N bytes can be read from `from`.
#[inline]
unsafe fn load<const N: usize>(from: *const u8) -> [u8; N] {
    // SAFETY: by the promise of the caller; an array of bytes has no alignment.
    unsafe { from.cast::<[u8; N]>().read() }
}

/// # Safety
///
/// N bytes can be written to `to`.
#[inline]
pub(super) unsafe fn store<const N: usize>(to: *mut u8, bytes: [u8; N]) {
    // SAFETY: by the promise of the caller; an array of bytes has no alignment.
    unsafe { to.cast::<[u8; N]>().write(bytes) }
}

#[cfg(test)]
mod tests {
    use super::starts_with_ascii;

    #[test]
    fn bytes_before_the_end_alone_are_looked_at() {
        for at in 0..16 {
            let mut bytes = *b"0123456789abcdef";
            bytes[at] |= 0x80;
            for len in 1..=16 {
                assert_eq!(starts_with_ascii(&bytes, len), len <= at, "{at} of {len}");
            }
        }
    }
}
