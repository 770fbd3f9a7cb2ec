//! Names that mean something in Rust, JavaScript or Erlang, and names that are not ASCII.

#![allow(non_camel_case_types, non_snake_case)]

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    pub raw: Raw,
    pub javascript: JavaScript,
    pub erlang: Erlang,
    pub größe: Größe,
    pub words: Keywords,
    pub acronyms: HTTPServer,
    pub classes: (Object, Map, Error, Promise),
    pub case: Vec<Case>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    pub r#type: String,
    pub r#match: i64,
    pub r#fn: r#struct,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct r#struct {
    pub r#move: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JavaScript {
    pub class: i64,
    pub function: i64,
    pub constructor: i64,
    pub hasOwnProperty: i64,
    pub then: i64,
    pub arguments: i64,
    pub toString: i64,
    pub camelCase: i64,
    pub SHOUTED: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erlang {
    pub end: i64,
    pub receive: i64,
    pub fun: i64,
    pub case: i64,
    pub _leading: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Größe {
    pub naïve: i64,
    pub 日本: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keywords {
    If,
    When,
    r#Try,
    Default { default: i64 },
    Null,
    Undefined(bool),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HTTPServer {
    pub url: String,
    pub TLSKey: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    pub id: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map(pub i64);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    Ok,
    Error(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise;

/// Names that differ in underscores alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Case {
    Ab,
    A_b,
    X1(i64),
    X_1(i64),
}
