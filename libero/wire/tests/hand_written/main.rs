//! Generated code as the Rust target prints it, written by hand.

#![allow(missing_docs)]

pub mod app;
mod calls;
#[allow(clippy::all, clippy::pedantic)]
pub mod generated;
mod values;
