//! The writer of terms.

use super::{Encode, tag};
use crate::error::{EncodeError, Segment};
use crate::limits::Limits;
use crate::raw::Buf;
use crate::stack::Stack;

/// After how many items of a list room is made for the others.
const SAMPLE: usize = 16;
/// For how many bytes at least it may then be.
const LEAP: usize = 1 << 17;

/// Appends terms to a buffer.
#[derive(Debug)]
pub struct Writer {
    buf: Buf,
    depth: u32,
    max_depth: u32,
    stack: Stack,
}

impl Writer {
    /// An empty writer.
    pub fn new(limits: &Limits) -> Self {
        Self {
            buf: Buf::with_capacity(640),
            depth: 0,
            max_depth: limits.etf_depth,
            stack: Stack::new(limits.stack_bytes),
        }
    }

    /// What was written.
    pub fn into_vec(self) -> Vec<u8> {
        self.buf.into_vec()
    }

    /// Bytes as they are: the constant prefix of a constructor, or a bare constructor.
    #[inline]
    pub fn raw<const N: usize>(&mut self, bytes: &[u8; N]) {
        self.buf.array(bytes);
    }

    /// Bytes as they are, of any length: what [`raw`](Self::raw) is for constants.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.buf.slice(bytes);
    }

    /// Refuses to go on where the stack that the limits allow is taken.
    pub fn check_stack(&self) -> Result<(), EncodeError> {
        if self.stack.is_spent() {
            return Err(EncodeError::stack_spent());
        }
        Ok(())
    }

    /// The first `len` bytes of a word, the lowest first.
    #[inline]
    pub(super) fn word(&mut self, word: u64, len: usize) {
        self.buf.word(word, len);
    }

    /// The first `len` of some bytes.
    #[inline]
    pub(super) fn part<const N: usize>(&mut self, bytes: &[u8; N], len: usize) {
        self.buf.part(bytes, len);
    }

    /// Writes the fields of a constructor of a recursive type, one level deeper; see
    /// [`Reader::nested`](super::Reader::nested).
    #[inline]
    pub fn nested(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        if self.depth >= self.max_depth {
            return Err(EncodeError::too_deep(self.max_depth));
        }
        if self.stack.is_spent() {
            return Err(EncodeError::stack_spent());
        }
        self.depth += 1;
        write(self)?;
        self.depth -= 1;
        Ok(())
    }

    /// An atom of at most 255 bytes; longer ones are not written by this crate.
    pub(crate) fn atom(&mut self, name: &'static str) {
        debug_assert!(name.len() < 256);
        #[allow(clippy::cast_possible_truncation)]
        self.raw(&[tag::SMALL_ATOM_UTF8, name.len() as u8]);
        self.buf.slice(name.as_bytes());
    }

    /// A string or bit array.
    #[inline]
    pub fn binary(&mut self, bytes: &[u8]) -> Result<(), EncodeError> {
        if self.buf.short(tag::BINARY, bytes) {
            return Ok(());
        }
        self.long_binary(bytes)
    }

    /// Two strings. An error is that of the first (0) or of the second (1).
    #[inline]
    pub(super) fn two_strings(
        &mut self,
        first: &[u8],
        second: &[u8],
    ) -> Result<(), (usize, EncodeError)> {
        if self.buf.two_short(tag::BINARY, first, second) {
            return Ok(());
        }
        self.two_long(first, second)
    }

    #[inline(never)]
    fn two_long(&mut self, first: &[u8], second: &[u8]) -> Result<(), (usize, EncodeError)> {
        self.binary(first).map_err(|e| (0, e))?;
        self.binary(second).map_err(|e| (1, e))
    }

    #[inline(never)]
    fn long_binary(&mut self, bytes: &[u8]) -> Result<(), EncodeError> {
        self.long_header(tag::BINARY, "a binary", bytes.len())?;
        self.buf.slice(bytes);
        Ok(())
    }

    /// The header of a tuple.
    #[inline]
    pub fn tuple_header(&mut self, arity: usize) -> Result<(), EncodeError> {
        match u8::try_from(arity) {
            Ok(arity) => {
                self.raw(&[tag::SMALL_TUPLE, arity]);
                Ok(())
            }
            Err(_) => self.long_header(tag::LARGE_TUPLE, "a tuple", arity),
        }
    }

    /// The header of a map.
    #[inline]
    pub fn map_header(&mut self, len: usize) -> Result<(), EncodeError> {
        self.long_header(tag::MAP, "a dict", len)
    }

    /// A list of `len` items.
    pub fn list<'a, C, T: Encode<C> + 'a>(
        &mut self,
        len: usize,
        items: impl IntoIterator<Item = &'a T>,
    ) -> Result<(), EncodeError> {
        let Ok(count) = u32::try_from(len) else {
            return Err(EncodeError::too_long("a list", len));
        };
        self.buf
            .word(header(tag::LIST, count), if len == 0 { 0 } else { 5 });
        let start = self.buf.len();
        for (index, item) in items.into_iter().enumerate() {
            item.encode(self)
                .map_err(|e| e.within(Segment::Index(index)))?;
            if index + 1 == SAMPLE {
                self.expect(start, len - SAMPLE.min(len));
            }
        }
        self.raw(&[tag::NIL]);
        Ok(())
    }

    /// A list of texts, of which a few short ones are written at once.
    #[inline(always)]
    #[allow(clippy::inline_always)] // a call would be a tenth of it
    pub(super) fn texts<C, T: AsRef<[u8]> + Encode<C>>(
        &mut self,
        texts: &[T],
    ) -> Result<(), EncodeError> {
        if texts.is_empty() {
            self.raw(&[tag::NIL]);
            return Ok(());
        }
        #[allow(clippy::cast_possible_truncation)] // at most 16
        let head = header(tag::LIST, texts.len() as u32);
        if texts.len() <= SAMPLE && self.buf.shorts(head, tag::BINARY, texts, tag::NIL) {
            return Ok(());
        }
        self.many_texts(texts)
    }

    #[inline(never)]
    fn many_texts<C, T: AsRef<[u8]> + Encode<C>>(
        &mut self,
        texts: &[T],
    ) -> Result<(), EncodeError> {
        self.list::<C, T>(texts.len(), texts)
    }

    /// A list of `len` items in ascending order of their own bytes.
    pub fn set<'a, C, T: Encode<C> + 'a>(
        &mut self,
        len: usize,
        items: impl IntoIterator<Item = &'a T>,
    ) -> Result<(), EncodeError> {
        if len == 0 {
            self.raw(&[tag::NIL]);
            return Ok(());
        }
        self.long_header(tag::LIST, "a set", len)?;
        let items = items.into_iter();
        let mut ranges = Vec::with_capacity(items.size_hint().0);
        for (index, item) in items.enumerate() {
            let start = self.buf.len();
            item.encode(self)
                .map_err(|e| e.within(Segment::Index(index)))?;
            ranges.push(start..self.buf.len());
        }
        self.buf
            .with_vec(|bytes| crate::key::sort_ranges(bytes, &mut ranges, b""));
        self.raw(&[tag::NIL]);
        Ok(())
    }

    /// Makes room for as many more items as `more`, each of the mean length of those that were
    /// written from `start` on: copying a buffer each time that it has doubled takes a sixth of the
    /// time of a long list. What a few long items may claim is bounded by what was written.
    #[inline(never)]
    fn expect(&mut self, start: usize, more: usize) {
        let written = self.buf.len();
        let mean = (written - start) / SAMPLE;
        let expected = (mean + mean / 8 + 1).saturating_mul(more);
        self.buf.reserve(expected.min(LEAP + 4 * written));
    }

    #[inline]
    fn long_header(&mut self, tag: u8, what: &'static str, len: usize) -> Result<(), EncodeError> {
        let Ok(count) = u32::try_from(len) else {
            return Err(EncodeError::too_long(what, len));
        };
        self.buf.word(header(tag, count), 5);
        Ok(())
    }
}

/// A tag and a count of 32 bits, as the first bytes of a word.
#[inline]
fn header(tag: u8, count: u32) -> u64 {
    u64::from(tag) | u64::from(count.swap_bytes()) << 8
}
