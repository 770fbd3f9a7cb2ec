//! Integers of every width.

use super::reader::Reader;
use super::writer::Writer;
use super::{Decode, Encode, tag};
use crate::error::{DecodeError, DecodeErrorKind as Kind, EncodeError};

/// An integer as it was read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Int<'a> {
    Small(i64),
    Big {
        negative: bool,
        /// Little-endian, without leading zeros (at the end).
        magnitude: &'a [u8],
    },
}

impl Int<'_> {
    /// The magnitude, where it fits 128 bits.
    pub(super) fn parts(self) -> Option<(bool, u128)> {
        match self {
            Self::Small(value) => Some((value < 0, u128::from(value.unsigned_abs()))),
            Self::Big {
                negative,
                magnitude,
            } => {
                let mut bytes = [0; 16];
                bytes.get_mut(..magnitude.len())?.copy_from_slice(magnitude);
                Some((negative, u128::from_le_bytes(bytes)))
            }
        }
    }
}

impl<'a> Reader<'a> {
    /// Reads an integer of any size and form.
    pub(crate) fn int(&mut self, expected: &str) -> Result<Int<'a>, DecodeError> {
        let start = self.rest;
        match self.byte()? {
            tag::SMALL_INTEGER => Ok(Int::Small(i64::from(self.byte()?))),
            tag::INTEGER => Ok(Int::Small(i64::from(i32::from_be_bytes(self.array()?)))),
            tag::SMALL_BIG => {
                let len = usize::from(self.byte()?);
                self.big(len)
            }
            tag::LARGE_BIG => {
                let len = u32::from_be_bytes(self.array()?) as usize;
                self.big(len)
            }
            _ => Err(self.expected_at(expected, start)),
        }
    }

    fn big(&mut self, len: usize) -> Result<Int<'a>, DecodeError> {
        let negative = match self.byte()? {
            0 => false,
            1 => true,
            other => {
                return Err(self.error(
                    Kind::Syntax,
                    self.offset() - 1,
                    format!("expected a sign of 0 or 1, got {other}"),
                ));
            }
        };
        let bytes = self.take(len)?;
        let significant = bytes
            .iter()
            .rposition(|byte| *byte != 0)
            .map_or(0, |i| i + 1);
        Ok(Int::Big {
            negative,
            magnitude: &bytes[..significant],
        })
    }
}

#[cold]
fn out_of_range(r: &Reader<'_>, start: &[u8], int: Int<'_>, range: &str) -> DecodeError {
    let got = match int.parts() {
        Some((true, magnitude)) if magnitude > 0 => format!("-{magnitude}"),
        Some((_, magnitude)) => magnitude.to_string(),
        None => "an integer of more than 128 bits".to_owned(),
    };
    r.error_at(Kind::Range, start, format!("expected {range}, got {got}"))
}

impl Writer {
    /// Writes an integer that fits 64 bits with sign.
    #[inline]
    pub(crate) fn int(&mut self, value: i64) {
        let Ok(small) = i32::try_from(value) else {
            return self.big(value < 0, u128::from(value.unsigned_abs()));
        };
        // One store for both forms, so that a mix of them is not a branch that is missed.
        #[allow(clippy::cast_sign_loss)]
        let bits = small as u32;
        let (form, len) = if bits < 256 {
            (u64::from(tag::SMALL_INTEGER) | u64::from(bits) << 8, 2)
        } else {
            (
                u64::from(tag::INTEGER) | u64::from(bits.swap_bytes()) << 8,
                5,
            )
        };
        self.word(form, len);
    }

    /// Writes a bignum: for values that `int` cannot write.
    #[inline(never)]
    pub(crate) fn big(&mut self, negative: bool, magnitude: u128) {
        let len = 16 - magnitude.leading_zeros() as usize / 8;
        let mut bytes = [tag::SMALL_BIG; 19];
        #[allow(clippy::cast_possible_truncation)] // at most 16
        let length = len as u8;
        bytes[1..3].copy_from_slice(&[length, u8::from(negative)]);
        bytes[3..].copy_from_slice(&magnitude.to_le_bytes());
        self.part(&bytes, 3 + len);
    }

    #[inline]
    pub(crate) fn wide(&mut self, negative: bool, magnitude: u128) {
        match i64::try_from(magnitude) {
            Ok(value) => self.int(if negative { -value } else { value }),
            Err(_) => self.big(negative, magnitude),
        }
    }
}

macro_rules! ints {
    ($($ty:ty: $range:literal, |$value:ident, $w:ident| $write:expr $(, $slices:item)*;)*) => {$(
        impl<C> Encode<C> for $ty {
            #[inline]
            fn encode(&self, $w: &mut Writer) -> Result<(), EncodeError> {
                let $value = *self;
                $write;
                Ok(())
            }
        }

        impl<C> Decode<C> for $ty {
            const MIN_LEN: usize = 2;

            #[inline]
            fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                read(r, $range)
            }
        }
    )*};
}

/// An integer of the forms that are not read inline, or one that the type does not hold.
#[inline(never)]
fn unusual<T>(r: &mut Reader<'_>, range: &str) -> Result<T, DecodeError>
where
    T: TryFrom<i64> + TryFrom<i128> + TryFrom<u128>,
{
    let start = r.rest;
    // A magnitude of 64 bits or less, without leading zeros or with them.
    if let [tag::SMALL_BIG, len @ 1..=8, sign @ (0 | 1), digits @ ..] = start
        && let Some((bytes, rest)) = digits.split_at_checked(usize::from(*len))
    {
        let magnitude = match digits.first_chunk() {
            // All at once, where more bytes follow.
            Some(word) => u64::from_le_bytes(*word) & u64::MAX >> (64 - 8 * len),
            None => bytes
                .iter()
                .rev()
                .fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
        };
        let magnitude = i128::from(magnitude);
        if let Ok(value) = T::try_from(if *sign == 0 { magnitude } else { -magnitude }) {
            r.rest = rest;
            return Ok(value);
        }
    }
    let int = r.int("Int")?;
    let value = match int {
        Int::Small(value) => T::try_from(value).ok(),
        Int::Big { .. } => int.parts().and_then(|(negative, magnitude)| {
            if negative {
                // The negation of a magnitude of 2^127 is the least i128 itself.
                let value = 0i128.checked_sub_unsigned(magnitude)?;
                T::try_from(value).ok()
            } else {
                T::try_from(magnitude).ok()
            }
        }),
    };
    match value {
        Some(value) => Ok(value),
        None => Err(out_of_range(r, start, int, range)),
    }
}

/// An integer of the two small forms inline, of all others out of the way.
#[inline]
fn read<T>(r: &mut Reader<'_>, range: &'static str) -> Result<T, DecodeError>
where
    T: TryFrom<u8> + TryFrom<i32> + TryFrom<i64> + TryFrom<i128> + TryFrom<u128>,
{
    match *r.rest {
        [tag::SMALL_INTEGER, byte, ref rest @ ..] => {
            if let Ok(value) = T::try_from(byte) {
                r.rest = rest;
                return Ok(value);
            }
        }
        [tag::INTEGER, b0, b1, b2, b3, ref rest @ ..] => {
            if let Ok(value) = T::try_from(i32::from_be_bytes([b0, b1, b2, b3])) {
                r.rest = rest;
                return Ok(value);
            }
        }
        _ => {}
    }
    unusual(r, range)
}

ints! {
    i8: "an Int of i8 (-128 to 127)", |v, w| w.int(i64::from(v));
    i16: "an Int of i16 (-32768 to 32767)", |v, w| w.int(i64::from(v));
    i32: "an Int of i32", |v, w| w.int(i64::from(v));
    i64: "an Int of i64", |v, w| w.int(v);
    i128: "an Int of i128", |v, w| w.wide(v < 0, v.unsigned_abs());
    isize: "an Int of i64", |v, w| w.int(v as i64);
    u16: "an Int of u16 (0 to 65535)", |v, w| w.int(i64::from(v));
    u32: "an Int of u32", |v, w| w.int(i64::from(v));
    u64: "an Int of u64", |v, w| w.wide(false, u128::from(v));
    u128: "an Int of u128", |v, w| w.wide(false, v);
    usize: "an Int of u64", |v, w| w.wide(false, v as u128);
}

impl<C> Encode<C> for u8 {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.raw(&[tag::SMALL_INTEGER, *self]);
        Ok(())
    }

    fn encode_slice(items: &[Self], w: &mut Writer) -> Result<(), EncodeError> {
        w.binary(items)
    }
}

impl<C> Decode<C> for u8 {
    const MIN_LEN: usize = 2;

    #[inline]
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        read(r, "an Int of u8 (0 to 255)")
    }

    fn decode_vec(r: &mut Reader<'_>) -> Result<Vec<Self>, DecodeError> {
        r.bytes().map(crate::raw::owned_bytes)
    }
}
