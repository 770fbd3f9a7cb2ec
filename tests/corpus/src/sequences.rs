//! Lists of any length, and of one.

use std::collections::VecDeque;
use std::sync::Arc;

/// Lists of any length.
#[derive(Clone, Debug, PartialEq)]
pub struct Sequences {
    pub vec: Vec<String>,
    pub deque: VecDeque<i64>,
    pub boxed: Box<[bool]>,
    pub counted: Arc<[f64]>,
    pub nested: Vec<Vec<Vec<i64>>>,
    pub options: Vec<Option<i64>>,
}

/// How many corners a square has.
pub const CORNERS: usize = 4;

/// Lists of one length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrays {
    pub three: [i64; 3],
    pub none: [String; 0],
    pub corners: [(i32, i32); CORNERS],
    pub sum: [bool; CORNERS + 1],
    pub matrix: [[i16; 2]; 3],
    pub hashes: [[u8; 2]; 2],
}
