/// A part of a list.
#[derive(Clone)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub size: usize,
}

impl<T> Page<T> {
    pub fn new(items: Vec<T>, size: usize) -> Self {
        Self { items, size }
    }

    pub fn limit_clause(&self) -> String {
        format!("limit {} offset ?", self.size)
    }
}

pub struct Cursor<T>(T);
