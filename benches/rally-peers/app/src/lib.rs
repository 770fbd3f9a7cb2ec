//! The page and the call with rally.

pub mod context;
pub mod generated;
pub mod public;
