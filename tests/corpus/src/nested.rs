//! Options and results, which nest without collapsing.

use crate::enums::Colour;
use crate::structs::{Empty, Unit};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    pub plain: Option<i64>,
    pub twice: Option<Option<i64>>,
    pub thrice: Option<Option<Option<String>>>,
    pub unit: Option<()>,
    pub empty: Option<Empty>,
    pub unit_struct: Option<Unit>,
    pub list: Option<Vec<Option<bool>>>,
    pub wrapped: Option<Maybe>,
    pub boxed: Option<Box<Option<i64>>>,
    pub result: Option<Result<i64, ()>>,
    pub colour: Option<Colour>,
}

/// A struct of one field that may be nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maybe(pub Option<String>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    pub plain: Result<i64, String>,
    pub unit: Result<(), ()>,
    pub nested: Result<Result<i64, bool>, Option<String>>,
    pub list: Vec<Result<u8, Colour>>,
    pub tuple: Result<(i64, i64), Vec<String>>,
}
