//! Handlers in every form.

pub mod answers;
pub mod failures;
pub mod home;
