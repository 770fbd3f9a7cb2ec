//! Types that libero knows by itself: the standard library's, and those of a few well-known crates.

use std::collections::HashMap;
use std::sync::LazyLock;

use contract_schema::{FieldType, FloatRepr, IntRepr};

/// A type that needs no declaration in the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each is named as in Rust
pub enum Builtin {
    Int(IntRepr),
    Isize,
    Usize,
    F32,
    F64,
    Bool,
    Char,
    Str,
    String,
    Box,
    Rc,
    Arc,
    Cow,
    Vec,
    VecDeque,
    HashSet,
    BTreeSet,
    HashMap,
    BTreeMap,
    Option,
    Result,
    /// `std::io::Result<T>`: its error type is given.
    IoResult,
    /// `std::fmt::Result`: both types are given.
    FmtResult,
    PhantomData,
    Duration,
    SystemTime,
    IpAddr,
    Ipv4Addr,
    Ipv6Addr,
    SocketAddr,
    Uuid,
    Url,
    Decimal,
    Bytes,
    ChronoDateTime,
    ChronoUtc,
    ChronoFixedOffset,
    ChronoDate,
    ChronoTime,
    ChronoDateAndTime,
    ChronoDelta,
    TimeOffsetDateTime,
    TimeDate,
    TimeTime,
    TimePrimitiveDateTime,
    TimeDuration,
}

use Builtin as B;

/// Each with every public path; the first is the one that generated code uses.
const PATHS: &[(Builtin, &[&str])] = &[
    (B::Int(IntRepr::I8), &["std::primitive::i8"]),
    (B::Int(IntRepr::I16), &["std::primitive::i16"]),
    (B::Int(IntRepr::I32), &["std::primitive::i32"]),
    (B::Int(IntRepr::I64), &["std::primitive::i64"]),
    (B::Int(IntRepr::I128), &["std::primitive::i128"]),
    (B::Isize, &["std::primitive::isize"]),
    (
        B::Int(IntRepr::U8),
        &[
            "std::primitive::u8",
            "std::ffi::c_uchar",
            "std::os::raw::c_uchar",
        ],
    ),
    (B::Int(IntRepr::U16), &["std::primitive::u16"]),
    (B::Int(IntRepr::U32), &["std::primitive::u32"]),
    (B::Int(IntRepr::U64), &["std::primitive::u64"]),
    (B::Int(IntRepr::U128), &["std::primitive::u128"]),
    (B::Usize, &["std::primitive::usize"]),
    (B::F32, &["std::primitive::f32"]),
    (B::F64, &["std::primitive::f64"]),
    (B::Bool, &["std::primitive::bool"]),
    (B::Char, &["std::primitive::char"]),
    (B::Str, &["std::primitive::str"]),
    (
        B::String,
        &["std::string::String", "std::prelude::v1::String"],
    ),
    (B::Box, &["std::boxed::Box", "std::prelude::v1::Box"]),
    (B::Rc, &["std::rc::Rc"]),
    (B::Arc, &["std::sync::Arc"]),
    (B::Cow, &["std::borrow::Cow"]),
    (B::Vec, &["std::vec::Vec", "std::prelude::v1::Vec"]),
    (
        B::VecDeque,
        &[
            "std::collections::VecDeque",
            "std::collections::vec_deque::VecDeque",
        ],
    ),
    (
        B::HashSet,
        &[
            "std::collections::HashSet",
            "std::collections::hash_set::HashSet",
        ],
    ),
    (
        B::BTreeSet,
        &[
            "std::collections::BTreeSet",
            "std::collections::btree_set::BTreeSet",
        ],
    ),
    (
        B::HashMap,
        &[
            "std::collections::HashMap",
            "std::collections::hash_map::HashMap",
        ],
    ),
    (
        B::BTreeMap,
        &[
            "std::collections::BTreeMap",
            "std::collections::btree_map::BTreeMap",
        ],
    ),
    (
        B::Option,
        &["std::option::Option", "std::prelude::v1::Option"],
    ),
    (
        B::Result,
        &["std::result::Result", "std::prelude::v1::Result"],
    ),
    (B::IoResult, &["std::io::Result"]),
    (B::FmtResult, &["std::fmt::Result"]),
    (B::PhantomData, &["std::marker::PhantomData"]),
    (B::Duration, &["std::time::Duration"]),
    (B::SystemTime, &["std::time::SystemTime"]),
    (B::IpAddr, &["std::net::IpAddr"]),
    (B::Ipv4Addr, &["std::net::Ipv4Addr"]),
    (B::Ipv6Addr, &["std::net::Ipv6Addr"]),
    (B::SocketAddr, &["std::net::SocketAddr"]),
    (B::Uuid, &["uuid::Uuid"]),
    (B::Url, &["url::Url"]),
    (
        B::Decimal,
        &["rust_decimal::Decimal", "rust_decimal::prelude::Decimal"],
    ),
    (B::Bytes, &["bytes::Bytes"]),
    (
        B::ChronoDateTime,
        &["chrono::DateTime", "chrono::prelude::DateTime"],
    ),
    (
        B::ChronoUtc,
        &["chrono::Utc", "chrono::offset::Utc", "chrono::prelude::Utc"],
    ),
    (
        B::ChronoFixedOffset,
        &[
            "chrono::FixedOffset",
            "chrono::offset::FixedOffset",
            "chrono::prelude::FixedOffset",
        ],
    ),
    (
        B::ChronoDate,
        &[
            "chrono::NaiveDate",
            "chrono::naive::NaiveDate",
            "chrono::prelude::NaiveDate",
        ],
    ),
    (
        B::ChronoTime,
        &[
            "chrono::NaiveTime",
            "chrono::naive::NaiveTime",
            "chrono::prelude::NaiveTime",
        ],
    ),
    (
        B::ChronoDateAndTime,
        &[
            "chrono::NaiveDateTime",
            "chrono::naive::NaiveDateTime",
            "chrono::prelude::NaiveDateTime",
        ],
    ),
    (B::ChronoDelta, &["chrono::TimeDelta", "chrono::Duration"]),
    (B::TimeOffsetDateTime, &["time::OffsetDateTime"]),
    (B::TimeDate, &["time::Date"]),
    (B::TimeTime, &["time::Time"]),
    (B::TimePrimitiveDateTime, &["time::PrimitiveDateTime"]),
    (B::TimeDuration, &["time::Duration"]),
];

static BY_PATH: LazyLock<HashMap<&'static str, Builtin>> = LazyLock::new(|| {
    let pairs = PATHS.iter();
    pairs
        .flat_map(|(builtin, paths)| paths.iter().map(|path| (*path, *builtin)))
        .collect()
});

static CANONICAL: LazyLock<HashMap<Builtin, &'static str>> = LazyLock::new(|| {
    PATHS
        .iter()
        .map(|(builtin, paths)| (*builtin, paths[0]))
        .collect()
});

impl Builtin {
    /// The path of each that generated code uses.
    pub fn paths() -> impl Iterator<Item = &'static str> {
        PATHS.iter().filter_map(|(_, paths)| paths.first().copied())
    }

    /// The type at a path; `core` and `alloc` are written `std`.
    pub fn by_path(path: &str) -> Option<Self> {
        BY_PATH.get(path).copied()
    }

    /// Whether a type that libero knows is somewhere below a path: `std::collections::hash_map`.
    pub fn is_below(path: &str) -> bool {
        let below = |known: &&str| -> bool {
            known
                .strip_prefix(path)
                .is_some_and(|rest| rest.starts_with("::"))
        };
        PATHS.iter().any(|(_, paths)| paths.iter().any(below))
    }

    /// Its canonical path: `std::collections::HashMap`.
    pub fn path(self) -> &'static str {
        CANONICAL[&self]
    }

    /// Its name as people write it: `HashMap`, `u32`.
    pub fn name(self) -> &'static str {
        let path = self.path();
        path.rsplit("::").next().unwrap_or(path)
    }

    /// How many type arguments it takes.
    pub fn arity(self) -> usize {
        match self {
            B::Box
            | B::Rc
            | B::Arc
            | B::Cow
            | B::Vec
            | B::VecDeque
            | B::HashSet
            | B::BTreeSet
            | B::Option
            | B::IoResult
            | B::PhantomData
            | B::ChronoDateTime => 1,
            B::HashMap | B::BTreeMap | B::Result => 2,
            _ => 0,
        }
    }

    /// Whether it is a pointer that does not show on the wire.
    pub fn is_pointer(self) -> bool {
        matches!(self, B::Box | B::Rc | B::Arc | B::Cow)
    }

    /// The feature of `libero-wire` that knows it, which is also the name of its package.
    pub fn feature(self) -> Option<&'static str> {
        Some(match self {
            B::Uuid => "uuid",
            B::Url => "url",
            B::Decimal => "rust_decimal",
            B::Bytes => "bytes",
            B::ChronoDateTime
            | B::ChronoUtc
            | B::ChronoFixedOffset
            | B::ChronoDate
            | B::ChronoTime
            | B::ChronoDateAndTime
            | B::ChronoDelta => "chrono",
            B::TimeOffsetDateTime
            | B::TimeDate
            | B::TimeTime
            | B::TimePrimitiveDateTime
            | B::TimeDuration => "time",
            _ => return None,
        })
    }

    /// What it is on the wire, where that does not depend on arguments.
    pub fn wire(self) -> Option<FieldType> {
        Some(match self {
            B::Int(repr) => FieldType::int(repr),
            B::Isize => FieldType::int(IntRepr::I64),
            B::Usize => FieldType::int(IntRepr::U64),
            B::F32 => FieldType::Float(FloatRepr::F32),
            B::F64 => FieldType::FLOAT,
            B::Bool => FieldType::Bool,
            B::Char => FieldType::text("char"),
            B::Str | B::String => FieldType::STRING,
            B::Duration => number(IntRepr::U128, "duration-ns"),
            B::SystemTime => number(IntRepr::I128, "unix-time-ns"),
            B::ChronoDelta | B::TimeDuration => number(IntRepr::I128, "duration-ns"),
            B::IpAddr => FieldType::text("ip"),
            B::Ipv4Addr => FieldType::text("ipv4"),
            B::Ipv6Addr => FieldType::text("ipv6"),
            B::SocketAddr => FieldType::text("socket-addr"),
            B::Uuid => FieldType::text("uuid"),
            B::Url => FieldType::text("uri"),
            B::Decimal => FieldType::text("decimal"),
            B::Bytes => FieldType::BYTES,
            B::ChronoDateTime | B::TimeOffsetDateTime => FieldType::text("date-time"),
            B::ChronoDate | B::TimeDate => FieldType::text("date"),
            B::ChronoTime | B::TimeTime => FieldType::text("time"),
            B::ChronoDateAndTime | B::TimePrimitiveDateTime => FieldType::text("local-date-time"),
            _ => return None,
        })
    }
}

fn number(repr: IntRepr, format: &'static str) -> FieldType {
    FieldType::Int {
        repr,
        format: Some(format.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_feature_of_a_type_is_named_after_its_crate() {
        for (builtin, _) in PATHS {
            let krate = builtin.path().split("::").next();
            let expected = krate.filter(|krate| *krate != "std");
            assert_eq!(builtin.feature(), expected, "{builtin:?}");
        }
    }
}
