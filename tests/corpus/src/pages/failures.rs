//! Handlers that fail in every way.

use crate::ServerContext;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem<T> {
    Plain,
    About(T),
    Listed { reasons: Vec<String> },
}

/// The generic type with every argument that it is used with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems {
    pub numbered: Problem<i64>,
    pub nothing: Problem<()>,
}

/// Fails with a unit struct.
pub fn server_refuse(_cx: &ServerContext) -> Result<(), Refusal> {
    Err(Refusal)
}

/// Fails with a generic enum.
pub async fn server_complain(about: Option<i64>, _cx: &ServerContext) -> Result<(), Problem<i64>> {
    Err(about.map_or(Problem::Plain, Problem::About))
}

/// Fails with a list.
pub fn server_list(reasons: Vec<String>, _cx: &ServerContext) -> Result<(), Problem<()>> {
    Err(Problem::Listed { reasons })
}

/// Panics before it waits.
pub fn server_panic(message: String, _cx: &ServerContext) -> Result<(), ()> {
    panic!("{message}")
}

/// Panics after it has waited.
pub async fn server_panic_later(message: String, _cx: &ServerContext) -> Result<(), ()> {
    std::future::ready(()).await;
    panic!("{message}")
}

/// Answers with what ETF cannot carry.
pub fn server_not_a_number(_cx: &ServerContext) -> Result<f64, ()> {
    Ok(f64::NAN)
}
