//@ seeds: Board
use std::collections::HashMap;

pub struct Index<K> {
    pub entries: HashMap<K, u32>,
}

pub struct Board {
    pub owners: Index<Option<u8>>,
}
