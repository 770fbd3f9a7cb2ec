//! Generated.
pub mod public;
