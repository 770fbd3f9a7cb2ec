//! The reader of terms: bytes, lengths, lists and errors.

use std::borrow::Cow;

use super::{Decode, tag};
use crate::error::{DecodeError, DecodeErrorKind as Kind, Segment};
use crate::limits::Limits;
use crate::stack::Stack;

/// Reads terms from a slice, front to back.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    pub(super) input: &'a [u8],
    pub(super) pos: usize,
    /// What to add to `pos` in errors, where `input` is not the whole input.
    base: usize,
    depth: u32,
    max_depth: u32,
    stack: Stack,
    pub(super) max_string: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the first byte. Refuses input that is larger than the limits allow.
    pub fn new(input: &'a [u8], limits: &Limits) -> Result<Self, DecodeError> {
        if input.len() > limits.input_bytes {
            return Err(DecodeError::new(
                Kind::Limit,
                0,
                format!(
                    "input of {} bytes is larger than {}",
                    input.len(),
                    limits.input_bytes
                ),
            ));
        }
        Ok(Self {
            input,
            pos: 0,
            base: 0,
            depth: 0,
            max_depth: limits.etf_depth,
            stack: Stack::new(limits.stack_bytes),
            max_string: limits.string_bytes,
        })
    }

    /// Reads the 131 with which a term begins.
    pub fn version(&mut self) -> Result<(), DecodeError> {
        match self.byte()? {
            tag::VERSION => Ok(()),
            other => Err(self.error(
                Kind::Syntax,
                self.pos - 1,
                format!("expected 131, got {other}"),
            )),
        }
    }

    /// Checks that nothing is left.
    pub fn finish(&self) -> Result<(), DecodeError> {
        if self.pos == self.input.len() {
            return Ok(());
        }
        let left = self.remaining();
        Err(self.error(
            Kind::Trailing,
            self.pos,
            format!("{left} bytes after the end"),
        ))
    }

    /// Measures the stack from here on.
    pub(crate) fn restart_stack(&mut self) {
        self.stack.restart();
    }

    /// The byte at which the reader stands, counted from 0.
    pub fn offset(&self) -> usize {
        self.base + self.pos
    }

    /// Reads what is one level deeper.
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
        let mut items = Vec::new();
        self.each(
            T::MIN_LEN,
            &mut items,
            |items, r, count| *items = r.vec_for(count),
            |items, r| {
                items.push(T::decode(r)?);
                Ok(())
            },
        )?;
        Ok(items)
    }

    /// Walks a list: `start` gets the count, `item` reads each one.
    pub(super) fn each<S>(
        &mut self,
        min_len: usize,
        state: &mut S,
        start: impl FnOnce(&mut S, &Self, usize),
        mut item: impl FnMut(&mut S, &mut Reader<'_>) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let at = self.pos;
        match self.byte()? {
            tag::NIL => Ok(()),
            tag::LIST => {
                let count = self.count(min_len)?;
                start(state, self, count);
                self.nested(|r| {
                    for index in 0..count {
                        item(state, r).map_err(|e| e.within(Segment::Index(index)))?;
                    }
                    Ok(())
                })?;
                self.proper_tail()
            }
            tag::STRING => {
                let [high, low] = self.array()?;
                let len = usize::from(u16::from_be_bytes([high, low]));
                let bytes = self.take(len)?;
                start(state, self, len);
                let first = self.offset() - len;
                self.nested(|r| {
                    for (index, byte) in bytes.iter().enumerate() {
                        let mut r = Reader {
                            input: &[tag::SMALL_INTEGER, *byte],
                            pos: 0,
                            base: first + index,
                            ..*r
                        };
                        item(state, &mut r).map_err(|e| e.within(Segment::Index(index)))?;
                    }
                    Ok(())
                })
            }
            _ => Err(self.expected_at("List", at)),
        }
    }

    fn proper_tail(&mut self) -> Result<(), DecodeError> {
        let at = self.pos;
        match self.byte()? {
            tag::NIL => Ok(()),
            _ => Err(self.error(Kind::Unsupported, at, "improper lists are refused")),
        }
    }

    /// An empty vector with room for `count` items, or for less where `count` items would take far
    /// more memory than the bytes left: then it grows while items arrive.
    pub(super) fn vec_for<T>(&self, count: usize) -> Vec<T> {
        let affordable = self.remaining().saturating_mul(16) / size_of::<T>().max(1);
        Vec::with_capacity(count.min(affordable))
    }

    /// A count of 32 bits, checked against the bytes left.
    pub(super) fn count(&mut self, min_len: usize) -> Result<usize, DecodeError> {
        let at = self.pos;
        let count = u32::from_be_bytes(self.array()?) as usize;
        if count > self.remaining() / min_len.max(1) {
            let left = self.remaining();
            return Err(self.error(
                Kind::Truncated,
                at,
                format!("{count} items do not fit in the {left} bytes left"),
            ));
        }
        Ok(count)
    }

    /// The content of a binary, after its tag.
    pub(super) fn binary_body(&mut self) -> Result<&'a [u8], DecodeError> {
        let at = self.pos;
        let len = u32::from_be_bytes(self.array()?) as usize;
        if len > self.max_string {
            let limit = self.max_string;
            return Err(self.error(
                Kind::Limit,
                at,
                format!("{len} bytes are more than {limit}"),
            ));
        }
        self.take(len)
    }

    #[inline]
    pub(crate) fn byte(&mut self) -> Result<u8, DecodeError> {
        let Some(&byte) = self.input.get(self.pos) else {
            return Err(self.truncated());
        };
        self.pos += 1;
        Ok(byte)
    }

    #[inline]
    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let Some(bytes) = self.input[self.pos..].first_chunk::<N>() else {
            return Err(self.truncated());
        };
        self.pos += N;
        Ok(*bytes)
    }

    #[inline]
    pub(super) fn take(&mut self, len: usize) -> Result<&'a [u8], DecodeError> {
        let Some(bytes) = self.input[self.pos..].get(..len) else {
            return Err(self.truncated());
        };
        self.pos += len;
        Ok(bytes)
    }

    #[inline]
    pub(super) fn remaining(&self) -> usize {
        self.input.len() - self.pos
    }

    /// An error at a position of this reader.
    #[cold]
    pub(super) fn error(
        &self,
        kind: Kind,
        at: usize,
        message: impl Into<Cow<'static, str>>,
    ) -> DecodeError {
        DecodeError::new(kind, self.base + at, message)
    }

    #[cold]
    pub(super) fn truncated(&self) -> DecodeError {
        self.error(Kind::Truncated, self.input.len(), "the input ends early")
    }

    #[cold]
    fn too_deep(&self) -> DecodeError {
        let message = if self.depth < self.max_depth {
            "nested too deep for the stack".to_owned()
        } else {
            format!("nested deeper than {}", self.max_depth)
        };
        self.error(Kind::Limit, self.pos, message)
    }

    /// The error for a term of another type, at which the reader stands.
    #[cold]
    pub fn expected(&self, expected: &str) -> DecodeError {
        self.expected_at(expected, self.pos)
    }

    /// The error for a term of another type, whose tag is at `at`.
    #[cold]
    pub(crate) fn expected_at(&self, expected: &str, at: usize) -> DecodeError {
        let Some(&tag) = self.input.get(at) else {
            return self.truncated();
        };
        if tag::is_refused(tag) {
            return self.error(
                Kind::Unsupported,
                at,
                match tag::name(tag) {
                    "Bitstring" => {
                        format!("expected {expected}, got bits that are not whole bytes")
                    }
                    "Compressed" => "compressed terms are refused".to_owned(),
                    "an unknown tag" => format!("expected {expected}, got the unknown tag {tag}"),
                    name => format!("expected {expected}, got {name}"),
                },
            );
        }
        let name = tag::name(tag);
        let mut copy = Self {
            pos: at,
            ..self.clone()
        };
        let message = match copy.any_atom() {
            Ok(Some(atom)) => format!(
                "expected {expected}, got the atom {}",
                String::from_utf8_lossy(atom)
            ),
            _ => format!("expected {expected}, got {name}"),
        };
        self.error(Kind::Type, at, message)
    }
}
