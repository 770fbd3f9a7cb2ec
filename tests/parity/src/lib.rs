//! Rust, JavaScript and Erlang against each other: what the tests in `tests/` stand on.
//!
//! | module | holds |
//! |---|---|
//! | [`tape`] | random bytes as a source of decisions, so that every value can shrink |
//! | [`generate`] | values of any type of a contract, as typed JSON |
//! | [`cases`] | the types of the corpus with the codecs that libero generated for them |
//! | [`edit`] | the smallest value of a type, with one place of it replaced |
//! | [`end`], [`ends`] | Node and Erlang as programs that read a value and write it again |
//! | [`oracle`] | what a foreign reader of ETF must find in a term |
//! | [`term`] | terms written by hand, right and wrong |
//! | [`files`] | where the corpus and its outputs are |

pub mod base64;
pub mod cases;
pub mod edit;
pub mod end;
pub mod ends;
pub mod files;
pub mod generate;
pub mod oracle;
pub mod tape;
pub mod term;
