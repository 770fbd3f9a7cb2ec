//! Few bytes, by words that overlap.

/// The longest text that [`Buf::short`](super::Buf::short) takes.
pub(crate) const SHORT: usize = 64;
/// Bytes of a header: a tag and a length.
pub(super) const HEADER: usize = 5;
/// The highest bit of each byte, which is not set where the byte is ASCII.
pub(super) const HIGH: u64 = 0x8080_8080_8080_8080;

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

/// Copies at most 64 bytes by parts that overlap, with a branch for each range of lengths. Returns the
/// bits that are set in any byte, each at some byte's place.
///
/// # Safety
///
/// `len` bytes can be read from `from` and written to `to`, `len` is at most 64, and the two do not
/// overlap.
#[inline]
pub(super) unsafe fn copy(from: *const u8, to: *mut u8, len: usize) -> u64 {
    debug_assert!(len <= SHORT);
    // SAFETY: for all parts, offset + size is at most `len`:
    // of more than 32 bytes, the offsets are 0, 16, len - 32 and len - 16: no gap, since the first two parts
    // are all up to 32, the last two all from len - 32 on, and len - 32 is at most 32;
    // of more than 16, 0 + 16 and (len - 16) + 16: no gap, since len - 16 is at most 16;
    // of 8 to 16, 0 + 8 and (len - 8) + 8: no gap, since len - 8 is at most 8;
    // of 4 to 7, 0 + 4 and (len - 4) + 4: no gap, since len - 4 is at most 3;
    // of 1 to 3 bytes the first, the middle and the last, which are all.
    // All parts are read before the first is written, so that none is read where one was written.
    unsafe {
        if len >= 8 {
            if len > 32 {
                let parts = [0, 16, len - 32, len - 16].map(|at| (at, load::<16>(from.add(at))));
                for (at, part) in parts {
                    store(to.add(at), part);
                }
                let parts = parts.map(|(_, part)| u128::from_ne_bytes(part));
                halves(parts[0] | parts[1] | parts[2] | parts[3])
            } else if len > 16 {
                let first = load::<16>(from);
                let last = load::<16>(from.add(len - 16));
                store(to, first);
                store(to.add(len - 16), last);
                halves(u128::from_ne_bytes(first) | u128::from_ne_bytes(last))
            } else {
                let first = load::<8>(from);
                let last = load::<8>(from.add(len - 8));
                store(to, first);
                store(to.add(len - 8), last);
                u64::from_ne_bytes(first) | u64::from_ne_bytes(last)
            }
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
    }
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
