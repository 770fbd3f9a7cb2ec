//! A value of any type.

use std::fmt;
use std::sync::Arc;

/// A value of any type of a contract, as it is on the wire.
///
/// Items of sets and entries of dicts are in an order of their own once a reader of this crate made
/// them, so that equal values compare equal.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An integer of any width.
    Int(Int),
    /// A float; writers refuse NaN and infinities.
    Float(f64),
    /// Text, of any format.
    Text(String),
    /// `true` or `false`.
    Bool(bool),
    /// Bytes.
    Bytes(Vec<u8>),
    /// The unit value.
    Nil,
    /// The items of a list or a set.
    List(Vec<Value>),
    /// The parts of a tuple.
    Tuple(Vec<Value>),
    /// A value or none.
    Option(Option<Box<Value>>),
    /// Success or failure.
    Result(Result<Box<Value>, Box<Value>>),
    /// Keys and their values.
    Dict(Vec<(Value, Value)>),
    /// A struct, or one variant of an enum.
    Constructor(Box<Constructor>),
}

/// A struct, or one variant of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Constructor {
    /// `module/path.Type`
    pub ty: Arc<str>,
    /// The name of the variant; of a struct, its own.
    pub variant: Arc<str>,
    /// Its fields in the order of the wire.
    pub fields: Vec<Value>,
}

impl Value {
    /// A struct, or one variant of an enum.
    pub fn constructor(
        ty: impl Into<Arc<str>>,
        variant: impl Into<Arc<str>>,
        fields: Vec<Self>,
    ) -> Self {
        Self::Constructor(Box::new(Constructor {
            ty: ty.into(),
            variant: variant.into(),
            fields,
        }))
    }

    /// A value that is there.
    pub fn some(value: Self) -> Self {
        Self::Option(Some(Box::new(value)))
    }

    /// None.
    pub const NONE: Self = Self::Option(None);

    /// What it is called in errors.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Int(_) => "an integer",
            Self::Float(_) => "a float",
            Self::Text(_) => "text",
            Self::Bool(_) => "a bool",
            Self::Bytes(_) => "bytes",
            Self::Nil => "nothing",
            Self::List(_) => "a list",
            Self::Tuple(_) => "a tuple",
            Self::Option(_) => "an Option",
            Self::Result(_) => "a Result",
            Self::Dict(_) => "a dict",
            Self::Constructor(_) => "a constructor",
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<bool> for Value {
    fn from(bool: bool) -> Self {
        Self::Bool(bool)
    }
}

impl From<f64> for Value {
    fn from(float: f64) -> Self {
        Self::Float(float)
    }
}

/// An integer from the least `i128` to the greatest `u128`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Int {
    negative: bool,
    /// The upper half and the lower half, so that a [`Value`] is no larger than it must be.
    magnitude: [u64; 2],
}

impl Int {
    /// Zero.
    pub const ZERO: Self = Self {
        negative: false,
        magnitude: [0, 0],
    };

    #[allow(clippy::cast_possible_truncation)] // halves
    fn new(negative: bool, magnitude: u128) -> Self {
        Self {
            negative: negative && magnitude > 0,
            magnitude: [(magnitude >> 64) as u64, magnitude as u64],
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.negative
    }

    /// The distance to zero.
    pub fn magnitude(self) -> u128 {
        u128::from(self.magnitude[0]) << 64 | u128::from(self.magnitude[1])
    }

    /// As `i128`, where it fits.
    pub fn to_i128(self) -> Option<i128> {
        if self.negative {
            0_i128.checked_sub_unsigned(self.magnitude())
        } else {
            i128::try_from(self.magnitude()).ok()
        }
    }

    /// As `u128`, where it fits.
    pub fn to_u128(self) -> Option<u128> {
        (!self.negative).then(|| self.magnitude())
    }

    /// What a text of decimal digits says: `-?(0|[1-9][0-9]*)`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        let padded = digits.len() > 1 && digits.starts_with('0');
        if !plain || padded {
            return None;
        }
        let magnitude: u128 = digits.parse().ok()?;
        let int = Self::new(digits.len() < text.len(), magnitude);
        (int.to_i128().is_some() || int.to_u128().is_some()).then_some(int)
    }

    /// Whether JSON holds it as a number: within ±(2^53-1).
    pub fn is_safe(self) -> bool {
        self.magnitude() < 1 << 53
    }
}

macro_rules! from_ints {
    ($($signed:ty, $unsigned:ty;)*) => {$(
        impl From<$signed> for Int {
            fn from(value: $signed) -> Self {
                Self::new(value < 0, u128::from(value.unsigned_abs()))
            }
        }

        impl From<$unsigned> for Int {
            fn from(value: $unsigned) -> Self {
                Self::new(false, u128::from(value))
            }
        }

        impl From<$signed> for Value {
            fn from(value: $signed) -> Self {
                Self::Int(value.into())
            }
        }

        impl From<$unsigned> for Value {
            fn from(value: $unsigned) -> Self {
                Self::Int(value.into())
            }
        }
    )*};
}

from_ints! { i8, u8; i16, u16; i32, u32; i64, u64; i128, u128; }

impl From<Int> for Value {
    fn from(int: Int) -> Self {
        Self::Int(int)
    }
}

impl Ord for Int {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.magnitude.cmp(&other.magnitude),
            (true, true) => other.magnitude.cmp(&self.magnitude),
            (one, _) => other.negative.cmp(&one),
        }
    }
}

impl PartialOrd for Int {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Int {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.negative { "-" } else { "" })?;
        self.magnitude().fmt(formatter)
    }
}

impl fmt::Debug for Int {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_read_from_their_own_text() {
        let edges = [
            i128::MIN.to_string(),
            "-1".into(),
            "0".into(),
            u128::MAX.to_string(),
        ];
        for text in edges {
            assert_eq!(Int::parse(&text).map(|int| int.to_string()), Some(text));
        }
        let beyond = format!("-{}", u128::MAX);
        for text in ["", "-", "+1", "01", "1.0", "1e3", " 1", &beyond] {
            assert_eq!(Int::parse(text), None, "{text}");
        }
    }

    #[test]
    fn integers_are_in_order() {
        let ascending = [
            Int::from(i128::MIN),
            Int::from(-2),
            Int::from(-1),
            Int::ZERO,
            Int::from(1),
            Int::from(u64::MAX),
            Int::from(u128::MAX),
        ];
        assert!(ascending.is_sorted());
        assert!(size_of::<Value>() <= 32);
    }
}
