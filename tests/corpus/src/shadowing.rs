//! Own types under the names of the prelude, and names that `cfg` decides.

use std::option::Option as Maybe;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shadowed {
    pub own: String,
    pub real: std::string::String,
    pub vec: Vec<String>,
    pub real_vec: std::vec::Vec<i64>,
    pub option: Option,
    pub real_option: Maybe<i64>,
    pub result: Result<i64>,
    #[cfg(not(feature = "absent"))]
    pub normal: i64,
    #[cfg(feature = "absent")]
    pub absent: *const u8,
}

/// A second `Option`, in tests alone.
#[cfg(all(test, feature = "absent"))]
pub struct Option;

/// Not the one of the prelude.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct String {
    pub length: u32,
}

/// Not the one of the prelude.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vec<T> {
    pub only: T,
}

/// Not the one of the prelude.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg(not(all(test, feature = "absent")))]
pub enum Option {
    Some,
    None,
}

/// Not the one of the prelude.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Result<T> {
    Ok(T),
    Err,
}
