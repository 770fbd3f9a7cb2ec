//! Enums of every form.

#[derive(Clone, Debug, PartialEq)]
pub struct Enums {
    pub colour: Colour,
    pub numbered: Numbered,
    pub shape: Shape,
    pub shapes: Vec<Shape>,
    pub only: Only,
    pub page: PageState,
    pub list: ListState,
}

/// Unit variants alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Colour {
    Red,
    Green,
    Blue,
}

/// Discriminants do not show on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Numbered {
    Ten = 10,
    Two = 2,
    Next,
}

/// Every form of variant.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Point,
    Circle(f64),
    Line(i64, i64),
    Rectangle { width: u32, height: u32 },
    Labelled { r#type: String, value: i64 },
    Optional(Option<i64>),
    Pair((i64, bool)),
    Empty {},
    NoFields(),
    Nested(Box<Shape>),
}

/// One variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Only {
    One { value: String },
}

/// Shares names of variants with [`ListState`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageState {
    Loading,
    Loaded(String),
    Failed { reason: String },
}

/// Shares names of variants with [`PageState`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListState {
    Loading,
    Loaded(Vec<String>),
    Failed { reason: String },
}
