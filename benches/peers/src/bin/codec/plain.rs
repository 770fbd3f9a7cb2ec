//! The payloads as a program without libero would declare them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::of::{Of, of_fields};

/// Structs that every peer with a derive can use.
macro_rules! structs {
    ($(struct $name:ident { $($(#[$note:meta])* $field:ident: $ty:ty,)* })*) => {
        $(
            #[derive(Clone, Debug, PartialEq)]
            #[derive(Serialize, Deserialize, bincode::Encode, bincode::Decode)]
            pub(crate) struct $name {
                $($(#[$note])* $field: $ty,)*
            }
        )*
        of_fields! { $($name { $($field),* })* }
    };
}

structs! {
    struct SmallAdmin {
        title: String,
        item: Option<Item>,
        labels: BTreeMap<String, String>,
        can_edit: bool,
        can_publish: bool,
        archived: bool,
    }
    struct Item {
        id: i64,
        name: String,
        price: f64,
        in_stock: bool,
        tags: Vec<String>,
    }
    struct RepeatedRecords {
        page: u32,
        total: i64,
        items: Vec<Item>,
    }
    struct TypeMatrix {
        // What serde's binary formats are fastest with; JSON has no bytes in any case.
        #[serde(with = "serde_bytes")] digest: Vec<u8>,
        level: Level,
        pair: Pair,
        triple: (i64, f64, String),
        note: Option<String>,
        parent: Option<i64>,
        accepted: Result<i64, String>,
        refused: Result<i64, String>,
        by_number: BTreeMap<i64, String>,
        by_answer: BTreeMap<bool, String>,
        nothing: (),
    }
    struct NestedGame {
        id: i64,
        home: Team,
        away: Team,
        events: Vec<GameEvent>,
        events_by_code: BTreeMap<String, GameEvent>,
    }
    struct Team {
        code: String,
        name: String,
        city: String,
    }
    struct GameEvent {
        code: String,
        minute: u32,
        team: Team,
        details: BTreeMap<String, String>,
    }
    struct LargeShots {
        shots: Vec<Shot>,
        counts: BTreeMap<i64, i64>,
    }
    struct Shot {
        player: i64,
        second: i64,
        x: f64,
        y: f64,
        on_target: bool,
        tags: Vec<String>,
    }
}

#[derive(
    Clone, Copy, Debug, PartialEq, Serialize, Deserialize, bincode::Encode, bincode::Decode,
)]
pub(crate) enum Level {
    Reader,
    Writer,
    Owner,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, bincode::Encode, bincode::Decode)]
pub(crate) struct Pair(i64, String);

impl Of<payloads::Level> for Level {
    fn of(source: &payloads::Level) -> Self {
        match source {
            payloads::Level::Reader => Self::Reader,
            payloads::Level::Writer => Self::Writer,
            payloads::Level::Owner => Self::Owner,
        }
    }
}

impl Of<payloads::Pair> for Pair {
    fn of(source: &payloads::Pair) -> Self {
        Self(source.0, source.1.clone())
    }
}

impl Of<u8> for u8 {
    fn of(source: &u8) -> Self {
        *source
    }
}

impl Of<Result<i64, String>> for Result<i64, String> {
    fn of(source: &Result<i64, String>) -> Self {
        source.clone()
    }
}
