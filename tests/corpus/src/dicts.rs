//! Dicts with every kind of key.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use crate::enums::{Colour, Shape};

#[derive(Clone, Debug, PartialEq)]
pub struct Dicts {
    pub strings: HashMap<String, i64>,
    pub boxed: BTreeMap<Box<str>, bool>,
    pub chars: BTreeMap<char, u8>,
    pub uuids: HashMap<Uuid, String>,
    pub i64s: BTreeMap<i64, String>,
    pub u8s: HashMap<u8, f64>,
    pub i128s: BTreeMap<i128, ()>,
    pub u128s: BTreeMap<u128, ()>,
    pub bools: BTreeMap<bool, Vec<i64>>,
    pub colours: HashMap<Colour, Option<i64>>,
    pub nested: BTreeMap<String, BTreeMap<i64, Vec<Shape>>>,
}
