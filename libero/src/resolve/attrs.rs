//! What `#[serde(…)]` means for the wire.

use crate::diagnostic::nearest::nearest;
use crate::parse::syntax::{Attributes, SerdeEntry};
use crate::resolve::casing::{CASINGS, Casing};

/// Where an attribute stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Position {
    Struct,
    Enum,
    Variant,
    Field,
}

/// Where a default comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultOf<'p> {
    /// `#[serde(default)]`: the `Default` of the type.
    Trait,
    /// `#[serde(default = "path")]`
    Function(&'p SerdeEntry),
}

/// The entries of all `#[serde(…)]` of one item, sorted by what they mean here.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // each is an attribute of its own
pub struct SerdeAttrs<'p> {
    /// The name on the wire.
    pub rename: Option<&'p str>,
    /// The letter case of fields (of a struct or variant) or of variants (of an enum).
    pub rename_all: Option<Casing>,
    /// The letter case of the fields of every variant.
    pub rename_all_fields: Option<Casing>,
    /// The type vanishes behind its one field.
    pub transparent: bool,
    /// Not carried (`skip`, or both of its halves).
    pub skip: bool,
    /// `skip_serializing` alone.
    pub skip_encode: bool,
    /// `skip_deserializing` alone.
    pub skip_decode: bool,
    /// `default`.
    pub default: Option<DefaultOf<'p>>,
    /// Entries that put foreign code between the type and its form: `with`, `from`, `remote`, …
    pub conversions: Vec<&'p SerdeEntry>,
    /// Entries that only choose serde's own form.
    pub no_effect: Vec<&'p SerdeEntry>,
    /// Entries that are wrong.
    pub problems: Vec<SerdeProblem<'p>>,
}

/// An entry that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SerdeProblem<'p> {
    /// The entry.
    pub entry: &'p SerdeEntry,
    /// What is wrong with it.
    pub kind: SerdeProblemKind,
}

/// What is wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SerdeProblemKind {
    /// serde has no such entry here.
    Unknown {
        /// What was meant, perhaps.
        suggestion: Option<&'static str>,
    },
    /// Different names for writing and for reading.
    TwoNames,
    /// `rename_all` with a case that serde does not have.
    UnknownCasing {
        /// What was meant, perhaps.
        suggestion: Option<&'static str>,
    },
    /// A name or path is missing.
    NoValue,
}

const RENAMES: &[&str] = &["rename", "rename_all", "rename_all_fields"];
const STRUCT: &[&str] = &["rename", "rename_all", "transparent", "default"];
const ENUM: &[&str] = &["rename", "rename_all", "rename_all_fields"];
const VARIANT: &[&str] = &[
    "rename",
    "rename_all",
    "skip",
    "skip_serializing",
    "skip_deserializing",
];
const FIELD: &[&str] = &[
    "rename",
    "skip",
    "skip_serializing",
    "skip_deserializing",
    "default",
];
const CONTAINER_CONVERSIONS: &[&str] = &["from", "try_from", "into", "remote"];
const INNER_CONVERSIONS: &[&str] = &["with", "serialize_with", "deserialize_with", "getter"];
const CONTAINER_NO_EFFECT: &[&str] = &[
    "deny_unknown_fields",
    "tag",
    "content",
    "untagged",
    "bound",
    "crate",
    "expecting",
    "variant_identifier",
    "field_identifier",
    "non_exhaustive",
];
const VARIANT_NO_EFFECT: &[&str] = &["alias", "bound", "borrow", "other", "untagged"];
const FIELD_NO_EFFECT: &[&str] = &["alias", "flatten", "skip_serializing_if", "borrow", "bound"];

impl Position {
    fn honoured(self) -> &'static [&'static str] {
        match self {
            Self::Struct => STRUCT,
            Self::Enum => ENUM,
            Self::Variant => VARIANT,
            Self::Field => FIELD,
        }
    }

    fn conversions(self) -> &'static [&'static str] {
        match self {
            Self::Struct | Self::Enum => CONTAINER_CONVERSIONS,
            Self::Variant | Self::Field => INNER_CONVERSIONS,
        }
    }

    fn no_effect(self) -> &'static [&'static str] {
        match self {
            Self::Struct | Self::Enum => CONTAINER_NO_EFFECT,
            Self::Variant => VARIANT_NO_EFFECT,
            Self::Field => FIELD_NO_EFFECT,
        }
    }

    /// What people call it.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Struct => "a struct",
            Self::Enum => "an enum",
            Self::Variant => "a variant",
            Self::Field => "a field",
        }
    }
}

impl<'p> SerdeAttrs<'p> {
    /// Reads the entries of an item. `own_name` is its name in Rust.
    pub fn read(attributes: &'p Attributes, position: Position, own_name: &str) -> Self {
        let mut attrs = Self::default();
        for entry in &attributes.serde {
            attrs.read_entry(entry, position, own_name);
        }
        if attrs.skip_encode && attrs.skip_decode {
            attrs.skip = true;
        }
        if attrs.skip {
            attrs.skip_encode = false;
            attrs.skip_decode = false;
        }
        attrs
    }

    fn read_entry(&mut self, entry: &'p SerdeEntry, position: Position, own_name: &str) {
        let name = entry.name.as_str();
        if position.conversions().contains(&name) {
            self.conversions.push(entry);
        } else if position.no_effect().contains(&name) {
            self.no_effect.push(entry);
        } else if !position.honoured().contains(&name) {
            let known = [
                position.honoured(),
                position.conversions(),
                position.no_effect(),
            ];
            let suggestion = nearest(name, known.concat());
            self.problem(entry, SerdeProblemKind::Unknown { suggestion });
        } else if RENAMES.contains(&name) {
            self.read_rename(entry, own_name);
        } else {
            self.read_flag(entry);
        }
    }

    fn read_flag(&mut self, entry: &'p SerdeEntry) {
        match entry.name.as_str() {
            "transparent" => self.transparent = true,
            "skip" => self.skip = true,
            "skip_serializing" => self.skip_encode = true,
            "skip_deserializing" => self.skip_decode = true,
            "default" if entry.value.is_some() => {
                self.default = Some(DefaultOf::Function(entry));
            }
            _ => self.default = Some(DefaultOf::Trait),
        }
    }

    fn read_rename(&mut self, entry: &'p SerdeEntry, own_name: &str) {
        let Some(value) = self.one_value(entry, own_name) else {
            return;
        };
        if entry.name == "rename" {
            self.rename = Some(value);
            return;
        }
        let Some(casing) = Casing::parse(value) else {
            let suggestion = nearest(value, CASINGS.map(|(name, _)| name));
            self.problem(entry, SerdeProblemKind::UnknownCasing { suggestion });
            return;
        };
        if entry.name == "rename_all" {
            self.rename_all = Some(casing);
        } else {
            self.rename_all_fields = Some(casing);
        }
    }

    /// The value, which must be the same for writing and reading.
    fn one_value(&mut self, entry: &'p SerdeEntry, own_name: &str) -> Option<&'p str> {
        if let Some(value) = &entry.value {
            return Some(value);
        }
        let half = |wanted: &str| {
            let found = entry.nested.iter().find(|(name, _)| name == wanted);
            found.and_then(|(_, value)| value.as_deref())
        };
        match (half("serialize"), half("deserialize")) {
            (Some(write), Some(read)) if write == read => Some(write),
            (Some(one), None) | (None, Some(one)) if entry.name == "rename" && one == own_name => {
                Some(one)
            }
            (None, None) => {
                self.problem(entry, SerdeProblemKind::NoValue);
                None
            }
            _ => {
                self.problem(entry, SerdeProblemKind::TwoNames);
                None
            }
        }
    }

    fn problem(&mut self, entry: &'p SerdeEntry, kind: SerdeProblemKind) {
        self.problems.push(SerdeProblem { entry, kind });
    }
}
