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
mod fields;
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

use crate::error::{DecodeError, EncodeError};
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
