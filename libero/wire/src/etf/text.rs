//! Text, bools and the unit value.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::reader::Reader;
use super::writer::Writer;
use super::{Decode, Encode, tag};
use crate::error::{DecodeError, DecodeErrorKind as Kind, EncodeError};
use crate::intern::{FULL, intern};

impl<'a> Reader<'a> {
    /// Reads a string.
    #[inline]
    pub fn str(&mut self) -> Result<&'a str, DecodeError> {
        let at = self.pos;
        if self.byte()? != tag::BINARY {
            return Err(self.expected_at("String", at));
        }
        let bytes = self.binary_body()?;
        std::str::from_utf8(bytes).map_err(|e| {
            let at = self.pos - bytes.len() + e.valid_up_to();
            self.error(
                Kind::Text,
                at,
                "expected String, got bytes that are not UTF-8",
            )
        })
    }

    /// Reads a bit array of whole bytes.
    #[inline]
    pub fn bytes(&mut self) -> Result<&'a [u8], DecodeError> {
        let at = self.pos;
        if self.byte()? != tag::BINARY {
            return Err(self.expected_at("BitArray", at));
        }
        self.binary_body()
    }

    /// Reads a string and converts it; what `convert` refuses is refused as not in `format`.
    pub fn text<T>(
        &mut self,
        format: &str,
        convert: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, DecodeError> {
        let at = self.pos;
        let text = self.str()?;
        convert(text)
            .ok_or_else(|| self.error(Kind::Text, at, crate::foreign::not_in_format(format, text)))
    }
}

impl<C> Encode<C> for str {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.binary(self.as_bytes())
    }
}

impl<C> Encode<C> for String {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.binary(self.as_bytes())
    }
}

macro_rules! texts {
    ($($ty:ty),*) => {$(
        impl<C> Decode<C> for $ty {
            const MIN_LEN: usize = 5;

            #[inline]
            fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                r.str().map(|text| text.to_owned().into())
            }
        }
    )*};
}

texts!(String, Box<str>, Rc<str>, Arc<str>, Cow<'static, str>);

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
        w.atom(if *self { "true" } else { "false" });
        Ok(())
    }
}

impl<C> Decode<C> for bool {
    const MIN_LEN: usize = 6;

    #[inline]
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let at = r.pos;
        match r.atom("Bool")? {
            b"true" => Ok(true),
            b"false" => Ok(false),
            _ => Err(r.expected_at("Bool", at)),
        }
    }
}

impl<C> Encode<C> for () {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.atom("nil");
        Ok(())
    }
}

impl<C> Decode<C> for () {
    const MIN_LEN: usize = 5;

    #[inline]
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let at = r.pos;
        match r.atom("Nil")? {
            b"nil" => Ok(()),
            _ => Err(r.expected_at("Nil", at)),
        }
    }
}
