//! What is shown of a message: rows, and what is wrong.

/// A part of a message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'r> {
    /// Of its first byte in the message, from 0.
    pub(super) offset: usize,
    pub(super) bytes: &'r [u8],
    pub(super) depth: usize,
    /// What kind of part it is.
    pub(super) tag: &'static str,
    pub(super) meaning: &'r str,
}

/// What is wrong with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    /// Where, in bytes from 0.
    pub(super) offset: usize,
    pub(super) what: String,
    /// Where the part begins that is not whole.
    pub(super) of: Option<usize>,
    /// Which value, as `message.id`; empty where that is not known.
    pub(super) path: String,
}

impl Problem {
    pub(super) fn at(offset: usize, what: impl Into<String>) -> Self {
        Self {
            offset,
            what: what.into(),
            of: None,
            path: String::new(),
        }
    }
}

impl From<&libero_wire::DecodeError> for Problem {
    fn from(error: &libero_wire::DecodeError) -> Self {
        Self {
            offset: error.offset(),
            what: error.message().to_owned(),
            of: None,
            path: error.path(),
        }
    }
}
