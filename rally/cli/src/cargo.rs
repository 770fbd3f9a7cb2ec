//! `rally`: the program.

mod client;

fn main() {}
