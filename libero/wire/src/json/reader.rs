//! The reader of JSON: white space, brackets, errors, and skipping.

use std::borrow::Cow;

use super::Decode;
use crate::error::{DecodeError, DecodeErrorKind as Kind, Segment};
use crate::limits::Limits;
use crate::stack::Stack;

/// Reads JSON from a slice, front to back.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    pub(super) input: &'a str,
    pub(super) pos: usize,
    depth: u32,
    /// Whether a bracket was just opened, so that no comma stands before the next item.
    fresh: bool,
    max_depth: u32,
    stack: Stack,
    max_items: usize,
    pub(super) max_string: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the first byte. Refuses input that is not UTF-8, or larger than the limits allow.
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
        let input = std::str::from_utf8(input)
            .map_err(|e| DecodeError::new(Kind::Text, e.valid_up_to(), "the input is not UTF-8"))?;
        Ok(Self {
            input,
            pos: 0,
            depth: 0,
            fresh: false,
            max_depth: limits.json_depth,
            stack: Stack::new(limits.stack_bytes),
            max_items: limits.json_items,
            max_string: limits.string_bytes,
        })
    }

    /// Checks that nothing but white space is left.
    pub fn finish(&mut self) -> Result<(), DecodeError> {
        self.skip_space();
        if self.pos == self.input.len() {
            return Ok(());
        }
        let left = self.input.len() - self.pos;
        Err(self.error(Kind::Trailing, format!("{left} bytes after the end")))
    }

    /// Measures the stack from here on.
    pub(crate) fn restart_stack(&mut self) {
        self.stack.restart();
    }

    /// The byte at which the reader stands, counted from 0.
    pub fn offset(&self) -> usize {
        self.pos
    }

    #[inline]
    fn skip_space(&mut self) {
        let bytes = self.input.as_bytes();
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(self.pos) {
            self.pos += 1;
        }
    }

    /// The next byte that is no white space, not consumed.
    #[inline]
    pub(super) fn peek(&mut self) -> Result<u8, DecodeError> {
        self.skip_space();
        match self.input.as_bytes().get(self.pos) {
            Some(byte) => Ok(*byte),
            None => Err(self.truncated()),
        }
    }

    /// Opens `{` or `[`.
    #[inline]
    pub(super) fn open(&mut self, bracket: u8, expected: &str) -> Result<(), DecodeError> {
        if self.peek()? != bracket {
            return Err(self.expected(expected));
        }
        if self.depth >= self.max_depth || self.stack.is_spent() {
            return Err(self.too_deep());
        }
        self.depth += 1;
        self.pos += 1;
        self.fresh = true;
        Ok(())
    }

    /// Goes to the next item of what is open; at its end, closes it and gives false.
    #[inline]
    fn advance(&mut self, close: u8) -> Result<bool, DecodeError> {
        let next = self.peek()?;
        if next == close {
            self.pos += 1;
            self.closed();
            return Ok(false);
        }
        if self.fresh {
            self.fresh = false;
        } else if next == b',' {
            self.pos += 1;
            // A closing bracket behind a comma is not the start of any value or key.
            self.peek()?;
        } else {
            let close = char::from(close);
            return Err(self.error(Kind::Syntax, format!("expected , or {close}")));
        }
        Ok(true)
    }

    /// Takes back a `closed`.
    pub(super) fn reopened(&mut self) {
        self.depth += 1;
    }

    pub(super) fn closed(&mut self) {
        self.depth -= 1;
        self.fresh = false;
    }

    /// Goes to the next item of an array: false at its end.
    #[inline]
    pub(super) fn item(&mut self) -> Result<bool, DecodeError> {
        self.advance(b']')
    }

    /// Goes to the next key of an object, without reading it: false at its end.
    #[inline]
    pub(super) fn entry(&mut self) -> Result<bool, DecodeError> {
        if !self.advance(b'}')? {
            return Ok(false);
        }
        if self.peek()? != b'"' {
            return Err(self.error(Kind::Syntax, "expected a key in quotes"));
        }
        Ok(true)
    }

    /// Reads the colon behind a key.
    #[inline]
    pub(super) fn colon(&mut self) -> Result<(), DecodeError> {
        if self.peek()? != b':' {
            return Err(self.error(Kind::Syntax, "expected : behind a key"));
        }
        self.pos += 1;
        Ok(())
    }

    /// Reads the next key of an object and its colon: none at its end.
    #[inline]
    pub(crate) fn key(&mut self) -> Result<Option<Cow<'a, str>>, DecodeError> {
        if !self.entry()? {
            return Ok(None);
        }
        let key = self.str()?;
        self.colon()?;
        Ok(Some(key))
    }

    /// Opens an object, for what is no constructor: envelopes.
    pub(crate) fn open_object(&mut self, expected: &str) -> Result<(), DecodeError> {
        self.open(b'{', expected)
    }

    /// Reads an array. Unlike `Decode::decode_vec`, of `u8` too.
    pub fn list<C, T: Decode<C>>(&mut self) -> Result<Vec<T>, DecodeError> {
        let mut items = Vec::new();
        self.each(|r| {
            items.push(T::decode(r)?);
            Ok(())
        })?;
        Ok(items)
    }

    /// Walks an array.
    pub(crate) fn each(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.open(b'[', "List")?;
        let mut index = 0;
        while self.item()? {
            self.check_count(index)?;
            item(self).map_err(|e| e.within(Segment::Index(index)))?;
            index += 1;
        }
        Ok(())
    }

    /// Checks that one more item may follow `index` others.
    #[inline]
    pub(super) fn check_count(&self, index: usize) -> Result<(), DecodeError> {
        if index < self.max_items {
            return Ok(());
        }
        let limit = self.max_items;
        Err(self.error(Kind::Limit, format!("more than {limit} items")))
    }

    /// Checks a value that is not needed yet and goes behind it.
    pub(crate) fn skip_value(&mut self) -> Result<(), DecodeError> {
        match self.peek()? {
            b'{' => {
                self.open(b'{', "")?;
                while self.key()?.is_some() {
                    self.skip_value()?;
                }
                Ok(())
            }
            b'[' => {
                self.open(b'[', "")?;
                while self.item()? {
                    self.skip_value()?;
                }
                Ok(())
            }
            b'"' => self.str().map(drop),
            b'-' | b'0'..=b'9' => self.number("a value").map(drop),
            _ if self.word("true") || self.word("false") || self.word("null") => Ok(()),
            _ => Err(self.expected("a value")),
        }
    }

    /// Consumes a word, where it stands next.
    #[inline]
    pub(super) fn word(&mut self, word: &str) -> bool {
        let found = self.input.as_bytes()[self.pos..].starts_with(word.as_bytes());
        if found {
            self.pos += word.len();
        }
        found
    }

    /// Goes to another place at the same depth.
    pub(super) fn jump(&mut self, pos: usize) {
        self.pos = pos;
        self.fresh = false;
    }

    /// An error where the reader stands.
    #[cold]
    pub(crate) fn error(&self, kind: Kind, message: impl Into<Cow<'static, str>>) -> DecodeError {
        DecodeError::new(kind, self.pos, message)
    }

    #[cold]
    pub(super) fn error_at(
        &self,
        kind: Kind,
        at: usize,
        message: impl Into<Cow<'static, str>>,
    ) -> DecodeError {
        debug_assert!(at <= self.input.len());
        DecodeError::new(kind, at, message)
    }

    #[cold]
    fn too_deep(&self) -> DecodeError {
        let message = if self.depth < self.max_depth {
            "nested too deep for the stack".to_owned()
        } else {
            format!("nested deeper than {}", self.max_depth)
        };
        self.error(Kind::Limit, message)
    }

    #[cold]
    pub(super) fn truncated(&self) -> DecodeError {
        DecodeError::new(Kind::Truncated, self.input.len(), "the input ends early")
    }

    /// The error for a value of another type, at which the reader stands.
    #[cold]
    pub fn expected(&self, expected: &str) -> DecodeError {
        let rest = &self.input[self.pos..];
        let got = match rest.as_bytes().first() {
            None => return self.truncated(),
            Some(b'"') => "String",
            Some(b'{') => "Object",
            Some(b'[') => "List",
            Some(b'-' | b'0'..=b'9') => {
                let end = rest.find(|c: char| !"+-.eE0123456789".contains(c));
                let number = &rest[..end.unwrap_or(rest.len())];
                if number.contains(['.', 'e', 'E']) {
                    "Float"
                } else {
                    "Int"
                }
            }
            _ if rest.starts_with("true") || rest.starts_with("false") => "Bool",
            _ if rest.starts_with("null") => "Nil",
            Some(_) => {
                return self.error(
                    Kind::Syntax,
                    format!("expected {expected}, got no JSON value"),
                );
            }
        };
        self.error(Kind::Type, format!("expected {expected}, got {got}"))
    }
}
