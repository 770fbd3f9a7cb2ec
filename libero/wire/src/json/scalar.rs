//! Integers, floats, text, bools and the unit value.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::reader::Reader;
use super::writer::Writer;
use super::{Decode, Encode};
use crate::error::{DecodeError, DecodeErrorKind as Kind, EncodeError};
use crate::intern::{FULL, intern};

macro_rules! int_decode {
    ($ty:ty, $range:literal, $wide:literal, $r:ident) => {{
        if let Some((value, end)) = $r.short_int()
            && let Ok(value) = <$ty>::try_from(value)
        {
            $r.pos = end;
            return Ok(value);
        }
        any_int!($ty, $range, $wide, $r)
    }};
}

/// The general way, which says what is wrong.
macro_rules! any_int {
    ($ty:ty, $range:literal, $wide:literal, $r:ident) => {{
        $r.peek()?;
        let start = $r.offset();
        let int = $r.int($wide)?;
        let value = if int.negative {
            0i128
                .checked_sub_unsigned(int.magnitude)
                .and_then(|value| <$ty>::try_from(value).ok())
        } else {
            <$ty>::try_from(int.magnitude).ok()
        };
        value.ok_or_else(|| $r.out_of_range(start, int, $range))
    }};
}

macro_rules! ints {
    ($($ty:ty: $range:literal, $wide:literal, |$value:ident, $w:ident| $write:expr;)*) => {$(
        impl<C> Encode<C> for $ty {
            #[inline]
            fn encode(&self, $w: &mut Writer) -> Result<(), EncodeError> {
                let $value = *self;
                $write;
                Ok(())
            }
        }

        impl<C> Decode<C> for $ty {
            #[inline]
            fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                int_decode!($ty, $range, $wide, r)
            }
        }
    )*};
}

ints! {
    i8: "an Int of i8 (-128 to 127)", false, |v, w| w.int(i64::from(v));
    i16: "an Int of i16 (-32768 to 32767)", false, |v, w| w.int(i64::from(v));
    i32: "an Int of i32", false, |v, w| w.int(i64::from(v));
    i64: "an Int of i64", true, |v, w| w.int(v);
    i128: "an Int of i128", true, |v, w| w.wide(v < 0, v.unsigned_abs());
    isize: "an Int of i64", true, |v, w| w.int(v as i64);
    u16: "an Int of u16 (0 to 65535)", false, |v, w| w.int(i64::from(v));
    u32: "an Int of u32", false, |v, w| w.int(i64::from(v));
    u64: "an Int of u64", true, |v, w| w.wide(false, u128::from(v));
    u128: "an Int of u128", true, |v, w| w.wide(false, v);
    usize: "an Int of u64", true, |v, w| w.wide(false, v as u128);
}

impl<C> Encode<C> for u8 {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.int(i64::from(*self));
        Ok(())
    }

    fn encode_slice(items: &[Self], w: &mut Writer) -> Result<(), EncodeError> {
        w.bytes(items)
    }
}

impl<C> Decode<C> for u8 {
    #[inline]
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        int_decode!(u8, "an Int of u8 (0 to 255)", false, r)
    }

    fn decode_vec(r: &mut Reader<'_>) -> Result<Vec<Self>, DecodeError> {
        r.bytes()
    }
}

impl<C> Encode<C> for f64 {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.float(*self)
    }
}

/// Written as the double that it equals: on the wire every float is a double.
impl<C> Encode<C> for f32 {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.float(f64::from(*self))
    }
}

impl<C> Decode<C> for f64 {
    #[inline(always)]
    #[allow(clippy::inline_always)] // a call would cost as much as the reading of most floats
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        r.float()
    }
}

/// A double is rounded to the nearest `f32`; one beyond its range is refused.
impl<C> Decode<C> for f32 {
    #[inline]
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        r.peek()?;
        let start = r.offset();
        let wide = r.float()?;
        #[allow(clippy::cast_possible_truncation)]
        let value = wide as Self;
        if value.is_finite() {
            Ok(value)
        } else {
            Err(r.error_at(
                Kind::Range,
                start,
                format!("expected a Float of f32, got {wide:e}"),
            ))
        }
    }
}

impl Reader<'_> {
    /// Reads a string and converts it; what `convert` refuses is refused as not in `format`.
    pub fn text<T>(
        &mut self,
        format: &str,
        convert: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, DecodeError> {
        self.peek()?;
        let start = self.offset();
        let text = self.str()?;
        convert(&text).ok_or_else(|| {
            self.error_at(
                Kind::Text,
                start,
                crate::foreign::not_in_format(format, &text),
            )
        })
    }
}

impl<C> Encode<C> for str {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.str(self);
        Ok(())
    }
}

impl<C> Encode<C> for String {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.str(self);
        Ok(())
    }
}

macro_rules! texts {
    ($($ty:ty),*) => {$(
        impl<C> Decode<C> for $ty {
            #[inline]
            fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                r.string().map(Into::into)
            }
        }
    )*};
}

texts!(String, Box<str>, Rc<str>, Arc<str>, Cow<'static, str>);

/// The text is kept for ever, each once and no more than 1 MiB of all.
impl<C> Decode<C> for &'static str {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        r.peek()?;
        let start = r.offset();
        let text = r.str()?;
        intern(&text).ok_or_else(|| r.error_at(Kind::Limit, start, FULL))
    }
}

impl<C> Encode<C> for char {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.str(self.encode_utf8(&mut [0; 4]));
        Ok(())
    }
}

impl<C> Decode<C> for char {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        r.text("char", crate::foreign::one_char)
    }
}

impl<C> Encode<C> for bool {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.raw(if *self { "true" } else { "false" });
        Ok(())
    }
}

impl<C> Decode<C> for bool {
    #[inline]
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        r.peek()?;
        if r.word("true") {
            Ok(true)
        } else if r.word("false") {
            Ok(false)
        } else {
            Err(r.expected("Bool"))
        }
    }
}

impl<C> Encode<C> for () {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.raw("null");
        Ok(())
    }
}

impl<C> Decode<C> for () {
    #[inline]
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        r.peek()?;
        if r.word("null") {
            Ok(())
        } else {
            Err(r.expected("Nil"))
        }
    }
}
