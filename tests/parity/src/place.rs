//! The path to a place of a term, found from the bytes alone: what readers must say who know the types.

use std::collections::HashMap;
use std::fmt::Write as _;

use contract_schema::Contract;

use crate::tree::tag;

/// The labels of the fields of each constructor, by its hash.
#[derive(Debug)]
pub struct Places(HashMap<Vec<u8>, Vec<Option<String>>>);

impl Places {
    /// Those of a contract.
    pub fn new(contract: &Contract) -> Self {
        let variants = contract.types.iter().flat_map(|def| &def.variants);
        let labels = variants.filter_map(|variant| {
            let hash = variant.wire_hash.as_ref()?.as_str().as_bytes().to_vec();
            Some((hash, variant.field_labels.clone()))
        });
        Self(labels.collect())
    }

    /// Whether a path leads to the innermost term that holds a byte, which may be the one behind the last.
    /// What begins a tuple is its first element, or the name of a constructor, which is no part: no byte
    /// tells, so both are right.
    ///
    /// Only what stands before the byte is read, and that a reader has taken.
    pub fn is_at(&self, path: &str, input: &[u8], offset: usize) -> bool {
        let mut found = "value".to_owned();
        let mut at = 1;
        let mut tuple = None;
        while let Some(inner) = self.step(input, at, offset, &mut found) {
            let is_tuple = matches!(input[at], tag::TUPLE | tag::LARGE_TUPLE);
            tuple = is_tuple
                .then(|| found.strip_suffix("[0]").map(str::to_owned))
                .flatten();
            at = inner;
        }
        path == found || tuple.is_some_and(|tuple| path == tuple)
    }

    /// The part of the term at `at` that holds the byte, and the step to it.
    fn step(&self, input: &[u8], at: usize, offset: usize, path: &mut String) -> Option<usize> {
        if offset <= at {
            return None;
        }
        match input[at] {
            tag::TUPLE | tag::LARGE_TUPLE => self.of_tuple(input, at, offset, path),
            tag::LIST => {
                let parts = Parts::new(input, at + 5, offset);
                let (index, start) = parts.holding(count(input, at + 1)?)?;
                let _ = write!(path, "[{index}]");
                Some(start)
            }
            tag::STRING => {
                let index = offset.checked_sub(at + 3)?;
                // One that is not whole is refused before its items are.
                if end(input, at, input.len())? <= input.len() {
                    let _ = write!(path, "[{index}]");
                }
                None
            }
            tag::MAP => {
                let parts = Parts::new(input, at + 5, offset);
                let (index, start) = parts.holding(count(input, at + 1)?.saturating_mul(2))?;
                let _ = write!(path, "[{}][{}]", index / 2, index % 2);
                Some(start)
            }
            _ => None,
        }
    }

    fn of_tuple(&self, input: &[u8], at: usize, offset: usize, path: &mut String) -> Option<usize> {
        let (first, arity) = match input[at] {
            tag::TUPLE => (at + 2, usize::from(*input.get(at + 1)?)),
            _ => (at + 5, count(input, at + 1)?),
        };
        let parts = Parts::new(input, first, offset);
        let (index, start) = parts.holding(arity)?;
        let name = atom(input, first).unwrap_or_default();
        let _ = match (self.0.get(name), index) {
            (_, 0) => write!(path, "[0]"),
            (Some(labels), _) => match labels.get(index - 1) {
                Some(Some(label)) => write!(path, ".fields.{label}"),
                _ => write!(path, ".fields[{}]", index - 1),
            },
            (None, _) if matches!(name, b"some" | b"ok" | b"error") => {
                write!(path, ".fields[{}]", index - 1)
            }
            (None, _) => write!(path, "[{index}]"),
        };
        Some(start)
    }
}

/// Terms in a row, as far as a byte.
struct Parts<'a> {
    input: &'a [u8],
    first: usize,
    offset: usize,
}

impl<'a> Parts<'a> {
    fn new(input: &'a [u8], first: usize, offset: usize) -> Self {
        Self {
            input,
            first,
            offset,
        }
    }

    /// Which of so many holds the byte, and where it starts.
    fn holding(&self, count: usize) -> Option<(usize, usize)> {
        let mut at = self.first;
        for index in 0..count {
            if self.offset < at {
                return None;
            }
            match end(self.input, at, self.offset) {
                Some(end) if end <= self.offset => at = end,
                _ => return Some((index, at)),
            }
        }
        None
    }
}

/// Behind a term; none where it reaches to the byte, or is none.
fn end(input: &[u8], at: usize, offset: usize) -> Option<usize> {
    if at >= offset || at >= input.len() {
        return None;
    }
    let byte = |at: usize| input.get(at).map(|byte| usize::from(*byte));
    let short = |at: usize| Some(byte(at)? << 8 | byte(at + 1)?);
    let many =
        |first: usize, count: usize| (0..count).try_fold(first, |at, _| end(input, at, offset));
    Some(match input[at] {
        tag::BYTE => at + 2,
        tag::INT => at + 5,
        tag::FLOAT => at + 9,
        tag::OLD_FLOAT => at + 32,
        tag::EMPTY => at + 1,
        tag::BIG => at + 3 + byte(at + 1)?,
        tag::LARGE_BIG => at + 6 + count(input, at + 1)?,
        tag::BINARY => at + 5 + count(input, at + 1)?,
        tag::ATOM | tag::SMALL_LATIN_ATOM => at + 2 + byte(at + 1)?,
        tag::STRING | tag::LONG_ATOM | tag::LATIN_ATOM => at + 3 + short(at + 1)?,
        tag::TUPLE => many(at + 2, byte(at + 1)?)?,
        tag::LARGE_TUPLE => many(at + 5, count(input, at + 1)?)?,
        tag::LIST => many(at + 5, count(input, at + 1)?)? + 1,
        tag::MAP => many(at + 5, count(input, at + 1)?.checked_mul(2)?)?,
        _ => return None,
    })
}

fn count(input: &[u8], at: usize) -> Option<usize> {
    let bytes = input.get(at..)?.first_chunk()?;
    usize::try_from(u32::from_be_bytes(*bytes)).ok()
}

/// The name of the atom at a place.
fn atom(input: &[u8], at: usize) -> Option<&[u8]> {
    let (start, length) = match *input.get(at)? {
        tag::ATOM | tag::SMALL_LATIN_ATOM => (at + 2, usize::from(*input.get(at + 1)?)),
        tag::LONG_ATOM | tag::LATIN_ATOM => {
            let bytes = input.get(at + 1..)?.first_chunk()?;
            (at + 3, usize::from(u16::from_be_bytes(*bytes)))
        }
        _ => return None,
    };
    input.get(start..start + length)
}
