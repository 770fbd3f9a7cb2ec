//! What the benchmark programs share: measuring in rounds, and lines for `cargo xtask bench`.

pub mod measure;
pub mod report;
