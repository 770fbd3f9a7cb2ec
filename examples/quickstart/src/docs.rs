//! What explains the contract. The page is for those who work on it; the rest is what other programs read.

use libero_wire::docs::{Docs, Served};
use warp::reply::Response;

static DOCS: Docs<'_> = Docs::new()
    .page(
        Served::InDevelopment,
        include_str!("../generated/docs/contract.html"),
    )
    .contract(Served::Always, include_str!("../generated/contract.json"))
    .openapi(Served::Always, include_str!("../generated/openapi.json"))
    .llms(Served::Always, include_str!("../generated/docs/llms.txt"));

/// The answer to a GET of a path, where that is one of these.
pub(crate) fn get(path: &str) -> Option<Response> {
    let file = DOCS.get(path)?;
    let mut response = warp::http::Response::builder();
    for (name, value) in &file.headers {
        response = response.header(*name, &**value);
    }
    response.body(file.body.into()).ok()
}
