//! Rust, JavaScript and Erlang against each other: what the tests in `tests/` stand on.
//!
//! | module | holds |
//! |---|---|
//! | [`tape`] | random bytes as a source of decisions, so that every value can shrink |
//! | [`generate`] | values of any type of a contract, as typed JSON |
//! | [`bombs`] | what a peer that means harm puts where a value belongs |
//! | [`cases`] | the types of the corpus with the codecs that libero generated for them |
//! | [`edit`] | the smallest value of a type, with one place of it replaced |
//! | [`end`], [`ends`] | Node and Erlang as programs that read a value and write it again |
//! | [`oracle`] | what a foreign reader of ETF must find in a term |
//! | [`place`] | the path to a byte of a term |
//! | [`reorder`] | the same value with keys, entries and items of sets in another order |
//! | [`term`] | terms written by hand, right and wrong |
//! | [`tree`] | the parts of a term, to be replaced, repeated or reordered |
//! | [`damage`] | every cut, every bent bit and every bomb of a valid frame |
//! | [`files`] | where the corpus and its outputs are |
//! | [`frames`] | valid frames of every type, to be damaged |

pub mod base64;
pub mod bombs;
pub mod cases;
pub mod damage;
pub mod edit;
pub mod end;
pub mod ends;
pub mod files;
pub mod frames;
pub mod generate;
pub mod oracle;
pub mod place;
pub mod reorder;
pub mod tape;
pub mod term;
pub mod tree;
