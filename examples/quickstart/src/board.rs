//! The board: tasks in columns, with comments and attachments.

pub mod attachments;
pub mod changes;
pub(crate) mod checks;
pub mod comments;
pub mod errors;
pub mod events;
pub mod model;
mod rows;
pub mod stats;
pub mod tasks;

#[cfg(test)]
pub(crate) mod tests;
