//! The errors of the reader. Each function gives the value of an error, never a whole `Result`: that
//! keeps errors out of the way of what is read.

use std::borrow::Cow;

use super::reader::Reader;
use super::tag;
use crate::error::{DecodeError, DecodeErrorKind as Kind, Segment};

#[cold]
pub(super) fn too_large(len: usize, limit: usize) -> DecodeError {
    DecodeError::new(
        Kind::Limit,
        0,
        format!("input of {len} bytes is larger than {limit}"),
    )
}

impl Reader<'_> {
    /// Where in the input it is that these bytes and all others are left.
    fn offset_of(&self, left: &[u8]) -> usize {
        self.end - left.len()
    }

    /// An error at an offset of the input.
    #[cold]
    #[allow(clippy::unused_self)] // an error is of what this reader reads
    pub(super) fn error(
        &self,
        kind: Kind,
        at: usize,
        message: impl Into<Cow<'static, str>>,
    ) -> DecodeError {
        DecodeError::new(kind, at, message)
    }

    /// An error at what begins the bytes that were `left`.
    #[cold]
    pub(super) fn error_at(
        &self,
        kind: Kind,
        left: &[u8],
        message: impl Into<Cow<'static, str>>,
    ) -> DecodeError {
        DecodeError::new(kind, self.offset_of(left), message)
    }

    #[cold]
    pub(super) fn truncated(&self) -> DecodeError {
        DecodeError::new(Kind::Truncated, self.end, "the input ends early")
    }

    #[cold]
    pub(super) fn too_deep(&self) -> DecodeError {
        let message = if self.depth < self.max_depth {
            "nested too deep for the stack".to_owned()
        } else {
            format!("nested deeper than {}", self.max_depth)
        };
        DecodeError::new(Kind::Limit, self.offset(), message)
    }

    /// The error where a list was to begin.
    #[cold]
    pub(super) fn no_list(&self) -> DecodeError {
        match self.rest {
            [tag::LIST, ..] => self.truncated(),
            _ => self.expected("List"),
        }
    }

    /// The error where no list ends.
    #[cold]
    pub(super) fn improper(&self) -> DecodeError {
        if self.rest.is_empty() {
            return self.truncated();
        }
        self.error_at(Kind::Unsupported, self.rest, "improper lists are refused")
    }

    /// The error for a count that was just read.
    #[cold]
    pub(super) fn not_fitting(&self, count: usize) -> DecodeError {
        let left = self.rest.len();
        DecodeError::new(
            Kind::Truncated,
            self.offset() - 4,
            format!("{count} items do not fit in the {left} bytes left"),
        )
    }

    /// The error where a binary was to be read.
    #[cold]
    pub(super) fn no_binary(&self, expected: &str) -> DecodeError {
        let [tag::BINARY, length @ ..] = self.rest else {
            return self.expected(expected);
        };
        let limit = self.max_string;
        match length.first_chunk() {
            Some(len) if u32::from_be_bytes(*len) as usize > limit => self.error_at(
                Kind::Limit,
                length,
                format!("{} bytes are more than {limit}", u32::from_be_bytes(*len)),
            ),
            _ => self.truncated(),
        }
    }

    /// The error for the entry of a dict whose key began what was `left`.
    #[cold]
    pub(super) fn twice(&self, left: &[u8], index: usize) -> DecodeError {
        self.error_at(Kind::Duplicate, left, "the key is there twice")
            .within(Segment::Index(0))
            .within(Segment::Index(index))
    }

    /// The error for a string that was just read.
    #[cold]
    pub(super) fn not_utf8(&self, bytes: &[u8]) -> DecodeError {
        let valid = match std::str::from_utf8(bytes) {
            Ok(_) => bytes.len(),
            Err(error) => error.valid_up_to(),
        };
        DecodeError::new(
            Kind::Text,
            self.offset() - bytes.len() + valid,
            "expected String, got bytes that are not UTF-8",
        )
    }

    /// The error for a term of another type, at which the reader stands.
    #[cold]
    pub fn expected(&self, expected: &str) -> DecodeError {
        self.expected_at(expected, self.rest)
    }

    /// The error for a term of another type, which begins what was `left`.
    #[cold]
    pub(crate) fn expected_at(&self, expected: &str, left: &[u8]) -> DecodeError {
        let Some(&tag) = left.first() else {
            return self.truncated();
        };
        let name = tag::name(tag);
        if tag::is_refused(tag) {
            let message = match name {
                "Bitstring" => format!("expected {expected}, got bits that are not whole bytes"),
                "Compressed" => "compressed terms are refused".to_owned(),
                "an unknown tag" => format!("expected {expected}, got the unknown tag {tag}"),
                name => format!("expected {expected}, got {name}"),
            };
            return self.error_at(Kind::Unsupported, left, message);
        }
        let mut copy = Reader {
            rest: left,
            ..self.clone()
        };
        let message = match copy.any_atom() {
            Ok(Some(atom)) => format!(
                "expected {expected}, got the atom {}",
                String::from_utf8_lossy(atom)
            ),
            _ => format!("expected {expected}, got {name}"),
        };
        self.error_at(Kind::Type, left, message)
    }
}
