//! Text, bools and the unit value.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::reader::Reader;
use super::writer::Writer;
use super::{Decode, Encode, tag};
use crate::error::{DecodeError, DecodeErrorKind as Kind, EncodeError};
use crate::intern::{FULL, intern};
use crate::raw;

impl<'a> Reader<'a> {
    /// Reads a string.
    #[inline]
    pub fn str(&mut self) -> Result<&'a str, DecodeError> {
        let bytes = self.binary("String")?;
        match raw::short_str(bytes) {
            Some(text) => Ok(text),
            None => self.utf8(bytes),
        }
    }

    /// The text that these bytes are, which were just read.
    #[inline(never)]
    fn utf8<'b>(&self, bytes: &'b [u8]) -> Result<&'b str, DecodeError> {
        if bytes.len() > raw::SHORT
            && let Some(text) = raw::ascii_str(bytes)
        {
            return Ok(text);
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text),
            Err(_) => Err(self.not_utf8(bytes)),
        }
    }

    /// Reads a string into memory of its own.
    #[inline]
    fn string(&mut self) -> Result<String, DecodeError> {
        if let Some(&[tag::BINARY, b0, b1, b2, b3, ref first @ ..]) =
            self.rest.first_chunk::<{ 5 + raw::LEAST }>()
        {
            let len = u32::from_be_bytes([b0, b1, b2, b3]) as usize;
            if len <= self.max_string
                && let Some(text) = raw::leading_string(first, len)
            {
                self.rest = &self.rest[5 + len..];
                return Ok(text);
            }
        }
        self.any_string()
    }

    #[inline(never)]
    fn any_string(&mut self) -> Result<String, DecodeError> {
        let bytes = self.binary("String")?;
        match raw::short_string(bytes) {
            Some(text) => Ok(text),
            None => self.long_string(bytes),
        }
    }

    /// A text that is no short one, or none.
    #[inline(never)]
    fn long_string(&self, bytes: &[u8]) -> Result<String, DecodeError> {
        self.utf8(bytes).map(str::to_owned)
    }

    /// Reads a bit array of whole bytes.
    #[inline]
    pub fn bytes(&mut self) -> Result<&'a [u8], DecodeError> {
        self.binary("BitArray")
    }

    #[inline]
    fn binary(&mut self, expected: &'static str) -> Result<&'a [u8], DecodeError> {
        if let Some((&[tag::BINARY, b0, b1, b2, b3], rest)) = self.rest.split_first_chunk() {
            let len = u32::from_be_bytes([b0, b1, b2, b3]) as usize;
            if len <= self.max_string
                && let Some((bytes, rest)) = rest.split_at_checked(len)
            {
                self.rest = rest;
                return Ok(bytes);
            }
        }
        Err(self.no_binary(expected))
    }

    /// Reads a string and converts it; what `convert` refuses is refused as not in `format`.
    pub fn text<T>(
        &mut self,
        format: &str,
        convert: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, DecodeError> {
        let start = self.rest;
        let text = self.str()?;
        let Some(value) = convert(text) else {
            let message = crate::foreign::not_in_format(format, text);
            return Err(self.error_at(Kind::Text, start, message));
        };
        Ok(value)
    }
}

impl<C> Encode<C> for str {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.binary(self.as_bytes())
    }

    #[inline]
    fn string_bytes(&self) -> Option<&[u8]> {
        Some(self.as_bytes())
    }
}

impl<C> Encode<C> for String {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.binary(self.as_bytes())
    }

    #[inline]
    fn string_bytes(&self) -> Option<&[u8]> {
        Some(self.as_bytes())
    }

    #[inline(always)]
    #[allow(clippy::inline_always)] // a call would be a tenth of it
    fn encode_slice(items: &[Self], w: &mut Writer) -> Result<(), EncodeError> {
        w.texts::<C, Self>(items)
    }
}

macro_rules! texts {
    ($($ty:ty),*) => {$(
        impl<C> Decode<C> for $ty {
            const MIN_LEN: usize = 5;

            #[inline]
            fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                r.str().map(Into::into)
            }
        }
    )*};
}

impl<C> Decode<C> for String {
    const MIN_LEN: usize = 5;

    #[inline]
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        r.string()
    }
}

impl<C> Decode<C> for Cow<'static, str> {
    const MIN_LEN: usize = 5;

    #[inline]
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        r.string().map(Cow::Owned)
    }
}

texts!(Box<str>, Rc<str>, Arc<str>);

/// The text is kept for ever, each once and no more than 1 MiB of all.
impl<C> Decode<C> for &'static str {
    const MIN_LEN: usize = 5;

    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let at = r.offset();
        let text = r.str()?;
        intern(text).ok_or_else(|| r.error(Kind::Limit, at, FULL))
    }
}

impl<C> Encode<C> for char {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.binary(self.encode_utf8(&mut [0; 4]).as_bytes())
    }
}

impl<C> Decode<C> for char {
    const MIN_LEN: usize = 6;

    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        r.text("char", crate::foreign::one_char)
    }
}

impl<C> Encode<C> for bool {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        // From a table, so that bools in no order are no branch that is missed.
        const TERMS: [u64; 2] = [
            u64::from_le_bytes(*b"w\x05false\0"),
            u64::from_le_bytes(*b"w\x04true\0\0"),
        ];
        let index = usize::from(*self);
        w.word(TERMS[index], 7 - index);
        Ok(())
    }
}

impl<C> Decode<C> for bool {
    const MIN_LEN: usize = 6;

    #[inline]
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if r.skip(b"w\x04true") {
            return Ok(true);
        }
        if r.skip(b"w\x05false") {
            return Ok(false);
        }
        unusual_bool(r)
    }
}

#[cold]
#[inline(never)]
fn unusual_bool(r: &mut Reader<'_>) -> Result<bool, DecodeError> {
    let start = r.rest;
    match r.atom("Bool")? {
        b"true" => Ok(true),
        b"false" => Ok(false),
        _ => Err(r.expected_at("Bool", start)),
    }
}

impl<C> Encode<C> for () {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.raw(b"w\x03nil");
        Ok(())
    }
}

impl<C> Decode<C> for () {
    const MIN_LEN: usize = 5;

    #[inline]
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if r.skip(b"w\x03nil") {
            return Ok(());
        }
        unusual_nil(r)
    }
}

#[cold]
#[inline(never)]
fn unusual_nil(r: &mut Reader<'_>) -> Result<(), DecodeError> {
    let start = r.rest;
    match r.atom("Nil")? {
        b"nil" => Ok(()),
        _ => Err(r.expected_at("Nil", start)),
    }
}
