//! Typed JSON, read and written without a tree of values.
//!
//! A struct or variant is `{"type":"module/path.Type","variant":"Variant","fields":…}`: labelled
//! fields are an object, unlabelled ones an array, none `{}`. Readers take keys in any order, refuse
//! unknown, missing and repeated ones, and count depth in brackets. The traits mirror those of
//! [`etf`](crate::etf).

mod base64;
mod bytes;
mod collection;
mod constructor;
mod digits;
mod number;
mod reader;
mod scalar;
mod scan;
mod string;
mod tuple;
mod wrapper;
mod writer;

pub use crate::key::Key;
pub use constructor::Constructor;
pub use reader::Reader;
pub use writer::Writer;

use crate::error::{DecodeError, DecodeErrorKind, EncodeError, Segment};
use crate::limits::Limits;

/// A value that can be written as JSON.
pub trait Encode<C> {
    /// Appends the value.
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError>;

    /// Appends many values: as an array, but for `u8`, which makes a bit array.
    fn encode_slice(items: &[Self], w: &mut Writer) -> Result<(), EncodeError>
    where
        Self: Sized,
    {
        w.list::<C, Self>(items)
    }
}

/// A value that can be read from JSON.
pub trait Decode<C>: Sized {
    /// Reads one value.
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError>;

    /// Reads many values: from an array, but for `u8`, which wants a bit array.
    fn decode_vec(r: &mut Reader<'_>) -> Result<Vec<Self>, DecodeError> {
        r.list::<C, Self>()
    }
}

/// Writes a value, compact and without a line end.
pub fn to_vec<C, T: ?Sized + Encode<C>>(value: &T) -> Result<Vec<u8>, EncodeError> {
    to_vec_with::<C, T>(value, &Limits::DEFAULT)
}

/// Writes a value within limits of your own.
pub fn to_vec_with<C, T: ?Sized + Encode<C>>(
    value: &T,
    limits: &Limits,
) -> Result<Vec<u8>, EncodeError> {
    let mut w = Writer::new(limits);
    value.encode(&mut w)?;
    Ok(w.into_vec())
}

/// Reads a value that fills the whole input.
pub fn from_slice<C, T: Decode<C>>(input: &[u8]) -> Result<T, DecodeError> {
    from_slice_with::<C, T>(input, &Limits::DEFAULT)
}

/// Reads a value that fills the whole input, within limits of your own.
pub fn from_slice_with<C, T: Decode<C>>(input: &[u8], limits: &Limits) -> Result<T, DecodeError> {
    let mut r = Reader::new(input, limits)?;
    let value = T::decode(&mut r)?;
    r.finish()?;
    Ok(value)
}

/// Writes a field of a constructor, behind the constant text that leads up to it. `step` is its
/// label, or its index from 0.
#[inline]
pub fn encode_field<C, T: ?Sized + Encode<C>>(
    value: &T,
    step: impl Into<Segment>,
    w: &mut Writer,
) -> Result<(), EncodeError> {
    value.encode(w).map_err(|e| e.within(step))
}

/// Reads a labelled field, behind its label.
#[inline]
pub fn decode_field<C, T: Decode<C>>(
    r: &mut Reader<'_>,
    label: &'static str,
) -> Result<T, DecodeError> {
    match T::decode(r) {
        Ok(value) => Ok(value),
        Err(error) => Err(error.within(label)),
    }
}

/// Reads a labelled field, behind its label, into its slot: the way for fields that do not come in
/// the order of the canonical form. A slot that is full is an error.
#[cold]
pub fn decode_slot<C, T: Decode<C>>(
    slot: &mut Option<T>,
    label: &'static str,
    r: &mut Reader<'_>,
) -> Result<(), DecodeError> {
    if slot.is_some() {
        return Err(r
            .error(DecodeErrorKind::Duplicate, "the field is there twice")
            .within(label));
    }
    *slot = Some(decode_field(r, label)?);
    Ok(())
}

/// The value of a slot, which must be full. (A field with a default: `slot.unwrap_or_else(…)`.)
#[inline]
pub fn required<T>(slot: Option<T>, label: &'static str, r: &Reader<'_>) -> Result<T, DecodeError> {
    match slot {
        Some(value) => Ok(value),
        None => Err(missing(label, r)),
    }
}

/// Reads the unlabelled field at `index`.
#[inline]
pub fn decode_item<C, T: Decode<C>>(r: &mut Reader<'_>, index: usize) -> Result<T, DecodeError> {
    if !r.item()? {
        return Err(missing(index, r));
    }
    match T::decode(r) {
        Ok(value) => Ok(value),
        Err(error) => Err(error.within(index)),
    }
}

#[cold]
fn missing(step: impl Into<Segment>, r: &Reader<'_>) -> DecodeError {
    r.error(DecodeErrorKind::MissingField, "the field is missing")
        .within(step)
}
