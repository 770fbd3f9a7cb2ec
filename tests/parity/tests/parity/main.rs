//! Rust, JavaScript and Erlang against each other, on one corpus.

mod beam;
mod contract;
mod coverage;
mod determinism;
mod dispatch;
mod edges;
mod mutations;
mod refusals;
mod refusals_json;
mod round_trip;
mod scale;
mod wall;
