//! The table: what changes, and what is said of it.

/// Two pieces of source, and the changes between them.
#[derive(Clone, Copy)]
pub struct Row {
    pub name: &'static str,
    pub old: &'static str,
    pub new: &'static str,
    pub was: Settings,
    pub is: Settings,
    /// Categories and verdicts, in any order.
    pub expect: &'static [(&'static str, &'static str)],
}

/// What Cargo.toml would say.
#[derive(Clone, Copy)]
pub struct Settings {
    pub seeds: &'static [&'static str],
    pub read_only: &'static [&'static str],
    pub push: &'static [(&'static str, Option<&'static str>)],
    pub pins: &'static [(&'static str, &'static str)],
    pub is_gleam: bool,
}

/// What all rows say that say nothing else.
pub const USUAL: Settings = Settings {
    seeds: &[],
    read_only: &[],
    push: &[("api::Event", None)],
    pins: &[],
    is_gleam: false,
};

const SAFE: &str = "safe";
const SOURCE: &str = "source-breaking";
const REQUESTS: &str = "wire-breaking: requests";
const RESPONSES: &str = "wire-breaking: responses";
const BOTH: &str = "wire-breaking: requests, responses";
const PUSHES: &str = "wire-breaking: pushes";

const fn row(
    name: &'static str,
    old: &'static str,
    new: &'static str,
    expect: &'static [(&'static str, &'static str)],
) -> Row {
    Row {
        name,
        old,
        new,
        was: USUAL,
        is: USUAL,
        expect,
    }
}

mod annotations;
mod endpoints;
mod fields;
mod types;
mod values;
mod variants;

/// Every row.
pub fn all() -> Vec<Row> {
    [
        endpoints::ROWS,
        types::ROWS,
        variants::ROWS,
        fields::ROWS,
        values::ROWS,
        annotations::ROWS,
    ]
    .concat()
}
