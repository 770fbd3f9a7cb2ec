//! Signatures and wire hashes of constructors.
//!
//! The rule is the original's, verified against its published artefacts: a constructor is named by
//! the first 10 hex digits of the SHA-256 of `module|constructor|token,token,…`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::field_type::FieldType;

/// The identity of a constructor on the wire: 10 lower-case hex digits.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct WireHash(String);

impl WireHash {
    /// Hashes a signature made by [`signature`].
    pub fn of(signature: &str) -> Self {
        let mut hash = sha256_hex(signature.as_bytes());
        hash.truncate(10);
        Self(hash)
    }

    /// The 10 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for WireHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The text that names a constructor: `module|constructor|tokens`. `type_params` are the
/// parameters of the type that declares it, by which type variables become positions.
pub fn signature(
    module_path: &str,
    constructor: &str,
    field_types: &[FieldType],
    type_params: &[String],
) -> String {
    let mut text = [module_path, "|", constructor, "|"].concat();
    push_tokens(field_types, type_params, &mut text);
    text
}

/// The token of a field type. Widths, formats and lengths are not part of it.
pub fn token(field: &FieldType, type_params: &[String]) -> String {
    let mut text = String::new();
    push_token(field, type_params, &mut text);
    text
}

fn push_tokens<'f>(
    fields: impl IntoIterator<Item = &'f FieldType>,
    type_params: &[String],
    text: &mut String,
) {
    for (index, field) in fields.into_iter().enumerate() {
        text.push_str(if index == 0 { "" } else { "," });
        push_token(field, type_params, text);
    }
}

fn push_token(field: &FieldType, type_params: &[String], text: &mut String) {
    let head = match field {
        FieldType::Int { .. } => "int",
        FieldType::Float(_) => "float",
        FieldType::String { .. } => "string",
        FieldType::Bool => "bool",
        FieldType::BitArray { .. } => "bit_array",
        FieldType::Nil => "nil",
        FieldType::List { .. } => "list<",
        FieldType::Option(_) => "option<",
        FieldType::Result { .. } => "result<",
        FieldType::Dict { .. } => "dict<",
        FieldType::Tuple(_) => "tuple<",
        FieldType::TypeVar(name) => {
            let position = type_params.iter().position(|param| param == name);
            let position = position.map(|position| position.to_string());
            let variable = position.as_ref().unwrap_or(name);
            return text.extend(["<typevar:", variable, ">"]);
        }
        FieldType::UserType {
            module_path,
            type_name,
            args,
        } => {
            text.extend(["<type:", module_path, "|", type_name]);
            if args.is_empty() {
                return text.push('>');
            }
            "<"
        }
    };
    text.push_str(head);
    match field {
        FieldType::List { .. }
        | FieldType::Option(_)
        | FieldType::Result { .. }
        | FieldType::Dict { .. }
        | FieldType::Tuple(_) => {
            push_tokens(field.children(), type_params, text);
            text.push('>');
        }
        FieldType::UserType { args, .. } => {
            push_tokens(args, type_params, text);
            text.push_str(">>");
        }
        _ => {}
    }
}

pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
    Sha256::digest(bytes)
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_agree_with_the_published_artefacts_of_the_gleam_libero() {
        let string = FieldType::STRING;
        let cases = [
            (
                "broadcasts",
                "BroadcastTeam",
                vec![string.clone(), string.clone(), string.clone()],
                "f66451c2b4",
            ),
            (
                "broadcasts",
                "BroadcastGameUpdated",
                vec![FieldType::user("broadcasts", "GameSnapshot")],
                "10a502b9f6",
            ),
            ("public/pages/games", "Live", vec![string], "9fc19a5e7d"),
            ("public/pages/games", "Scheduled", vec![], "f3de5cfa12"),
        ];
        for (module, constructor, fields, expected) in cases {
            let signature = signature(module, constructor, &fields, &[]);
            assert_eq!(WireHash::of(&signature).as_str(), expected, "{signature}");
        }
    }

    #[test]
    fn a_type_variable_is_named_by_its_position() {
        let page = FieldType::UserType {
            module_path: "m".into(),
            type_name: "Page".into(),
            args: vec![FieldType::TypeVar("B".into()), FieldType::INT],
        };
        let params = ["A".to_owned(), "B".to_owned()];
        assert_eq!(
            token(&FieldType::list(page), &params),
            "list<<type:m|Page<<typevar:1>,int>>>"
        );
    }
}
