//! Values that the server sends unasked.

use crate::enums::Colour;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    Opened { by: String },
    Painted(Colour),
    Closed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    pub count: u64,
}
