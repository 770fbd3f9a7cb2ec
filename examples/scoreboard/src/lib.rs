//! Teams, games and standings of a league: an application of rally.
//!
//! | module | holds |
//! |---|---|
//! | [`public`], [`admin`] | the pages, a file each |
//! | [`parts`] | what several pages show |
//! | [`league`] | what travels between server and browser |
//! | [`store`], [`seed`], [`context`] | the database |
//! | [`generated`] | what `rally gen` makes of the pages |

#![allow(missing_docs, reason = "pages are read, not looked up")]

pub mod admin;
pub mod context;
#[rustfmt::skip]
pub mod generated;
pub mod league;
pub mod parts;
pub mod public;
pub mod seed;
pub mod store;
