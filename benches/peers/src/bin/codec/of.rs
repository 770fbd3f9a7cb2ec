//! The payloads as types that derive what a peer needs.

use std::collections::BTreeMap;

/// The same value in another type.
pub(crate) trait Of<S: ?Sized> {
    fn of(source: &S) -> Self;
}

macro_rules! same {
    ($($name:ty),*) => {$(
        impl Of<$name> for $name {
            fn of(source: &$name) -> Self {
                source.clone()
            }
        }
    )*};
}

same!(u32, i64, f64, bool, String, (), (i64, f64, String));

impl<S, T: Of<S>> Of<Vec<S>> for Vec<T> {
    fn of(source: &Vec<S>) -> Self {
        source.iter().map(T::of).collect()
    }
}

impl<S, T: Of<S>> Of<Option<S>> for Option<T> {
    fn of(source: &Option<S>) -> Self {
        source.as_ref().map(T::of)
    }
}

impl<K: Clone + Ord, S, T: Of<S>> Of<BTreeMap<K, S>> for BTreeMap<K, T> {
    fn of(source: &BTreeMap<K, S>) -> Self {
        let entries = source.iter();
        entries
            .map(|(key, value)| (key.clone(), T::of(value)))
            .collect()
    }
}

/// `Of` for structs, field by field.
macro_rules! of_fields {
    ($($name:ident { $($field:ident),* })*) => {$(
        impl $crate::of::Of<payloads::$name> for $name {
            fn of(source: &payloads::$name) -> Self {
                Self { $($field: $crate::of::Of::of(&source.$field)),* }
            }
        }
    )*};
}

pub(crate) use of_fields;
