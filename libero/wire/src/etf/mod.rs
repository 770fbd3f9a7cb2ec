//! The external term format of Erlang.
//!
//! The traits have the wire type as `Self` and a marker `C` as their parameter. Generated code
//! declares `pub struct Wire;` and implements them for `C = Wire`, which makes it possible to
//! implement them for types of any crate. (With the marker as `Self`, the bounds of a generic type
//! mislead inference: `impl<T> Decode<Page<T>> for Wire where Wire: Decode<T>` takes every field
//! for a `T`.)

mod borrowed;
mod bytes;
mod collection;
mod entries;
mod float;
mod int;
mod into_owned;
mod reader;
mod record;
mod refuse;
mod tag;
mod text;
mod tuple;
mod wrapper;
mod writer;

pub(crate) use borrowed::as_owned;
pub use borrowed::{BorrowDecode, borrow_decode_field, borrow_from_slice, borrow_from_slice_with};
pub use entries::{Entries, Set};
pub use into_owned::IntoOwned;
pub(crate) use into_owned::into_itself;

pub use crate::key::Key;
pub use reader::Reader;
pub use record::Head;
pub use writer::Writer;

use crate::error::{DecodeError, EncodeError, Segment};
use crate::limits::Limits;

/// A value that can be written as a term.
pub trait Encode<C> {
    /// Appends the term, without the leading 131. What may hold a value of its own type passes
    /// [`Writer::nested`].
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError>;

    /// Appends many values: as a list, but for `u8`, which makes a bit array.
    fn encode_slice(items: &[Self], w: &mut Writer) -> Result<(), EncodeError>
    where
        Self: Sized,
    {
        w.list::<C, Self>(items.len(), items)
    }

    /// The bytes of a string, so that a dict can write a key and its value at once.
    #[doc(hidden)]
    #[inline]
    fn string_bytes(&self) -> Option<&[u8]> {
        None
    }
}

/// A value that can be read from a term.
pub trait Decode<C>: Sized {
    /// The fewest bytes that a term of this type takes, at least 1. A length that claims more items
    /// than the bytes left can hold is refused before anything is allocated. Generated code writes
    /// a number here, never a sum over field types, which would be endless for recursive ones.
    const MIN_LEN: usize;

    /// Reads one term. What may hold a value of its own type passes [`Reader::nested`].
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError>;

    /// Reads many values: from a list, but for `u8`, which wants a bit array.
    fn decode_vec(r: &mut Reader<'_>) -> Result<Vec<Self>, DecodeError> {
        r.list::<C, Self>()
    }
}

/// Writes a value with the leading 131.
pub fn to_vec<C, T: ?Sized + Encode<C>>(value: &T) -> Result<Vec<u8>, EncodeError> {
    to_vec_with::<C, T>(value, &Limits::DEFAULT)
}

/// Writes a value with the leading 131, within limits of your own.
pub fn to_vec_with<C, T: ?Sized + Encode<C>>(
    value: &T,
    limits: &Limits,
) -> Result<Vec<u8>, EncodeError> {
    let mut w = Writer::new(limits);
    w.raw(&[tag::VERSION]);
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
    r.version()?;
    // Read to where it is returned: a large value is not moved once more.
    let mut value = T::decode(&mut r);
    if value.is_ok()
        && let Err(error) = r.finish()
    {
        value = Err(error);
    }
    value
}

/// Writes a field of a constructor. `step` is its label, or its index from 0.
#[inline(always)]
#[allow(clippy::inline_always)] // what is written inline is to be so in its constructor too
pub fn encode_field<C, T: ?Sized + Encode<C>>(
    value: &T,
    step: impl Into<Segment>,
    w: &mut Writer,
) -> Result<(), EncodeError> {
    value.encode(w).map_err(|e| e.within(step))
}

/// Reads a field of a constructor. `step` is its label, or its index from 0.
#[inline]
pub fn decode_field<C, T: Decode<C>>(
    r: &mut Reader<'_>,
    step: impl Into<Segment>,
) -> Result<T, DecodeError> {
    T::decode(r).map_err(|e| e.within(step))
}
