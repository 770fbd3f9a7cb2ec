//! Floats of both widths.

#[derive(Clone, Debug, PartialEq)]
pub struct Floats {
    pub single: f32,
    pub double: f64,
    pub singles: Vec<f32>,
    pub doubles: Vec<f64>,
}
