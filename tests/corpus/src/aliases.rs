//! `type` aliases, generic ones too.

use std::collections::BTreeMap;

use crate::generics::{Couple, Page};
use crate::structs as forms;

pub type Number = i64;
pub type Numbers = Vec<Number>;
pub type Pairs<T> = Vec<(T, T)>;
pub type ByName<T> = BTreeMap<String, T>;
pub type Fallible<T> = Result<T, Failure>;
pub type Same<T> = Couple<T>;

#[derive(Clone, Debug, PartialEq)]
pub struct Aliased {
    pub number: Number,
    pub numbers: Numbers,
    pub pairs: Pairs<String>,
    pub pages: ByName<Page<Number>>,
    pub outcome: Fallible<Numbers>,
    pub same: Same<bool>,
    pub form: forms::Named,
    pub local: self::inner::Local,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub reason: String,
}

/// An inline module.
pub mod inner {
    use super::super::structs::*;

    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Local {
        pub outer: super::Number,
        pub glob: Newtype,
    }
}
