//! Integers of every width.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ints {
    pub i8: i8,
    pub i16: i16,
    pub i32: i32,
    pub i64: i64,
    pub i128: i128,
    pub isize: isize,
    pub u8: u8,
    pub u16: u16,
    pub u32: u32,
    pub u64: u64,
    pub u128: u128,
    pub usize: usize,
    pub many: Many,
}

/// Lists, in which a BEAM may send small integers as a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Many {
    pub i8s: Vec<i8>,
    pub u16s: Vec<u16>,
    pub i64s: Vec<i64>,
    pub u128s: Vec<u128>,
}
