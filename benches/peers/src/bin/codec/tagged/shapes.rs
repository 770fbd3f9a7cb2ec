//! Options and results. The form of `fields` depends on `variant`, which no derive of serde can say
//! without keeping a copy of the input; so these are written by hand, which is faster.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::parts::Empty;
use crate::of::Of;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Maybe<T>(Option<T>);

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome<T, E>(Result<T, E>);

impl<S, T: Of<S>> Of<Option<S>> for Maybe<T> {
    fn of(source: &Option<S>) -> Self {
        Self(Of::of(source))
    }
}

impl<T: Clone, E: Clone> Of<Result<T, E>> for Outcome<T, E> {
    fn of(source: &Result<T, E>) -> Self {
        Self(source.clone())
    }
}

#[derive(Serialize, Deserialize)]
enum OptionName {
    #[serde(rename = "gleam/option.Option")]
    It,
}

#[derive(Serialize, Deserialize)]
enum OptionVariant {
    Some,
    None,
}

#[derive(Serialize, Deserialize)]
enum ResultName {
    #[serde(rename = "gleam/result.Result")]
    It,
}

#[derive(Serialize, Deserialize)]
enum ResultVariant {
    Ok,
    Error,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Key {
    Type,
    Variant,
    Fields,
}

fn write<S: Serializer>(
    serializer: S,
    name: impl Serialize,
    variant: impl Serialize,
    fields: impl Serialize,
) -> Result<S::Ok, S::Error> {
    let mut tagged = serializer.serialize_struct("Tagged", 3)?;
    tagged.serialize_field("type", &name)?;
    tagged.serialize_field("variant", &variant)?;
    tagged.serialize_field("fields", &fields)?;
    tagged.end()
}

impl<T: Serialize> Serialize for Maybe<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use OptionVariant::{None, Some};
        match &self.0 {
            Option::Some(value) => write(serializer, OptionName::It, Some, (value,)),
            Option::None => write(serializer, OptionName::It, None, Empty {}),
        }
    }
}

impl<T: Serialize, E: Serialize> Serialize for Outcome<T, E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Ok(value) => write(serializer, ResultName::It, ResultVariant::Ok, (value,)),
            Err(error) => write(serializer, ResultName::It, ResultVariant::Error, (error,)),
        }
    }
}

/// Reads a constructor whose fields depend on its variant, in the order in which it is written.
trait Shape<'de>: Sized {
    type Name: Deserialize<'de>;
    type Variant: Deserialize<'de>;

    fn fields<A: MapAccess<'de>>(variant: Self::Variant, map: &mut A) -> Result<Self, A::Error>;
}

struct Read<S>(PhantomData<S>);

impl<'de, S: Shape<'de>> Visitor<'de> for Read<S> {
    type Value = S;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a constructor")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<S, A::Error> {
        let mut variant = None;
        let mut value = None;
        while let Some(key) = map.next_key()? {
            match key {
                Key::Type => {
                    map.next_value::<S::Name>()?;
                }
                Key::Variant => variant = Some(map.next_value()?),
                Key::Fields => {
                    let variant = variant.take();
                    let variant = variant.ok_or_else(|| A::Error::missing_field("variant"))?;
                    value = Some(S::fields(variant, &mut map)?);
                }
            }
        }
        value.ok_or_else(|| A::Error::missing_field("fields"))
    }
}

impl<'de, T: Deserialize<'de>> Shape<'de> for Maybe<T> {
    type Name = OptionName;
    type Variant = OptionVariant;

    fn fields<A: MapAccess<'de>>(variant: OptionVariant, map: &mut A) -> Result<Self, A::Error> {
        Ok(Self(match variant {
            OptionVariant::Some => Some(map.next_value::<(T,)>()?.0),
            OptionVariant::None => {
                map.next_value::<IgnoredAny>()?;
                None
            }
        }))
    }
}

impl<'de, T: Deserialize<'de>, E: Deserialize<'de>> Shape<'de> for Outcome<T, E> {
    type Name = ResultName;
    type Variant = ResultVariant;

    fn fields<A: MapAccess<'de>>(variant: ResultVariant, map: &mut A) -> Result<Self, A::Error> {
        Ok(Self(match variant {
            ResultVariant::Ok => Ok(map.next_value::<(T,)>()?.0),
            ResultVariant::Error => Err(map.next_value::<(E,)>()?.0),
        }))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Read(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>, E: Deserialize<'de>> Deserialize<'de> for Outcome<T, E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Read(PhantomData))
    }
}
