//! For everybody.

pub mod client_context;
pub mod error;
pub mod layout;
pub mod not_found;
pub mod pages;
