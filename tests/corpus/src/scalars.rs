//! Values that are neither numbers nor text.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalars {
    pub bool: bool,
    pub char: char,
    pub unit: (),
    pub chars: Vec<char>,
    pub units: Vec<()>,
}
