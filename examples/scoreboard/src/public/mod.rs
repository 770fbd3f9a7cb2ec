//! Public.
pub mod pages;
