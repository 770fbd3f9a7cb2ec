//! Names that every module knows without an import.

use crate::resolve::arena::Namespace;

/// Prelude names and primitive types with their paths below `std`, sorted by name.
const PATHS: &[(&str, &str)] = &[
    ("AsMut", "convert::AsMut"),
    ("AsRef", "convert::AsRef"),
    ("Box", "boxed::Box"),
    ("Clone", "clone::Clone"),
    ("Copy", "marker::Copy"),
    ("Default", "default::Default"),
    ("DoubleEndedIterator", "iter::DoubleEndedIterator"),
    ("Drop", "ops::Drop"),
    ("Eq", "cmp::Eq"),
    ("ExactSizeIterator", "iter::ExactSizeIterator"),
    ("Extend", "iter::Extend"),
    ("Fn", "ops::Fn"),
    ("FnMut", "ops::FnMut"),
    ("FnOnce", "ops::FnOnce"),
    ("From", "convert::From"),
    ("FromIterator", "iter::FromIterator"),
    ("Future", "future::Future"),
    ("Into", "convert::Into"),
    ("IntoFuture", "future::IntoFuture"),
    ("IntoIterator", "iter::IntoIterator"),
    ("Iterator", "iter::Iterator"),
    ("Option", "option::Option"),
    ("Ord", "cmp::Ord"),
    ("PartialEq", "cmp::PartialEq"),
    ("PartialOrd", "cmp::PartialOrd"),
    ("Result", "result::Result"),
    ("Send", "marker::Send"),
    ("Sized", "marker::Sized"),
    ("String", "string::String"),
    ("Sync", "marker::Sync"),
    ("ToOwned", "borrow::ToOwned"),
    ("ToString", "string::ToString"),
    ("TryFrom", "convert::TryFrom"),
    ("TryInto", "convert::TryInto"),
    ("Unpin", "marker::Unpin"),
    ("Vec", "vec::Vec"),
    ("bool", "primitive::bool"),
    ("char", "primitive::char"),
    ("f32", "primitive::f32"),
    ("f64", "primitive::f64"),
    ("i128", "primitive::i128"),
    ("i16", "primitive::i16"),
    ("i32", "primitive::i32"),
    ("i64", "primitive::i64"),
    ("i8", "primitive::i8"),
    ("isize", "primitive::isize"),
    ("str", "primitive::str"),
    ("u128", "primitive::u128"),
    ("u16", "primitive::u16"),
    ("u32", "primitive::u32"),
    ("u64", "primitive::u64"),
    ("u8", "primitive::u8"),
    ("usize", "primitive::usize"),
];

/// The path below `std` of a prelude name or a primitive type.
pub fn path(name: &str, namespace: Namespace) -> Option<&'static str> {
    if namespace == Namespace::Values {
        return None;
    }
    let place = PATHS.binary_search_by_key(&name, |(name, _)| name).ok()?;
    Some(PATHS[place].1)
}

/// All of these paths.
pub fn paths() -> impl Iterator<Item = &'static str> {
    PATHS.iter().map(|(_, path)| *path)
}
