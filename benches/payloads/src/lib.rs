//! The five values of the benchmarks, the same in every contender and at each run.
//!
//! | value | bytes of ETF | holds |
//! |---|---|---|
//! | [`small_admin`] | 217 | a title, an optional item, a dict of strings, bools |
//! | [`type_matrix`] | 489 | one field of each kind |
//! | [`repeated_records`] | 11.8 kB | a page of items |
//! | [`nested_game`] | 17 kB | two teams, events with a team and a dict each, events by code |
//! | [`large_shots`] | 71 kB | shots with numbers and tags, counts by player |
//!
//! Sizes are those of whole terms, with the leading 131 and without the frame of a call.

pub mod admin;
pub mod calls;
pub mod context;
pub mod game;
/// What libero writes.
pub mod generated {
    pub mod libero;
}
pub mod items;
pub mod matrix;
pub mod shots;
mod words;

pub use admin::{SmallAdmin, small_admin};
pub use game::{GameEvent, NestedGame, Team, nested_game};
pub use generated::libero::{Wire, borrowed, etf, json};
pub use items::{Item, RepeatedRecords, repeated_records};
pub use matrix::{Level, Pair, TypeMatrix, type_matrix};
pub use shots::{LargeShots, Shot, large_shots};
pub use words::Numbers;
