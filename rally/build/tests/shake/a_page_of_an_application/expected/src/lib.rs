#![forbid(unsafe_code)]


pub mod context;
pub mod domain;
pub mod generated;
pub mod public;
