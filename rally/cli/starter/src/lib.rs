//! APP_TITLE.

pub mod context;
pub mod generated;
pub mod notes;
pub mod public;
