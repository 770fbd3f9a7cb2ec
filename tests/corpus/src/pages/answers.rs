//! Handlers that answer with what they are sent.

use std::collections::HashMap;

use corpus_shared::Page;
use corpus_shared::article::Article;

use crate::ServerContext;
use crate::enums::Shape;

/// A shape.
pub fn server_shape(shape: Shape, _cx: &ServerContext) -> Result<Shape, ()> {
    Ok(shape)
}

/// Generic types of another crate, shared by all modules.
pub async fn server_articles(
    page: Page<Article>,
    _cx: &ServerContext,
) -> Result<Page<Article>, ()> {
    Ok(page)
}

/// Arguments that may be nothing.
pub async fn server_maybe(
    number: Option<Option<i64>>,
    words: HashMap<String, Vec<u8>>,
    _cx: &ServerContext,
) -> Result<(Option<Option<i64>>, HashMap<String, Vec<u8>>), ()> {
    Ok((number, words))
}
