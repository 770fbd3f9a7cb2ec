//! The only namespace.

pub mod layout;
pub mod pages;
