//@ seeds: Board
use std::collections::HashMap;

pub struct UserId(pub String);

pub struct Board {
    pub owners: HashMap<UserId, u8>,
}
