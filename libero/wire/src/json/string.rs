//! Strings.

use std::borrow::Cow;

use super::reader::Reader;
use super::scan;
use super::writer::Writer;
use crate::error::{DecodeError, DecodeErrorKind as Kind};
use crate::raw;

impl Writer {
    /// A string, escaped as `JSON.stringify` does it.
    #[inline]
    pub fn str(&mut self, text: &str) {
        let bytes = text.as_bytes();
        if !scan::is_plain(bytes) {
            return self.escaped(bytes);
        }
        self.buf.reserve(bytes.len() + 2);
        self.buf.push(b'"');
        self.buf.extend_from_slice(bytes);
        self.buf.push(b'"');
    }

    #[cold]
    fn escaped(&mut self, mut bytes: &[u8]) {
        self.buf.push(b'"');
        loop {
            let (plain, rest) = bytes.split_at(scan::plain_len(bytes));
            self.buf.extend_from_slice(plain);
            let Some((byte, rest)) = rest.split_first() else {
                break;
            };
            self.escape(*byte);
            bytes = rest;
        }
        self.buf.push(b'"');
    }

    fn escape(&mut self, byte: u8) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let short = match byte {
            b'"' | b'\\' => byte,
            0x08 => b'b',
            b'\t' => b't',
            b'\n' => b'n',
            0x0c => b'f',
            b'\r' => b'r',
            _ => {
                let [high, low] = [byte >> 4, byte & 15].map(|digit| HEX[usize::from(digit)]);
                return self
                    .buf
                    .extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
            }
        };
        self.buf.extend_from_slice(&[b'\\', short]);
    }
}

impl<'a> Reader<'a> {
    /// Reads a string.
    #[inline]
    pub fn str(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        match self.plain() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.any_str(),
        }
    }

    /// Reads a string into one of its own.
    #[inline]
    pub(super) fn string(&mut self) -> Result<String, DecodeError> {
        if !self.is_too_long(raw::SHORT)
            && let Some(text) = raw::quoted_string(self.input, self.pos)
        {
            self.pos += text.len() + 2;
            return Ok(text);
        }
        self.any_string()
    }

    #[inline(never)]
    fn any_string(&mut self) -> Result<String, DecodeError> {
        match self.plain() {
            Some(text) => Ok(raw::owned(text)),
            None => match self.any_str() {
                Ok(text) => Ok(text.into_owned()),
                Err(error) => Err(error),
            },
        }
    }

    /// Consumes a string that stands next, has no escapes and is not too long.
    #[inline]
    fn plain(&mut self) -> Option<&'a str> {
        let (b'"', behind) = self.input.as_bytes().get(self.pos..)?.split_first()? else {
            return None;
        };
        let len = scan::plain_len(behind);
        if behind.get(len) != Some(&b'"') || len > self.max_string {
            return None;
        }
        let start = self.pos + 1;
        let text = self.input.get(start..start + len)?;
        self.pos += len + 2;
        Some(text)
    }

    #[cold]
    fn any_str(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        if self.peek()? != b'"' {
            return Err(self.expected("String"));
        }
        let open = self.pos;
        let start = open + 1;
        let end = self.plain_end(start);
        let text = match self.input.as_bytes().get(end) {
            Some(b'"') => {
                self.pos = end + 1;
                Cow::Borrowed(&self.input[start..end])
            }
            _ => Cow::Owned(self.escaped(start, end)?),
        };
        if text.len() > self.max_string {
            let limit = self.max_string;
            return Err(self.error_at(
                Kind::Limit,
                open,
                format!("a string of {} bytes is longer than {limit}", text.len()),
            ));
        }
        Ok(text)
    }

    /// Where the run of bytes that stand for themselves ends.
    fn plain_end(&self, start: usize) -> usize {
        start + scan::plain_len(&self.input.as_bytes()[start..])
    }

    fn escaped(&mut self, start: usize, plain_end: usize) -> Result<String, DecodeError> {
        let mut text = self.input[start..plain_end].to_owned();
        self.pos = plain_end;
        loop {
            match self.input.as_bytes().get(self.pos) {
                None => return Err(self.truncated()),
                Some(b'"') => {
                    self.pos += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => {
                    return Err(self.error(
                        Kind::Syntax,
                        "control characters in strings must be escaped",
                    ));
                }
            }
            let end = self.plain_end(self.pos);
            text.push_str(&self.input[self.pos..end]);
            self.pos = end;
        }
    }

    /// Reads one escape, from its backslash on.
    fn escape(&mut self) -> Result<char, DecodeError> {
        let at = self.pos;
        let Some(letter) = self.input.as_bytes().get(at + 1) else {
            self.pos = self.input.len();
            return Err(self.truncated());
        };
        self.pos = at + 2;
        Ok(match letter {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(at),
            _ => return Err(self.error_at(Kind::Syntax, at, "unknown escape in a string")),
        })
    }

    fn unicode_escape(&mut self, at: usize) -> Result<char, DecodeError> {
        let lone = |r: &Self| r.error_at(Kind::Text, at, "a lone surrogate is not text");
        let first = self.four_hex()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first).ok_or_else(|| lone(self));
        }
        if !self.input[self.pos..].starts_with("\\u") {
            return Err(lone(self));
        }
        self.pos += 2;
        let second = self.four_hex()?;
        if !(0xdc00..0xe000).contains(&second) {
            return Err(lone(self));
        }
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00))
            .ok_or_else(|| lone(self))
    }

    fn four_hex(&mut self) -> Result<u32, DecodeError> {
        let Some(digits) = self.input.as_bytes().get(self.pos..self.pos + 4) else {
            return Err(self.truncated());
        };
        let mut value = 0;
        for digit in digits {
            let Some(digit) = char::from(*digit).to_digit(16) else {
                return Err(self.error(Kind::Syntax, "expected four hexadecimal digits"));
            };
            value = value * 16 + digit;
        }
        self.pos += 4;
        Ok(value)
    }
}
