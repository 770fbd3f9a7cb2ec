//! Stores of writers and texts of readers. All unsafe code of the project is in this module.
//!
//! What it is for, writing: the five values of `benches/payloads` take 1.5 to 1.9 times as long to write as
//! ETF with `Vec::extend_from_slice` instead, which calls `memcpy` for each text, and 1.6 to 2.3
//! times as long by the steps below in safe code, where each part checks for room again. Reading: they
//! take 1.2 times as long with `str::from_utf8` and `to_owned`.
//!
//! Nothing here trusts a promise made elsewhere: each function checks the room that it writes to.
#![allow(unsafe_code)]

use std::mem::MaybeUninit;
use std::ptr;

/// The longest text that [`Buf::short`] takes.
pub(crate) const SHORT: usize = 32;
/// Bytes of a header: a tag and a length.
const HEADER: usize = 5;
/// Room that there is as long as `pos` is not beyond `limit`: more than any one store takes.
const SLACK: usize = 64;
/// Bytes that room is made for at least, when the first did not do.
const MORE: usize = 4096;

/// Bytes that grow at the end.
///
/// `pos` is where the next byte goes, in the allocation of `bytes` or at its end; all bytes before it are
/// written. `limit` is `SLACK` bytes before the end of the allocation, which is never smaller than
/// that. So a store of at most `SLACK` bytes asks but whether `pos` is beyond `limit`. The length of
/// `bytes` is behind the times, and never beyond `pos`.
#[derive(Debug)]
pub(crate) struct Buf {
    pos: *mut u8,
    limit: *mut u8,
    bytes: Vec<u8>,
}

// SAFETY: both pointers are into the allocation that `bytes` owns, and nobody else has them.
unsafe impl Send for Buf {}
// SAFETY: likewise; through a shared reference nothing is written.
unsafe impl Sync for Buf {}

impl Buf {
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        let mut buf = Self {
            pos: ptr::null_mut(),
            limit: ptr::null_mut(),
            bytes: Vec::with_capacity(capacity.max(SLACK)),
        };
        buf.look();
        buf
    }

    /// Takes `pos` and `limit` from `bytes`, whose length is right and behind which there is slack.
    fn look(&mut self) {
        let (len, capacity) = (self.bytes.len(), self.bytes.capacity());
        assert!(capacity - len >= SLACK);
        let start = self.bytes.as_mut_ptr();
        // SAFETY: both are at most `capacity`, by the line above.
        unsafe {
            self.pos = start.add(len);
            self.limit = start.add(capacity - SLACK);
        }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.pos.addr() - self.bytes.as_ptr().addr()
    }

    /// Gives `bytes` its length.
    fn settle(&mut self) {
        let len = self.len();
        // SAFETY: all bytes before `pos` are written.
        unsafe { self.bytes.set_len(len) }
    }

    pub(crate) fn into_vec(mut self) -> Vec<u8> {
        self.settle();
        self.bytes
    }

    /// Changes all bytes at will.
    pub(crate) fn with_vec(&mut self, change: impl FnOnce(&mut Vec<u8>)) {
        self.settle();
        change(&mut self.bytes);
        self.bytes.reserve(SLACK);
        self.look();
    }

    /// Makes room for `more` bytes, where there is none.
    #[inline(never)]
    pub(crate) fn reserve(&mut self, more: usize) {
        self.with_vec(|all| all.reserve(more.saturating_add(SLACK)));
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        self.with_vec(|all| all.reserve(MORE));
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
        if N > SLACK {
            return self.slice(&bytes[..len.min(N)]);
        }
        if self.pos > self.limit {
            self.grow();
        }
        // SAFETY: there is room for `SLACK` bytes, and these are no more: either there was, or
        // `grow` made it. An array of bytes has no alignment. `pos` ends at most N bytes further,
        // and all bytes up to there were just written.
        unsafe {
            self.pos.cast::<[u8; N]>().write(*bytes);
            self.pos = self.pos.add(len.min(N));
        }
    }

    /// Appends a tag, the length of some bytes in 32 bits and these bytes, if they are at most 32 and
    /// there is room for so many. Else it does nothing.
    #[inline]
    pub(crate) fn short(&mut self, tag: u8, bytes: &[u8]) -> bool {
        if bytes.len() > SHORT || self.pos > self.limit {
            return false;
        }
        // SAFETY: there is room for `SLACK` bytes, which is more than 37, and there are at most 32.
        // What `bytes` borrows is not what is written, since `self` is borrowed mutably.
        self.pos = unsafe { short(self.pos, tag, bytes) };
        true
    }

    /// Appends a head of 5 bytes, texts as [`short`](Self::short) does, and one more byte, if each
    /// text is one that it would append. Else it does nothing.
    #[inline]
    pub(crate) fn shorts<T: AsRef<[u8]>>(
        &mut self,
        head: u64,
        tag: u8,
        texts: &[T],
        end: u8,
    ) -> bool {
        let (mut pos, limit) = (self.pos, self.limit);
        if pos > limit {
            return false;
        }
        // SAFETY: there is room for `SLACK` bytes, which is more than 8.
        unsafe {
            store(pos, head.to_le_bytes());
            pos = pos.add(HEADER);
        }
        for text in texts {
            let bytes = text.as_ref();
            if bytes.len() > SHORT || pos > limit {
                return false;
            }
            // SAFETY: as in `short`; `pos` is there what it would be after each text.
            pos = unsafe { short(pos, tag, bytes) };
        }
        // SAFETY: `pos` is at most 37 bytes beyond `limit`, behind which there are `SLACK` bytes.
        // All bytes up to the new `pos` were just written.
        unsafe {
            store(pos, [end]);
            self.pos = pos.add(1);
        }
        true
    }

    /// Appends bytes.
    #[inline(never)]
    pub(crate) fn slice(&mut self, bytes: &[u8]) {
        let len = bytes.len();
        if self.limit.addr() + SLACK - self.pos.addr() < len {
            self.reserve(len);
        }
        // SAFETY: there is room for `len` bytes: the allocation ends `SLACK` bytes behind `limit`,
        // and else it was just grown by more than `len`. What `bytes` borrows is not what is
        // written, since `self` is borrowed mutably. `pos` ends behind what was written.
        unsafe {
            ptr::copy_nonoverlapping(bytes.as_ptr(), self.pos, len);
            self.pos = self.pos.add(len);
        }
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

/// The same as a text of its own, if these bytes are few and UTF-8.
#[inline]
pub(crate) fn short_string(bytes: &[u8]) -> Option<String> {
    let len = bytes.len();
    if len > SHORT {
        return None;
    }
    let mut text = Vec::with_capacity(len);
    // SAFETY: there is room for all bytes, which are at most 32, and what was just made overlaps
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

/// The highest bit of each byte, which is not set where the byte is ASCII.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Whether these are at most 32 bytes, all of them ASCII. Words that overlap, as in [`copy`].
#[inline]
fn is_short_ascii(bytes: &[u8]) -> bool {
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

/// Writes a tag, the length of some bytes in 32 bits and these bytes. Where they end.
///
/// # Safety
///
/// 37 bytes can be written to `to`, `bytes` are at most 32 and do not overlap with those.
#[inline]
unsafe fn short(to: *mut u8, tag: u8, bytes: &[u8]) -> *mut u8 {
    let len = bytes.len();
    let header = u64::from(tag) | (len as u64) << 32;
    // SAFETY: the word takes 8 of 37 bytes; of these the last 3 are written again or left behind
    // what is returned. `copy` writes `len` bytes from the sixth on, at most 32; so 5 + `len` are
    // written without a gap.
    unsafe {
        store(to, header.to_le_bytes());
        copy(bytes.as_ptr(), to.add(HEADER), len);
        to.add(HEADER + len)
    }
}

/// Copies at most 32 bytes by parts that overlap, with a branch for each range of lengths. Returns the
/// bits that are set in any byte, each at some byte's place.
///
/// # Safety
///
/// `len` bytes can be read from `from` and written to `to`, `len` is at most 32, and the two do not
/// overlap.
#[inline]
unsafe fn copy(from: *const u8, to: *mut u8, len: usize) -> u64 {
    debug_assert!(len <= SHORT);
    // SAFETY: for all parts, offset + size is at most `len`:
    // of more than 16 bytes, 0 + 16 and (len - 16) + 16: no gap, since len - 16 is at most 16;
    // of 8 to 16, 0 + 8 and (len - 8) + 8: no gap, since len - 8 is at most 8;
    // of 4 to 7, 0 + 4 and (len - 4) + 4: no gap, since len - 4 is at most 3;
    // of 1 to 3 bytes the first, the middle and the last, which are all.
    // All parts are read before the first is written, so that none is read where one was written.
    unsafe {
        if len >= 8 {
            if len > 16 {
                let first = load::<16>(from);
                let last = load::<16>(from.add(len - 16));
                store(to, first);
                store(to.add(len - 16), last);
                let both = u128::from_ne_bytes(first) | u128::from_ne_bytes(last);
                #[allow(clippy::cast_possible_truncation)] // the halves of a word
                let halves = both as u64 | (both >> 64) as u64;
                halves
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

/// At most `N` items, on the stack, which wait for their place in a vector.
pub(crate) struct Stage<T, const N: usize> {
    items: [MaybeUninit<T>; N],
    /// So many of the first items are there.
    len: usize,
}

impl<T, const N: usize> Stage<T, N> {
    #[inline]
    pub(crate) fn new() -> Self {
        Self {
            items: [const { MaybeUninit::uninit() }; N],
            len: 0,
        }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(crate) fn is_full(&self) -> bool {
        self.len == N
    }

    /// Takes one more item. There must be room for it.
    #[inline]
    pub(crate) fn push(&mut self, item: T) {
        self.items[self.len].write(item);
        self.len += 1;
    }

    /// Moves all items to the end of a vector.
    #[inline]
    pub(crate) fn move_to(&mut self, all: &mut Vec<T>) {
        let len = self.len;
        if all.capacity() - all.len() < len {
            all.reserve_exact(len);
        }
        // From here on nothing can panic, and the items here are no longer ours.
        self.len = 0;
        // SAFETY: the first `len` items are there, and there is room for them behind those of `all`,
        // in an allocation of its own. Since `len` is 0 now, nobody drops them here.
        unsafe {
            let end = all.as_mut_ptr().add(all.len());
            ptr::copy_nonoverlapping(self.items.as_ptr().cast::<T>(), end, len);
            all.set_len(all.len() + len);
        }
    }
}

impl<T, const N: usize> Drop for Stage<T, N> {
    fn drop(&mut self) {
        for item in &mut self.items[..self.len] {
            // SAFETY: the first `len` items are there, and nobody sees them after this.
            unsafe { item.assume_init_drop() }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::{Buf, Stage, ascii_str, short_str, short_string, specials};

    #[test]
    fn items_are_moved_or_dropped_once() {
        let item = Rc::new(());
        let mut all = Vec::new();
        for staged in [0, 1, 2, 3, 3] {
            let mut stage = Stage::<Rc<()>, 3>::new();
            for _ in 0..staged {
                stage.push(item.clone());
            }
            assert_eq!(stage.is_full(), staged == 3);
            stage.move_to(&mut all);
            assert_eq!(stage.len(), 0);
            for _ in 0..staged {
                stage.push(item.clone());
            }
        }
        assert_eq!(all.len(), 9);
        assert_eq!(Rc::strong_count(&item), 10);
        drop(all);
        assert_eq!(Rc::strong_count(&item), 1);
    }

    #[test]
    #[should_panic(expected = "index out of bounds")]
    fn no_item_is_put_where_no_room_is() {
        let mut stage = Stage::<String, 1>::new();
        stage.push("a".to_owned());
        stage.push("b".to_owned());
    }

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

    #[test]
    fn what_is_appended_is_what_a_vector_would_hold() {
        let text: Vec<u8> = (0..100).collect();
        for capacity in [0, 64, 65, 101, 200] {
            for len in (0..40).chain([63, 64, 65, 100]) {
                // of exactly these bytes, so that one read or written beyond them is seen
                let bytes = text[..len].to_vec().into_boxed_slice();
                let mut buf = Buf::with_capacity(capacity);
                let mut model = Vec::new();
                for round in 0..4 {
                    let fits = buf.short(7, &bytes);
                    assert!(!fits || len <= 32);
                    assert!(fits || len > 32 || round > 0);
                    if fits {
                        model.extend_from_slice(&[7, 0, 0, 0, u8::try_from(len).unwrap()]);
                        model.extend_from_slice(&bytes);
                    }
                    buf.slice(&bytes);
                    model.extend_from_slice(&bytes);
                    buf.array(b"0123456789abcd");
                    model.extend_from_slice(b"0123456789abcd");
                    buf.word(u64::from_le_bytes(*b"01234567"), len % 9);
                    model.extend_from_slice(&b"01234567"[..len % 9]);
                    let texts = [&bytes[..len / 2], &bytes, &[]];
                    let before = buf.len();
                    if buf.shorts(u64::from_le_bytes(*b"01234567"), 7, &texts, 9) {
                        assert!(len <= 32);
                        model.extend_from_slice(b"01234");
                        for text in texts {
                            model.extend_from_slice(&[
                                7,
                                0,
                                0,
                                0,
                                u8::try_from(text.len()).unwrap(),
                            ]);
                            model.extend_from_slice(text);
                        }
                        model.push(9);
                    } else {
                        assert!(len > 32 || round == 0 || capacity > 64);
                        assert_eq!(buf.len(), before);
                    }
                    assert_eq!(buf.len(), model.len());
                }
                buf.with_vec(|all| all.reverse());
                model.reverse();
                buf.array(&[1; 65]);
                model.extend_from_slice(&[1; 65]);
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

    #[test]
    fn a_length_beyond_the_bytes_ends_with_them() {
        let mut buf = Buf::with_capacity(0);
        buf.part(b"abc", usize::MAX);
        buf.word(u64::from_le_bytes(*b"01234567"), 9);
        assert_eq!(buf.into_vec(), b"abc01234567");
    }
}
