//! Slices: bit arrays of `u8`, lists of all else.

use std::rc::Rc;
use std::sync::Arc;

use super::reader::Reader;
use super::writer::Writer;
use super::{Decode, Encode};
use crate::error::{DecodeError, DecodeErrorKind as Kind, EncodeError};

macro_rules! slices {
    ($($ty:ty),*) => {$(
        impl<C, T: Encode<C>> Encode<C> for $ty {
            #[inline(always)]
            #[allow(clippy::inline_always)] // short lists of texts are written here
            fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
                T::encode_slice(self, w)
            }
        }
    )*};
}

slices!([T], Vec<T>);

impl<C, T: Encode<C>, const N: usize> Encode<C> for [T; N] {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        T::encode_slice(self, w)
    }
}

macro_rules! owned_slices {
    ($($ty:ty),*) => {$(
        impl<C, T: Decode<C>> Decode<C> for $ty {
            const MIN_LEN: usize = 1;

            #[inline]
            fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                T::decode_vec(r).map(Into::into)
            }
        }
    )*};
}

owned_slices!(Vec<T>, Box<[T]>, Rc<[T]>, Arc<[T]>);

impl<C, T: Decode<C>, const N: usize> Decode<C> for [T; N] {
    const MIN_LEN: usize = 1;

    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let start = r.rest;
        T::decode_vec(r)?.try_into().map_err(|items: Vec<T>| {
            r.error_at(
                Kind::Length,
                start,
                crate::foreign::wrong_length(N, items.len()),
            )
        })
    }
}
