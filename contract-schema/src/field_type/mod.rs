//! The type of a field on the wire.

use std::borrow::Cow;
use std::slice::{self, from_ref};

mod json;

/// The width and sign of an integer field. On the wire every integer is the same; the width is the
/// range that a decoder accepts. `isize` and `usize` count as 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[allow(missing_docs)]
pub enum IntRepr {
    I8,
    I16,
    I32,
    #[default]
    I64,
    I128,
    U8,
    U16,
    U32,
    U64,
    U128,
}

impl IntRepr {
    /// Every width, narrow to wide, signed first.
    pub const ALL: [Self; 10] = [
        Self::I8,
        Self::I16,
        Self::I32,
        Self::I64,
        Self::I128,
        Self::U8,
        Self::U16,
        Self::U32,
        Self::U64,
        Self::U128,
    ];

    /// The Rust name: `i8` to `u128`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::I128 => "i128",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::U128 => "u128",
        }
    }

    /// Bits, 8 to 128.
    pub const fn bits(self) -> u32 {
        match self {
            Self::I8 | Self::U8 => 8,
            Self::I16 | Self::U16 => 16,
            Self::I32 | Self::U32 => 32,
            Self::I64 | Self::U64 => 64,
            Self::I128 | Self::U128 => 128,
        }
    }

    /// Whether negative values are in range.
    pub const fn is_signed(self) -> bool {
        matches!(
            self,
            Self::I8 | Self::I16 | Self::I32 | Self::I64 | Self::I128
        )
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|repr| repr.as_str() == name)
    }
}

/// The precision of a float field. On the wire every float is an IEEE 754 double.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[allow(missing_docs)]
pub enum FloatRepr {
    F32,
    #[default]
    F64,
}

/// The type of one field, argument or result.
///
/// In JSON the plain forms are strings (`"Int"`), the others objects with a `kind`. What the Gleam
/// contract (version 7) cannot say is an extra key: `repr` and `format` on scalars, `len` and
/// `unique` on lists.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldType {
    /// An integer. `format` names a Rust type that travels as one: `duration-ns`, `unix-time-ns`.
    Int {
        /// The accepted range.
        repr: IntRepr,
        /// What the integer stands for, where it is not just a number.
        format: Option<Cow<'static, str>>,
    },
    /// A finite IEEE 754 number.
    Float(FloatRepr),
    /// UTF-8 text. `format` narrows it: `char` (one Unicode scalar), `uuid`, `ipv4`, `date-time`, …
    String {
        /// What the text must look like, where not any text will do.
        format: Option<Cow<'static, str>>,
    },
    /// `true` or `false`.
    Bool,
    /// Bytes; `len` where the count is fixed.
    BitArray {
        /// The only accepted length, in bytes.
        len: Option<u64>,
    },
    /// The unit value.
    Nil,
    /// Items in order.
    List {
        /// The type of each item.
        element: Box<FieldType>,
        /// The only accepted count of items.
        len: Option<u64>,
        /// Whether it is a set: no item twice, written in ascending order.
        unique: bool,
    },
    /// A value or none.
    Option(Box<FieldType>),
    /// Success or failure.
    Result {
        /// The type of the value on success.
        ok: Box<FieldType>,
        /// The type of the value on failure.
        err: Box<FieldType>,
    },
    /// Keys to values, no key twice, keys ascending on the wire.
    Dict {
        /// A string, integer, bool or unit-enum type.
        key: Box<FieldType>,
        /// The type of the values.
        value: Box<FieldType>,
    },
    /// A fixed count of values of different types.
    Tuple(Vec<FieldType>),
    /// A parameter of the generic type that holds the field.
    TypeVar(String),
    /// A type of the contract.
    UserType {
        /// Segments joined by `/`.
        module_path: String,
        /// The name on the wire.
        type_name: String,
        /// One for each of the type's parameters.
        args: Vec<FieldType>,
    },
}

impl FieldType {
    /// A plain 64-bit signed integer.
    pub const INT: Self = Self::Int {
        repr: IntRepr::I64,
        format: None,
    };
    /// A double.
    pub const FLOAT: Self = Self::Float(FloatRepr::F64);
    /// Any text.
    pub const STRING: Self = Self::String { format: None };
    /// Any bytes.
    pub const BYTES: Self = Self::BitArray { len: None };

    /// An integer of a width.
    pub const fn int(repr: IntRepr) -> Self {
        Self::Int { repr, format: None }
    }

    /// Text in a named format.
    pub const fn text(format: &'static str) -> Self {
        Self::String {
            format: Some(Cow::Borrowed(format)),
        }
    }

    /// A list of any length.
    pub fn list(element: Self) -> Self {
        Self::List {
            element: Box::new(element),
            len: None,
            unique: false,
        }
    }

    /// A value or none.
    pub fn option(inner: Self) -> Self {
        Self::Option(Box::new(inner))
    }

    /// Success or failure.
    pub fn result(ok: Self, err: Self) -> Self {
        Self::Result {
            ok: Box::new(ok),
            err: Box::new(err),
        }
    }

    /// Keys to values.
    pub fn dict(key: Self, value: Self) -> Self {
        Self::Dict {
            key: Box::new(key),
            value: Box::new(value),
        }
    }

    /// A type of the contract that has no parameters.
    pub fn user(module_path: impl Into<String>, type_name: impl Into<String>) -> Self {
        Self::UserType {
            module_path: module_path.into(),
            type_name: type_name.into(),
            args: vec![],
        }
    }

    /// The types directly inside this one, in order.
    pub fn children(&self) -> Children<'_> {
        let (first, rest): (Option<&Self>, &[Self]) = match self {
            Self::List { element: inner, .. } | Self::Option(inner) => (None, from_ref(inner)),
            Self::Result { ok: a, err: b } | Self::Dict { key: a, value: b } => {
                (Some(a), from_ref(b))
            }
            Self::Tuple(items) | Self::UserType { args: items, .. } => (None, items),
            Self::Int { .. }
            | Self::Float(_)
            | Self::String { .. }
            | Self::Bool
            | Self::BitArray { .. }
            | Self::Nil
            | Self::TypeVar(_) => (None, &[]),
        };
        Children {
            first,
            rest: rest.iter(),
        }
    }

    /// The type with its type variables replaced by what they stand for. A variable that stands for
    /// nothing stays.
    #[must_use]
    pub fn substitute(&self, argument: &dyn Fn(&str) -> Option<Self>) -> Self {
        let one = |ty: &Self| Box::new(ty.substitute(argument));
        let all = |types: &[Self]| types.iter().map(|ty| ty.substitute(argument)).collect();
        match self {
            Self::TypeVar(name) => argument(name).unwrap_or_else(|| self.clone()),
            Self::List {
                element,
                len,
                unique,
            } => Self::List {
                element: one(element),
                len: *len,
                unique: *unique,
            },
            Self::Option(inner) => Self::Option(one(inner)),
            Self::Result { ok, err } => Self::Result {
                ok: one(ok),
                err: one(err),
            },
            Self::Dict { key, value } => Self::Dict {
                key: one(key),
                value: one(value),
            },
            Self::Tuple(items) => Self::Tuple(all(items)),
            Self::UserType {
                module_path,
                type_name,
                args,
            } => Self::UserType {
                module_path: module_path.clone(),
                type_name: type_name.clone(),
                args: all(args),
            },
            Self::Int { .. }
            | Self::Float(_)
            | Self::String { .. }
            | Self::Bool
            | Self::BitArray { .. }
            | Self::Nil => self.clone(),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Int { .. } => "Int",
            Self::Float(_) => "Float",
            Self::String { .. } => "String",
            Self::Bool => "Bool",
            Self::BitArray { .. } => "BitArray",
            Self::Nil => "Nil",
            Self::List { .. } => "List",
            Self::Option(_) => "Option",
            Self::Result { .. } => "Result",
            Self::Dict { .. } => "Dict",
            Self::Tuple(_) => "Tuple",
            Self::TypeVar(_) => "TypeVar",
            Self::UserType { .. } => "UserType",
        }
    }

    fn is_plain(&self) -> bool {
        matches!(
            self,
            Self::Int {
                repr: IntRepr::I64,
                format: None
            } | Self::Float(FloatRepr::F64)
                | Self::String { format: None }
                | Self::Bool
                | Self::BitArray { len: None }
                | Self::Nil
        )
    }
}

/// The types directly inside another, in order.
#[derive(Clone, Debug)]
pub struct Children<'a> {
    first: Option<&'a FieldType>,
    rest: slice::Iter<'a, FieldType>,
}

impl Children<'_> {
    /// Whether there are none left.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<'a> Iterator for Children<'a> {
    type Item = &'a FieldType;

    fn next(&mut self) -> Option<Self::Item> {
        self.first.take().or_else(|| self.rest.next())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::from(self.first.is_some()) + self.rest.len();
        (left, Some(left))
    }
}

impl ExactSizeIterator for Children<'_> {}
