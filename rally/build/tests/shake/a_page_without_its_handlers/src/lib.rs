//! An application.

pub mod context;
pub mod home_;
