//! What can be wrong with a field that a person filled in.

use std::collections::BTreeMap;

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is blank.
    Empty,
    /// Too many characters.
    TooLong {
        /// As many are accepted.
        max: u32,
        /// As many were sent.
        actual: u32,
    },
    /// Too many items.
    TooMany {
        /// As many are accepted.
        max: u32,
    },
    /// Not a day of the calendar.
    NoSuchDay,
    /// A range whose end is before its start.
    Backwards {
        /// The start.
        low: u16,
        /// The end.
        high: u16,
    },
    /// Refers to something that does not exist.
    Unknown {
        /// Its number.
        id: i64,
    },
}

/// Trimmed text of 1 to `max` characters.
pub(crate) fn text(value: &str, max: u32) -> Result<String, Problem> {
    let value = value.trim();
    let actual = u32::try_from(value.chars().count()).unwrap_or(u32::MAX);
    if actual == 0 {
        Err(Problem::Empty)
    } else if actual > max {
        Err(Problem::TooLong { max, actual })
    } else {
        Ok(value.to_owned())
    }
}

/// Notes each problem under its field, so that a form can show all of them at once.
#[derive(Debug)]
pub(crate) struct Problems<F> {
    found: BTreeMap<F, Problem>,
}

impl<F: Ord> Problems<F> {
    pub(crate) fn new() -> Self {
        Self {
            found: BTreeMap::new(),
        }
    }

    pub(crate) fn add(&mut self, field: F, problem: Problem) {
        self.found.entry(field).or_insert(problem);
    }

    /// The value, or nothing and a note of what is wrong.
    pub(crate) fn note<T>(&mut self, field: F, checked: Result<T, Problem>) -> Option<T> {
        checked.map_err(|problem| self.add(field, problem)).ok()
    }

    pub(crate) fn into_result(self) -> Result<(), BTreeMap<F, Problem>> {
        if self.found.is_empty() {
            Ok(())
        } else {
            Err(self.found)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_and_counted_in_characters() {
        let cases = [
            ("  milk ", Ok("milk".to_owned())),
            ("  ", Err(Problem::Empty)),
            ("äöüß", Ok("äöüß".to_owned())),
            ("äöüßå", Err(Problem::TooLong { max: 4, actual: 5 })),
        ];
        for (input, expected) in cases {
            assert_eq!(text(input, 4), expected, "{input:?}");
        }
    }
}
