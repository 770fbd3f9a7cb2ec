//! Atoms, tuples and constructors.

use super::reader::Reader;
use super::tag;
use crate::error::{DecodeError, DecodeErrorKind as Kind};

/// The head of an enum's value: the wire hash of its variant and the count of its fields, in the
/// form that a `match` compares soonest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    first: u64,
    /// The last two bytes of the hash, and above them the count.
    rest: u64,
}

impl Head {
    /// That of a variant, for the pattern of a `match`.
    #[inline]
    pub const fn new(hash: &[u8; 10], fields: u32) -> Self {
        let [first @ .., _, _] = hash;
        let [_, _, _, _, _, _, _, _, last @ ..] = hash;
        Self {
            first: u64::from_ne_bytes(*first),
            rest: u16::from_ne_bytes(*last) as u64 | (fields as u64) << 16,
        }
    }

    fn hash(self) -> [u8; 10] {
        let mut hash = [0; 10];
        hash[..8].copy_from_slice(&self.first.to_ne_bytes());
        #[allow(clippy::cast_possible_truncation)] // below the count
        let last = self.rest as u16;
        hash[8..].copy_from_slice(&last.to_ne_bytes());
        hash
    }

    fn fields(self) -> u64 {
        self.rest >> 16
    }
}

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
        let mut atom = [tag::SMALL_ATOM_UTF8; 12];
        atom[1] = 10;
        atom[2..].copy_from_slice(hash);
        let usual = if fields == 0 {
            self.skip(&atom)
        } else {
            // More fields than 254 make a large tuple.
            u8::try_from(fields + 1).is_ok_and(|arity| {
                let mut tuple = [tag::SMALL_TUPLE; 14];
                tuple[1] = arity;
                tuple[2..].copy_from_slice(&atom);
                self.skip(&tuple)
            })
        };
        if usual {
            return Ok(());
        }
        self.unusual_record(hash, fields, name)
    }

    #[cold]
    #[inline(never)]
    fn unusual_record(
        &mut self,
        hash: &[u8; 10],
        fields: usize,
        name: &str,
    ) -> Result<(), DecodeError> {
        let start = self.rest;
        let (found, count) = self.variant(name)?;
        if found != hash {
            let hash = String::from_utf8_lossy(found);
            return Err(self.error_at(
                Kind::UnknownConstructor,
                start,
                format!("expected {name}, got the constructor {hash}"),
            ));
        }
        if count != fields {
            return Err(self.error_at(
                Kind::Length,
                start,
                format!("expected {name} with {fields} fields, got {count}"),
            ));
        }
        Ok(())
    }

    /// Reads the head of an enum's value. The fields follow.
    #[inline]
    pub fn head(&mut self, name: &str) -> Result<Head, DecodeError> {
        if let Some((
            &[
                tag::SMALL_TUPLE,
                arity @ 2..=255,
                tag::SMALL_ATOM_UTF8,
                10,
                ref hash @ ..,
            ],
            rest,
        )) = self.rest.split_first_chunk::<14>()
        {
            self.rest = rest;
            return Ok(Head::new(hash, u32::from(arity) - 1));
        }
        if let Some((&[tag::SMALL_ATOM_UTF8, 10, ref hash @ ..], rest)) =
            self.rest.split_first_chunk::<12>()
        {
            self.rest = rest;
            return Ok(Head::new(hash, 0));
        }
        self.unusual_head(name)
    }

    #[cold]
    #[inline(never)]
    fn unusual_head(&mut self, name: &str) -> Result<Head, DecodeError> {
        let (hash, fields) = self.variant(name)?;
        // A count is of 32 bits on the wire.
        Ok(Head::new(hash, u32::try_from(fields).unwrap_or(u32::MAX)))
    }

    /// Reads the head of a constructor in any form: its hash and the count of its fields.
    pub(crate) fn variant(&mut self, name: &str) -> Result<(&'a [u8; 10], usize), DecodeError> {
        let start = self.rest;
        let fields = match self.tuple_arity()? {
            None => 0,
            Some(arity @ 2..) => arity - 1,
            Some(_) => return Err(self.expected_at(name, start)),
        };
        let Ok(Some(atom)) = self.any_atom() else {
            return Err(self.expected_at(name, start));
        };
        match atom.as_array::<10>() {
            Some(hash) => Ok((hash, fields)),
            None => Err(self.expected_at(name, start)),
        }
    }

    /// The error for a head that no arm of the match took. The reader stands behind the head.
    #[cold]
    pub fn unknown_variant(&self, name: &str, head: Head) -> DecodeError {
        let hash = head.hash();
        let hash = String::from_utf8_lossy(&hash);
        let fields = head.fields();
        self.error(
            Kind::UnknownConstructor,
            self.offset().saturating_sub(10),
            format!("expected {name}, got the constructor {hash} with {fields} fields"),
        )
    }

    /// The error for a variant with `#[serde(skip_deserializing)]`.
    #[cold]
    pub fn skipped_variant(&self, name: &str) -> DecodeError {
        self.error(
            Kind::UnknownConstructor,
            self.offset().saturating_sub(10),
            format!("{name} is not accepted"),
        )
    }

    /// The arity of a tuple, where there is one; else nothing is consumed.
    pub(crate) fn tuple_arity(&mut self) -> Result<Option<usize>, DecodeError> {
        match self.rest {
            [tag::SMALL_TUPLE, ..] => {
                let [_, arity] = self.array()?;
                Ok(Some(usize::from(arity)))
            }
            [tag::LARGE_TUPLE, rest @ ..] => {
                self.rest = rest;
                self.count(1).map(Some)
            }
            [_, ..] => Ok(None),
            [] => Err(self.truncated()),
        }
    }

    /// Reads the head of a tuple of `arity` elements.
    #[inline]
    pub fn tuple(&mut self, arity: u8) -> Result<(), DecodeError> {
        if self.skip(&[tag::SMALL_TUPLE, arity]) {
            return Ok(());
        }
        self.unusual_tuple(usize::from(arity))
    }

    #[cold]
    #[inline(never)]
    fn unusual_tuple(&mut self, arity: usize) -> Result<(), DecodeError> {
        let start = self.rest;
        match self.tuple_arity()? {
            Some(found) if found == arity => Ok(()),
            Some(found) => Err(self.error_at(
                Kind::Length,
                start,
                format!("expected a Tuple of {arity}, got one of {found}"),
            )),
            None => Err(self.expected_at("Tuple", start)),
        }
    }

    /// The text of an atom, where there is one; else nothing is consumed.
    pub(crate) fn any_atom(&mut self) -> Result<Option<&'a [u8]>, DecodeError> {
        let len = match self.rest {
            [tag::SMALL_ATOM_UTF8 | tag::SMALL_ATOM, ..] => {
                let [_, len] = self.array()?;
                usize::from(len)
            }
            [tag::ATOM | tag::ATOM_UTF8, ..] => {
                let [_, high, low] = self.array()?;
                usize::from(u16::from_be_bytes([high, low]))
            }
            [_, ..] => return Ok(None),
            [] => return Err(self.truncated()),
        };
        self.take(len).map(Some)
    }

    /// Reads an atom; `expected` is for errors.
    pub(crate) fn atom(&mut self, expected: &str) -> Result<&'a [u8], DecodeError> {
        let start = self.rest;
        match self.any_atom()? {
            Some(atom) => Ok(atom),
            None => Err(self.expected_at(expected, start)),
        }
    }
}
