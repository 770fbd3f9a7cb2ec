//! Rust, JavaScript and Erlang against each other, on one corpus.

mod beam;
mod borrowed;
mod contract;
mod coverage;
mod depth;
mod determinism;
mod dispatch;
mod edges;
mod integers;
mod mutations;
mod order;
mod refusals;
mod refusals_json;
mod round_trip;
mod scale;
mod sweeps;
mod wall;
