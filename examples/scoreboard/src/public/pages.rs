//! Pages.
pub mod home_;
