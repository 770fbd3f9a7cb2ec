//! The writer of JSON.

use super::Encode;
use crate::error::{EncodeError, Segment};
use crate::limits::Limits;
use crate::stack::Stack;

/// Appends JSON to a buffer.
#[derive(Debug)]
pub struct Writer {
    pub(super) buf: Vec<u8>,
    depth: u32,
    max_depth: u32,
    stack: Stack,
}

impl Writer {
    /// An empty writer.
    pub fn new(limits: &Limits) -> Self {
        Self {
            buf: Vec::with_capacity(256),
            depth: 0,
            max_depth: limits.json_depth,
            stack: Stack::new(limits.stack_bytes),
        }
    }

    /// What was written: UTF-8.
    pub fn into_vec(self) -> Vec<u8> {
        self.buf
    }

    /// JSON text as it is: what stands between the values.
    #[inline]
    pub fn raw(&mut self, text: &str) {
        self.buf.extend_from_slice(text.as_bytes());
    }

    /// A constructor without fields, as it is.
    #[inline]
    pub fn unit(&mut self, text: &str) -> Result<(), EncodeError> {
        self.check_room(2)?;
        self.raw(text);
        Ok(())
    }

    /// What leads up to the first field of a constructor, `first`. Behind the last one comes
    /// [`close`](Self::close).
    #[inline]
    pub fn open(&mut self, text: &str, first: impl Into<Segment>) -> Result<(), EncodeError> {
        if let Err(error) = self.check_room(2) {
            return Err(error.within(first));
        }
        self.depth += 2;
        self.raw(text);
        Ok(())
    }

    /// The end of a constructor with fields.
    #[inline]
    pub fn close(&mut self, text: &str) {
        self.depth -= 2;
        self.raw(text);
    }

    /// Writes what stands inside `levels` more brackets.
    #[inline]
    pub fn nested(
        &mut self,
        levels: u32,
        write: impl FnOnce(&mut Self) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        self.check_room(levels)?;
        self.depth += levels;
        write(self)?;
        self.depth -= levels;
        Ok(())
    }

    #[inline]
    fn check_room(&self, levels: u32) -> Result<(), EncodeError> {
        if self.max_depth.saturating_sub(self.depth) < levels {
            return Err(EncodeError::too_deep(self.max_depth));
        }
        if self.stack.is_spent() {
            return Err(EncodeError::stack_spent());
        }
        Ok(())
    }

    /// An array.
    pub fn list<'a, C, T: Encode<C> + 'a>(
        &mut self,
        items: impl IntoIterator<Item = &'a T>,
    ) -> Result<(), EncodeError> {
        self.nested(1, |w| {
            w.raw("[");
            for (index, item) in items.into_iter().enumerate() {
                if index > 0 {
                    w.raw(",");
                }
                item.encode(w)
                    .map_err(|e| e.within(Segment::Index(index)))?;
            }
            w.raw("]");
            Ok(())
        })
    }

    /// An array in ascending order of the items' own text.
    pub fn set<'a, C, T: Encode<C> + 'a>(
        &mut self,
        items: impl IntoIterator<Item = &'a T>,
    ) -> Result<(), EncodeError> {
        self.nested(1, |w| {
            w.raw("[");
            let mut ranges = Vec::new();
            for (index, item) in items.into_iter().enumerate() {
                let start = w.buf.len();
                item.encode(w)
                    .map_err(|e| e.within(Segment::Index(index)))?;
                ranges.push(start..w.buf.len());
            }
            crate::key::sort_ranges(&mut w.buf, &mut ranges, b",");
            w.raw("]");
            Ok(())
        })
    }
}
