//! Text to JSON, where a key that is there twice is a mistake.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

use super::error::{Error, Step};

/// Why a text is no JSON that can be read.
#[derive(Debug)]
pub enum ParseError {
    /// It is no JSON.
    Syntax(serde_json::Error),
    /// A key is there twice, which one of the two was meant cannot be known.
    Repeated(Error),
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => write!(formatter, "no JSON: {error}"),
            Self::Repeated(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for ParseError {}

/// Reads a text. A key that an object has twice is refused, with its path.
pub fn parse(text: &str) -> Result<Json, ParseError> {
    let json = serde_json::from_str(text).map_err(ParseError::Syntax)?;
    let repeated = RefCell::new(None);
    let mut text = serde_json::Deserializer::from_str(text);
    // It has been read before: it only fails where a key is there twice.
    let _ = Unique(&repeated).deserialize(&mut text);
    match repeated.into_inner() {
        Some(error) => Err(ParseError::Repeated(error)),
        None => Ok(json),
    }
}

/// Looks through a value, and keeps which key is there twice.
#[derive(Clone, Copy)]
struct Unique<'r>(&'r RefCell<Option<Error>>);

impl Unique<'_> {
    /// Tells on the way out where that key is.
    fn within<T, E>(self, read: Result<T, E>, step: impl FnOnce() -> Step) -> Result<T, E> {
        if read.is_err() {
            let error = self.0.take();
            self.0.replace(error.map(|error| error.within(step())));
        }
        read
    }
}

impl<'de> DeserializeSeed<'de> for Unique<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Unique<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = std::collections::HashSet::new();
        while let Some(key) = map.next_key::<String>()? {
            let step = || Step::Field(key.clone());
            if seen.contains(&key) {
                let error = Error::new("the key is there twice");
                self.0.replace(Some(error.within(step())));
                return Err(A::Error::custom("repeated"));
            }
            self.within(map.next_value_seed(self), step)?;
            seen.insert(key);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        for index in 0.. {
            let item = items.next_element_seed(self);
            if self.within(item, || Step::Index(index))?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_key_that_is_there_twice_is_named_with_its_path() {
        let cases = [
            (r#"{"id":1,"id":2}"#, "id: the key is there twice"),
            (r#"{"id":1,"\u0069d":1}"#, "id: the key is there twice"),
            (
                r#"{"a":[1,{"b":{"c":null,"d":{},"c":1.5}}],"z":true}"#,
                "a[1].b.c: the key is there twice",
            ),
            (
                "{id: 1}",
                "no JSON: key must be a string at line 1 column 2",
            ),
            ("", "no JSON: EOF while parsing a value at line 1 column 0"),
        ];
        for (text, expected) in cases {
            let error = parse(text).expect_err(text);
            assert_eq!(error.to_string(), expected, "{text}");
        }
    }

    #[test]
    fn the_same_key_of_several_objects_is_no_mistake() {
        for text in [
            r#"[{"a":{"a":1}},{"a":-1e40}]"#,
            "[true,null,1.5,\"x\",18446744073709551615,-3,[]]",
        ] {
            let json = parse(text).expect("JSON");
            let same: serde_json::Value = serde_json::from_str(text).expect("JSON");
            assert_eq!(json, same);
        }
    }
}
