//! The server's side of a namespace, and how the server holds several of them.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use libero_wire::dispatch::Reply;
use libero_wire::error::DecodeError;
use libero_wire::skew::Contract;

use super::Request;
use crate::app::App;
use crate::native::ssr::{self, Rendered};
use crate::page::{LoadError, PageError};
use crate::route::{Route, moved};

/// The server's side of a namespace. Generated.
pub trait Site: Send + Sync + 'static {
    /// Its pages.
    type App: App;
    /// What handlers and `load` work with: the application's own.
    type Context: Send + Sync + 'static;
    /// The name of the namespace, by which its client is found: `public`.
    const NAME: &'static str;

    /// The context of its pages, as it is written into the document.
    fn context(cx: &Arc<Self::Context>) -> impl Future<Output = Result<Vec<u8>, LoadError>> + Send;

    /// The data of a page, as it is written into the document. `None`: it has no `load`.
    fn load(
        cx: &Arc<Self::Context>,
        route: &<Self::App as App>::Route,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, LoadError>> + Send;

    /// Answers the frame of a request. There is always an answer.
    fn dispatch(cx: &Arc<Self::Context>, frame: &[u8]) -> impl Future<Output = Vec<u8>> + Send;

    /// Answers a call whose function is named by a path, as in `public/pages/home/load_data`; the body is
    /// the message alone, as typed JSON.
    fn dispatch_path(
        cx: &Arc<Self::Context>,
        path: &str,
        body: &[u8],
    ) -> impl Future<Output = Reply> + Send;
}

pub(super) type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A site of any type.
pub(super) trait Mounted: Send + Sync {
    fn name(&self) -> &'static str;
    fn base(&self) -> &'static str;
    fn contract(&self) -> &'static Contract<'static>;
    /// The page that an address leads to.
    fn find(&self, path: &str, query: &str) -> Found;
    /// Gets what a view needs. Panics of the application come through.
    fn load(&self, request: Arc<Request>, shown: Shown) -> Boxed<Result<Loaded, LoadError>>;
    /// Somebody who calls: all calls of a caller share one context.
    fn caller(&self, request: &Request) -> Arc<dyn Caller>;
}

/// What is to be found at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    Page,
    /// A page whose own address is this one.
    Moved(String),
}

/// What is to be shown.
#[derive(Clone, Debug)]
pub(super) enum Shown {
    Page,
    NotFound,
    Error(PageError),
}

/// What a view needs, and the view.
pub(super) struct Loaded {
    pub(super) context: Vec<u8>,
    pub(super) data: Option<Vec<u8>>,
    pub(super) render: Render,
}

type Render = Box<dyn FnOnce(&[u8], Option<&[u8]>) -> Result<Rendered, DecodeError> + Send>;

pub(super) trait Caller: Send + Sync {
    fn call(&self, frame: Bytes) -> Boxed<Vec<u8>>;
    fn call_path(&self, path: String, body: Bytes) -> Boxed<Reply>;
}

/// A site, and how its context is made.
pub(super) struct Mount<S, F> {
    pub(super) context: F,
    pub(super) site: PhantomData<fn() -> S>,
}

impl<S, F> Mounted for Mount<S, F>
where
    S: Site,
    F: Fn(&Request) -> S::Context + Send + Sync + 'static,
{
    fn name(&self) -> &'static str {
        S::NAME
    }

    fn base(&self) -> &'static str {
        S::App::BASE
    }

    fn contract(&self) -> &'static Contract<'static> {
        S::App::CONTRACT
    }

    fn find(&self, path: &str, query: &str) -> Found {
        let Some(route) = <S::App as App>::Route::parse(path, query) else {
            return Found::Nothing;
        };
        moved(&route, path, query).map_or(Found::Page, Found::Moved)
    }

    fn load(&self, request: Arc<Request>, shown: Shown) -> Boxed<Result<Loaded, LoadError>> {
        let cx = Arc::new((self.context)(&request));
        Box::pin(async move {
            let context = S::context(&cx).await?;
            let path = request.path().to_owned();
            let (data, render): (_, Render) = match shown {
                Shown::Page => {
                    let route = <S::App as App>::Route::parse(&path, request.query());
                    let route = route.ok_or(LoadError::NotFound)?;
                    let data = S::load(&cx, &route).await?;
                    let render = |context: &[u8], data: Option<&[u8]>| {
                        ssr::render::<S::App>(context, route, data)
                    };
                    (data, Box::new(render))
                }
                Shown::NotFound => {
                    let render = move |context: &[u8], _: Option<&[u8]>| {
                        ssr::render_not_found::<S::App>(context, &path)
                    };
                    (None, Box::new(render))
                }
                Shown::Error(error) => {
                    let render = move |context: &[u8], _: Option<&[u8]>| {
                        ssr::render_error::<S::App>(context, &error)
                    };
                    (None, Box::new(render))
                }
            };
            Ok(Loaded {
                context,
                data,
                render,
            })
        })
    }

    fn caller(&self, request: &Request) -> Arc<dyn Caller> {
        Arc::new(Calls::<S>(Arc::new((self.context)(request))))
    }
}

struct Calls<S: Site>(Arc<S::Context>);

impl<S: Site> Caller for Calls<S> {
    fn call(&self, frame: Bytes) -> Boxed<Vec<u8>> {
        let cx = Arc::clone(&self.0);
        Box::pin(async move { S::dispatch(&cx, &frame).await })
    }

    fn call_path(&self, path: String, body: Bytes) -> Boxed<Reply> {
        let cx = Arc::clone(&self.0);
        Box::pin(async move { S::dispatch_path(&cx, &path, &body).await })
    }
}
