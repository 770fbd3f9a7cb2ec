//! Vectors of frames.

use contract_schema::{Endpoint, PushType};
use libero_wire::frame::{FieldError, RpcError};
use libero_wire::{Codec, Limits};
use serde_json::{Value as Json, json};

use super::{Vectors, hex};
use crate::frames::{Reply, push, push_type, read_response, request, response};
use crate::plain;

impl Vectors<'_> {
    pub(super) fn requests(&self, endpoint: &Endpoint) -> Vec<Json> {
        let ids = [1, 255, u32::MAX];
        let messages = self.few(&endpoint.request).unwrap_or_default();
        let frames = messages
            .iter()
            .zip(ids)
            .filter_map(|((note, message), id)| {
                let frame = |codec| request(self.model, endpoint, codec, id, message).ok();
                Some(json!({
                    "note": note,
                    "request_id": id,
                    "etf": hex(&frame(Codec::Etf)?),
                    "json": String::from_utf8(frame(Codec::Json)?).ok()?,
                    "message": plain::write(self.model, &endpoint.request, message).ok()?,
                }))
            });
        frames.collect()
    }

    pub(super) fn responses(&self, endpoint: &Endpoint) -> Vec<Json> {
        let mut frames = vec![];
        for (note, value) in self.few(&endpoint.ok).unwrap_or_default() {
            let plain = plain::write(self.model, &endpoint.ok, &value).ok();
            let outcome = plain.map(|plain| json!({ "ok": plain }));
            frames.extend(self.response(endpoint, &format!("ok: {note}"), &Ok(Ok(value)), outcome));
        }
        for (note, value) in self.few(&endpoint.err).unwrap_or_default() {
            let plain = plain::write(self.model, &endpoint.err, &value).ok();
            let outcome = plain.map(|plain| json!({ "error": plain }));
            let note = format!("error: {note}");
            frames.extend(self.response(endpoint, &note, &Ok(Err(value)), outcome));
        }
        for (note, error, outcome) in failures(endpoint) {
            frames.extend(self.response(endpoint, note, &Err(error), Some(outcome)));
        }
        frames
    }

    fn response(
        &self,
        endpoint: &Endpoint,
        note: &str,
        reply: &Reply,
        outcome: Option<Json>,
    ) -> Option<Json> {
        let frame = |codec| response(self.model, endpoint, codec, 7, reply).ok();
        Some(json!({
            "note": note,
            "request_id": 7,
            "etf": hex(&frame(Codec::Etf)?),
            "json": String::from_utf8(frame(Codec::Json)?).ok()?,
            "outcome": outcome?,
        }))
    }

    /// Frames that are no response.
    pub(super) fn refused_responses(&self, endpoint: &Endpoint) -> Vec<Json> {
        let Some((_, value)) = self
            .few(&endpoint.ok)
            .ok()
            .and_then(|few| few.into_iter().next())
        else {
            return vec![];
        };
        let frame = |codec| response(self.model, endpoint, codec, 7, &Ok(Ok(value.clone()))).ok();
        let (Some(etf), Some(json)) = (frame(Codec::Etf), frame(Codec::Json)) else {
            return vec![];
        };
        let mut candidates: Vec<(&str, Codec, Vec<u8>)> = vec![
            ("cut", Codec::Etf, etf[..etf.len() - 1].to_vec()),
            (
                "bytes behind the end",
                Codec::Etf,
                [&etf[..], &[0]].concat(),
            ),
            (
                "an unknown kind of frame",
                Codec::Etf,
                [&[2], &etf[1..]].concat(),
            ),
            ("empty", Codec::Etf, vec![]),
            ("cut", Codec::Json, json[..json.len() - 1].to_vec()),
            (
                "bytes behind the end",
                Codec::Json,
                [&json[..], b"x"].concat(),
            ),
            ("empty", Codec::Json, vec![]),
        ];
        let text = String::from_utf8_lossy(&json).into_owned();
        for (note, from, to) in [
            (
                "another kind",
                "\"kind\":\"response\"",
                "\"kind\":\"reply\"",
            ),
            ("another protocol", "libero-json-v1", "libero-json-v0"),
            ("an unknown key", "{\"kind\"", "{\"more\":1,\"kind\""),
            ("no request_id", "\"request_id\":7,", ""),
            (
                "a request_id that is none",
                "\"request_id\":7",
                "\"request_id\":-1",
            ),
        ] {
            let bytes = text.replacen(from, to, 1).into_bytes();
            candidates.push((note, Codec::Json, bytes));
        }
        let refused = candidates.into_iter().filter_map(|(note, codec, bytes)| {
            let read = read_response(self.model, endpoint, codec, &bytes, &Limits::DEFAULT);
            let error = read.err()?;
            Some(super::refused::entry(note, codec, &bytes, &error))
        });
        refused.collect()
    }

    pub(super) fn pushes(&self, known: &PushType) -> Vec<Json> {
        let ty = push_type(known);
        let values = self.few(&ty).unwrap_or_default();
        let frames = values.iter().filter_map(|(note, value)| {
            let frame = |codec| push(self.model, known, codec, value).ok();
            Some(json!({
                "note": note,
                "etf": hex(&frame(Codec::Etf)?),
                "json": String::from_utf8(frame(Codec::Json)?).ok()?,
                "value": plain::write(self.model, &ty, value).ok()?,
            }))
        });
        frames.collect()
    }
}

/// What is answered where no handler answers.
fn failures(endpoint: &Endpoint) -> [(&'static str, RpcError, Json); 3] {
    let (path, message) = ("message.fields.id", "expected Int, got String");
    let malformed = FieldError {
        path: path.to_owned(),
        message: message.to_owned(),
    };
    let name = format!("{}.{}", endpoint.module, endpoint.name);
    [
        (
            "malformed request",
            RpcError::MalformedRequest {
                errors: vec![malformed],
            },
            json!({"failure": "malformed_request", "errors": [{"path": path, "message": message}]}),
        ),
        (
            "unknown function",
            RpcError::UnknownFunction { name: name.clone() },
            json!({"failure": "unknown_function", "name": name}),
        ),
        (
            "internal error",
            RpcError::InternalError {
                trace_id: "0011223344556677".to_owned(),
                message: "internal error".to_owned(),
            },
            json!({
                "failure": "internal_error",
                "trace_id": "0011223344556677",
                "message": "internal error",
            }),
        ),
    ]
}
