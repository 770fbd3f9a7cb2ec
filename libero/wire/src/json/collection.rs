//! Queues, sets and dicts.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::mem;

use super::reader::Reader;
use super::writer::Writer;
use super::{Decode, Encode, Key};
use crate::error::{DecodeError, DecodeErrorKind as Kind, EncodeError, Segment};

impl<C, T: Encode<C>> Encode<C> for VecDeque<T> {
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.list::<C, T>(self)
    }
}

impl<C, T: Decode<C>> Decode<C> for VecDeque<T> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        r.list::<C, T>().map(Into::into)
    }
}

impl<C, T: Encode<C>, S> Encode<C> for HashSet<T, S> {
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.set::<C, T>(self)
    }
}

impl<C, T: Encode<C>> Encode<C> for BTreeSet<T> {
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.set::<C, T>(self)
    }
}

impl<C, T: Decode<C> + Eq + Hash, S: BuildHasher + Default> Decode<C> for HashSet<T, S> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut set = Self::default();
        decode_set(r, |item| set.insert(item))?;
        Ok(set)
    }
}

impl<C, T: Decode<C> + Ord> Decode<C> for BTreeSet<T> {
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
    r.each(|r| {
        let at = r.offset();
        if insert(T::decode(r)?) {
            return Ok(());
        }
        Err(r.error_at(Kind::Duplicate, at, "the item is there twice"))
    })
}

impl<C, K: Key<C> + Encode<C>, V: Encode<C>, S> Encode<C> for HashMap<K, V, S> {
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        encode_dict::<C, K, V>(crate::key::in_order(self.iter()), w)
    }
}

impl<C, K: Key<C> + Encode<C>, V: Encode<C>> Encode<C> for BTreeMap<K, V> {
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        if K::ASCENDING {
            encode_dict::<C, K, V>(self, w)
        } else {
            encode_dict::<C, K, V>(crate::key::in_order(self.iter()), w)
        }
    }
}

/// The brackets and the sign between key and value: of an object, or of an array of pairs.
const fn notation(text_keys: bool) -> [&'static str; 5] {
    if text_keys {
        ["{", "", ":", "", "}"]
    } else {
        ["[", "[", ",", "]", "]"]
    }
}

/// Writes entries that come in the order of their keys.
fn encode_dict<'a, C, K: Key<C> + Encode<C> + 'a, V: Encode<C> + 'a>(
    entries: impl IntoIterator<Item = (&'a K, &'a V)>,
    w: &mut Writer,
) -> Result<(), EncodeError> {
    let [open, before, between, behind, close] = notation(K::TEXT);
    w.nested(1, |w| {
        w.raw(open);
        for (index, (key, value)) in entries.into_iter().enumerate() {
            if index > 0 {
                w.raw(",");
            }
            let place =
                |e: EncodeError, part| e.within(Segment::Index(part)).within(Segment::Index(index));
            w.nested(u32::from(!K::TEXT), |w| {
                w.raw(before);
                key.encode(w).map_err(|e| place(e, 0))?;
                w.raw(between);
                value.encode(w).map_err(|e| place(e, 1))?;
                w.raw(behind);
                Ok(())
            })?;
        }
        w.raw(close);
        Ok(())
    })
}

impl<C, K, V, S> Decode<C> for HashMap<K, V, S>
where
    K: Key<C> + Decode<C> + Eq + Hash,
    V: Decode<C>,
    S: BuildHasher + Default,
{
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut dict = Self::default();
        decode_dict(r, |key, value| dict.insert(key, value).is_none())?;
        Ok(dict)
    }
}

impl<C, K: Key<C> + Decode<C> + Ord, V: Decode<C>> Decode<C> for BTreeMap<K, V> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut dict = Sorted::default();
        decode_dict(r, |key, value| dict.insert(key, value))?;
        Ok(dict.into_map())
    }
}

/// Entries of a map to be. Those of the canonical form come in ascending order: beyond the few that
/// one node of the map takes, they are kept aside, to make the map at once, with its nodes full.
struct Sorted<K, V> {
    map: BTreeMap<K, V>,
    /// Ascending. Where there are any, the map is empty.
    ascending: Vec<(K, V)>,
}

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self {
            map: BTreeMap::new(),
            ascending: Vec::new(),
        }
    }
}

impl<K: Ord, V> Sorted<K, V> {
    const NODE: usize = 11;

    /// Whether the key was not there yet.
    #[inline]
    fn insert(&mut self, key: K, value: V) -> bool {
        if self.map.len() == Self::NODE || !self.ascending.is_empty() {
            return self.insert_more(key, value);
        }
        self.map.insert(key, value).is_none()
    }

    fn insert_more(&mut self, key: K, value: V) -> bool {
        let last = self.ascending.last().map(|(key, _)| key);
        let last = last.or_else(|| self.map.last_key_value().map(|(key, _)| key));
        if self.map.len() <= Self::NODE && last.is_some_and(|last| *last < key) {
            if self.ascending.is_empty() {
                self.ascending.reserve(4 * Self::NODE);
                self.ascending.extend(mem::take(&mut self.map));
            }
            self.ascending.push((key, value));
            return true;
        }
        if !self.ascending.is_empty() {
            self.map = mem::take(&mut self.ascending).into_iter().collect();
        }
        self.map.insert(key, value).is_none()
    }

    fn into_map(self) -> BTreeMap<K, V> {
        if self.ascending.is_empty() {
            return self.map;
        }
        self.ascending.into_iter().collect()
    }
}

fn decode_dict<C, K: Key<C> + Decode<C>, V: Decode<C>>(
    r: &mut Reader<'_>,
    insert: impl FnMut(K, V) -> bool,
) -> Result<(), DecodeError> {
    if K::TEXT {
        decode_object(r, insert)
    } else {
        decode_pairs(r, insert)
    }
}

fn decode_object<C, K: Decode<C>, V: Decode<C>>(
    r: &mut Reader<'_>,
    mut insert: impl FnMut(K, V) -> bool,
) -> Result<(), DecodeError> {
    r.open(b'{', "Dict")?;
    let mut count = 0;
    while r.entry()? {
        r.check_count(count)?;
        count += 1;
        let start = r.pos;
        let key = match K::decode(r) {
            Ok(key) => key,
            Err(error) => return Err(in_entry(r, start, error)),
        };
        r.colon()?;
        let value = match V::decode(r) {
            Ok(value) => value,
            Err(error) => return Err(in_entry(r, start, error)),
        };
        if !insert(key, value) {
            let twice = r.error_at(Kind::Duplicate, start, "the key is there twice");
            return Err(in_entry(r, start, twice));
        }
    }
    Ok(())
}

/// The error seen from the dict, whose key begins at `start`.
#[cold]
fn in_entry(r: &Reader<'_>, start: usize, error: DecodeError) -> DecodeError {
    let mut again = r.clone();
    again.pos = start;
    let key = again.str().unwrap_or_default();
    error.within(Segment::Key(key.chars().take(100).collect()))
}

fn decode_pairs<C, K: Decode<C>, V: Decode<C>>(
    r: &mut Reader<'_>,
    mut insert: impl FnMut(K, V) -> bool,
) -> Result<(), DecodeError> {
    r.peek()?;
    r.each(|r| {
        r.open(b'[', "a pair of key and value")?;
        let at = r.offset();
        let key = pair_part::<C, K>(r, 0)?;
        let value = pair_part::<C, V>(r, 1)?;
        if r.item()? {
            return Err(r.error(Kind::Length, "expected a pair of key and value, got more"));
        }
        if insert(key, value) {
            return Ok(());
        }
        Err(r
            .error_at(Kind::Duplicate, at, "the key is there twice")
            .within(Segment::Index(0)))
    })
}

fn pair_part<C, T: Decode<C>>(r: &mut Reader<'_>, part: usize) -> Result<T, DecodeError> {
    if !r.item()? {
        return Err(r.error(Kind::Length, "expected a pair of key and value, got less"));
    }
    T::decode(r).map_err(|e| e.within(Segment::Index(part)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::from_slice;

    #[test]
    fn a_sorted_dict_is_that_of_the_library_in_any_order_and_of_any_size() {
        type Map = BTreeMap<u32, u32>;
        let turn = |key: u32, count: u32, at: u32| if key == at { count } else { key };
        for count in [0, 1, 10, 11, 12, 13, 40, 60] {
            for at in 0..=count {
                // ascending but for one, and then one of them again
                let keys: Vec<_> = (0..count).map(|key| turn(key, count, at)).collect();
                let pairs = keys.iter().map(|key| format!("[{key},{}]", key + 1));
                let text = pairs.collect::<Vec<_>>().join(",");
                let expected: Map = keys.iter().map(|key| (*key, key + 1)).collect();
                let read = from_slice::<(), Map>(format!("[{text}]").as_bytes());
                assert_eq!(read.expect("a dict"), expected);
                let Some(again) = keys.get(at as usize) else {
                    continue;
                };
                let twice = format!("[{text},[{again},0]]");
                let error = from_slice::<(), Map>(twice.as_bytes()).expect_err("twice");
                assert_eq!(error.kind(), Kind::Duplicate, "{twice}");
            }
        }
    }
}
