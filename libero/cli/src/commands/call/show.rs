//! What is printed of an answer.

use std::io::{self, Write as _};

use contract_schema::{Endpoint, FieldType};
use libero_values::frames::Reply;
use libero_values::{Model, Value, plain, typed_json};
use serde_json::{Value as Json, json};

use crate::failure::Failure;
use crate::terminal::print;

/// How values are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Plain JSON for a person.
    Indented,
    /// Plain JSON on one line.
    Compact,
    /// The JSON of the wire.
    TypedJson,
    /// The frame, which has been printed.
    Raw,
}

/// A value of a contract as JSON.
pub(super) fn json(
    model: &Model,
    ty: &FieldType,
    value: &Value,
    form: Form,
) -> Result<Json, Failure> {
    let cannot = |error: String| Failure::unanswered(format!("what came cannot be shown: {error}"));
    if form == Form::TypedJson {
        let limits = super::LIMITS;
        let text = typed_json::write_with(model, ty, value, &limits)
            .map_err(|error| cannot(error.to_string()))?;
        return serde_json::from_slice(&text).map_err(|error| cannot(error.to_string()));
    }
    plain::write(model, ty, value).map_err(|error| cannot(error.to_string()))
}

/// A result as it is; an error of the domain as `{"error": …}`.
pub(super) fn reply(
    model: &Model,
    endpoint: &Endpoint,
    reply: &Reply,
    form: Form,
) -> Result<(), Failure> {
    let json = match reply {
        _ if form == Form::Raw => return Ok(()),
        Err(_) => return Ok(()),
        Ok(Ok(value)) => json(model, &endpoint.ok, value, form)?,
        Ok(Err(error)) => json!({ "error": json(model, &endpoint.err, error, form)? }),
    };
    print(&match form {
        Form::Indented => format!("{json:#}\n"),
        _ => format!("{json}\n"),
    })
}

/// Bytes as they came.
pub(super) fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    match output.write_all(bytes).and_then(|()| output.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::unusable(format!(
            "cannot write to standard output: {error}"
        ))),
        _ => Ok(()),
    }
}
