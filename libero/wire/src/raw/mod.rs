//! Stores of writers and texts of readers. All unsafe code of the project is in this module.
//!
//! What it is for, writing: the five values of `benches/payloads` take 1.5 to 1.9 times as long to write as
//! ETF with `Vec::extend_from_slice` instead, which calls `memcpy` for each text, and 1.6 to 2.3
//! times as long by the steps below in safe code, where each part checks for room again. Reading: they
//! take 1.2 times as long with `str::from_utf8` and `to_owned`.
//!
//! Nothing here trusts a promise made elsewhere: each function checks the room that it writes to.
#![allow(unsafe_code)]

mod buf;
mod scan;
mod stage;
mod text;
mod words;

pub(crate) use buf::Buf;
pub(crate) use scan::specials;
pub(crate) use stage::Stage;
pub(crate) use text::{
    LEAST, ascii_str, leading_string, owned, owned_bytes, quoted_string, short_str, short_string,
};
pub(crate) use words::SHORT;
