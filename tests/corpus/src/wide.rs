//! What is large, deprecated, or documented at length.

#![allow(deprecated)]

/// Many fields.
///
/// The text of this comment goes into every output, so it holds what may trip a comment of another
/// language: `*/`, `-->`, `%`, `"quotes"`, a backslash \ and an at sign: @deprecated.
///
/// ```
/// assert_eq!(1 + 1, 2);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Wide {
    /// The first. */ alert(1) /*
    pub a: i64,
    pub b: String,
    pub c: Option<i64>,
    pub d: Vec<u8>,
    pub e: f64,
    pub f: bool,
    pub g: (),
    pub h: char,
    /// Use `a`.
    #[deprecated(since = "1.2.0", note = "use `a`")]
    pub i: i64,
    pub j: Old,
    pub k: Vec<Era>,
    pub l: u128,
    pub m: i128,
    pub n: Vec<f64>,
}

/// No longer used.
#[allow(deprecated)]
#[deprecated]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Old {
    pub reason: String,
}

/// Times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Era {
    /// Before.
    #[deprecated(note = "it is over")]
    Past,
    /// Now.
    Present,
    /// After.
    Future {
        /// In how many days.
        #[doc = "Counted from today."]
        days: u32,
    },
}
