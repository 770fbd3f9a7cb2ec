//! What both namespaces know.

use std::collections::BTreeMap;
use std::fmt;

pub use corpus_shared::Page;

#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    pub id: i64,
    pub name: String,
    pub form: Form<i32>,
}

impl Team {
    pub fn new(id: i64, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            form: Form::default(),
        }
    }
}

/// The last games of somebody.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form<T> {
    pub last: Vec<T>,
    pub by_month: BTreeMap<String, T>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    Taken { by: i64 },
    TooLong(u32),
    NoTeam,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken { by } => write!(f, "Team {by} has this name."),
            Self::TooLong(most) => write!(f, "At most {most} letters."),
            Self::NoTeam => f.write_str("There is no such team."),
        }
    }
}
