//! Option, Result, and pointers, which vanish.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::reader::Reader;
use super::writer::Writer;
use super::{Decode, Encode, decode_field, encode_field};
use crate::error::{DecodeError, EncodeError};

macro_rules! pointers {
    ($($ty:ty),*) => {$(
        impl<C, T: ?Sized + Encode<C>> Encode<C> for $ty {
            #[inline]
            fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
                T::encode(self, w)
            }

            #[inline]
            fn string_bytes(&self) -> Option<&[u8]> {
                T::string_bytes(self)
            }
        }
    )*};
}

pointers!(&T, Box<T>, Rc<T>, Arc<T>);

impl<C, T: ?Sized + ToOwned + Encode<C>> Encode<C> for Cow<'_, T> {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        T::encode(self, w)
    }

    #[inline]
    fn string_bytes(&self) -> Option<&[u8]> {
        T::string_bytes(self)
    }
}

macro_rules! owners {
    ($($pointer:ident),*) => {$(
        impl<C, T: Decode<C>> Decode<C> for $pointer<T> {
            const MIN_LEN: usize = T::MIN_LEN;

            #[inline]
            fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                T::decode(r).map($pointer::new)
            }
        }
    )*};
}

owners!(Box, Rc, Arc);

impl<C, T: Encode<C>> Encode<C> for Option<T> {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        match self {
            None => {
                w.raw(b"w\x04none");
                Ok(())
            }
            Some(value) => {
                w.raw(b"h\x02w\x04some");
                encode_field(value, 0, w)
            }
        }
    }
}

impl<C, T: Decode<C>> Decode<C> for Option<T> {
    const MIN_LEN: usize = 6;

    #[inline]
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if r.option()? {
            return decode_field(r, 0).map(Some);
        }
        Ok(None)
    }
}

impl Reader<'_> {
    /// Reads `none`, or all of `some` but its value.
    #[inline]
    pub fn option(&mut self) -> Result<bool, DecodeError> {
        if self.skip(b"w\x04none") {
            return Ok(false);
        }
        if self.skip(b"h\x02w\x04some") {
            return Ok(true);
        }
        unusual_option(self)
    }

    /// Reads all of `ok` or `error` but the value.
    #[inline]
    pub fn result(&mut self) -> Result<bool, DecodeError> {
        if self.skip(b"h\x02w\x02ok") {
            return Ok(true);
        }
        if self.skip(b"h\x02w\x05error") {
            return Ok(false);
        }
        unusual_result(self)
    }
}

/// Reads `none`, or all of `some` but its value, in other forms of atoms.
#[cold]
#[inline(never)]
fn unusual_option(r: &mut Reader<'_>) -> Result<bool, DecodeError> {
    let start = r.rest;
    let arity = r.tuple_arity()?;
    match (arity, r.atom("Option")?) {
        (None, b"none") => Ok(false),
        (Some(2), b"some") => Ok(true),
        _ => Err(r.expected_at("Option", start)),
    }
}

impl<C, T: Encode<C>, E: Encode<C>> Encode<C> for Result<T, E> {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Ok(value) => {
                w.raw(b"h\x02w\x02ok");
                encode_field(value, 0, w)
            }
            Err(error) => {
                w.raw(b"h\x02w\x05error");
                encode_field(error, 0, w)
            }
        }
    }
}

impl<C, T: Decode<C>, E: Decode<C>> Decode<C> for Result<T, E> {
    const MIN_LEN: usize = 7;

    #[inline]
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if r.result()? {
            decode_field(r, 0).map(Ok)
        } else {
            decode_field(r, 0).map(Err)
        }
    }
}

/// Reads all of `ok` or `error` but the value, in other forms of atoms.
#[cold]
#[inline(never)]
fn unusual_result(r: &mut Reader<'_>) -> Result<bool, DecodeError> {
    let start = r.rest;
    if r.tuple_arity()? != Some(2) {
        return Err(r.expected_at("Result", start));
    }
    match r.atom("Result")? {
        b"ok" => Ok(true),
        b"error" => Ok(false),
        _ => Err(r.expected_at("Result", start)),
    }
}
