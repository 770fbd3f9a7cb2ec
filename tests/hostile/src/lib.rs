//! What must hold for any bytes whatever. `tests/fuzz` feeds these functions with what a fuzzer makes
//! up, guided by coverage; the tests here with the seeds that are kept.
//!
//! | module | holds |
//! |---|---|
//! | [`codecs`] | a value of the corpus in ETF, in JSON, and from one to the other |
//! | [`javascript`] | the same bytes for Rust and for Node |
//! | [`frames`] | requests, their dispatch, responses and pushes |
//! | [`documents`] | `contract.json`, and what is made of one |
//! | [`source`] | Rust source, from its text to the outputs |
//! | [`seeds`], [`dictionary`] | what a fuzzer starts from |

pub mod codecs;
pub mod dictionary;
pub mod documents;
pub mod frames;
pub mod javascript;
pub mod seeds;
pub mod source;
mod values;

use std::path::PathBuf;

/// A fuzz target.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name: that of its program and of its folder of seeds.
    pub name: &'static str,
    /// Panics where something does not hold.
    pub check: fn(&[u8]),
}

/// Every target.
pub const TARGETS: &[Target] = &[
    Target {
        name: "etf",
        check: codecs::etf,
    },
    Target {
        name: "json",
        check: codecs::json,
    },
    Target {
        name: "differential",
        check: codecs::differential,
    },
    Target {
        name: "javascript",
        check: javascript::check,
    },
    Target {
        name: "frames",
        check: frames::check,
    },
    Target {
        name: "contract",
        check: documents::check,
    },
    Target {
        name: "source",
        check: source::check,
    },
];

/// Where the fuzz targets, their seeds and their dictionaries are.
pub fn folder() -> PathBuf {
    parity::files::workspace().join("tests/fuzz")
}
