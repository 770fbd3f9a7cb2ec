//! What everybody may see.

pub mod layout;
pub mod not_found;
pub mod pages;
