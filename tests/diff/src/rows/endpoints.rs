use super::{PUSHES, REQUESTS, RESPONSES, Row, SAFE, SOURCE, Settings, USUAL, row};

const READS: Settings = Settings {
    read_only: &["find"],
    ..USUAL
};
const QUIET: Settings = Settings { push: &[], ..USUAL };

pub(super) const ROWS: &[Row] = &[
    row("nothing changes", "", "", &[]),
    row(
        "a function is added",
        "",
        "pub fn server_drop(id: i64, _cx: &ServerContext) -> Result<(), ()> { todo!() }",
        &[("endpoint-added", SAFE)],
    ),
    row(
        "a function is removed",
        "pub fn server_drop(id: i64, _cx: &ServerContext) -> Result<(), ()> { todo!() }",
        "",
        &[("endpoint-removed", REQUESTS)],
    ),
    row(
        "a function is renamed",
        "",
        "- server_find

pub fn server_search(query: Query, _cx: &ServerContext) -> Result<Found, ()> { todo!() }",
        &[("endpoint-renamed", REQUESTS)],
    ),
    row(
        "a function that takes a message is renamed",
        "pub fn server_find(msg: Query, _cx: &ServerContext) -> Result<Found, ()> { todo!() }",
        "- server_find

pub fn server_search(msg: Query, _cx: &ServerContext) -> Result<Found, ()> { todo!() }",
        &[("endpoint-renamed", SOURCE)],
    ),
    row(
        "a function is moved to another module",
        "",
        "- server_find

pub mod deep {
    use super::{Found, Query, ServerContext};
    pub fn server_find(query: Query, _cx: &ServerContext) -> Result<Found, ()> { todo!() }
}",
        &[("endpoint-moved", REQUESTS)],
    ),
    row(
        "the message of a function is another type",
        "pub struct Other { pub word: String }

pub fn server_find(msg: Query, _cx: &ServerContext) -> Result<Found, ()> { todo!() }

pub fn server_other(other: Other, _cx: &ServerContext) -> Result<(), ()> { todo!() }",
        "pub struct Other { pub word: String }

pub fn server_find(msg: Other, _cx: &ServerContext) -> Result<Found, ()> { todo!() }

pub fn server_other(other: Query, _cx: &ServerContext) -> Result<(), ()> { todo!() }",
        &[("request-replaced", REQUESTS), ("type-replaced", REQUESTS)],
    ),
    Row {
        is: READS,
        ..row(
            "a function only reads now",
            "",
            "",
            &[("read-only-added", SAFE)],
        )
    },
    Row {
        was: READS,
        ..row(
            "a function no longer only reads",
            "",
            "",
            &[("read-only-removed", SOURCE)],
        )
    },
    row(
        "a function waits",
        "",
        "pub async fn server_find(query: Query, _cx: &ServerContext) -> Result<Found, ()> { todo!() }",
        &[],
    ),
    row(
        "the answer is another type",
        "",
        "pub fn server_save(item: Item, _cx: &ServerContext) -> Result<i64, Problem> { todo!() }",
        &[("type-replaced", RESPONSES)],
    ),
    row(
        "the error is another type",
        "",
        "pub fn server_find(query: Query, _cx: &ServerContext) -> Result<Found, Problem> { todo!() }",
        &[("type-replaced", RESPONSES)],
    ),
    row(
        "the answer may be none",
        "",
        "pub fn server_find(query: Query, _cx: &ServerContext) -> Result<Option<Found>, ()> { todo!() }",
        &[("option-added", RESPONSES)],
    ),
    row(
        "an answer that is a number is wider",
        "pub fn server_find(query: Query, _cx: &ServerContext) -> Result<i32, ()> { todo!() }",
        "pub fn server_find(query: Query, _cx: &ServerContext) -> Result<i64, ()> { todo!() }",
        &[("integer-widened", RESPONSES)],
    ),
    row(
        "an answer that is an integer is a float",
        "pub fn server_find(query: Query, _cx: &ServerContext) -> Result<i32, ()> { todo!() }",
        "pub fn server_find(query: Query, _cx: &ServerContext) -> Result<f64, ()> { todo!() }",
        &[("type-replaced", RESPONSES)],
    ),
    row(
        "an answer that is a large integer is a float",
        "pub fn server_find(query: Query, _cx: &ServerContext) -> Result<u64, ()> { todo!() }",
        "pub fn server_find(query: Query, _cx: &ServerContext) -> Result<f64, ()> { todo!() }",
        &[("type-replaced", RESPONSES)],
    ),
    row(
        "an answer that is a tuple is a list",
        "pub fn server_find(query: Query, _cx: &ServerContext) -> Result<(i64, i64), ()> { todo!() }",
        "pub fn server_find(query: Query, _cx: &ServerContext) -> Result<Vec<i64>, ()> { todo!() }",
        &[("type-replaced", RESPONSES)],
    ),
    row(
        "an answer that is an array is a tuple",
        "pub fn server_find(query: Query, _cx: &ServerContext) -> Result<[i64; 2], ()> { todo!() }",
        "pub fn server_find(query: Query, _cx: &ServerContext) -> Result<(i64, i64), ()> { todo!() }",
        &[("type-replaced", RESPONSES)],
    ),
    row(
        "an answer that is a dict is a list of pairs",
        "pub fn server_find(query: Query, _cx: &ServerContext) -> Result<std::collections::BTreeMap<i64, i64>, ()> { todo!() }",
        "pub fn server_find(query: Query, _cx: &ServerContext) -> Result<Vec<(i64, i64)>, ()> { todo!() }",
        &[("type-replaced", RESPONSES)],
    ),
    row(
        "an answer that is text is bytes",
        "pub fn server_find(query: Query, _cx: &ServerContext) -> Result<String, ()> { todo!() }",
        "pub fn server_find(query: Query, _cx: &ServerContext) -> Result<Vec<u8>, ()> { todo!() }",
        &[("type-replaced", RESPONSES)],
    ),
    Row {
        was: QUIET,
        ..row(
            "a push is added",
            "",
            "",
            &[("push-added", SAFE), ("type-added", SAFE)],
        )
    },
    Row {
        is: QUIET,
        ..row(
            "a push is removed",
            "",
            "",
            &[("push-removed", SOURCE), ("type-removed", SOURCE)],
        )
    },
    Row {
        is: Settings {
            push: &[("api::Event", Some("elsewhere"))],
            ..USUAL
        },
        ..row(
            "a push names another module",
            "",
            "",
            &[("push-moved", PUSHES)],
        )
    },
];
