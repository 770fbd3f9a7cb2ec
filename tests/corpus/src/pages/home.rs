//! Handlers in every form of request.

use std::future::Future;
use std::sync::Arc;

use crate::ServerContext;
use crate::context::Session;

/// The request of [`server_load_title`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerLoadTitle {
    /// Which one.
    pub id: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    NotFound { id: u64 },
    Forbidden,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub title: String,
    pub tags: Vec<String>,
    pub owner: String,
}

/// One message struct, without waiting. Fails for id 0.
pub fn server_load_title(
    msg: ServerLoadTitle,
    server_context: &ServerContext,
) -> Result<String, LoadError> {
    server_context.count();
    match msg.id {
        0 => Err(LoadError::NotFound { id: 0 }),
        1 => Err(LoadError::Forbidden),
        id => Ok(format!("title {id} for {}", server_context.user)),
    }
}

/// Plain parameters, with waiting.
pub async fn server_create_item(
    title: String,
    tags: Vec<String>,
    cx: &ServerContext,
) -> Result<Item, String> {
    cx.count();
    std::future::ready(()).await;
    if title.is_empty() {
        return Err("a title is needed".to_owned());
    }
    Ok(Item {
        title,
        tags,
        owner: cx.user.clone(),
    })
}

/// Returns a future; takes the context in an `Arc`.
pub fn server_later(
    number: i64,
    cx: Arc<ServerContext>,
) -> impl Future<Output = Result<i64, ()>> + Send {
    cx.count();
    std::future::ready(number.checked_add(1).ok_or(()))
}

/// Takes the context by value, and nothing else.
pub fn server_count(cx: ServerContext) -> Result<u64, ()> {
    Ok(cx.count())
}

/// Is handed the session by the framework.
pub async fn server_who_am_i(
    session: &Session,
    _greeting: String,
    cx: &ServerContext,
) -> Result<String, ()> {
    cx.count();
    Ok(format!("{_greeting}, {}", session.user))
}
