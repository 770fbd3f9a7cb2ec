//! Tuples up to twelve elements.

#[derive(Clone, Debug, PartialEq)]
pub struct Tuples {
    pub one: (i64,),
    pub two: (i64, String),
    pub three: (bool, (), char),
    pub four: (u8, u16, u32, u64),
    pub five: (i8, i16, i32, i64, i128),
    pub six: (f32, f64, Option<f64>, Vec<f64>, (f64,), [f64; 1]),
    pub seven: (u8, u8, u8, u8, u8, u8, u8),
    pub eight: (u8, u8, u8, u8, u8, u8, u8, u8),
    pub nine: (u8, u8, u8, u8, u8, u8, u8, u8, u8),
    pub ten: (u8, u8, u8, u8, u8, u8, u8, u8, u8, u8),
    pub eleven: (u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8),
    pub twelve: Twelve,
    pub nested: ((i64, (String, bool)), Vec<(i64, i64)>),
}

pub type Twelve = (
    i8,
    i16,
    i32,
    i64,
    u8,
    u16,
    u32,
    u64,
    f64,
    bool,
    String,
    Option<()>,
);
