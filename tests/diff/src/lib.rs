//! Every kind of change between two contracts, each as two pieces of Rust source, with the verdict that
//! `libero diff` gives; and the proof of it. Both ends of both sides are generated and run: values of all
//! kinds are written by one side and read by the other, in both codecs, by Rust and by JavaScript.

#![allow(missing_docs, unreachable_pub)]

pub mod base;
pub mod ends;
pub mod rows;
pub mod sample;

/// What was generated for one side of a row.
pub struct Side {
    /// Calls and pushes.
    pub ends: Vec<ends::End>,
    /// The server: the frame of a request to the frame of its reply.
    pub serve: fn(&[u8]) -> Vec<u8>,
    /// What peers compare.
    pub hashes: libero_wire::skew::Contract<'static>,
    path: &'static str,
}

impl Side {
    /// The folder of the generated JavaScript SDK.
    pub fn sdk(&self) -> String {
        format!("{}/{}/sdk", env!("OUT_DIR"), self.path)
    }

    /// The contract.
    pub fn contract(&self) -> contract_schema::Contract {
        let path = format!("{}/{}/contract.json", env!("OUT_DIR"), self.path);
        let text = std::fs::read_to_string(path).expect("written by the build script");
        contract_schema::document::from_json(&text).expect("a contract")
    }
}

/// A row and its two sides.
pub struct Case {
    pub row: rows::Row,
    pub old: Side,
    pub new: Side,
}

/// Every row.
pub fn cases() -> Vec<Case> {
    let rows = rows::all().into_iter();
    rows.zip(sides())
        .map(|(row, (old, new))| Case { row, old, new })
        .collect()
}

// Paths of generated code begin at the crate: the rows are modules of its root.
include!(concat!(env!("OUT_DIR"), "/rows.rs"));
