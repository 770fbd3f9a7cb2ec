//! Dicts and sets as mirrors hold them: in one allocation, in order, searched by halves.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::marker::PhantomData;
use std::ops::Deref;

use super::reader::Reader;
use super::{BorrowDecode, IntoOwned, Key, tag};
use crate::error::{DecodeError, DecodeErrorKind as Kind, Segment};

/// A dict: its entries in the order of Erlang terms of their keys, which is that of the wire.
pub struct Entries<K, V, C> {
    entries: Vec<(K, V)>,
    marker: PhantomData<fn() -> C>,
}

impl<K, V, C> Entries<K, V, C> {
    /// The value of a key.
    pub fn get<Q: ?Sized + Key<C>>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let found = self
            .entries
            .binary_search_by(|(own, _)| own.borrow().order(key));
        found.ok().map(|index| &self.entries[index].1)
    }

    /// Whether there is a value of a key.
    pub fn contains_key<Q: ?Sized + Key<C>>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.get(key).is_some()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries in the order of their keys.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> + ExactSizeIterator {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    /// The keys in their order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator {
        self.entries.iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        self.entries.iter().map(|(_, value)| value)
    }

    /// The entries in the order of their keys.
    pub fn as_slice(&self) -> &[(K, V)] {
        &self.entries
    }
}

impl<K, V, C> Default for Entries<K, V, C> {
    fn default() -> Self {
        Self {
            entries: vec![],
            marker: PhantomData,
        }
    }
}

impl<K: Clone, V: Clone, C> Clone for Entries<K, V, C> {
    fn clone(&self) -> Self {
        Self {
            entries: self.entries.clone(),
            marker: PhantomData,
        }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, C> fmt::Debug for Entries<K, V, C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

impl<K: PartialEq, V: PartialEq, C> PartialEq for Entries<K, V, C> {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl<K: Eq, V: Eq, C> Eq for Entries<K, V, C> {}

impl<K, V, C> IntoIterator for Entries<K, V, C> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'e, K, V, C> IntoIterator for &'e Entries<K, V, C> {
    type Item = &'e (K, V);
    type IntoIter = std::slice::Iter<'e, (K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

impl<'a, C, K, V> BorrowDecode<'a, C> for Entries<K, V, C>
where
    K: Key<C> + BorrowDecode<'a, C>,
    V: BorrowDecode<'a, C>,
{
    const MIN_LEN: usize = 5;

    fn borrow_decode(r: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let [tag::MAP, rest @ ..] = r.rest else {
            return Err(r.expected("Dict"));
        };
        r.rest = rest;
        let min_len = K::MIN_LEN.saturating_add(V::MIN_LEN);
        let count = r.count(min_len)?;
        let mut entries: Vec<(K, V)> = r.vec_for(count);
        let mut late = vec![];
        let read = read_entries(r, count, &mut entries, &mut late);
        if !late.is_empty() {
            let order = |a: &(K, V), b: &(K, V)| a.0.order(&b.0);
            if let Some((index, at)) = put_in_order(&mut entries, &late, order) {
                let error = DecodeError::new(Kind::Duplicate, at, "the key is there twice");
                let error = error.within(Segment::Index(0));
                return Err(error.within(Segment::Index(index)));
            }
        }
        read?;
        Ok(Self {
            entries,
            marker: PhantomData,
        })
    }
}

fn read_entries<'a, C, K, V>(
    r: &mut Reader<'a>,
    count: usize,
    entries: &mut Vec<(K, V)>,
    late: &mut Vec<usize>,
) -> Result<(), DecodeError>
where
    K: Key<C> + BorrowDecode<'a, C>,
    V: BorrowDecode<'a, C>,
{
    for index in 0..count {
        let place =
            |e: DecodeError, part| e.within(Segment::Index(part)).within(Segment::Index(index));
        let at = r.offset();
        let key = K::borrow_decode(r).map_err(|e| place(e, 0))?;
        let value = V::borrow_decode(r).map_err(|e| place(e, 1))?;
        let after = |(last, _): &(K, V)| last.order(&key) == Ordering::Less;
        if !late.is_empty() || !entries.last().is_none_or(after) {
            late.push(at);
        }
        entries.push((key, value));
    }
    Ok(())
}

/// Sorts what was not read in order. `late` are the offsets of the last items, from the first one
/// that does not come after the one before it. Of items that are there twice, the first second one
/// is returned, with its offset.
#[cold]
fn put_in_order<T>(
    items: &mut [T],
    late: &[usize],
    order: impl Fn(&T, &T) -> Ordering,
) -> Option<(usize, usize)> {
    let in_order = items.len() - late.len();
    let mut indices: Vec<usize> = (0..items.len()).collect();
    // Stable, so that of equal items the one that was read first is first.
    indices.sort_by(|a, b| order(&items[*a], &items[*b]));
    let twice = indices
        .windows(2)
        .filter(|pair| order(&items[pair[0]], &items[pair[1]]) == Ordering::Equal)
        .map(|pair| pair[1])
        .min();
    if let Some(index) = twice {
        return Some((index, late[index - in_order]));
    }
    items.sort_by(order);
    None
}

/// A set of texts or bytes: its items in the order of the wire, which is that of their lengths, and
/// among equal lengths that of their bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Set<T> {
    items: Vec<T>,
}

fn by_length<A: ?Sized + AsRef<[u8]>, B: ?Sized + AsRef<[u8]>>(a: &A, b: &B) -> Ordering {
    let (a, b) = (a.as_ref(), b.as_ref());
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

impl<T: AsRef<[u8]>> Set<T> {
    /// Whether an item is in the set.
    pub fn contains<Q: ?Sized + AsRef<[u8]>>(&self, item: &Q) -> bool {
        self.items
            .binary_search_by(|own| by_length(own, item))
            .is_ok()
    }
}

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self { items: vec![] }
    }
}

impl<T: fmt::Debug> fmt::Debug for Set<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(&self.items).finish()
    }
}

impl<T> Deref for Set<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T> IntoIterator for Set<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'s, T> IntoIterator for &'s Set<T> {
    type Item = &'s T;
    type IntoIter = std::slice::Iter<'s, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<'a, C, T: BorrowDecode<'a, C> + AsRef<[u8]>> BorrowDecode<'a, C> for Set<T> {
    const MIN_LEN: usize = 1;

    fn borrow_decode(r: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let mut late = vec![];
        let mut items: Vec<T> = vec![];
        let read = r.each(T::MIN_LEN, |r| {
            let at = r.offset();
            let item = T::borrow_decode(r)?;
            let after = |last: &T| by_length(last, &item) == Ordering::Less;
            if !late.is_empty() || !items.last().is_none_or(after) {
                late.push(at);
            }
            items.push(item);
            Ok(())
        });
        if !late.is_empty()
            && let Some((index, at)) = put_in_order(&mut items, &late, by_length)
        {
            let error = DecodeError::new(Kind::Duplicate, at, "the item is there twice");
            return Err(error.within(Segment::Index(index)));
        }
        read?;
        Ok(Self { items })
    }
}

impl<C, K, V, A, B, S> IntoOwned<HashMap<A, B, S>, C> for Entries<K, V, C>
where
    K: IntoOwned<A, C>,
    V: IntoOwned<B, C>,
    A: Eq + Hash,
    S: BuildHasher + Default,
{
    fn into_owned(self) -> HashMap<A, B, S> {
        let entries = self.into_iter();
        entries
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect()
    }
}

impl<C, K, V, A: Ord, B> IntoOwned<BTreeMap<A, B>, C> for Entries<K, V, C>
where
    K: IntoOwned<A, C>,
    V: IntoOwned<B, C>,
{
    fn into_owned(self) -> BTreeMap<A, B> {
        let entries = self.into_iter();
        entries
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect()
    }
}

impl<C, T, U: Eq + Hash, S: BuildHasher + Default> IntoOwned<HashSet<U, S>, C> for Set<T>
where
    T: IntoOwned<U, C>,
{
    fn into_owned(self) -> HashSet<U, S> {
        self.into_iter().map(IntoOwned::into_owned).collect()
    }
}

impl<C, T: IntoOwned<U, C>, U: Ord> IntoOwned<BTreeSet<U>, C> for Set<T> {
    fn into_owned(self) -> BTreeSet<U> {
        self.into_iter().map(IntoOwned::into_owned).collect()
    }
}
