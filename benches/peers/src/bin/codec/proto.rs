//! The payloads as messages of protocol buffers.

use std::collections::BTreeMap;

use prost::{Enumeration, Message, Oneof};

use crate::of::{Of, of_fields};

#[derive(Clone, PartialEq, Message)]
pub(crate) struct SmallAdmin {
    #[prost(string, tag = "1")]
    title: String,
    #[prost(message, optional, tag = "2")]
    item: Option<Item>,
    #[prost(btree_map = "string, string", tag = "3")]
    labels: BTreeMap<String, String>,
    #[prost(bool, tag = "4")]
    can_edit: bool,
    #[prost(bool, tag = "5")]
    can_publish: bool,
    #[prost(bool, tag = "6")]
    archived: bool,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Item {
    #[prost(int64, tag = "1")]
    id: i64,
    #[prost(string, tag = "2")]
    name: String,
    #[prost(double, tag = "3")]
    price: f64,
    #[prost(bool, tag = "4")]
    in_stock: bool,
    #[prost(string, repeated, tag = "5")]
    tags: Vec<String>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct RepeatedRecords {
    #[prost(uint32, tag = "1")]
    page: u32,
    #[prost(int64, tag = "2")]
    total: i64,
    #[prost(message, repeated, tag = "3")]
    items: Vec<Item>,
}

/// Has no unit: there is nothing to write.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct TypeMatrix {
    #[prost(bytes = "vec", tag = "1")]
    digest: Vec<u8>,
    #[prost(enumeration = "Level", tag = "2")]
    level: i32,
    #[prost(message, optional, tag = "3")]
    pair: Option<Pair>,
    #[prost(message, optional, tag = "4")]
    triple: Option<Triple>,
    #[prost(string, optional, tag = "5")]
    note: Option<String>,
    #[prost(int64, optional, tag = "6")]
    parent: Option<i64>,
    #[prost(message, optional, tag = "7")]
    accepted: Option<Outcome>,
    #[prost(message, optional, tag = "8")]
    refused: Option<Outcome>,
    #[prost(btree_map = "int64, string", tag = "9")]
    by_number: BTreeMap<i64, String>,
    #[prost(btree_map = "bool, string", tag = "10")]
    by_answer: BTreeMap<bool, String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Enumeration)]
#[repr(i32)]
pub(crate) enum Level {
    Reader = 0,
    Writer = 1,
    Owner = 2,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Pair {
    #[prost(int64, tag = "1")]
    number: i64,
    #[prost(string, tag = "2")]
    text: String,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Triple {
    #[prost(int64, tag = "1")]
    number: i64,
    #[prost(double, tag = "2")]
    float: f64,
    #[prost(string, tag = "3")]
    text: String,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Outcome {
    #[prost(oneof = "outcome::Is", tags = "1, 2")]
    is: Option<outcome::Is>,
}

pub(crate) mod outcome {
    use super::Oneof;

    #[derive(Clone, PartialEq, Oneof)]
    pub(crate) enum Is {
        #[prost(int64, tag = "1")]
        Ok(i64),
        #[prost(string, tag = "2")]
        Err(String),
    }
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct NestedGame {
    #[prost(int64, tag = "1")]
    id: i64,
    #[prost(message, required, tag = "2")]
    home: Team,
    #[prost(message, required, tag = "3")]
    away: Team,
    #[prost(message, repeated, tag = "4")]
    events: Vec<GameEvent>,
    #[prost(btree_map = "string, message", tag = "5")]
    events_by_code: BTreeMap<String, GameEvent>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Team {
    #[prost(string, tag = "1")]
    code: String,
    #[prost(string, tag = "2")]
    name: String,
    #[prost(string, tag = "3")]
    city: String,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct GameEvent {
    #[prost(string, tag = "1")]
    code: String,
    #[prost(uint32, tag = "2")]
    minute: u32,
    #[prost(message, required, tag = "3")]
    team: Team,
    #[prost(btree_map = "string, string", tag = "4")]
    details: BTreeMap<String, String>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct LargeShots {
    #[prost(message, repeated, tag = "1")]
    shots: Vec<Shot>,
    #[prost(btree_map = "int64, int64", tag = "2")]
    counts: BTreeMap<i64, i64>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Shot {
    #[prost(int64, tag = "1")]
    player: i64,
    #[prost(int64, tag = "2")]
    second: i64,
    #[prost(double, tag = "3")]
    x: f64,
    #[prost(double, tag = "4")]
    y: f64,
    #[prost(bool, tag = "5")]
    on_target: bool,
    #[prost(string, repeated, tag = "6")]
    tags: Vec<String>,
}

of_fields! {
    SmallAdmin { title, item, labels, can_edit, can_publish, archived }
    Item { id, name, price, in_stock, tags }
    RepeatedRecords { page, total, items }
    NestedGame { id, home, away, events, events_by_code }
    Team { code, name, city }
    GameEvent { code, minute, team, details }
    LargeShots { shots, counts }
    Shot { player, second, x, y, on_target, tags }
}

impl Of<payloads::TypeMatrix> for TypeMatrix {
    fn of(source: &payloads::TypeMatrix) -> Self {
        Self {
            digest: source.digest.clone(),
            level: match source.level {
                payloads::Level::Reader => Level::Reader,
                payloads::Level::Writer => Level::Writer,
                payloads::Level::Owner => Level::Owner,
            } as i32,
            pair: Some(Pair {
                number: source.pair.0,
                text: source.pair.1.clone(),
            }),
            triple: Some(Triple {
                number: source.triple.0,
                float: source.triple.1,
                text: source.triple.2.clone(),
            }),
            note: source.note.clone(),
            parent: source.parent,
            accepted: outcome(&source.accepted),
            refused: outcome(&source.refused),
            by_number: source.by_number.clone(),
            by_answer: source.by_answer.clone(),
        }
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "a message within a message is optional"
)]
fn outcome(source: &Result<i64, String>) -> Option<Outcome> {
    let is = match source {
        Ok(value) => outcome::Is::Ok(*value),
        Err(error) => outcome::Is::Err(error.clone()),
    };
    Some(Outcome { is: Some(is) })
}
