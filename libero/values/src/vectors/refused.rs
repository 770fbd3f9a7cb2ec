//! Bytes that must be refused.

use contract_schema::{FieldType, TypeDef, Variant};
use libero_wire::{Codec, DecodeError};
use serde_json::{Value as Json, json};

use super::{Vectors, bad_json, bad_terms, hex};
use crate::value::{Constructor, Value};
use crate::{etf, typed_json};

/// Fields of a type that are replaced, one after the other; of wider types only the first.
const FIELDS: usize = 48;

/// Bytes, what is wrong with them, and what is said of it.
pub(super) fn entry(note: &str, codec: Codec, bytes: &[u8], error: &DecodeError) -> Json {
    let mut entry = json!({ "note": note });
    match codec {
        Codec::Etf => entry["etf"] = hex(bytes).into(),
        Codec::Json => entry["json"] = String::from_utf8_lossy(bytes).into(),
    }
    entry["path"] = error.path().into();
    entry["message"] = error.message().into();
    entry
}

impl Vectors<'_> {
    pub(super) fn refused(&self, def: &TypeDef, ty: &FieldType) -> Vec<Json> {
        let mut all = vec![];
        for note_and_bytes in self.whole_terms(ty) {
            self.check(ty, Codec::Etf, note_and_bytes, &mut all);
        }
        for note_and_bytes in self.whole_texts(ty) {
            self.check(ty, Codec::Json, note_and_bytes, &mut all);
        }
        for edge in self.sampler.edges(ty).unwrap_or_default() {
            // The smallest of each variant.
            if !edge.note.ends_with("the smallest") {
                continue;
            }
            let Value::Constructor(smallest) = edge.value else {
                continue;
            };
            let mut variants = def.variants.iter();
            let Some(variant) = variants.find(|known| *known.variant_name == *smallest.variant)
            else {
                continue;
            };
            self.fields(ty, variant, &smallest, &mut all);
        }
        all
    }

    /// Keeps what is refused indeed.
    fn check(
        &self,
        ty: &FieldType,
        codec: Codec,
        (note, bytes): (String, Vec<u8>),
        all: &mut Vec<Json>,
    ) {
        let read = match codec {
            Codec::Etf => etf::read(self.model, ty, &bytes),
            Codec::Json => typed_json::read(self.model, ty, &bytes),
        };
        if let Err(error) = read {
            all.push(entry(&note, codec, &bytes, &error));
        }
    }

    fn whole_terms(&self, ty: &FieldType) -> Vec<(String, Vec<u8>)> {
        let smallest = self.sampler.smallest(ty).ok();
        let term = smallest.and_then(|value| etf::write(self.model, ty, &value).ok());
        let Some(term) = term else {
            return vec![];
        };
        vec![
            ("empty".to_owned(), vec![]),
            ("cut".to_owned(), term[..term.len() - 1].to_vec()),
            (
                "a byte behind the end".to_owned(),
                [&term[..], &[0]].concat(),
            ),
            ("another version".to_owned(), [&[130], &term[1..]].concat()),
            ("no version".to_owned(), term[1..].to_vec()),
            (
                "compressed".to_owned(),
                vec![131, 80, 0, 0, 0, 2, 120, 156, 75, 100, 4, 0, 0, 196, 0, 98],
            ),
            (
                "an unknown constructor".to_owned(),
                b"\x83w\x0a0000000000".to_vec(),
            ),
            ("a field too many".to_owned(), bad_terms::one_more(&term)),
            ("an Int".to_owned(), vec![131, 97, 1]),
        ]
    }

    fn whole_texts(&self, ty: &FieldType) -> Vec<(String, Vec<u8>)> {
        let smallest = self.sampler.smallest(ty).ok();
        let text = smallest.and_then(|value| typed_json::write(self.model, ty, &value).ok());
        let Some(text) = text.and_then(|text| String::from_utf8(text).ok()) else {
            return vec![];
        };
        let mut texts = vec![
            ("empty", String::new()),
            ("cut", text[..text.len() - 1].to_owned()),
            ("bytes behind the end", format!("{text}x")),
            ("null", "null".to_owned()),
            ("a List", "[]".to_owned()),
            ("an unknown key", text.replacen('{', "{\"more\":1,", 1)),
        ];
        if let Ok(whole) = serde_json::from_str::<Json>(&text) {
            let with = |key: &str, value: Option<Json>| {
                let mut changed = whole.clone();
                let object = changed.as_object_mut()?;
                match value {
                    Some(value) => drop(object.insert(key.to_owned(), value)),
                    None => drop(object.shift_remove(key)),
                }
                Some(changed.to_string())
            };
            let changes = [
                ("another type", with("type", Some("no/such.Type".into()))),
                (
                    "another variant",
                    with("variant", Some("NoSuchVariant".into())),
                ),
                ("no type", with("type", None)),
                ("no variant", with("variant", None)),
                ("no fields", with("fields", None)),
                ("fields that are none", with("fields", Some("x".into()))),
                (
                    "an unknown field",
                    with("fields", Some(json!({"noSuchField": 1}))),
                ),
            ];
            let changes = changes.into_iter();
            texts.extend(changes.filter_map(|(note, text)| Some((note, text?))));
        }
        let texts = texts.into_iter();
        texts
            .map(|(note, text)| (note.to_owned(), text.into_bytes()))
            .collect()
    }

    /// Each field of a constructor replaced by what is no value of it.
    fn fields(
        &self,
        ty: &FieldType,
        variant: &Variant,
        smallest: &Constructor,
        all: &mut Vec<Json>,
    ) {
        for (index, field) in variant.field_types.iter().enumerate().take(FIELDS) {
            let label = match &variant.field_labels[index] {
                Some(label) => label.clone(),
                None => index.to_string(),
            };
            let note = |what: &str| format!("{}.{label}: {what}", variant.variant_name);
            for (what, bad) in bad_terms::of(self, field) {
                let Some(bytes) = self.term_with(ty, variant, smallest, index, &bad) else {
                    continue;
                };
                self.check(ty, Codec::Etf, (note(&what), bytes), all);
            }
            for (what, bad) in bad_json::of(self, field) {
                let Some(bytes) = self.text_with(ty, variant, smallest, index, Some(&bad)) else {
                    continue;
                };
                self.check(ty, Codec::Json, (note(&what), bytes), all);
            }
            // Where it may be, Rust fills in a default, which not every other end knows.
            let info = variant.fields.get(index);
            if info.is_some_and(|info| info.optional) {
                continue;
            }
            if let Some(bytes) = self.text_with(ty, variant, smallest, index, None) {
                self.check(ty, Codec::Json, (note("missing"), bytes), all);
            }
        }
    }

    /// The term of a constructor with one field replaced.
    fn term_with(
        &self,
        ty: &FieldType,
        variant: &Variant,
        smallest: &Constructor,
        index: usize,
        bad: &[u8],
    ) -> Option<Vec<u8>> {
        let parts = variant.field_types.iter().zip(&smallest.fields);
        let parts = parts.map(|(part, value)| etf::write(self.model, part, value).ok());
        let parts: Vec<Vec<u8>> = parts.collect::<Option<_>>()?;
        let whole = etf::write(
            self.model,
            ty,
            &Value::Constructor(Box::new(smallest.clone())),
        )
        .ok()?;
        let length: usize = parts.iter().map(|part| part.len() - 1).sum();
        let mut term = whole[..whole.len() - length].to_vec();
        for (place, part) in parts.iter().enumerate() {
            term.extend_from_slice(if place == index { bad } else { &part[1..] });
        }
        Some(term)
    }

    /// The JSON of a constructor with one field replaced, or left out.
    fn text_with(
        &self,
        ty: &FieldType,
        variant: &Variant,
        smallest: &Constructor,
        index: usize,
        bad: Option<&str>,
    ) -> Option<Vec<u8>> {
        let FieldType::UserType {
            module_path,
            type_name,
            ..
        } = ty
        else {
            return None;
        };
        let mut fields = vec![];
        let fields_and_types = variant.field_types.iter().zip(&smallest.fields);
        for (place, (part, value)) in fields_and_types.enumerate() {
            let text = match (place == index, bad) {
                (true, Some(bad)) => bad.to_owned(),
                (true, None) => continue,
                (false, _) => {
                    String::from_utf8(typed_json::write(self.model, part, value).ok()?).ok()?
                }
            };
            fields.push(match &variant.field_labels[place] {
                Some(label) => format!("{}:{text}", Json::from(label.as_str())),
                None => text,
            });
        }
        let labelled = variant.field_labels.iter().any(Option::is_some);
        let [open, close] = if labelled { ["{", "}"] } else { ["[", "]"] };
        let full = Json::from(format!("{module_path}.{type_name}"));
        let name = Json::from(variant.variant_name.as_str());
        let text = format!(
            "{{\"type\":{full},\"variant\":{name},\"fields\":{open}{}{close}}}",
            fields.join(",")
        );
        Some(text.into_bytes())
    }
}
