//! Serde attributes: those that libero honours, and those that concern serde alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attributes {
    pub renamed: Renamed,
    pub cased: CamelCased,
    pub events: Vec<Event>,
    pub level: Level,
    pub left_out: LeftOut,
    pub defaulted: Defaulted,
    pub id: Id,
    pub ids: BTreeMap<Name, Vec<Id>>,
    pub tagged: Tagged,
    pub flat: Flat,
    pub boxed: Transparent<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename = "OtherName")]
pub struct Renamed {
    #[serde(rename = "kind")]
    pub r#type: String,
    #[serde(rename = "with-dash")]
    pub dashed: i64,
    #[serde(rename(serialize = "both", deserialize = "both"))]
    pub two: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CamelCased {
    pub first_name: String,
    pub last_name: String,
    #[serde(rename = "AGE")]
    pub age_in_years: u8,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE", rename_all_fields = "kebab-case")]
pub enum Event {
    TaskAdded {
        task_id: i64,
    },
    TaskMoved {
        from_column: u8,
        to_column: u8,
    },
    #[serde(rename = "cleared")]
    AllCleared,
    #[serde(rename_all = "PascalCase")]
    Other {
        some_text: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Low,
    High,
    #[serde(skip)]
    Internal,
    #[serde(skip_serializing)]
    ReadOnly,
    #[serde(skip_deserializing)]
    WriteOnly,
}

/// Fields that are not carried, one way or both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeftOut {
    pub carried: i64,
    #[serde(skip)]
    pub cache: Option<Vec<i64>>,
    #[serde(skip, default = "seven")]
    pub seven: i64,
    #[serde(skip_serializing, default)]
    pub secret: String,
    #[serde(skip_deserializing)]
    pub computed: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<i64>,
}

pub(crate) fn seven() -> i64 {
    7
}

/// Fields that JSON may leave out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Defaulted {
    pub needed: i64,
    #[serde(default)]
    pub words: Vec<String>,
    #[serde(default = "three")]
    pub retries: u8,
    pub rest: AllDefaulted,
}

pub(crate) fn three() -> u8 {
    3
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AllDefaulted {
    pub flag: bool,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(pub u64);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Name {
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Transparent<T> {
    pub inner: Vec<T>,
}

/// How serde shows it is no concern of libero.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", content = "c")]
pub enum Tagged {
    A(i64),
    #[serde(alias = "bee")]
    B {
        x: bool,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flat {
    #[serde(flatten)]
    pub inner: AllDefaulted,
    pub any: Any,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Any {
    Number(i64),
    Text(String),
}
