//! The league's office: what changes the season.

pub mod layout;
pub mod pages;
