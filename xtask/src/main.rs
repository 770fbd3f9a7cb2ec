//! Set-up, demo, tests and benchmarks, the same on any machine.
fn main() {}
