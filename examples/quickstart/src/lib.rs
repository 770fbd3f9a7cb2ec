//! A task board over `SQLite`, called through libero from a browser, Node, Python, Erlang and Rust.
//!
//! The handlers are the public `server_*` functions in [`account`] and [`board`]; what they take and
//! return is the contract. `generated::libero` is written by `libero gen`.

pub mod account;
pub mod board;
pub mod context;
pub mod db;
mod docs;
pub mod http;
mod migrations;
mod origin;
pub mod page;
pub mod problem;
pub mod sample;
pub mod server;
mod socket;

/// What libero writes.
pub mod generated {
    pub mod libero;
}
