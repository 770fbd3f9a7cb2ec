//! Atoms, tuples and constructors.

use super::reader::Reader;
use super::tag;
use crate::error::{DecodeError, DecodeErrorKind as Kind};

impl<'a> Reader<'a> {
    /// Reads the head of a struct: its wire hash and `fields` fields. `name` is `module/path.Type`,
    /// for errors. The fields follow, each read by [`decode_field`](super::decode_field).
    #[inline]
    pub fn record(
        &mut self,
        hash: &[u8; 10],
        fields: usize,
        name: &str,
    ) -> Result<(), DecodeError> {
        let at = self.pos;
        let (found, count) = self.variant(name)?;
        if found != hash {
            return Err(self.unknown(name, found, at));
        }
        if count != fields {
            return Err(self.error(
                Kind::Length,
                at,
                format!("expected {name} with {fields} fields, got {count}"),
            ));
        }
        Ok(())
    }

    /// Reads the head of an enum's value: the wire hash of the variant and the count of its fields.
    /// Generated code matches on both: `(b"0123456789", 2) => …`. The fields follow.
    #[inline]
    pub fn variant(&mut self, name: &str) -> Result<(&'a [u8; 10], usize), DecodeError> {
        let at = self.pos;
        let fields = match self.tuple_arity()? {
            None => 0,
            Some(arity @ 2..) => arity - 1,
            Some(_) => return Err(self.expected_at(name, at)),
        };
        let Ok(Some(atom)) = self.any_atom() else {
            return Err(self.expected_at(name, at));
        };
        match atom.as_array::<10>() {
            Some(hash) => Ok((hash, fields)),
            None => Err(self.expected_at(name, at)),
        }
    }

    /// The error for a head that no arm of the match took. The reader stands behind the head.
    #[cold]
    pub fn unknown_variant(&self, name: &str, (hash, fields): (&[u8; 10], usize)) -> DecodeError {
        let hash = String::from_utf8_lossy(hash);
        self.error(
            Kind::UnknownConstructor,
            self.pos.saturating_sub(10),
            format!("expected {name}, got the constructor {hash} with {fields} fields"),
        )
    }

    /// The error for a variant with `#[serde(skip_deserializing)]`.
    #[cold]
    pub fn skipped_variant(&self, name: &str) -> DecodeError {
        self.error(
            Kind::UnknownConstructor,
            self.pos.saturating_sub(10),
            format!("{name} is not accepted"),
        )
    }

    #[cold]
    fn unknown(&self, name: &str, hash: &[u8], at: usize) -> DecodeError {
        let hash = String::from_utf8_lossy(hash);
        self.error(
            Kind::UnknownConstructor,
            at,
            format!("expected {name}, got the constructor {hash}"),
        )
    }

    /// The arity of a tuple, where there is one; else nothing is consumed.
    #[inline]
    pub(crate) fn tuple_arity(&mut self) -> Result<Option<usize>, DecodeError> {
        match self.input.get(self.pos) {
            Some(&tag::SMALL_TUPLE) => {
                let [_, arity] = self.array()?;
                Ok(Some(usize::from(arity)))
            }
            Some(&tag::LARGE_TUPLE) => {
                self.pos += 1;
                self.count(1).map(Some)
            }
            Some(_) => Ok(None),
            None => Err(self.truncated()),
        }
    }

    /// Reads the head of a tuple of `arity` elements.
    pub(crate) fn tuple(&mut self, arity: usize) -> Result<(), DecodeError> {
        let at = self.pos;
        match self.tuple_arity()? {
            Some(found) if found == arity => Ok(()),
            Some(found) => Err(self.error(
                Kind::Length,
                at,
                format!("expected a Tuple of {arity}, got one of {found}"),
            )),
            None => Err(self.expected_at("Tuple", at)),
        }
    }

    /// The text of an atom, where there is one; else nothing is consumed.
    #[inline]
    pub(crate) fn any_atom(&mut self) -> Result<Option<&'a [u8]>, DecodeError> {
        let len = match self.input.get(self.pos) {
            Some(&(tag::SMALL_ATOM_UTF8 | tag::SMALL_ATOM)) => {
                let [_, len] = self.array()?;
                usize::from(len)
            }
            Some(&(tag::ATOM | tag::ATOM_UTF8)) => {
                let [_, high, low] = self.array()?;
                usize::from(u16::from_be_bytes([high, low]))
            }
            Some(_) => return Ok(None),
            None => return Err(self.truncated()),
        };
        self.take(len).map(Some)
    }

    /// Reads an atom; `expected` is for errors.
    #[inline]
    pub(crate) fn atom(&mut self, expected: &str) -> Result<&'a [u8], DecodeError> {
        let at = self.pos;
        match self.any_atom()? {
            Some(atom) => Ok(atom),
            None => Err(self.expected_at(expected, at)),
        }
    }
}
