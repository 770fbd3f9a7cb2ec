//! Sets, whose items may be of any type that has an order or a hash.

use std::collections::{BTreeSet, HashSet};

use crate::enums::Colour;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sets {
    pub words: HashSet<String>,
    pub numbers: BTreeSet<i64>,
    pub small: BTreeSet<u8>,
    pub colours: HashSet<Colour>,
    pub pairs: BTreeSet<(i32, String)>,
    pub options: BTreeSet<Option<u16>>,
    pub sets: BTreeSet<BTreeSet<i8>>,
}
