//! A value of a type, as each end writes it.

mod rust;
mod small;

use std::fmt::Write as _;

use contract_schema::FieldType;
use libero_values::{Model, Value, etf, sample::Sampler, typed_json};
use serde_json::Value as Json;

use super::super::js::Literals;
use super::super::json;
use super::super::pretty::Pretty;

/// Makes examples up, the same ones always.
pub(super) struct Examples<'a> {
    pub(super) model: &'a Model,
    pub(super) literals: Literals<'a>,
    sampler: Sampler<'a>,
}

/// A value of a type, as each end writes it.
pub(super) struct Example {
    pub(super) value: Value,
    pub(super) rust: Pretty,
    pub(super) js: Pretty,
    /// Compact.
    pub(super) json: String,
    pub(super) etf: Vec<u8>,
}

impl<'a> Examples<'a> {
    pub(super) fn new(model: &'a Model, literals: Literals<'a>) -> Self {
        Self {
            model,
            literals,
            sampler: Sampler::new(model),
        }
    }

    /// An example of a type; none where no value of it is within reason.
    pub(super) fn of(&self, ty: &FieldType, name: &str) -> Option<Example> {
        let value = small::value(self.model, &self.sampler, ty, name)?;
        let json = typed_json::write(self.model, ty, &value).ok()?;
        Some(Example {
            rust: rust::literal(self.model, ty, &value),
            js: self.literals.literal(ty, &value),
            json: String::from_utf8(json).ok()?,
            etf: etf::write(self.model, ty, &value).ok()?,
            value,
        })
    }
}

impl Example {
    /// The JSON, on as many lines as it needs.
    pub(super) fn pretty_json(&self) -> String {
        match serde_json::from_str(&self.json) {
            Ok(value) => pretty_json(&value),
            Err(_) => self.json.clone(),
        }
    }

    /// The bytes in hex, four at a time.
    pub(super) fn hex(&self) -> String {
        hex(&self.etf)
    }
}

/// Bytes in hex, four at a time.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 9 / 4);
    for (index, byte) in bytes.iter().enumerate() {
        if index > 0 && index % 4 == 0 {
            text.push(' ');
        }
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// JSON on as many lines as it needs.
pub(super) fn pretty_json(value: &Json) -> String {
    tree(value).print(0)
}

fn tree(value: &Json) -> Pretty {
    let (open, items, close) = match value {
        Json::Array(items) => {
            let items = items.iter().map(|item| (String::new(), tree(item)));
            ("[", items.collect(), "]")
        }
        Json::Object(members) => {
            let members = members.iter();
            let items = members.map(|(key, item)| (format!("{}: ", json::string(key)), tree(item)));
            ("{", items.collect(), "}")
        }
        scalar => return Pretty::text(scalar.to_string()),
    };
    Pretty::Group {
        open: open.to_owned(),
        items,
        close,
        is_spaced: open == "{",
        is_trailing: false,
    }
}
