//! Stores of writers and texts of readers. All unsafe code of the project is in this module.
//!
//! What it is for, writing: the five values of `benches/payloads` take 1.4 to 1.7 times as long to write as
//! ETF with `Vec::extend_from_slice` instead, which calls `memcpy` for each text, and 1.5 to 2.0
//! times as long by the steps below in safe code, where each part checks for room again. Reading: they
//! take 1.2 times as long with `str::from_utf8` and `to_owned`.
//!
//! Nothing here trusts a promise made elsewhere: each function checks the room that it writes to.
#![allow(unsafe_code)]

/// The longest text that [`Buf::short`] takes.
const SHORT: usize = 32;
/// Bytes of a header: a tag and a length.
const HEADER: usize = 5;

/// Bytes that grow at the end.
#[derive(Debug)]
pub(crate) struct Buf {
    bytes: Vec<u8>,
}

impl Buf {
    #[inline]
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(capacity),
        }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    #[inline]
    pub(crate) fn into_vec(self) -> Vec<u8> {
        self.bytes
    }

    #[inline]
    pub(crate) fn as_mut_vec(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Bytes that fit without growing.
    #[inline]
    fn room(&self) -> usize {
        self.bytes.capacity() - self.bytes.len()
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, more: usize) {
        self.bytes.reserve(more);
    }

    /// Appends all of these bytes.
    #[inline]
    pub(crate) fn array<const N: usize>(&mut self, bytes: &[u8; N]) {
        self.part(bytes, N);
    }

    /// Appends the first `len` bytes of a word, the lowest first.
    #[inline]
    pub(crate) fn word(&mut self, word: u64, len: usize) {
        self.part(&word.to_le_bytes(), len);
    }

    /// Appends the first `len` of these bytes. All are stored, at once, whatever `len` is.
    #[inline]
    pub(crate) fn part<const N: usize>(&mut self, bytes: &[u8; N], len: usize) {
        if self.room() < N {
            self.grow(N);
        }
        let start = self.bytes.len();
        // SAFETY: there is room for N bytes behind the `start` bytes that are there: either there
        // was, or `reserve` made it. An array of bytes has no alignment. The new length is at most
        // `start + N`, and all bytes up to there were just written.
        unsafe {
            let end = self.bytes.as_mut_ptr().add(start);
            end.cast::<[u8; N]>().write(*bytes);
            self.bytes.set_len(start + len.min(N));
        }
    }

    /// Appends the first 5 bytes of a word, then some more bytes, if these are at most 32 and there
    /// is room for so many. Else it does nothing.
    #[inline]
    pub(crate) fn short(&mut self, header: u64, bytes: &[u8]) -> bool {
        let len = bytes.len();
        if len > SHORT || self.room() < HEADER + SHORT {
            return false;
        }
        let start = self.bytes.len();
        // SAFETY: there is room for 37 bytes behind the `start` bytes that are there. The word
        // takes 8 of them; of these the last 3 are written again or left beyond the new length.
        // `copy` writes `len` bytes from the sixth on, at most 32; so 5 + `len` are written without
        // a gap. What `bytes` borrows is not what is written, since `self` is borrowed mutably.
        unsafe {
            let end = self.bytes.as_mut_ptr().add(start);
            end.cast::<[u8; 8]>().write(header.to_le_bytes());
            copy(bytes.as_ptr(), end.add(HEADER), len);
            self.bytes.set_len(start + HEADER + len);
        }
        true
    }

    /// Appends bytes.
    #[inline]
    pub(crate) fn slice(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }
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

/// The same as a text of its own.
#[inline]
pub(crate) fn short_string(bytes: &[u8]) -> Option<String> {
    if !is_short_ascii(bytes) {
        return None;
    }
    let mut text = Vec::with_capacity(bytes.len());
    // SAFETY: there is room for all bytes, which are at most 32, and what was just made overlaps
    // with nothing. All are written before the length says so. Every one is ASCII, which is UTF-8.
    Some(unsafe {
        copy(bytes.as_ptr(), text.as_mut_ptr(), bytes.len());
        text.set_len(bytes.len());
        String::from_utf8_unchecked(text)
    })
}

/// Whether these are at most 32 bytes, all of them ASCII. Words that overlap, as in [`copy`].
#[inline]
fn is_short_ascii(bytes: &[u8]) -> bool {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let len = bytes.len();
    let bits = if let Some([first, last]) = ends::<16>(bytes) {
        let both = u128::from_ne_bytes(first) | u128::from_ne_bytes(last);
        #[allow(clippy::cast_possible_truncation)] // the halves of a word
        let halves = both as u64 | (both >> 64) as u64;
        halves
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

/// Copies at most 32 bytes by parts that overlap, with a branch for each of three lengths.
///
/// # Safety
///
/// `len` bytes can be read from `from` and written to `to`, `len` is at most 32, and the two do not
/// overlap.
#[inline]
unsafe fn copy(from: *const u8, to: *mut u8, len: usize) {
    debug_assert!(len <= SHORT);
    // SAFETY: for all parts, offset + size is at most `len`:
    // of 17 to 32 bytes, 0 + 16 and (len - 16) + 16; every byte is in the first or the last 16;
    // of 4 to 16 bytes, 0 + 4, step + 4, (len - 4 - step) + 4 and (len - 4) + 4, where `step` is 0
    // for less than 8, 4 for less than 16 and 8 for 16, so at most len - 4; they leave no gap:
    // len - 4 <= 4 for less than 8; 0, 4, len - 8, len - 4 for less than 16; 0, 8, 4, 12 for 16;
    // of 1 to 3 bytes the first, the middle and the last, which are all.
    // All parts are read before the first is written, so that none is read where one was written.
    unsafe {
        if len > 16 {
            let first = load::<16>(from);
            let last = load::<16>(from.add(len - 16));
            store(to, first);
            store(to.add(len - 16), last);
        } else if len >= 4 {
            let step = (len >> 3) << 2;
            let parts = [0, step, len - 4 - step, len - 4];
            let loaded = parts.map(|at| load::<4>(from.add(at)));
            store(to.add(parts[0]), loaded[0]);
            store(to.add(parts[1]), loaded[1]);
            store(to.add(parts[2]), loaded[2]);
            store(to.add(parts[3]), loaded[3]);
        } else if len > 0 {
            let parts = [0, len / 2, len - 1];
            let loaded = parts.map(|at| load::<1>(from.add(at)));
            store(to.add(parts[0]), loaded[0]);
            store(to.add(parts[1]), loaded[1]);
            store(to.add(parts[2]), loaded[2]);
        }
    }
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
unsafe fn store<const N: usize>(to: *mut u8, bytes: [u8; N]) {
    // SAFETY: by the promise of the caller; an array of bytes has no alignment.
    unsafe { to.cast::<[u8; N]>().write(bytes) }
}

#[cfg(test)]
mod tests {
    use super::{Buf, ascii_str, short_str, short_string};

    #[test]
    fn what_is_appended_is_what_a_vector_would_hold() {
        let text: Vec<u8> = (0..40).collect();
        for capacity in [0, 1, 36, 37, 38, 200] {
            for len in 0..text.len() {
                // of exactly these bytes, so that one read or written beyond them is seen
                let bytes = text[..len].to_vec().into_boxed_slice();
                let mut buf = Buf::with_capacity(capacity);
                let mut model = Vec::new();
                let fits = buf.short(0x07_0504_0302_0100, &bytes);
                assert_eq!(fits, len <= 32 && capacity >= 37);
                if fits {
                    model.extend_from_slice(&[0, 1, 2, 3, 4]);
                    model.extend_from_slice(&bytes);
                }
                buf.slice(&bytes);
                model.extend_from_slice(&bytes);
                buf.array(b"0123456789abcd");
                model.extend_from_slice(b"0123456789abcd");
                buf.word(u64::from_le_bytes(*b"01234567"), len % 9);
                model.extend_from_slice(&b"01234567"[..len % 9]);
                assert_eq!(buf.len(), model.len());
                assert_eq!(buf.into_vec(), model, "{len} bytes into {capacity}");
            }
        }
    }

    #[test]
    fn texts_are_those_of_the_standard_library() {
        for len in 0..70 {
            let ascii: Vec<u8> = (0..len).map(|at| b'a' + at % 26).collect();
            let expected = std::str::from_utf8(&ascii).ok();
            let short = expected.filter(|text| text.len() <= 32);
            let exact = ascii.clone().into_boxed_slice();
            assert_eq!(short_str(&exact), short);
            assert_eq!(short_string(&exact).as_deref(), short);
            assert_eq!(ascii_str(&exact), expected);
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
    fn a_length_beyond_the_bytes_ends_with_them() {
        let mut buf = Buf::with_capacity(0);
        buf.part(b"abc", usize::MAX);
        buf.word(u64::from_le_bytes(*b"01234567"), 9);
        assert_eq!(buf.into_vec(), b"abc01234567");
    }
}
