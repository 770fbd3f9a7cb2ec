//! The fields of constructors.
//!
//! Labelled ones are read in the order of the canonical form for as long as they come so, then by their
//! labels. Each waits in a slot until all were read.

// Functions whose constant texts are to be compared as constants are always part of their caller.
#![allow(clippy::inline_always)]

use std::borrow::Cow;

use super::constructor::Constructor;
use super::reader::{LONGEST_CONSTANT, Reader};
use super::writer::Writer;
use super::{Decode, Encode};
use crate::error::{DecodeError, DecodeErrorKind as Kind, EncodeError, Segment};

impl Writer {
    /// Writes the first field of a constructor, and before it `text`, which opens two brackets. `step`
    /// is its label, or 0. Behind the last field comes [`close`](Self::close).
    #[inline]
    pub fn first<C, T: ?Sized + Encode<C>>(
        &mut self,
        text: &str,
        step: impl Into<Segment> + Copy,
        value: &T,
    ) -> Result<(), EncodeError> {
        self.open(text, step)?;
        value.encode(self).map_err(|e| e.within(step))
    }

    /// Writes one more field, and before it `text`. `step` is its label, or its index.
    #[inline]
    pub fn next<C, T: ?Sized + Encode<C>>(
        &mut self,
        text: &str,
        step: impl Into<Segment>,
        value: &T,
    ) -> Result<(), EncodeError> {
        self.raw(text);
        value.encode(self).map_err(|e| e.within(step))
    }
}

impl<'a> Reader<'a> {
    /// Reads up to the labelled fields of a struct; `text` is its canonical form up to the first value.
    /// True where it is that, so that [`first`](Self::first) comes next; else [`label`](Self::label)
    /// does.
    #[inline(always)]
    pub fn struct_fields(
        &mut self,
        text: &str,
        name: &str,
        variant: &str,
    ) -> Result<(Constructor<'a>, bool), DecodeError> {
        if self.canonical(text, 2) {
            return Ok((Constructor::canonical(), true));
        }
        self.any_struct_fields(name, variant)
    }

    #[cold]
    fn any_struct_fields(
        &mut self,
        name: &str,
        variant: &str,
    ) -> Result<(Constructor<'a>, bool), DecodeError> {
        let head = self.structure(name, variant)?;
        self.open_fields()?;
        Ok((head, false))
    }

    /// The same for the fields of a variant: `text` is the canonical form between its name and the
    /// first value.
    #[inline(always)]
    pub fn fields(&mut self, text: &str) -> Result<bool, DecodeError> {
        let begins = self.canonical(text, 1);
        if !begins {
            self.open_fields()?;
        }
        Ok(begins)
    }

    /// Opens labelled fields in any form; [`label`](Self::label) then gives each label.
    #[cold]
    pub fn open_fields(&mut self) -> Result<(), DecodeError> {
        self.open_part(b'{', "Object")
    }

    /// Reads the first field into its slot. True, as all fields that were read are in order.
    #[inline]
    pub fn first<C, T: Decode<C>>(
        &mut self,
        label: &'static str,
        slot: &mut Option<T>,
    ) -> Result<bool, DecodeError> {
        *slot = Some(self.labelled::<C, T>(label)?);
        Ok(true)
    }

    /// Reads one more field into its slot, if `text`, which leads up to it in the canonical form, stands
    /// next.
    #[inline(always)]
    pub fn next<C, T: Decode<C>>(
        &mut self,
        text: &str,
        label: &'static str,
        slot: &mut Option<T>,
    ) -> Result<bool, DecodeError> {
        let follows = text.len() <= LONGEST_CONSTANT && self.word(text);
        if follows {
            *slot = Some(self.labelled::<C, T>(label)?);
        }
        Ok(follows)
    }

    /// Consumes the end of labelled fields in their canonical form.
    #[inline(always)]
    pub fn ends(&mut self) -> bool {
        let ends = self.word("}");
        if ends {
            self.closed();
        }
        ends
    }

    #[inline(always)]
    fn labelled<C, T: Decode<C>>(&mut self, label: &'static str) -> Result<T, DecodeError> {
        match T::decode(self) {
            Ok(value) => Ok(value),
            Err(error) => Err(error.within(label)),
        }
    }

    /// Goes to the value of the next labelled field: none at the end of the fields.
    #[cold]
    pub fn label(&mut self) -> Result<Option<Cow<'a, str>>, DecodeError> {
        self.key().map_err(|e| e.within(Segment::Member("fields")))
    }

    /// Reads a field behind its label, in any order. One that is there already is an error.
    #[cold]
    pub fn other<C, T: Decode<C>>(
        &mut self,
        label: &'static str,
        is_there: bool,
    ) -> Result<T, DecodeError> {
        if is_there {
            return Err(self
                .error(Kind::Duplicate, "the field is there twice")
                .within(label));
        }
        self.labelled::<C, T>(label)
    }

    /// The error for a label that no arm of the match took.
    #[cold]
    pub fn unknown_field(&self, label: &str) -> DecodeError {
        let label = label.chars().take(100).collect::<String>();
        self.error(Kind::UnknownField, "the field is unknown")
            .within(Segment::Field(label.into()))
    }

    /// The value of a slot, which must be full. (A field with a default: `slot.unwrap_or_else(…)`.)
    #[inline]
    pub fn required<T>(&self, slot: Option<T>, label: &'static str) -> Result<T, DecodeError> {
        match slot {
            Some(value) => Ok(value),
            None => Err(self.missing(label)),
        }
    }

    /// Reads the unlabelled field at `index`.
    #[inline]
    pub fn item_at<C, T: Decode<C>>(&mut self, index: usize) -> Result<T, DecodeError> {
        if !self.item()? {
            return Err(self.missing(index));
        }
        match T::decode(self) {
            Ok(value) => Ok(value),
            Err(error) => Err(error.within(index)),
        }
    }

    #[cold]
    fn missing(&self, step: impl Into<Segment>) -> DecodeError {
        self.error(Kind::MissingField, "the field is missing")
            .within(step)
    }
}
