//! Values as typed JSON: the JSON of the wire.

mod read;
mod write;

use contract_schema::FieldType;
use libero_wire::error::{DecodeErrorKind, EncodeErrorKind};
use libero_wire::json::{Reader, to_vec_with};
use libero_wire::{DecodeError, EncodeError, Limits};

pub(crate) use read::value;

use crate::codec::Typed;
use crate::etf::closed;
use crate::model::Model;
use crate::value::Value;

/// Writes a value, compact and without a line end.
pub fn write(model: &Model, ty: &FieldType, value: &Value) -> Result<Vec<u8>, EncodeError> {
    write_with(model, ty, value, &Limits::DEFAULT)
}

/// Writes a value within limits of your own.
pub fn write_with(
    model: &Model,
    ty: &FieldType,
    value: &Value,
    limits: &Limits,
) -> Result<Vec<u8>, EncodeError> {
    let ty = closed(model, ty).map_err(|e| EncodeError::new(EncodeErrorKind::Custom, e))?;
    to_vec_with::<(), _>(&Typed { ty, value }, limits)
}

/// Reads a value that fills the whole input.
pub fn read(model: &Model, ty: &FieldType, input: &[u8]) -> Result<Value, DecodeError> {
    read_with(model, ty, input, &Limits::DEFAULT)
}

/// Reads a value that fills the whole input, within limits of your own.
pub fn read_with(
    model: &Model,
    ty: &FieldType,
    input: &[u8],
    limits: &Limits,
) -> Result<Value, DecodeError> {
    let ty = closed(model, ty).map_err(|e| DecodeError::new(DecodeErrorKind::Custom, 0, e))?;
    let mut r = Reader::new(input, limits)?;
    let value = value(&mut r, ty)?;
    r.finish()?;
    Ok(value)
}
