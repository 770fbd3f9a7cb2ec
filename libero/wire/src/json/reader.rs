//! The reader of JSON: white space, brackets, errors, and skipping.

use std::borrow::Cow;

use super::Decode;
use crate::error::{DecodeError, DecodeErrorKind as Kind, Segment};
use crate::limits::Limits;
use crate::raw::Stage;
use crate::stack::Stack;

/// Text of the canonical form is compared in one go up to this length, if the limits allow strings as
/// long: then none of the strings within can be too long.
pub(super) const LONGEST_CONSTANT: usize = 4096;

/// Reads JSON from a slice, front to back.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    pub(super) input: &'a str,
    pub(super) pos: usize,
    pub(super) depth: u32,
    /// Whether a bracket was just opened, so that no comma stands before the next item.
    fresh: bool,
    max_depth: u32,
    /// The same for what is read in its canonical form: 0 where that is not tried.
    canonical_depth: u32,
    stack: Stack,
    max_items: usize,
    pub(super) max_string: usize,
    /// Whether `7.0` is an integer, as it is to JSON Schema.
    pub(super) whole_floats: bool,
}

impl<'a> Reader<'a> {
    /// Takes `7.0` for an integer too, as JSON Schema does and many languages write it.
    pub(crate) fn with_whole_floats(mut self) -> Self {
        self.whole_floats = true;
        self
    }

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
        let Ok(input) = simdutf8::basic::from_utf8(input) else {
            return Err(not_utf8(input));
        };
        Ok(Self {
            input,
            pos: 0,
            depth: 0,
            fresh: false,
            max_depth: limits.json_depth,
            canonical_depth: if limits.string_bytes < LONGEST_CONSTANT {
                0
            } else {
                limits.json_depth
            },
            stack: Stack::new(limits.stack_bytes),
            max_items: limits.json_items,
            max_string: limits.string_bytes,
            whole_floats: false,
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

    fn skip_space(&mut self) {
        let bytes = self.input.as_bytes();
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(self.pos) {
            self.pos += 1;
        }
    }

    /// The next byte that is no white space, not consumed.
    #[inline]
    pub fn peek(&mut self) -> Result<u8, DecodeError> {
        match self.input.as_bytes().get(self.pos) {
            Some(byte) if *byte > b' ' => Ok(*byte),
            _ => match self.peek_behind_space() {
                Some(byte) => Ok(byte),
                None => Err(self.truncated()),
            },
        }
    }

    #[cold]
    fn peek_behind_space(&mut self) -> Option<u8> {
        self.skip_space();
        self.input.as_bytes().get(self.pos).copied()
    }

    /// Whether `text` stands next.
    #[inline]
    pub(super) fn is_next(&self, text: &str) -> bool {
        let rest = self.input.as_bytes().get(self.pos..);
        rest.is_some_and(|rest| rest.starts_with(text.as_bytes()))
    }

    /// Consumes text of the canonical form, where it stands next and opens `levels` brackets that
    /// the limits allow. What is not consumed is for the general way of reading, which says what is
    /// wrong with it, if anything is.
    #[inline(always)]
    #[allow(clippy::inline_always)] // `text` is a constant
    pub(super) fn canonical(&mut self, text: &str, levels: u32) -> bool {
        let begins = text.len() <= LONGEST_CONSTANT
            && self.depth + levels <= self.canonical_depth
            && self.is_next(text)
            && !self.stack.is_spent();
        if begins {
            self.depth += levels;
            self.pos += text.len();
        }
        begins
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
        if next == b',' && !self.fresh {
            self.pos += 1;
            // A closing bracket behind a comma is not the start of any value or key.
            self.peek()?;
            return Ok(true);
        }
        if next == close {
            self.pos += 1;
            self.closed();
            return Ok(false);
        }
        if self.fresh {
            self.fresh = false;
            return Ok(true);
        }
        Err(self.no_comma(close))
    }

    #[cold]
    fn no_comma(&self, close: u8) -> DecodeError {
        let close = char::from(close);
        self.error(Kind::Syntax, format!("expected , or {close}"))
    }

    /// Says that a bracket was just opened.
    #[inline]
    pub(super) fn opened(&mut self) {
        self.fresh = true;
    }

    /// Takes back a `closed`.
    pub(super) fn reopened(&mut self) {
        self.depth += 1;
    }

    #[inline]
    pub(super) fn closed(&mut self) {
        self.depth -= 1;
        self.fresh = false;
    }

    /// Goes to the next item of an array: false at its end.
    #[inline]
    pub fn item(&mut self) -> Result<bool, DecodeError> {
        self.advance(b']')
    }

    /// Goes to the next key of an object, without reading it: false at its end.
    #[inline]
    pub fn entry(&mut self) -> Result<bool, DecodeError> {
        if !self.advance(b'}')? {
            return Ok(false);
        }
        if self.peek()? != b'"' {
            return Err(self.no_key());
        }
        Ok(true)
    }

    /// Reads the colon behind a key.
    #[inline]
    pub fn colon(&mut self) -> Result<(), DecodeError> {
        if self.peek()? != b':' {
            return Err(self.no_colon());
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

    #[cold]
    fn no_key(&self) -> DecodeError {
        self.error(Kind::Syntax, "expected a key in quotes")
    }

    #[cold]
    fn no_colon(&self) -> DecodeError {
        self.error(Kind::Syntax, "expected : behind a key")
    }

    /// Opens an object, for what is no constructor: envelopes.
    pub fn open_object(&mut self, expected: &str) -> Result<(), DecodeError> {
        self.open(b'{', expected)
    }

    /// Reads an array. Unlike `Decode::decode_vec`, of `u8` too.
    pub fn list<C, T: Decode<C>>(&mut self) -> Result<Vec<T>, DecodeError> {
        if size_of::<T>() <= Self::STAGED {
            return self.staged_list::<C, T>();
        }
        let mut items = Vec::new();
        self.each(|r| {
            items.push(T::decode(r)?);
            Ok(())
        })?;
        Ok(items)
    }

    /// Items of at most so many bytes wait on the stack until it is known how many there are.
    const STAGED: usize = 80;

    fn staged_list<C, T: Decode<C>>(&mut self) -> Result<Vec<T>, DecodeError> {
        self.open(b'[', "List")?;
        let start = self.pos;
        let mut items = Vec::new();
        let mut stage = Stage::<T, 24>::new();
        while self.item()? {
            let index = items.len() + stage.len();
            self.check_count(index)?;
            if stage.is_full() {
                self.make_room(&mut items, index, start);
                stage.move_to(&mut items);
            }
            match T::decode(self) {
                Ok(item) => stage.push(item),
                Err(error) => return Err(error.within(Segment::Index(index))),
            }
        }
        stage.move_to(&mut items);
        if items.capacity() / 2 > items.len() {
            items.shrink_to_fit();
        }
        Ok(items)
    }

    /// Makes room for as many items as there will be if those to come are as long as the `count` that
    /// were read since `start`: at most for a few times as many.
    #[cold]
    fn make_room<T>(&self, items: &mut Vec<T>, count: usize, start: usize) {
        const AT_MOST: usize = 5;
        if items.capacity() >= count {
            return;
        }
        let (read, left) = (self.pos - start, self.input.len() - self.pos);
        let expected = count + left / (read / count).max(1) + 1;
        let room = expected.clamp(count, AT_MOST * count);
        items.reserve_exact(room - items.len());
    }

    /// Walks an array.
    pub fn each(
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

    #[inline]
    pub(super) fn is_too_long(&self, len: usize) -> bool {
        len > self.max_string
    }

    /// Checks that one more item may follow `index` others.
    #[inline]
    pub fn check_count(&self, index: usize) -> Result<(), DecodeError> {
        if index < self.max_items {
            return Ok(());
        }
        Err(self.too_many())
    }

    #[cold]
    fn too_many(&self) -> DecodeError {
        self.error(Kind::Limit, format!("more than {} items", self.max_items))
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
    #[inline(always)]
    #[allow(clippy::inline_always)] // `word` is a constant
    pub(super) fn word(&mut self, word: &str) -> bool {
        let found = self.is_next(word);
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

#[cold]
fn not_utf8(input: &[u8]) -> DecodeError {
    let valid = std::str::from_utf8(input).map_or_else(|e| e.valid_up_to(), str::len);
    DecodeError::new(Kind::Text, valid, "the input is not UTF-8")
}
