//! Values as terms of the Erlang external term format.

mod read;
mod write;

use contract_schema::FieldType;
use libero_wire::error::{DecodeErrorKind, EncodeErrorKind};
use libero_wire::etf::{Reader, to_vec_with};
use libero_wire::{DecodeError, EncodeError, Limits};

pub(crate) use read::value;

use crate::codec::Typed;
use crate::model::{Model, Ty};
use crate::value::Value;

/// Writes a value as a whole term, with the leading 131.
pub fn write(model: &Model, ty: &FieldType, value: &Value) -> Result<Vec<u8>, EncodeError> {
    write_with(model, ty, value, &Limits::DEFAULT)
}

/// Writes a value as a whole term, within limits of your own.
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
    r.version()?;
    let value = value(&mut r, ty)?;
    r.finish()?;
    Ok(value)
}

/// A type of a caller, who may have taken it from another contract.
pub(crate) fn closed<'t>(model: &'t Model, ty: &'t FieldType) -> Result<Ty<'t>, String> {
    match model.check(ty) {
        Ok(()) => Ok(Ty::closed(model, ty)),
        Err(error) => Err(error.message),
    }
}
