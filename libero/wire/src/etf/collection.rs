//! Queues, sets and dicts.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::{BuildHasher, Hash};

use super::reader::Reader;
use super::writer::Writer;
use super::{Decode, Encode, Key, tag};
use crate::error::{DecodeError, DecodeErrorKind as Kind, EncodeError, Segment};

impl<C, T: Encode<C>> Encode<C> for VecDeque<T> {
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.list::<C, T>(self.len(), self)
    }
}

impl<C, T: Decode<C>> Decode<C> for VecDeque<T> {
    const MIN_LEN: usize = 1;

    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        r.list::<C, T>().map(Into::into)
    }
}

impl<C, T: Encode<C>, S> Encode<C> for HashSet<T, S> {
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.set::<C, T>(self.len(), self)
    }
}

impl<C, T: Encode<C>> Encode<C> for BTreeSet<T> {
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.set::<C, T>(self.len(), self)
    }
}

impl<C, T: Decode<C> + Eq + Hash, S: BuildHasher + Default> Decode<C> for HashSet<T, S> {
    const MIN_LEN: usize = 1;

    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut set = Self::default();
        decode_set(r, |item| set.insert(item))?;
        Ok(set)
    }
}

impl<C, T: Decode<C> + Ord> Decode<C> for BTreeSet<T> {
    const MIN_LEN: usize = 1;

    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut set = Self::default();
        decode_set(r, |item| set.insert(item))?;
        Ok(set)
    }
}

fn decode_set<C, T: Decode<C>>(
    r: &mut Reader<'_>,
    mut insert: impl FnMut(T) -> bool,
) -> Result<(), DecodeError> {
    r.each(T::MIN_LEN, |r| {
        let at = r.offset();
        if insert(T::decode(r)?) {
            return Ok(());
        }
        Err(r.error(Kind::Duplicate, at, "the item is there twice"))
    })
}

impl<C, K: Key<C> + Encode<C>, V: Encode<C>, S> Encode<C> for HashMap<K, V, S> {
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        encode_dict::<C, K, V>(self.len(), self.iter(), w)
    }
}

impl<C, K: Key<C> + Encode<C>, V: Encode<C>> Encode<C> for BTreeMap<K, V> {
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        if K::ASCENDING {
            return encode_entries::<C, K, V>(self.len(), self.iter(), w);
        }
        encode_dict::<C, K, V>(self.len(), self.iter(), w)
    }
}

fn encode_dict<'a, C, K: Key<C> + Encode<C> + 'a, V: Encode<C> + 'a>(
    len: usize,
    entries: impl Iterator<Item = (&'a K, &'a V)>,
    w: &mut Writer,
) -> Result<(), EncodeError> {
    encode_entries::<C, K, V>(len, crate::key::in_order(entries).into_iter(), w)
}

// `enumerate` on the iterator of a `BTreeMap` is a sixth slower: its items go through memory.
#[allow(clippy::explicit_counter_loop)]
fn encode_entries<'a, C, K: Encode<C> + 'a, V: Encode<C> + 'a>(
    len: usize,
    entries: impl Iterator<Item = (&'a K, &'a V)>,
    w: &mut Writer,
) -> Result<(), EncodeError> {
    w.map_header(len)?;
    let mut index = 0;
    for (key, value) in entries {
        let place =
            |e: EncodeError, part| e.within(Segment::Index(part)).within(Segment::Index(index));
        if let (Some(key), Some(value)) = (key.string_bytes(), value.string_bytes()) {
            let written = w.two_strings(key, value);
            written.map_err(|(part, e)| place(e, part))?;
        } else {
            key.encode(w).map_err(|e| place(e, 0))?;
            value.encode(w).map_err(|e| place(e, 1))?;
        }
        index += 1;
    }
    Ok(())
}

impl<C, K, V, S> Decode<C> for HashMap<K, V, S>
where
    K: Key<C> + Decode<C> + Eq + Hash,
    V: Decode<C>,
    S: BuildHasher + Default,
{
    const MIN_LEN: usize = 5;

    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let count = dict_header::<C, K, V>(r)?;
        let room = r.affordable::<(K, V)>(count);
        let mut dict = Self::with_capacity_and_hasher(room, S::default());
        entries(r, 0..count, |key, value| dict.insert(key, value).is_none())?;
        Ok(dict)
    }
}

/// How many entries a node of a `BTreeMap` holds: a map of one node is filled as soon as anything.
const NODE: usize = 11;

impl<C, K: Key<C> + Decode<C> + Ord, V: Decode<C>> Decode<C> for BTreeMap<K, V> {
    const MIN_LEN: usize = 5;

    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let count = dict_header::<C, K, V>(r)?;
        if count > NODE {
            return many(r, count);
        }
        let mut dict = Self::new();
        entries(r, 0..count, |key, value| dict.insert(key, value).is_none())?;
        Ok(dict)
    }
}

/// Entries in ascending order, as they are written, make a map at once; what follows one that is out
/// of order is inserted one by one.
fn many<C, K: Decode<C> + Ord, V: Decode<C>>(
    r: &mut Reader<'_>,
    count: usize,
) -> Result<BTreeMap<K, V>, DecodeError> {
    let mut ascending: Vec<(K, V)> = r.vec_for(count);
    for index in 0..count {
        let start = r.rest;
        let key = K::decode(r).map_err(|e| place(e, index, 0))?;
        let value = V::decode(r).map_err(|e| place(e, index, 1))?;
        if ascending.last().is_none_or(|(last, _)| *last < key) {
            ascending.push((key, value));
            continue;
        }
        let mut dict = BTreeMap::from_iter(ascending);
        if dict.insert(key, value).is_some() {
            return Err(r.twice(start, index));
        }
        entries(r, index + 1..count, |key, value| {
            dict.insert(key, value).is_none()
        })?;
        return Ok(dict);
    }
    Ok(BTreeMap::from_iter(ascending))
}

/// The count of a dict's entries.
#[inline]
fn dict_header<C, K: Decode<C>, V: Decode<C>>(r: &mut Reader<'_>) -> Result<usize, DecodeError> {
    r.dict(K::MIN_LEN.saturating_add(V::MIN_LEN))
}

impl Reader<'_> {
    /// Reads the head of a dict: the count of its entries, each of which takes at least `min_len`
    /// bytes. Keys and values follow in turn.
    #[inline]
    pub fn dict(&mut self, min_len: usize) -> Result<usize, DecodeError> {
        if let Some((&[tag::MAP, b0, b1, b2, b3], rest)) = self.rest.split_first_chunk() {
            self.rest = rest;
            return self.fitting([b0, b1, b2, b3], min_len);
        }
        match self.rest {
            [tag::MAP, ..] => Err(self.truncated()),
            _ => Err(self.expected("Dict")),
        }
    }
}

/// Reads entries, each of which `insert` has to take.
#[inline]
fn entries<C, K: Decode<C>, V: Decode<C>>(
    r: &mut Reader<'_>,
    indices: std::ops::Range<usize>,
    mut insert: impl FnMut(K, V) -> bool,
) -> Result<(), DecodeError> {
    for index in indices {
        let start = r.rest;
        let key = K::decode(r).map_err(|e| place(e, index, 0))?;
        let value = V::decode(r).map_err(|e| place(e, index, 1))?;
        if !insert(key, value) {
            return Err(r.twice(start, index));
        }
    }
    Ok(())
}

/// The error of the key (0) or the value (1) of an entry.
#[cold]
fn place(error: DecodeError, index: usize, part: usize) -> DecodeError {
    error
        .within(Segment::Index(part))
        .within(Segment::Index(index))
}
