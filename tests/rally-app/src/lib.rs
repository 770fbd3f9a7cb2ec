//! A page for each thing that pages can do.
#![allow(missing_docs, reason = "what is to be seen here are the pages")]
#![allow(
    clippy::unused_async,
    reason = "an application asks a database where these ask a list"
)]

pub mod admin;
pub mod context;
pub mod domain;
pub mod generated;
pub mod public;
