//! What writers write to.

use std::ptr;

use super::words::{HEADER, SHORT, short, store};

/// Room that there is as long as `pos` is not beyond `limit`: more than two short texts take, or any one store.
const SLACK: usize = 144;
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

/// Finds its way in the bytes of a buffer again, even where what changed them panicked.
struct Changed<'a>(&'a mut Buf);

impl Drop for Changed<'_> {
    fn drop(&mut self) {
        self.0.bytes.reserve(SLACK);
        self.0.look();
    }
}

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
        let guard = Changed(self);
        change(&mut guard.0.bytes);
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

    /// Appends a tag, the length of some bytes in 32 bits and these bytes, if they are at most 64 and
    /// there is room for so many. Else it does nothing.
    #[inline]
    pub(crate) fn short(&mut self, tag: u8, bytes: &[u8]) -> bool {
        if bytes.len() > SHORT || self.pos > self.limit {
            return false;
        }
        // SAFETY: there is room for `SLACK` bytes, which is more than 69, and there are at most 64.
        // What `bytes` borrows is not what is written, since `self` is borrowed mutably.
        self.pos = unsafe { short(self.pos, tag, bytes) };
        true
    }

    /// Appends two of what [`short`](Self::short) takes, if both are of less than 64 bytes and there is room
    /// for so many. Else it does nothing.
    #[inline]
    pub(crate) fn two_short(&mut self, tag: u8, first: &[u8], second: &[u8]) -> bool {
        if (first.len() | second.len()) >= SHORT || self.pos > self.limit {
            return false;
        }
        // SAFETY: there is room for `SLACK` bytes, which is more than twice 69; both are shorter than 64,
        // since the lengths have no bit in common with 64 or more. Else as in `short`.
        self.pos = unsafe {
            let pos = short(self.pos, tag, first);
            short(pos, tag, second)
        };
        true
    }

    /// Appends a head of 5 bytes, texts as [`short`](Self::short) does, and one more byte, if each
    /// text is one that it would append. Else it does nothing.
    #[inline(always)]
    #[allow(clippy::inline_always)] // the call would be a tenth of it
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
        // SAFETY: `pos` is at most 69 bytes beyond `limit`, behind which there are `SLACK` bytes.
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

#[cfg(test)]
mod tests {
    use super::{Buf, SHORT, SLACK};

    #[test]
    fn what_is_appended_is_what_a_vector_would_hold() {
        let text: Vec<u8> = (0..100).collect();
        let short = |text: &[u8]| [&[7, 0, 0, 0, u8::try_from(text.len()).unwrap()], text].concat();
        for capacity in [0, SLACK, SLACK + 1, SLACK + 37, 300] {
            for len in (0..70).chain([99, 100]) {
                // of exactly these bytes, so that one read or written beyond them is seen
                let bytes = text[..len].to_vec().into_boxed_slice();
                let mut buf = Buf::with_capacity(capacity);
                let mut model = Vec::new();
                for round in 0..4 {
                    let fits = buf.short(7, &bytes);
                    assert!(!fits || len <= SHORT);
                    assert!(fits || len > SHORT || round > 0);
                    if fits {
                        model.extend(short(&bytes));
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
                        assert!(len <= SHORT);
                        model.extend_from_slice(b"01234");
                        model.extend(texts.map(short).concat());
                        model.push(9);
                    } else {
                        assert!(len > SHORT || round == 0 || capacity > SLACK);
                        assert_eq!(buf.len(), before);
                    }
                    let before = buf.len();
                    if buf.two_short(7, texts[0], texts[1]) {
                        assert!(len < SHORT);
                        model.extend([texts[0], texts[1]].map(short).concat());
                    } else {
                        assert!(len >= SHORT || buf.pos > buf.limit);
                        assert_eq!(buf.len(), before);
                    }
                    assert_eq!(buf.len(), model.len());
                }
                buf.with_vec(|all| all.reverse());
                model.reverse();
                buf.array(&[1; SLACK + 1]);
                model.extend_from_slice(&[1; SLACK + 1]);
                assert_eq!(buf.into_vec(), model, "{len} bytes into {capacity}");
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
