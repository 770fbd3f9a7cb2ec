//! The reader of terms: bytes, lengths and lists.
//!
//! What is common is read inline by comparing constant bytes with the front of what is left. All
//! else goes through a cold function: other forms of the same term, and errors, whose places are
//! computed only then.

use super::{Decode, tag};
use crate::error::{DecodeError, DecodeErrorKind as Kind, Segment};
use crate::limits::Limits;
use crate::stack::Stack;

/// The terms of the integers of a byte, for lists that were sent as strings.
static SMALL_INTEGERS: [[u8; 2]; 256] = {
    let mut terms = [[tag::SMALL_INTEGER, 0]; 256];
    let mut byte = 0;
    while byte < terms.len() {
        #[allow(clippy::cast_possible_truncation)] // below 256
        let value = byte as u8;
        terms[byte][1] = value;
        byte += 1;
    }
    terms
};

/// Reads terms from a slice, front to back.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    /// What is left.
    pub(super) rest: &'a [u8],
    /// The offset of the end, from which those of errors are counted back.
    pub(super) end: usize,
    pub(super) depth: u32,
    pub(super) max_depth: u32,
    pub(super) stack: Stack,
    pub(super) max_string: usize,
    /// Bytes of memory for which there may yet be made room before their items are read: 16 for
    /// each byte of the input. It is for the whole input, since lists inside lists can each claim
    /// all of the bytes left.
    pub(super) ahead: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the first byte. Refuses input that is larger than the limits allow.
    pub fn new(input: &'a [u8], limits: &Limits) -> Result<Self, DecodeError> {
        if input.len() > limits.input_bytes {
            return Err(super::refuse::too_large(input.len(), limits.input_bytes));
        }
        Ok(Self {
            rest: input,
            end: input.len(),
            depth: 0,
            max_depth: limits.etf_depth,
            stack: Stack::new(limits.stack_bytes),
            max_string: limits.string_bytes,
            ahead: input.len().saturating_mul(16),
        })
    }

    /// Reads the 131 with which a term begins.
    pub fn version(&mut self) -> Result<(), DecodeError> {
        match self.byte()? {
            tag::VERSION => Ok(()),
            other => Err(self.error(
                Kind::Syntax,
                self.offset() - 1,
                format!("expected 131, got {other}"),
            )),
        }
    }

    /// Checks that nothing is left.
    pub fn finish(&self) -> Result<(), DecodeError> {
        match self.rest.len() {
            0 => Ok(()),
            left => Err(self.error(
                Kind::Trailing,
                self.offset(),
                format!("{left} bytes after the end"),
            )),
        }
    }

    /// Measures the stack from here on.
    pub(crate) fn restart_stack(&mut self) {
        self.stack.restart();
    }

    /// Refuses to go on where the stack that the limits allow is taken: for recursion that does not
    /// pass [`nested`](Self::nested).
    pub fn check_stack(&self) -> Result<(), DecodeError> {
        if self.stack.is_spent() {
            return Err(self.too_deep());
        }
        Ok(())
    }

    /// The byte at which the reader stands, counted from 0.
    #[inline]
    pub fn offset(&self) -> usize {
        self.end - self.rest.len()
    }

    /// Reads the fields of a constructor of a recursive type, one level deeper. Whatever may hold a
    /// value of its own type has to pass here, once for each such value: it is all that bounds the
    /// stack. Lists, tuples and options do not count by themselves.
    #[inline]
    pub fn nested<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        if self.depth >= self.max_depth || self.stack.is_spent() {
            return Err(self.too_deep());
        }
        self.depth += 1;
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    /// Reads a list. Unlike `Decode::decode_vec`, of `u8` too.
    pub fn list<C, T: Decode<C>>(&mut self) -> Result<Vec<T>, DecodeError> {
        self.list_of(T::MIN_LEN, |r| T::decode(r))
    }

    /// Reads a list of which `item` reads each item.
    #[inline]
    pub(super) fn list_of<T>(
        &mut self,
        min_len: usize,
        mut item: impl FnMut(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        if let [tag::NIL, rest @ ..] = self.rest {
            self.rest = rest;
            return Ok(Vec::new());
        }
        let Some((&[tag::LIST, a, b, c, d], rest)) = self.rest.split_first_chunk() else {
            return self.list_of_bytes(item);
        };
        self.rest = rest;
        let count = self.fitting([a, b, c, d], min_len)?;
        let mut items = self.vec_for(count);
        for index in 0..count {
            match item(self) {
                Ok(item) => items.push(item),
                Err(error) => return Err(error.within(Segment::Index(index))),
            }
        }
        self.tail()?;
        Ok(items)
    }

    /// A list of small integers in the form that Erlang gives to a string of Latin-1.
    #[cold]
    fn list_of_bytes<T>(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        let [tag::STRING, rest @ ..] = self.rest else {
            return Err(self.no_list());
        };
        self.rest = rest;
        let mut items = Vec::new();
        self.each_byte(|r| {
            items.push(item(r)?);
            Ok(())
        })?;
        Ok(items)
    }

    /// Walks a list of any form; `item` reads each one, which takes at least `min_len` bytes.
    pub fn each(
        &mut self,
        min_len: usize,
        mut item: impl FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        match *self.rest {
            [tag::NIL, ref rest @ ..] => {
                self.rest = rest;
                Ok(())
            }
            [tag::LIST, ref rest @ ..] => {
                self.rest = rest;
                let count = self.count(min_len)?;
                for index in 0..count {
                    item(self).map_err(|e| e.within(Segment::Index(index)))?;
                }
                self.tail()
            }
            [tag::STRING, ref rest @ ..] => {
                self.rest = rest;
                self.each_byte(item)
            }
            _ => Err(self.no_list()),
        }
    }

    /// Walks a list of small integers in its short form, after the tag.
    fn each_byte(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let len = usize::from(u16::from_be_bytes(self.array()?));
        let first = self.offset();
        for (index, byte) in self.take(len)?.iter().enumerate() {
            let mut r = Reader {
                rest: &SMALL_INTEGERS[usize::from(*byte)],
                end: first + index + 2,
                ..*self
            };
            item(&mut r).map_err(|e| e.within(Segment::Index(index)))?;
        }
        Ok(())
    }

    /// The end of a list.
    #[inline]
    fn tail(&mut self) -> Result<(), DecodeError> {
        if let [tag::NIL, rest @ ..] = self.rest {
            self.rest = rest;
            return Ok(());
        }
        Err(self.improper())
    }

    /// An empty vector with room for `count` items, or for less, where it grows while items arrive.
    #[inline]
    pub(super) fn vec_for<T>(&mut self, count: usize) -> Vec<T> {
        Vec::with_capacity(self.affordable::<T>(count))
    }

    /// For how many of `count` items there may be room before they are read.
    #[inline]
    pub(super) fn affordable<T>(&mut self, count: usize) -> usize {
        let bytes = count.saturating_mul(size_of::<T>());
        if bytes <= self.ahead {
            self.ahead -= bytes;
            return count;
        }
        std::mem::take(&mut self.ahead) / size_of::<T>().max(1)
    }

    /// A count of 32 bits, checked against the bytes left.
    #[inline]
    pub(super) fn count(&mut self, min_len: usize) -> Result<usize, DecodeError> {
        let count = self.array()?;
        self.fitting(count, min_len)
    }

    /// The count whose four bytes were just read, checked against the bytes left.
    #[inline]
    pub(super) fn fitting(&self, count: [u8; 4], min_len: usize) -> Result<usize, DecodeError> {
        let count = u32::from_be_bytes(count) as usize;
        if count.saturating_mul(min_len.max(1)) > self.rest.len() {
            return Err(self.not_fitting(count));
        }
        Ok(count)
    }

    /// Whether these bytes come next; if so they are read.
    #[inline]
    pub(super) fn skip<const N: usize>(&mut self, bytes: &[u8; N]) -> bool {
        match self.rest.split_first_chunk() {
            Some((found, rest)) if found == bytes => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    #[inline]
    pub(crate) fn byte(&mut self) -> Result<u8, DecodeError> {
        let Some((&byte, rest)) = self.rest.split_first() else {
            return Err(self.truncated());
        };
        self.rest = rest;
        Ok(byte)
    }

    #[inline]
    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let Some((bytes, rest)) = self.rest.split_first_chunk() else {
            return Err(self.truncated());
        };
        self.rest = rest;
        Ok(*bytes)
    }

    #[inline]
    pub(super) fn take(&mut self, len: usize) -> Result<&'a [u8], DecodeError> {
        let Some((bytes, rest)) = self.rest.split_at_checked(len) else {
            return Err(self.truncated());
        };
        self.rest = rest;
        Ok(bytes)
    }
}
