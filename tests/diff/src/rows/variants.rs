use super::{PUSHES, REQUESTS, RESPONSES, Row, SAFE, SOURCE, row};

const MODE: &str = "pub enum Mode { Exact, Near }

pub struct Query { pub word: String, pub mode: Mode }";

pub(super) const ROWS: &[Row] = &[
    row(
        "an error may be another variant",
        "",
        "pub enum Problem { Missing, Locked { by: String }, Full }",
        &[("variant-added", RESPONSES)],
    ),
    row(
        "an error may be another variant with fields",
        "",
        "pub enum Problem { Missing, Locked { by: String }, Full { limit: u32 } }",
        &[("variant-added", RESPONSES)],
    ),
    row(
        "a variant of an error is removed",
        "",
        "pub enum Problem { Missing }",
        &[("variant-removed", RESPONSES)],
    ),
    row(
        "a variant is renamed",
        "",
        "pub enum Problem { Gone, Locked { by: String } }",
        &[("variant-renamed", RESPONSES)],
    ),
    row(
        "a variant is renamed in Rust, and keeps its name on the wire",
        "",
        "pub enum Problem { #[serde(rename = \"Missing\")] Gone, Locked { by: String } }",
        &[],
    ),
    row(
        "a request may hold another variant",
        MODE,
        "pub enum Mode { Exact, Near, Any }

pub struct Query { pub word: String, pub mode: Mode }",
        &[("variant-added", REQUESTS)],
    ),
    row(
        "a request may no longer hold a variant",
        MODE,
        "pub enum Mode { Exact }

pub struct Query { pub word: String, pub mode: Mode }",
        &[("variant-removed", REQUESTS)],
    ),
    row(
        "a variant is no longer read",
        MODE,
        "pub enum Mode { Exact, #[serde(skip_deserializing)] Near }

pub struct Query { pub word: String, pub mode: Mode }",
        &[("variant-closed", REQUESTS)],
    ),
    row(
        "a variant is read again",
        "pub enum Mode { Exact, #[serde(skip_deserializing)] Near }

pub struct Query { pub word: String, pub mode: Mode }",
        MODE,
        &[("variant-opened", REQUESTS)],
    ),
    row(
        "a variant of an answer is no longer read, by clients in Rust",
        "",
        "pub enum Problem { Missing, #[serde(skip_deserializing)] Locked { by: String } }",
        &[("variant-closed", RESPONSES)],
    ),
    row(
        "a variant is added that no server writes",
        "",
        "pub enum Problem { Missing, Locked { by: String }, #[serde(skip_serializing)] Old }",
        &[("variant-added", SOURCE)],
    ),
    row(
        "a variant is no longer carried",
        "",
        "pub enum Problem { Missing, #[serde(skip)] Locked { by: String } }",
        &[("variant-removed", RESPONSES)],
    ),
    row(
        "variants change places",
        "",
        "pub enum Problem { Locked { by: String }, Missing }",
        &[("variants-reordered", SAFE)],
    ),
    row(
        "the keys of a dict may be another variant",
        "#[derive(PartialEq, Eq, Hash)]
pub enum Mode { Exact, Near }

pub struct Found { pub counts: std::collections::HashMap<Mode, i64> }",
        "#[derive(PartialEq, Eq, Hash)]
pub enum Mode { Exact, Near, Any }

pub struct Found { pub counts: std::collections::HashMap<Mode, i64> }",
        &[("variant-added", RESPONSES)],
    ),
    row(
        "the keys of a dict have a variant of another name",
        "#[derive(PartialEq, Eq, Hash)]
pub enum Mode { Exact, Near }

pub struct Found { pub counts: std::collections::HashMap<Mode, i64> }",
        "#[derive(PartialEq, Eq, Hash)]
pub enum Mode { Exact, Close }

pub struct Found { pub counts: std::collections::HashMap<Mode, i64> }",
        &[("variant-renamed", RESPONSES)],
    ),
    row(
        "a push may be another variant",
        "",
        "pub enum Event { Saved { id: i64 }, Cleared, Moved }",
        &[("variant-added", PUSHES)],
    ),
    row(
        "a push may no longer be a variant",
        "",
        "pub enum Event { Saved { id: i64 } }",
        &[("variant-removed", PUSHES)],
    ),
    row(
        "a field of a push is wider",
        "pub enum Event { Saved { id: i32 }, Cleared }",
        "",
        &[("integer-widened", PUSHES)],
    ),
    row(
        "a field of a push is renamed",
        "",
        "pub enum Event { Saved { item: i64 }, Cleared }",
        &[("field-renamed", PUSHES)],
    ),
];
