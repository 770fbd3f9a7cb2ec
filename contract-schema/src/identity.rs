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
    let tokens: Vec<String> = field_types
        .iter()
        .map(|field| token(field, type_params))
        .collect();
    format!("{module_path}|{constructor}|{}", tokens.join(","))
}

/// The token of a field type. Widths, formats and lengths are not part of it.
pub fn token(field: &FieldType, type_params: &[String]) -> String {
    let list = |types: &[FieldType]| {
        types
            .iter()
            .map(|item| token(item, type_params))
            .collect::<Vec<_>>()
            .join(",")
    };
    match field {
        FieldType::Int { .. } => "int".into(),
        FieldType::Float(_) => "float".into(),
        FieldType::String { .. } => "string".into(),
        FieldType::Bool => "bool".into(),
        FieldType::BitArray { .. } => "bit_array".into(),
        FieldType::Nil => "nil".into(),
        FieldType::List { element, .. } => format!("list<{}>", token(element, type_params)),
        FieldType::Option(inner) => format!("option<{}>", token(inner, type_params)),
        FieldType::Result { ok, err } => {
            format!(
                "result<{},{}>",
                token(ok, type_params),
                token(err, type_params)
            )
        }
        FieldType::Dict { key, value } => {
            format!(
                "dict<{},{}>",
                token(key, type_params),
                token(value, type_params)
            )
        }
        FieldType::Tuple(items) => format!("tuple<{}>", list(items)),
        FieldType::TypeVar(name) => match type_params.iter().position(|param| param == name) {
            Some(position) => format!("<typevar:{position}>"),
            None => format!("<typevar:{name}>"),
        },
        FieldType::UserType {
            module_path,
            type_name,
            args,
        } if args.is_empty() => {
            format!("<type:{module_path}|{type_name}>")
        }
        FieldType::UserType {
            module_path,
            type_name,
            args,
        } => {
            format!("<type:{module_path}|{type_name}<{}>>", list(args))
        }
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
