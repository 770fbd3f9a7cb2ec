//! Types that the corpus uses from another crate. Nothing here knows of libero.

pub mod article;
pub mod geo;

/// Part of a longer list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Where the next one begins.
    pub next: Option<u64>,
}
