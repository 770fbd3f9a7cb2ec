use super::{Row, SAFE, row};

pub(super) const ROWS: &[Row] = &[
    row(
        "a type is documented",
        "",
        "/// What was found.\npub struct Found { pub count: i64 }",
        &[("docs-changed", SAFE)],
    ),
    row(
        "a field is documented otherwise",
        "pub struct Found {\n/// How many.\npub count: i64 }",
        "pub struct Found {\n/// All of them.\npub count: i64 }",
        &[("docs-changed", SAFE)],
    ),
    row(
        "a variant is documented",
        "",
        "pub enum Problem {\n/// Not there.\nMissing, Locked { by: String } }",
        &[("docs-changed", SAFE)],
    ),
    row(
        "a function is deprecated",
        "",
        "#[deprecated(note = \"use another\")]\npub fn server_find(query: Query, _cx: &ServerContext) -> Result<Found, ()> { todo!() }",
        &[("deprecated", SAFE)],
    ),
    row(
        "a field is deprecated",
        "",
        "pub struct Found { #[deprecated] pub count: i64 }",
        &[("deprecated", SAFE)],
    ),
    row(
        "a function is no longer deprecated",
        "#[deprecated]\npub fn server_find(query: Query, _cx: &ServerContext) -> Result<Found, ()> { todo!() }",
        "",
        &[("deprecation-changed", SAFE)],
    ),
];
