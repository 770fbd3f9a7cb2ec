//! From mirrors to the types that they mirror.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

/// What can be made into a `T` that borrows nothing. `C` is the marker type of the generated module
/// (`Wire`), so that it can be implemented between types of any crates.
pub trait IntoOwned<T, C> {
    /// Copies what is borrowed.
    fn into_owned(self) -> T;
}

/// Types that are their own mirrors.
macro_rules! into_itself {
    ($($ty:ty $(=> ($($bounds:tt)*))?),* $(,)?) => {$(
        impl<C $(, $($bounds)*)?> crate::etf::IntoOwned<$ty, C> for $ty {
            #[inline]
            fn into_owned(self) -> $ty {
                self
            }
        }
    )*};
}

pub(crate) use into_itself;

into_itself!(
    i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, f32, f64, bool, char, (),
    VecDeque<T> => (T), Rc<T> => (T), Arc<T> => (T),
    Box<[T]> => (T), Rc<[T]> => (T), Arc<[T]> => (T),
    HashSet<T, S> => (T, S), BTreeSet<T> => (T),
);

macro_rules! by_into {
    ($($from:ty => $($to:ty),*;)*) => {$($(
        impl<C> IntoOwned<$to, C> for $from {
            #[inline]
            fn into_owned(self) -> $to {
                self.into()
            }
        }
    )*)*};
}

by_into! {
    &str => String, Box<str>, Rc<str>, Arc<str>;
    &[u8] => Vec<u8>, Box<[u8]>, Rc<[u8]>, Arc<[u8]>;
}

macro_rules! texts {
    ($($pointer:ident),*) => {$(
        impl<C> IntoOwned<$pointer<String>, C> for &str {
            fn into_owned(self) -> $pointer<String> {
                $pointer::new(self.to_owned())
            }
        }
    )*};
}

texts!(Box, Rc, Arc);

impl<C> IntoOwned<Cow<'static, str>, C> for &str {
    fn into_owned(self) -> Cow<'static, str> {
        Cow::Owned(self.to_owned())
    }
}

impl<C, const N: usize> IntoOwned<[u8; N], C> for &[u8; N] {
    fn into_owned(self) -> [u8; N] {
        *self
    }
}

macro_rules! lists {
    ($($ty:ty),*) => {$(
        impl<C, T: IntoOwned<U, C>, U> IntoOwned<$ty, C> for Vec<T> {
            fn into_owned(self) -> $ty {
                self.into_iter().map(IntoOwned::into_owned).collect()
            }
        }
    )*};
}

lists!(Vec<U>, VecDeque<U>, Box<[U]>, Rc<[U]>, Arc<[U]>);

macro_rules! pointers {
    ($($pointer:ident),*) => {$(
        impl<C, T: IntoOwned<U, C>, U> IntoOwned<$pointer<U>, C> for Box<T> {
            fn into_owned(self) -> $pointer<U> {
                $pointer::new((*self).into_owned())
            }
        }
    )*};
}

pointers!(Box, Rc, Arc);

impl<C, T: IntoOwned<U, C>, U, const N: usize> IntoOwned<[U; N], C> for [T; N] {
    fn into_owned(self) -> [U; N] {
        self.map(IntoOwned::into_owned)
    }
}

impl<C, T: IntoOwned<U, C>, U> IntoOwned<Option<U>, C> for Option<T> {
    fn into_owned(self) -> Option<U> {
        self.map(IntoOwned::into_owned)
    }
}

impl<C, T, E, U, F> IntoOwned<Result<U, F>, C> for Result<T, E>
where
    T: IntoOwned<U, C>,
    E: IntoOwned<F, C>,
{
    fn into_owned(self) -> Result<U, F> {
        match self {
            Ok(value) => Ok(value.into_owned()),
            Err(error) => Err(error.into_owned()),
        }
    }
}

macro_rules! tuples {
    ($($($from:ident $to:ident $index:tt),*;)*) => {$(
        impl<Z, $($from: IntoOwned<$to, Z>, $to),*> IntoOwned<($($to,)*), Z> for ($($from,)*) {
            fn into_owned(self) -> ($($to,)*) {
                ($(self.$index.into_owned(),)*)
            }
        }
    )*};
}

tuples! {
    A0 A 0;
    A0 A 0, B0 B 1;
    A0 A 0, B0 B 1, C0 C 2;
    A0 A 0, B0 B 1, C0 C 2, D0 D 3;
    A0 A 0, B0 B 1, C0 C 2, D0 D 3, E0 E 4;
    A0 A 0, B0 B 1, C0 C 2, D0 D 3, E0 E 4, F0 F 5;
    A0 A 0, B0 B 1, C0 C 2, D0 D 3, E0 E 4, F0 F 5, G0 G 6;
    A0 A 0, B0 B 1, C0 C 2, D0 D 3, E0 E 4, F0 F 5, G0 G 6, H0 H 7;
    A0 A 0, B0 B 1, C0 C 2, D0 D 3, E0 E 4, F0 F 5, G0 G 6, H0 H 7, I0 I 8;
    A0 A 0, B0 B 1, C0 C 2, D0 D 3, E0 E 4, F0 F 5, G0 G 6, H0 H 7, I0 I 8, J0 J 9;
    A0 A 0, B0 B 1, C0 C 2, D0 D 3, E0 E 4, F0 F 5, G0 G 6, H0 H 7, I0 I 8, J0 J 9, K0 K 10;
    A0 A 0, B0 B 1, C0 C 2, D0 D 3, E0 E 4, F0 F 5, G0 G 6, H0 H 7, I0 I 8, J0 J 9, K0 K 10, L0 L 11;
}
