//! The server.

use std::future::Future;
use std::sync::Arc;

use crate::app::App;
use crate::page::LoadError;

/// The server's side of a namespace. Generated.
pub trait Site: Send + Sync + 'static {
    /// Its pages.
    type App: App;
    /// What handlers and `load` work with: the application's own.
    type Context: Send + Sync + 'static;
    /// The context of its pages, as it is written into the document.
    fn context(cx: &Arc<Self::Context>) -> impl Future<Output = Result<Vec<u8>, LoadError>> + Send;

    /// The data of a page, as it is written into the document. `None`: it has no `load`.
    fn load(
        cx: &Arc<Self::Context>,
        route: &<Self::App as App>::Route,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, LoadError>> + Send;

    /// Answers the frame of a request. There is always an answer.
    fn dispatch(cx: &Arc<Self::Context>, frame: &[u8]) -> impl Future<Output = Vec<u8>> + Send;
}
