#![forbid(unsafe_code)]

pub mod admin;
pub mod context;
pub mod domain;
pub mod generated;
pub mod public;
