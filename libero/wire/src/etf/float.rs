//! Floats.

use super::int::Int;
use super::reader::Reader;
use super::writer::Writer;
use super::{Decode, Encode, tag};
use crate::error::{DecodeError, DecodeErrorKind as Kind, EncodeError};

impl<C> Encode<C> for f64 {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        let bits = self.to_bits();
        // Infinities and what is no number have all bits of the exponent.
        if (bits << 1) >> 53 == 0x7ff {
            return Err(EncodeError::not_finite(self));
        }
        let mut bytes = [tag::NEW_FLOAT; 9];
        bytes[1..].copy_from_slice(&bits.to_be_bytes());
        w.raw(&bytes);
        Ok(())
    }
}

impl<C> Encode<C> for f32 {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        Encode::<C>::encode(&f64::from(*self), w)
    }
}

impl<C> Decode<C> for f64 {
    const MIN_LEN: usize = 2;

    #[inline]
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if let Some((&[tag::NEW_FLOAT, ref bytes @ ..], rest)) = r.rest.split_first_chunk::<9>() {
            let value = Self::from_be_bytes(*bytes);
            if value.is_finite() {
                r.rest = rest;
                return Ok(value);
            }
        }
        unusual(r)
    }
}

/// A float of another form, or none.
#[cold]
#[inline(never)]
fn unusual(r: &mut Reader<'_>) -> Result<f64, DecodeError> {
    let start = r.rest;
    let value = match r.byte()? {
        tag::NEW_FLOAT => f64::from_be_bytes(r.array()?),
        tag::FLOAT => {
            let Some(value) = old_float(r.take(31)?) else {
                let message = "expected Float, got text that is none";
                return Err(r.error_at(Kind::Syntax, start, message));
            };
            value
        }
        tag::SMALL_INTEGER | tag::INTEGER | tag::SMALL_BIG | tag::LARGE_BIG => {
            r.rest = start;
            let Some(value) = exact(r.int("Float")?) else {
                let message = "expected Float, got an Int that no Float equals";
                return Err(r.error_at(Kind::Range, start, message));
            };
            value
        }
        _ => return Err(r.expected_at("Float", start)),
    };
    if value.is_finite() {
        return Ok(value);
    }
    let message = format!("expected a finite Float, got {value}");
    Err(r.error_at(Kind::Range, start, message))
}

/// A double is rounded to the nearest `f32`; one beyond its range is refused.
impl<C> Decode<C> for f32 {
    const MIN_LEN: usize = 2;

    #[inline]
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let start = r.rest;
        let wide: f64 = Decode::<C>::decode(r)?;
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

/// The form of OTP before 2005: `%.20e`, filled up with zero bytes.
fn old_float(text: &[u8]) -> Option<f64> {
    let end = text
        .iter()
        .position(|byte| *byte == 0)
        .unwrap_or(text.len());
    std::str::from_utf8(&text[..end]).ok()?.parse().ok()
}

/// The float that equals an integer.
fn exact(int: Int<'_>) -> Option<f64> {
    let small;
    let (negative, magnitude) = match int {
        Int::Big {
            negative,
            magnitude,
        } => (negative, magnitude),
        Int::Small(value) => {
            small = value.unsigned_abs().to_le_bytes();
            (value < 0, &small[..])
        }
    };
    let Some(top) = magnitude.iter().rposition(|byte| *byte != 0) else {
        return Some(0.0);
    };
    let bits = top * 8 + 8 - magnitude[top].leading_zeros() as usize;
    let low = magnitude.iter().position(|byte| *byte != 0)?;
    let zeros = low * 8 + magnitude[low].trailing_zeros() as usize;
    if bits > 1024 || bits - zeros > 53 {
        return None;
    }
    // Each step holds at most 53 significant bits, so that none of them rounds.
    let value = magnitude[..=top]
        .iter()
        .rev()
        .fold(0.0, |sum, byte| sum * 256.0 + f64::from(*byte));
    Some(if negative { -value } else { value })
}
