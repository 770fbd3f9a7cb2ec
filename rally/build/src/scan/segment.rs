//! The name of a file or folder to a segment of an address.

use std::fmt;

/// What stands between two slashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Segment {
    /// Itself.
    Static(String),
    /// A value.
    Dynamic {
        /// What it is of.
        kind: Kind,
        /// The name of the parameter.
        name: String,
    },
}

/// The values of a dynamic segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// `i64`
    Number,
    /// `String`
    Text,
    /// `Vec<String>`
    Rest,
}

impl Kind {
    /// The Rust type.
    pub(crate) fn ty(self) -> &'static str {
        match self {
            Self::Number => "i64",
            Self::Text => "String",
            Self::Rest => "Vec<String>",
        }
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Static(name) => f.write_str(name),
            Self::Dynamic {
                name,
                kind: Kind::Rest,
            } => write!(f, "*{name}"),
            Self::Dynamic { name, .. } => write!(f, ":{name}"),
        }
    }
}

/// Why a name is no segment.
pub(crate) struct Wrong {
    pub(crate) what: &'static str,
    pub(crate) help: String,
}

/// The segment of a module's name; none for the page of the folder itself.
pub(crate) fn of(module: &str, is_file: bool) -> Result<Option<Segment>, Wrong> {
    let wrong = |what, help: &str| {
        Err(Wrong {
            what,
            help: help.to_owned(),
        })
    };
    if matches!(module, "home_" | "index") {
        return if is_file {
            Ok(None)
        } else {
            wrong(
                "is a folder, and its name is that of a folder's own page",
                "rename the folder",
            )
        };
    }
    let starts_well = module.starts_with(|first: char| first.is_ascii_lowercase());
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !starts_well || !module.chars().all(plain) {
        return Err(Wrong {
            what: "is no name of a page",
            help: format!(
                "small letters, digits and `_`, a letter first: `{}.rs`; `_` is written `-` in addresses",
                suggestion(module)
            ),
        });
    }
    let Some(name) = module.strip_suffix('_') else {
        if module == "mod" && is_file {
            let help = "the page of a folder is its `home_.rs`: rename it so; the `mod` lines are written by rally";
            return wrong("cannot be the name of a module in Rust", help);
        }
        if matches!(module, "mod" | "crate" | "self" | "super") {
            return wrong("cannot be the name of a module in Rust", "rename it");
        }
        if module.contains("__") {
            return wrong("has two `_` side by side", "take one out");
        }
        return Ok(Some(Segment::Static(module.replace('_', "-"))));
    };
    if name.ends_with('_') || name.contains("__") {
        return wrong("has two `_` side by side", "take one out");
    }
    if matches!(
        name,
        "cx" | "data" | "model" | "msg" | "query" | "send" | "shell" | "crate" | "self" | "super"
    ) {
        return Err(Wrong {
            what: "makes a parameter whose name means something else",
            help: format!("choose another: `{name}_name_.rs`"),
        });
    }
    let kind = if name == "all" {
        Kind::Rest
    } else if name == "id" || name.ends_with("_id") {
        Kind::Number
    } else {
        Kind::Text
    };
    if kind == Kind::Rest && !is_file {
        return wrong(
            "takes all that is left of a path, so no page below it can be reached",
            "give the folder another name, or make it the file `all_.rs`",
        );
    }
    let name = name.to_owned();
    Ok(Some(Segment::Dynamic { kind, name }))
}

/// A name that is one.
pub(crate) fn suggestion(module: &str) -> String {
    let mut text = heck::ToSnakeCase::to_snake_case(module);
    text.retain(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if module.ends_with('_') && !text.is_empty() {
        text.push('_');
    }
    if text.starts_with(|first: char| first.is_ascii_lowercase()) {
        text
    } else {
        format!("page_{text}")
    }
}
