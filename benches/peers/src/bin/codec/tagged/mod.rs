//! The payloads so that serde writes and reads libero's typed JSON, byte for byte.
//!
//! `{"type":"items.Item","variant":"Item","fields":{…}}`: type and variant are enums with one name
//! each, which serde checks when it reads, as libero does.

mod parts;
mod shapes;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::of::Of;
use parts::{Bytes, Empty, Pairs};
use shapes::{Maybe, Outcome};

/// A constructor: its names and its fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tagged<T, V, F> {
    r#type: T,
    variant: V,
    fields: F,
}

/// Structs with labelled fields.
macro_rules! records {
    ($($module:ident: $name:ident as $path:literal { $($field:ident: $ty:ty,)* })*) => {$(
        mod $module {
            use super::*;

            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            pub(crate) enum Name {
                #[serde(rename = $path)]
                It,
            }

            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            pub(crate) enum Variant {
                $name,
            }

            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            pub(crate) struct Fields {
                $($field: $ty,)*
            }

            impl Of<payloads::$name> for $name {
                fn of(source: &payloads::$name) -> Self {
                    Self {
                        r#type: Name::It,
                        variant: Variant::$name,
                        fields: Fields { $($field: Of::of(&source.$field)),* },
                    }
                }
            }
        }

        pub(crate) type $name = Tagged<$module::Name, $module::Variant, $module::Fields>;
    )*};
}

records! {
    admin: SmallAdmin as "admin.SmallAdmin" {
        title: String,
        item: Maybe<Item>,
        labels: BTreeMap<String, String>,
        can_edit: bool,
        can_publish: bool,
        archived: bool,
    }
    item: Item as "items.Item" {
        id: i64,
        name: String,
        price: f64,
        in_stock: bool,
        tags: Vec<String>,
    }
    records: RepeatedRecords as "items.RepeatedRecords" {
        page: u32,
        total: i64,
        items: Vec<Item>,
    }
    matrix: TypeMatrix as "matrix.TypeMatrix" {
        digest: Bytes,
        level: Level,
        pair: Pair,
        triple: (i64, f64, String),
        note: Maybe<String>,
        parent: Maybe<i64>,
        accepted: Outcome<i64, String>,
        refused: Outcome<i64, String>,
        by_number: Pairs<i64, String>,
        by_answer: Pairs<bool, String>,
        nothing: (),
    }
    game: NestedGame as "game.NestedGame" {
        id: i64,
        home: Team,
        away: Team,
        events: Vec<GameEvent>,
        events_by_code: BTreeMap<String, GameEvent>,
    }
    team: Team as "game.Team" {
        code: String,
        name: String,
        city: String,
    }
    event: GameEvent as "game.GameEvent" {
        code: String,
        minute: u32,
        team: Team,
        details: BTreeMap<String, String>,
    }
    large_shots: LargeShots as "shots.LargeShots" {
        shots: Vec<Shot>,
        counts: Pairs<i64, i64>,
    }
    shot: Shot as "shots.Shot" {
        player: i64,
        second: i64,
        x: f64,
        y: f64,
        on_target: bool,
        tags: Vec<String>,
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum LevelName {
    #[serde(rename = "matrix.Level")]
    It,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum LevelVariant {
    Reader,
    Writer,
    Owner,
}

pub(crate) type Level = Tagged<LevelName, LevelVariant, Empty>;

impl Of<payloads::Level> for Level {
    fn of(source: &payloads::Level) -> Self {
        Self {
            r#type: LevelName::It,
            variant: match source {
                payloads::Level::Reader => LevelVariant::Reader,
                payloads::Level::Writer => LevelVariant::Writer,
                payloads::Level::Owner => LevelVariant::Owner,
            },
            fields: Empty {},
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum PairName {
    #[serde(rename = "matrix.Pair")]
    It,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum PairVariant {
    Pair,
}

pub(crate) type Pair = Tagged<PairName, PairVariant, (i64, String)>;

impl Of<payloads::Pair> for Pair {
    fn of(source: &payloads::Pair) -> Self {
        Self {
            r#type: PairName::It,
            variant: PairVariant::Pair,
            fields: (source.0, source.1.clone()),
        }
    }
}
