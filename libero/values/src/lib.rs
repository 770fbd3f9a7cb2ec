//! Values of a contract, without generated code.
//!
//! A [`Model`] is a contract that was looked through; with it values of any of its types are read and
//! written in both codecs, byte for byte as generated code does it, and in a plain form for people.
//!
//! | module | holds |
//! |---|---|
//! | [`model`] | the types of a contract, found by name |
//! | [`value`] | a value of any type |
//! | [`etf`], [`typed_json`] | the two codecs of the wire |
//! | [`frames`] | requests, responses and pushes |
//! | [`plain`] | JSON for people |
//! | [`sample`] | values made up: plausible ones, and those at the edges |
//! | [`vectors`] | bytes to test other implementations with |
//! | [`describe`] | types in words |
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use libero_values::{Model, etf, plain};
//!
//! let contract = contract_schema::document::from_json(&std::fs::read_to_string("contract.json")?)?;
//! let model = Model::new(&contract)?;
//! let endpoint = model.endpoint("load_task")?;
//! let value = plain::read(&model, &endpoint.request, &serde_json::json!({ "id": 7 }))?;
//! let term = etf::write(&model, &endpoint.request, &value)?;
//! # Ok(())
//! # }
//! ```

mod codec;
pub mod describe;
pub mod etf;
mod format;
pub mod frames;
pub mod model;
pub mod nearest;
mod order;
pub mod plain;
pub mod sample;
pub mod typed_json;
pub mod value;
pub mod vectors;

pub use model::{Model, ModelError, NotFound};
pub use value::{Constructor, Int, Value};
