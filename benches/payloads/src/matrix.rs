//! One field of each kind.

use std::collections::BTreeMap;

/// One field of each kind.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeMatrix {
    /// Bytes.
    pub digest: Vec<u8>,
    /// An enum of bare variants.
    pub level: Level,
    /// Fields without labels.
    pub pair: Pair,
    /// A tuple.
    pub triple: (i64, f64, String),
    /// An option with something in it.
    pub note: Option<String>,
    /// An option with nothing in it.
    pub parent: Option<i64>,
    /// A result that is good.
    pub accepted: Result<i64, String>,
    /// A result that is not.
    pub refused: Result<i64, String>,
    /// A dict by integers.
    pub by_number: BTreeMap<i64, String>,
    /// A dict by bools.
    pub by_answer: BTreeMap<bool, String>,
    /// The unit.
    pub nothing: (),
}

/// How much is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// To read.
    Reader,
    /// To write too.
    Writer,
    /// To decide about others.
    Owner,
}

/// Fields without labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair(pub i64, pub String);

/// A value with small, large and negative numbers.
pub fn type_matrix() -> TypeMatrix {
    let text = |word: &str| word.to_owned();
    TypeMatrix {
        digest: (0..64u8)
            .map(|index| index.wrapping_mul(37) ^ 0x5a)
            .collect(),
        level: Level::Writer,
        pair: Pair(1_762_000_000_123, text("Zürich, platform 7")),
        triple: (-40, 0.1875, text("measured by hand")),
        note: Some(text(
            "Ask for the key at the door of the house next to the mill",
        )),
        parent: None,
        accepted: Ok(70_000),
        refused: Err(text("the storehouse is closed on Sundays")),
        by_number: BTreeMap::from([
            (-1, text("unknown")),
            (7, text("seven of them")),
            (300, text("more than a byte holds")),
            (1_000_000, text("a million, give or take a dozen.")),
        ]),
        by_answer: BTreeMap::from([(false, text("no, thank you")), (true, text("yes, gladly"))]),
        nothing: (),
    }
}
