//! Teams, games and standings.

pub mod context;
pub mod generated;
pub mod public;
