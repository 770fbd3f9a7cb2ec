//! Keys of dicts.

use std::cmp::Ordering;

/// A type that may be the key of a dict: text, integers, bools, and enums of bare variants.
///
/// `C` is the marker type of the generated module (`Wire`).
pub trait Key<C> {
    /// Whether the key travels as a string, so that a dict is an object in JSON.
    const TEXT: bool = false;

    /// Whether `Ord`, where the type has it, is the order of [`order`](Self::order): then a sorted
    /// map is in order as it is.
    const ASCENDING: bool = false;

    /// The order of Erlang terms: numbers by value, text by UTF-8 bytes, `false` before `true`,
    /// bare variants by the text of their wire hashes. Dicts are written in this order.
    fn order(&self, other: &Self) -> Ordering;
}

macro_rules! ordered_keys {
    ($($ty:ty: $text:literal),* $(,)?) => {$(
        impl<C> Key<C> for $ty {
            const TEXT: bool = $text;
            const ASCENDING: bool = true;

            #[inline]
            fn order(&self, other: &Self) -> Ordering {
                self.cmp(other)
            }
        }
    )*};
}

ordered_keys! {
    i8: false, i16: false, i32: false, i64: false, i128: false, isize: false,
    u8: false, u16: false, u32: false, u64: false, u128: false, usize: false,
    bool: false, char: true, str: true, String: true,
}

macro_rules! forwarding_keys {
    ($($ty:ty),* $(,)?) => {$(
        impl<C, T: ?Sized + Key<C>> Key<C> for $ty {
            const TEXT: bool = T::TEXT;
            const ASCENDING: bool = T::ASCENDING;

            #[inline]
            fn order(&self, other: &Self) -> Ordering {
                T::order(self, other)
            }
        }
    )*};
}

forwarding_keys!(&T, Box<T>, std::rc::Rc<T>, std::sync::Arc<T>,);

impl<C, T: ?Sized + ToOwned + Key<C>> Key<C> for std::borrow::Cow<'_, T> {
    const TEXT: bool = T::TEXT;
    const ASCENDING: bool = T::ASCENDING;

    #[inline]
    fn order(&self, other: &Self) -> Ordering {
        T::order(self, other)
    }
}

/// Entries in the order in which a dict is written.
pub(crate) fn in_order<'a, C, K: Key<C> + 'a, V: 'a>(
    entries: impl Iterator<Item = (&'a K, &'a V)>,
) -> Vec<(&'a K, &'a V)> {
    let mut entries: Vec<_> = entries.collect();
    entries.sort_by(|(a, _), (b, _)| a.order(b));
    entries
}

/// Puts the items of a set, which fill the end of a buffer, in ascending order of their bytes, with
/// `separator` between them.
pub(crate) fn sort_ranges(
    buf: &mut Vec<u8>,
    ranges: &mut [std::ops::Range<usize>],
    separator: &[u8],
) {
    let Some(start) = ranges.first().map(|range| range.start) else {
        return;
    };
    ranges.sort_by(|a, b| buf[a.clone()].cmp(&buf[b.clone()]));
    let mut sorted = Vec::with_capacity(buf.len() - start + separator.len() * ranges.len());
    for (index, range) in ranges.iter().enumerate() {
        if index > 0 {
            sorted.extend_from_slice(separator);
        }
        sorted.extend_from_slice(&buf[range.clone()]);
    }
    buf.truncate(start);
    buf.append(&mut sorted);
}
