//! JSON for people: what `libero call` takes and prints, and what the answers of `libero mock` are
//! written in.
//!
//! | value | plain JSON |
//! |---|---|
//! | integer | a number; beyond ±(2^53-1) its digits as text, and both are read |
//! | float | a number |
//! | text, dates, UUIDs | text |
//! | bytes | base64 as text; the alphabet for URLs and text without padding are read too |
//! | unit | `null` |
//! | list, set, tuple | an array |
//! | `Option` | `null`, or the value; where the value could be `null` itself, `{"some": …}` |
//! | `Result` | `{"ok": …}` or `{"error": …}` |
//! | dict | an object by the text of the keys; an array of pairs is read too |
//! | struct | an object by label; without labels the only field itself, or an array of the fields |
//! | variant without fields | its name; in an enum where others have fields, `{"type": "Name"}` is read too |
//! | variant with fields | `{"type": "Name", label: …}`; without labels `value` or `values`, as in JavaScript |
//!
//! A label `type` of a variant is written `type_`, and the only field of a struct without labels is
//! `{"value": …}` where it could be `null`: both as in JavaScript.

pub mod base64;
mod constructor;
mod error;
mod form;
mod parse;
mod read;
mod write;

use contract_schema::FieldType;
use serde_json::Value as Json;

pub use error::{Error, Step};
pub use parse::{ParseError, parse};

use crate::etf::closed;
use crate::model::Model;
use crate::value::Value;

/// Reads a value. Integers are in the ranges of their fields, text is in its format.
pub fn read(model: &Model, ty: &FieldType, json: &Json) -> Result<Value, Error> {
    let ty = closed(model, ty).map_err(Error::new)?;
    read::value(ty, json, 0)
}

/// Writes a value.
pub fn write(model: &Model, ty: &FieldType, value: &Value) -> Result<Json, Error> {
    let ty = closed(model, ty).map_err(Error::new)?;
    write::json(ty, value, 0)
}
