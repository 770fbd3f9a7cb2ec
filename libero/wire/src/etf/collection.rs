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

fn encode_entries<'a, C, K: Encode<C> + 'a, V: Encode<C> + 'a>(
    len: usize,
    entries: impl Iterator<Item = (&'a K, &'a V)>,
    w: &mut Writer,
) -> Result<(), EncodeError> {
    w.map_header(len)?;
    for (index, (key, value)) in entries.enumerate() {
        let place =
            |e: EncodeError, part| e.within(Segment::Index(part)).within(Segment::Index(index));
        key.encode(w).map_err(|e| place(e, 0))?;
        value.encode(w).map_err(|e| place(e, 1))?;
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
        let mut dict = Self::default();
        decode_dict(r, |key, value| dict.insert(key, value).is_none())?;
        Ok(dict)
    }
}

impl<C, K: Key<C> + Decode<C> + Ord, V: Decode<C>> Decode<C> for BTreeMap<K, V> {
    const MIN_LEN: usize = 5;

    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut dict = Self::default();
        decode_dict(r, |key, value| dict.insert(key, value).is_none())?;
        Ok(dict)
    }
}

fn decode_dict<C, K: Decode<C>, V: Decode<C>>(
    r: &mut Reader<'_>,
    mut insert: impl FnMut(K, V) -> bool,
) -> Result<(), DecodeError> {
    let [tag::MAP, rest @ ..] = r.rest else {
        return Err(r.expected("Dict"));
    };
    r.rest = rest;
    let count = r.count(K::MIN_LEN.saturating_add(V::MIN_LEN))?;
    for index in 0..count {
        let place =
            |e: DecodeError, part| e.within(Segment::Index(part)).within(Segment::Index(index));
        let at = r.rest;
        let key = K::decode(r).map_err(|e| place(e, 0))?;
        let value = V::decode(r).map_err(|e| place(e, 1))?;
        if !insert(key, value) {
            let error = r.error_at(Kind::Duplicate, at, "the key is there twice");
            return Err(place(error, 0));
        }
    }
    Ok(())
}
