//! Test vectors: for each type and endpoint of a contract values with their bytes, and bytes that must
//! be refused. What `libero vectors` writes; [`SCHEMA`] describes it.

mod bad_json;
mod bad_terms;
mod frames;
mod refused;

use contract_schema::{Endpoint, FieldType, PushType, TypeDef};
use serde_json::{Value as Json, json};

use crate::model::Model;
use crate::sample::{NoSample, Sampler};
use crate::value::Value;
use crate::{etf, plain, typed_json};

/// The version of the form of vectors.
pub const VERSION: u32 = 1;

/// The JSON Schema (2020-12) of vectors.
pub const SCHEMA: &str = include_str!("schema.json");

/// Makes vectors.
#[derive(Debug)]
pub struct Vectors<'m> {
    model: &'m Model,
    sampler: Sampler<'m>,
}

impl<'m> Vectors<'m> {
    /// For a contract.
    pub fn new(model: &'m Model) -> Self {
        Self {
            model,
            sampler: Sampler::new(model),
        }
    }

    /// All that there is for a contract.
    pub fn whole(&self) -> Json {
        let contract = self.model.contract();
        let mut document = self.head();
        document["types"] = self.types().map(|def| self.of_type(def)).collect();
        let endpoints = contract.endpoints.iter();
        document["endpoints"] = endpoints
            .map(|endpoint| self.of_endpoint(endpoint))
            .collect();
        let pushes = contract.push_types.iter();
        document["pushes"] = pushes.map(|push| self.of_push(push)).collect();
        document
    }

    /// What stands before the vectors: of which contract they are.
    pub fn head(&self) -> Json {
        let contract = self.model.contract();
        json!({
            "vectors_version": VERSION,
            "contract_hash": contract.contract_hash,
            "protocol_version": contract.protocol_version,
            "typed_value_contract": contract.typed_value_contract,
        })
    }

    /// The types that have vectors of their own: those without parameters. (Others are parts of them.)
    pub fn types(&self) -> impl Iterator<Item = &'m TypeDef> {
        let types = self.model.contract().types.iter();
        types.filter(|def| def.type_params.is_empty())
    }

    /// The vectors of a type. Of a type without values there are none.
    pub fn of_type(&self, def: &TypeDef) -> Json {
        let ty = FieldType::user(def.module_path.as_str(), def.type_name.as_str());
        let edges = self.sampler.edges(&ty).unwrap_or_default();
        let values = edges
            .iter()
            .filter_map(|edge| self.of_value(&ty, &edge.note, &edge.value));
        json!({
            "module_path": def.module_path,
            "type_name": def.type_name,
            "values": values.collect::<Vec<_>>(),
            "refused": self.refused(def, &ty),
        })
    }

    /// A value in every form; none where one of the codecs does not hold it.
    fn of_value(&self, ty: &FieldType, note: &str, value: &Value) -> Option<Json> {
        let etf = etf::write(self.model, ty, value).ok()?;
        let text = typed_json::write(self.model, ty, value).ok()?;
        Some(json!({
            "note": note,
            "etf": hex(&etf),
            "json": String::from_utf8(text).ok()?,
            "plain": plain::write(self.model, ty, value).ok()?,
        }))
    }

    /// The vectors of an endpoint: frames.
    pub fn of_endpoint(&self, endpoint: &Endpoint) -> Json {
        json!({
            "module": endpoint.module,
            "name": endpoint.name,
            "requests": self.requests(endpoint),
            "responses": self.responses(endpoint),
            "refused_responses": self.refused_responses(endpoint),
        })
    }

    /// The vectors of a push: frames.
    pub fn of_push(&self, push: &PushType) -> Json {
        json!({
            "module": push.module,
            "type_module": push.type_module,
            "type_name": push.type_name,
            "frames": self.pushes(push),
        })
    }

    /// A few values of a type: the smallest, a plausible one, and the last of those at the edges.
    fn few(&self, ty: &FieldType) -> Result<Vec<(&'static str, Value)>, NoSample> {
        let mut few = vec![
            ("the smallest", self.sampler.smallest(ty)?),
            ("a plausible one", self.sampler.plausible(ty, "", 1)?),
        ];
        if let Some(last) = self.sampler.edges(ty)?.pop() {
            few.push(("at the edges", last.value));
        }
        few.dedup_by(|a, b| a.1 == b.1);
        Ok(few)
    }
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
    let digits = bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    digits.collect()
}

/// The bytes of hexadecimal digits; none where they are not that.
pub fn unhex(digits: &str) -> Option<Vec<u8>> {
    let (pairs, []) = digits.as_bytes().as_chunks::<2>() else {
        return None;
    };
    let value = |digit: u8| {
        char::from(digit)
            .to_digit(16)
            .and_then(|v| u8::try_from(v).ok())
    };
    pairs
        .iter()
        .map(|[high, low]| Some(value(*high)? << 4 | value(*low)?))
        .collect()
}
