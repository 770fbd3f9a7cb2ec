use super::{BOTH, REQUESTS, RESPONSES, Row, SAFE, SOURCE, Settings, USUAL, row};

const VALUES: &str = "wire-breaking: values";
const GLEAM: Settings = Settings {
    is_gleam: true,
    ..USUAL
};
const SEEDS: Settings = Settings {
    seeds: &["api::Note"],
    ..USUAL
};
const NOTE: &str = "pub struct Note { pub text: String }";

pub(super) const ROWS: &[Row] = &[
    row(
        "a type is renamed",
        "",
        "- Item

pub struct Thing { pub id: i64, pub title: String }

pub fn server_save(item: Thing, _cx: &ServerContext) -> Result<Thing, Problem> { todo!() }",
        &[("type-renamed", BOTH)],
    ),
    row(
        "a type is renamed in Rust, and keeps its name on the wire",
        "",
        "- Item

#[serde(rename = \"Item\")]
pub struct Thing { pub id: i64, pub title: String }

pub fn server_save(item: Thing, _cx: &ServerContext) -> Result<Thing, Problem> { todo!() }",
        &[],
    ),
    row(
        "a type is moved to another module",
        "",
        "- Item

pub mod deep { pub struct Item { pub id: i64, pub title: String } }

pub fn server_save(item: deep::Item, _cx: &ServerContext) -> Result<deep::Item, Problem> { todo!() }",
        &[("type-moved", BOTH)],
    ),
    row(
        "an enum of bare variants is moved",
        "pub enum Mode { Exact, Near }

pub struct Query { pub word: String, pub mode: Mode }",
        "pub mod deep { pub enum Mode { Exact, Near } }

pub struct Query { pub word: String, pub mode: deep::Mode }",
        &[("type-moved", REQUESTS)],
    ),
    Row {
        is: Settings {
            pins: &[("api::deep::Item", "api")],
            ..USUAL
        },
        ..row(
            "a type is moved, and a pin keeps its place on the wire",
            "",
            "- Item

pub mod deep { pub struct Item { pub id: i64, pub title: String } }

pub fn server_save(item: deep::Item, _cx: &ServerContext) -> Result<deep::Item, Problem> { todo!() }",
            &[],
        )
    },
    row(
        "a struct becomes an enum",
        "",
        "pub enum Found { Found { count: i64 } }",
        &[("kind-changed", RESPONSES)],
    ),
    Row {
        was: GLEAM,
        is: GLEAM,
        ..row(
            "a struct becomes an enum, where constructors have bare names",
            "",
            "pub enum Found { Found { count: i64 } }",
            &[("kind-changed", SOURCE)],
        )
    },
    Row {
        was: GLEAM,
        is: GLEAM,
        ..row(
            "an enum is renamed, where constructors have bare names",
            "pub enum Trouble { Lost, Shut }

pub fn server_save(item: Item, _cx: &ServerContext) -> Result<Item, Trouble> { todo!() }

- Problem",
            "pub enum Failure { Lost, Shut }

pub fn server_save(item: Item, _cx: &ServerContext) -> Result<Item, Failure> { todo!() }

- Problem",
            &[("type-renamed", RESPONSES)],
        )
    },
    Row {
        is: GLEAM,
        ..row(
            "constructors are named by another rule",
            "",
            "",
            &[("identity-changed", "wire-breaking: responses, pushes")],
        )
    },
    row(
        "a type gets a parameter",
        "pub struct Found { pub items: Vec<Item> }",
        "pub struct Found<T> { pub items: Vec<T> }

pub fn server_find(query: Query, _cx: &ServerContext) -> Result<Found<Item>, ()> { todo!() }",
        &[("parameters-changed", RESPONSES)],
    ),
    row(
        "a parameter is renamed",
        "pub struct Found<T> { pub items: Vec<T> }

pub fn server_find(query: Query, _cx: &ServerContext) -> Result<Found<Item>, ()> { todo!() }",
        "pub struct Found<Each> { pub items: Vec<Each> }

pub fn server_find(query: Query, _cx: &ServerContext) -> Result<Found<Item>, ()> { todo!() }",
        &[],
    ),
    row(
        "the argument of a generic answer is wider",
        "pub struct Found<T> { pub items: Vec<T> }

pub fn server_find(query: Query, _cx: &ServerContext) -> Result<Found<i32>, ()> { todo!() }",
        "pub struct Found<T> { pub items: Vec<T> }

pub fn server_find(query: Query, _cx: &ServerContext) -> Result<Found<i64>, ()> { todo!() }",
        &[("integer-widened", RESPONSES)],
    ),
    row(
        "the argument of a generic field is another type",
        "pub struct Page<T> { pub items: Vec<T> }

pub struct Found { pub page: Page<i64> }",
        "pub struct Page<T> { pub items: Vec<T> }

pub struct Found { pub page: Page<String> }",
        &[("type-replaced", RESPONSES)],
    ),
    row(
        "an argument is of another type of the same form",
        "pub struct Draft { pub id: i64, pub title: String }

pub fn server_draft(_cx: &ServerContext) -> Result<Draft, ()> { todo!() }",
        "pub struct Draft { pub id: i64, pub title: String }

pub fn server_draft(_cx: &ServerContext) -> Result<Draft, ()> { todo!() }

pub fn server_save(item: Draft, _cx: &ServerContext) -> Result<Item, Problem> { todo!() }",
        &[("type-replaced", REQUESTS)],
    ),
    row(
        "a newtype becomes transparent",
        "pub struct Id(pub i64);

pub struct Found { pub first: Id }",
        "#[serde(transparent)]
pub struct Id(pub i64);

pub struct Found { pub first: Id }",
        &[("type-replaced", RESPONSES), ("type-removed", SOURCE)],
    ),
    row(
        "a recursive type gets a field",
        "pub struct Tree { pub children: Vec<Tree> }

pub struct Found { pub tree: Tree }",
        "pub struct Tree { pub children: Vec<Tree>, pub label: String }

pub struct Found { pub tree: Tree }",
        &[("field-added", RESPONSES)],
    ),
    row(
        "a field is boxed",
        "",
        "pub struct Item { pub id: Box<i64>, pub title: std::sync::Arc<str> }",
        &[],
    ),
    row(
        "a dict is held in another order",
        "pub struct Found { pub counts: std::collections::HashMap<String, i64> }",
        "pub struct Found { pub counts: std::collections::BTreeMap<String, i64> }",
        &[],
    ),
    Row {
        was: SEEDS,
        is: SEEDS,
        ..row(
            "a seed that no call carries gets a field",
            NOTE,
            "pub struct Note { pub text: String, pub by: String }",
            &[("field-added", VALUES)],
        )
    },
    Row {
        is: SEEDS,
        ..row("a seed is added", NOTE, NOTE, &[("type-added", SAFE)])
    },
    Row {
        was: SEEDS,
        ..row("a seed is removed", NOTE, NOTE, &[("type-removed", SOURCE)])
    },
];
