//! Errors with a place.
//!
//! Both errors are one pointer wide. Constructors are cold and give the value, so that a call reads
//! `return Err(r.expected("Int"))`; the path is put together while the error travels up.

use std::borrow::Cow;
use std::fmt;

/// One step from a value to a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// A labelled field of a constructor: `.fields.label`.
    Field(Cow<'static, str>),
    /// An unlabelled field of a constructor, of `Some`, `Ok` or `Error`: `.fields[0]`.
    FieldIndex(usize),
    /// An item of a list, set or tuple: `[3]`.
    Index(usize),
    /// The value at a text key: `["key"]`.
    Key(String),
    /// A part of the notation itself: `.variant`.
    Member(&'static str),
}

impl From<&'static str> for Segment {
    fn from(label: &'static str) -> Self {
        Self::Field(Cow::Borrowed(label))
    }
}

impl From<usize> for Segment {
    fn from(index: usize) -> Self {
        Self::FieldIndex(index)
    }
}

impl Segment {
    /// How many steps of the notation it is.
    fn steps(&self) -> usize {
        match self {
            Self::Field(_) | Self::FieldIndex(_) => 2,
            Self::Index(_) | Self::Key(_) | Self::Member(_) => 1,
        }
    }

    fn fmt_step(&self, step: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(_) | Self::FieldIndex(_) if step == 0 => f.write_str(".fields"),
            Self::Field(label) => write!(f, ".{label}"),
            Self::FieldIndex(index) | Self::Index(index) => write!(f, "[{index}]"),
            Self::Key(key) => write!(f, "[{key:?}]"),
            Self::Member(name) => write!(f, ".{name}"),
        }
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (0..self.steps()).try_for_each(|step| self.fmt_step(step, f))
    }
}

/// How many steps of the notation are shown of a path: of a longer one its start and its end.
const SHOWN_FIRST: usize = 20;
const SHOWN_LAST: usize = 10;

/// Where in a value: a root and the steps from it. The middle of a long one is shown as `…`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Path {
    root: &'static str,
    /// The innermost step first.
    steps: Vec<Segment>,
}

impl Path {
    const VALUE: Self = Self {
        root: "value",
        steps: Vec::new(),
    };
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut steps = self.steps.iter().rev();
        if self.root.is_empty() {
            // An envelope has no root of its own: its members are named without a dot.
            match steps.next() {
                Some(Segment::Member(name)) => f.write_str(name)?,
                Some(step) => write!(f, "{step}")?,
                None => f.write_str("envelope")?,
            }
        } else {
            f.write_str(self.root)?;
        }
        let total: usize = steps.clone().map(Segment::steps).sum();
        let last = total.saturating_sub(SHOWN_LAST).max(SHOWN_FIRST);
        let mut at = 0;
        for segment in steps {
            for step in 0..segment.steps() {
                if at < SHOWN_FIRST || at >= last {
                    segment.fmt_step(step, f)?;
                } else if at == SHOWN_FIRST {
                    f.write_str("…")?;
                }
                at += 1;
            }
        }
        Ok(())
    }
}

/// Why an input was refused, for code; the message is for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The input ends inside a value, or a length claims more than is left.
    Truncated,
    /// A value of another type.
    Type,
    /// A number out of the range of its field.
    Range,
    /// A wrong count of fields, items or bytes.
    Length,
    /// A constructor that the type does not have.
    UnknownConstructor,
    /// A field that the constructor does not have.
    UnknownField,
    /// A field that is not there.
    MissingField,
    /// A field, key or set item that is there twice.
    Duplicate,
    /// More than the limits allow.
    Limit,
    /// Notation that is not read: pids, compressed terms, improper lists.
    Unsupported,
    /// Not JSON, or not ETF.
    Syntax,
    /// Text that is not UTF-8, or not in the format that the field wants.
    Text,
    /// Bytes after the value.
    Trailing,
    /// Refused by a conversion that is not this crate's.
    Custom,
}

/// Why an input was refused, and where. Displays as `value.fields.author: expected Int, got String`.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<DecodeInner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct DecodeInner {
    kind: DecodeErrorKind,
    offset: usize,
    message: Cow<'static, str>,
    path: Path,
}

impl DecodeError {
    /// An error at a byte of the input, counted from 0.
    #[cold]
    pub fn new(
        kind: DecodeErrorKind,
        offset: usize,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self(Box::new(DecodeInner {
            kind,
            offset,
            message: message.into(),
            path: Path::VALUE,
        }))
    }

    /// The same error, seen from the value that holds this one.
    #[cold]
    #[must_use]
    pub fn within(mut self, step: impl Into<Segment>) -> Self {
        self.0.path.steps.push(step.into());
        self
    }

    /// The same error with another name for the outermost value.
    #[cold]
    #[must_use]
    pub fn rooted(mut self, root: &'static str) -> Self {
        self.0.path.root = root;
        self
    }

    /// What kind of error.
    pub fn kind(&self) -> DecodeErrorKind {
        self.0.kind
    }

    /// The byte of the input at which the refused part begins, counted from 0.
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where, as `value.fields.comments[3].fields.author`.
    pub fn path(&self) -> String {
        self.0.path.to_string()
    }

    /// The steps of the path, the outermost first.
    pub fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.0.path.steps.iter().rev()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.path, self.0.message)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DecodeInner { kind, offset, .. } = &*self.0;
        write!(f, "DecodeError({kind:?} at byte {offset}: {self})")
    }
}

impl std::error::Error for DecodeError {}

/// Why a value cannot be written, for code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EncodeErrorKind {
    /// NaN or an infinity.
    NotFinite,
    /// A length that does not fit the notation, or the limits.
    TooLong,
    /// Nested deeper than a reader would accept.
    TooDeep,
    /// A variant that is not carried.
    Skipped,
    /// Refused by a conversion that is not this crate's.
    Custom,
}

/// Why a value cannot be written, and where. Displays as `value.fields.price: NaN cannot be encoded`.
#[derive(Clone, PartialEq, Eq)]
pub struct EncodeError(Box<EncodeInner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct EncodeInner {
    kind: EncodeErrorKind,
    message: Cow<'static, str>,
    path: Path,
}

impl EncodeError {
    /// An error without a place, which `within` adds.
    #[cold]
    pub fn new(kind: EncodeErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(EncodeInner {
            kind,
            message: message.into(),
            path: Path::VALUE,
        }))
    }

    /// A variant with `#[serde(skip)]` or `#[serde(skip_serializing)]`: `Shape.Hidden`.
    #[cold]
    pub fn skipped_variant(name: &str) -> Self {
        Self::new(EncodeErrorKind::Skipped, format!("{name} is not carried"))
    }

    // By reference, so that where it is called the value is read as an integer alone.
    #[cold]
    #[allow(clippy::trivially_copy_pass_by_ref)]
    pub(crate) fn not_finite(value: &f64) -> Self {
        Self::new(
            EncodeErrorKind::NotFinite,
            format!("{value} cannot be encoded"),
        )
    }

    #[cold]
    pub(crate) fn too_long(what: &str, len: usize) -> Self {
        Self::new(
            EncodeErrorKind::TooLong,
            format!("{what} of length {len} is too long"),
        )
    }

    #[cold]
    pub(crate) fn too_deep(limit: u32) -> Self {
        Self::new(
            EncodeErrorKind::TooDeep,
            format!("nested deeper than {limit}"),
        )
    }

    #[cold]
    pub(crate) fn stack_spent() -> Self {
        Self::new(EncodeErrorKind::TooDeep, "nested too deep for the stack")
    }

    /// The same error, seen from the value that holds this one.
    #[cold]
    #[must_use]
    pub fn within(mut self, step: impl Into<Segment>) -> Self {
        self.0.path.steps.push(step.into());
        self
    }

    /// The same error with another name for the outermost value.
    #[cold]
    #[must_use]
    pub fn rooted(mut self, root: &'static str) -> Self {
        self.0.path.root = root;
        self
    }

    /// What kind of error.
    pub fn kind(&self) -> EncodeErrorKind {
        self.0.kind
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where, as `value.fields.comments[3].fields.author`.
    pub fn path(&self) -> String {
        self.0.path.to_string()
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.path, self.0.message)
    }
}

impl fmt::Debug for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EncodeError({:?}: {self})", self.0.kind)
    }
}

impl std::error::Error for EncodeError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(depth: usize) -> String {
        let error = EncodeError::too_deep(1);
        (0..depth)
            .fold(error, |error, _| error.within("next"))
            .path()
    }

    #[test]
    fn of_a_long_path_both_ends_are_shown() {
        assert_eq!(nested(15), format!("value{}", ".fields.next".repeat(15)));
        let (first, last) = (".fields.next".repeat(10), ".fields.next".repeat(5));
        assert_eq!(nested(16), format!("value{first}…{last}"));
        assert_eq!(nested(10_000), nested(16));
        let error = (0..31).fold(EncodeError::too_deep(1), |error, at| {
            error.within(Segment::Index(at))
        });
        assert!(error.path().starts_with("value[30][29]"));
        assert!(error.path().contains("[11]…[9]"), "{}", error.path());
    }
}
