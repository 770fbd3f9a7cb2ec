//! Peers of different versions: who speaks which contract, and what both still agree on.
//!
//! A peer announces the hash of its contract when it connects. Where both agree, that is all. Where they do
//! not, the server answers with a [document](ServerContract) of the hashes of its functions and pushes: those
//! that are the same on both sides go on as before, the others are stale, and are not sent.
//!
//! * A server asks its [`Contract`] to [choose](Contract::choose) a `WebSocket` subprotocol and to
//!   [check](Contract::check) the header of an HTTP request.
//! * A client keeps what it [knows](Known) of its server.

mod client;
mod document;
mod server;

pub use client::Known;
pub use document::ServerContract;
pub use server::{Choice, First, Refusal, Unannounced};

/// The HTTP header by which both ends say which contract they speak.
pub const HEADER: &str = "libero-contract";
/// The HTTP status for a call that was not run, because the contracts differ.
pub const STATUS: u16 = 409;
/// The `WebSocket` close code for a peer that does not say which contract it speaks, and has to.
pub const CLOSE: u16 = 4409;

/// What is behind the codec in the subprotocol of peers whose contracts differ.
const SKEW: &str = "skew";

/// The hashes of a contract: what a generated module has as its `CONTRACT`.
///
/// Hashes of functions and pushes are the first 16 digits of those in `contract.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contract<'a> {
    /// The hash of the whole contract: 64 hexadecimal digits.
    pub hash: &'a str,
    /// `module/path.name` and hash of each function that can be called.
    pub endpoints: &'a [(&'a str, &'a str)],
    /// `module/path.Type` and hash of each type that may be pushed.
    pub pushes: &'a [(&'a str, &'a str)],
}
