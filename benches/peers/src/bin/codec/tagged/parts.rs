//! What typed JSON writes otherwise than serde would: bytes, and dicts by other keys than text.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::of::Of;

/// `{}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Empty {}

/// `{"encoding":"base64url","data":"…"}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Bytes {
    encoding: Encoding,
    data: Base64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Encoding {
    #[serde(rename = "base64url")]
    Base64Url,
}

#[derive(Clone, Debug, PartialEq)]
struct Base64(Vec<u8>);

impl Of<Vec<u8>> for Bytes {
    fn of(source: &Vec<u8>) -> Self {
        Self {
            encoding: Encoding::Base64Url,
            data: Base64(source.clone()),
        }
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&URL_SAFE.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        let bytes = URL_SAFE.decode(text).map_err(D::Error::custom)?;
        Ok(Self(bytes))
    }
}

/// `[[key,value],…]`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pairs<K, V>(BTreeMap<K, V>);

impl<K: Clone + Ord, V: Clone> Of<BTreeMap<K, V>> for Pairs<K, V> {
    fn of(source: &BTreeMap<K, V>) -> Self {
        Self(source.clone())
    }
}

impl<K: Serialize, V: Serialize> Serialize for Pairs<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Deserialize<'de> for Pairs<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List<K, V>(PhantomData<(K, V)>);

        impl<'de, K, V> Visitor<'de> for List<K, V>
        where
            K: Deserialize<'de> + Ord,
            V: Deserialize<'de>,
        {
            type Value = Pairs<K, V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of pairs")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut pairs = BTreeMap::new();
                while let Some((key, value)) = list.next_element()? {
                    pairs.insert(key, value);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_seq(List(PhantomData))
    }
}
