//! Rust, JavaScript and Erlang against each other, on one corpus.

mod beam;
mod contract;
mod coverage;
mod dispatch;
mod round_trip;
mod wall;
