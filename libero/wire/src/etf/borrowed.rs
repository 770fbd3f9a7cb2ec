//! Reading without copying: text and bytes stay where they are in the input.
//!
//! For mirrors, which libero generates on request. What is accepted, what is refused, and with which
//! error, is as in `Decode`.

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::rc::Rc;
use std::sync::Arc;

use super::Decode;
use super::reader::Reader;
use crate::error::{DecodeError, DecodeErrorKind as Kind, Segment};
use crate::limits::Limits;

/// A value that can be read from a term and may borrow from it.
pub trait BorrowDecode<'a, C>: Sized {
    /// The fewest bytes that a term of this type takes: that of the owned type.
    const MIN_LEN: usize;

    /// Reads one term.
    fn borrow_decode(r: &mut Reader<'a>) -> Result<Self, DecodeError>;

    /// Reads many values: from a list, but for `u8`, which wants a bit array.
    fn borrow_decode_vec(r: &mut Reader<'a>) -> Result<Vec<Self>, DecodeError> {
        r.list_of(Self::MIN_LEN, Self::borrow_decode)
    }
}

/// Reads a value that fills the whole input and borrows from it.
pub fn borrow_from_slice<'a, C, T: BorrowDecode<'a, C>>(input: &'a [u8]) -> Result<T, DecodeError> {
    borrow_from_slice_with::<C, T>(input, &Limits::DEFAULT)
}

/// Reads a value that fills the whole input and borrows from it, within limits of your own.
pub fn borrow_from_slice_with<'a, C, T: BorrowDecode<'a, C>>(
    input: &'a [u8],
    limits: &Limits,
) -> Result<T, DecodeError> {
    let mut r = Reader::new(input, limits)?;
    r.version()?;
    let value = T::borrow_decode(&mut r)?;
    r.finish()?;
    Ok(value)
}

/// Reads a field of a constructor. `step` is its label, or its index from 0.
#[inline]
pub fn borrow_decode_field<'a, C, T: BorrowDecode<'a, C>>(
    r: &mut Reader<'a>,
    step: impl Into<Segment>,
) -> Result<T, DecodeError> {
    T::borrow_decode(r).map_err(|e| e.within(step))
}

/// Types in which nothing is borrowed are read as by `Decode`.
macro_rules! as_owned {
    ($($ty:ty $(=> ($($bounds:tt)*))?),* $(,)?) => {$(
        impl<'a, C $(, $($bounds)*)?> crate::etf::BorrowDecode<'a, C> for $ty
        where
            Self: crate::etf::Decode<C>,
        {
            const MIN_LEN: usize = <Self as crate::etf::Decode<C>>::MIN_LEN;

            #[inline]
            fn borrow_decode(
                r: &mut crate::etf::Reader<'a>,
            ) -> Result<Self, crate::error::DecodeError> {
                crate::etf::Decode::<C>::decode(r)
            }
        }
    )*};
}

pub(crate) use as_owned;

as_owned!(
    i8, i16, i32, i64, i128, isize, u16, u32, u64, u128, usize, f32, f64, bool, char, (),
    VecDeque<T> => (T), Rc<T> => (T), Arc<T> => (T),
    Box<[T]> => (T), Rc<[T]> => (T), Arc<[T]> => (T),
    HashSet<T, S> => (T: Eq + Hash, S: BuildHasher + Default), BTreeSet<T> => (T: Ord),
);

impl<'a, C> BorrowDecode<'a, C> for u8 {
    const MIN_LEN: usize = <Self as Decode<C>>::MIN_LEN;

    #[inline]
    fn borrow_decode(r: &mut Reader<'a>) -> Result<Self, DecodeError> {
        Decode::<C>::decode(r)
    }

    fn borrow_decode_vec(r: &mut Reader<'a>) -> Result<Vec<Self>, DecodeError> {
        <Self as Decode<C>>::decode_vec(r)
    }
}

impl<'a, C> BorrowDecode<'a, C> for &'a str {
    const MIN_LEN: usize = <String as Decode<C>>::MIN_LEN;

    #[inline]
    fn borrow_decode(r: &mut Reader<'a>) -> Result<Self, DecodeError> {
        r.str()
    }
}

impl<'a, C> BorrowDecode<'a, C> for &'a [u8] {
    const MIN_LEN: usize = <Vec<u8> as Decode<C>>::MIN_LEN;

    #[inline]
    fn borrow_decode(r: &mut Reader<'a>) -> Result<Self, DecodeError> {
        r.bytes()
    }
}

impl<'a, C, const N: usize> BorrowDecode<'a, C> for &'a [u8; N] {
    const MIN_LEN: usize = <[u8; N] as Decode<C>>::MIN_LEN;

    fn borrow_decode(r: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let at = r.offset();
        let bytes = r.bytes()?;
        bytes
            .try_into()
            .map_err(|_| wrong_length(at, N, bytes.len()))
    }
}

#[cold]
fn wrong_length(at: usize, expected: usize, got: usize) -> DecodeError {
    DecodeError::new(
        Kind::Length,
        at,
        crate::foreign::wrong_length(expected, got),
    )
}

impl<'a, C, T: BorrowDecode<'a, C>> BorrowDecode<'a, C> for Vec<T> {
    const MIN_LEN: usize = 1;

    #[inline]
    fn borrow_decode(r: &mut Reader<'a>) -> Result<Self, DecodeError> {
        T::borrow_decode_vec(r)
    }
}

impl<'a, C, T: BorrowDecode<'a, C>, const N: usize> BorrowDecode<'a, C> for [T; N] {
    const MIN_LEN: usize = 1;

    fn borrow_decode(r: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let at = r.offset();
        T::borrow_decode_vec(r)?
            .try_into()
            .map_err(|items: Vec<T>| wrong_length(at, N, items.len()))
    }
}

impl<'a, C, T: BorrowDecode<'a, C>> BorrowDecode<'a, C> for Box<T> {
    const MIN_LEN: usize = T::MIN_LEN;

    #[inline]
    fn borrow_decode(r: &mut Reader<'a>) -> Result<Self, DecodeError> {
        T::borrow_decode(r).map(Self::new)
    }
}

impl<'a, C, T: BorrowDecode<'a, C>> BorrowDecode<'a, C> for Option<T> {
    const MIN_LEN: usize = 6;

    #[inline]
    fn borrow_decode(r: &mut Reader<'a>) -> Result<Self, DecodeError> {
        if r.option()? {
            return borrow_decode_field(r, 0).map(Some);
        }
        Ok(None)
    }
}

impl<'a, C, T: BorrowDecode<'a, C>, E: BorrowDecode<'a, C>> BorrowDecode<'a, C> for Result<T, E> {
    const MIN_LEN: usize = 7;

    #[inline]
    fn borrow_decode(r: &mut Reader<'a>) -> Result<Self, DecodeError> {
        if r.result()? {
            borrow_decode_field(r, 0).map(Ok)
        } else {
            borrow_decode_field(r, 0).map(Err)
        }
    }
}

macro_rules! tuples {
    ($($arity:literal: $($name:ident $index:tt),*;)*) => {$(
        impl<'a, Z, $($name: BorrowDecode<'a, Z>),*> BorrowDecode<'a, Z> for ($($name,)*) {
            const MIN_LEN: usize = 2 + $arity;

            fn borrow_decode(r: &mut Reader<'a>) -> Result<Self, DecodeError> {
                r.tuple($arity)?;
                Ok(($($name::borrow_decode(r).map_err(|e| e.within(Segment::Index($index)))?,)*))
            }
        }
    )*};
}

tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    9: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    10: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    11: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    12: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}
