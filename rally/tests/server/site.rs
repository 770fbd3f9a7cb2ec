//! Two namespaces, written by hand. What the pages and calls do stands in their addresses and frames.

use std::fmt;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use libero_wire::error::DecodeError;
use libero_wire::skew::Contract;
use libero_wire::v1::{Call, Codec, Reply};
use rally::app::{self, Data, Fetch};
use rally::head::Head;
use rally::page::{LoadError, Shell};
use rally::prelude::*;
use rally::server::{Request, Site};

/// Ends every script that it stands in.
pub(crate) const EVIL: &str = "</script><script>alert(1)</script>";
/// What no answer may hold.
pub(crate) const SECRET: &str = "the password of the database";

/// What handlers work with.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) session: String,
    pub(crate) counts: Arc<Counts>,
}

/// Calls, and pages that take time.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) begun: AtomicUsize,
    pub(crate) done: AtomicUsize,
}

impl Context {
    pub(crate) fn new(request: &Request, counts: &Arc<Counts>) -> Self {
        assert!(request.query() != "panic-in-context", "{SECRET}");
        Self {
            session: request.session().to_secret_text(),
            counts: Arc::clone(counts),
        }
    }
}

pub(crate) static PUBLIC: Contract<'static> = Contract {
    hash: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    endpoints: &[("home.load", "1111111111111111")],
    pushes: &[],
};

macro_rules! namespace {
    ($site:ident, $app:ident, $route:ident, $name:literal, $base:literal, $pages:expr) => {
        pub(crate) struct $site;
        pub(crate) struct $app;

        #[derive(Clone, Debug, PartialEq)]
        pub(crate) struct $route(String);

        impl fmt::Display for $route {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl rally::route::Route for $route {
            const BASE: &'static str = $base;

            fn parse(path: &str, _query: &str) -> Option<Self> {
                let own = match path {
                    "/" => path,
                    _ => path.trim_end_matches('/'),
                };
                let pages: &[&str] = &$pages;
                pages.contains(&own).then(|| Self(own.to_owned()))
            }

            fn href(&self) -> String {
                self.0.clone()
            }

            fn file(&self) -> &'static str {
                "page"
            }
        }

        impl app::App for $app {
            type Route = $route;
            type Context = String;
            const BASE: &'static str = $base;
            const CONTRACT: &'static Contract<'static> = &PUBLIC;

            fn context(flags: &[u8]) -> Result<String, DecodeError> {
                Ok(String::from_utf8_lossy(flags).into_owned())
            }

            fn fetch(_route: &$route) -> Option<Fetch> {
                None
            }

            fn page(
                _cx: &Rc<String>,
                shell: &Rc<dyn Shell>,
                route: &$route,
                data: &Data,
            ) -> Result<View, DecodeError> {
                assert!(route.0 != "/panic-in-view", "{SECRET}");
                let Data::Flags(bytes) = data else {
                    return Ok(View::new());
                };
                let text = String::from_utf8_lossy(bytes).into_owned();
                shell.set_head(Head::title(text.clone()).description(text.clone()));
                let title = text.clone();
                Ok(view! { p(title=title) { (text) } })
            }

            fn layout(_cx: &Rc<String>, _route: ReadSignal<$route>, page: View) -> View {
                view! { main(class=$name) { (page) } }
            }
        }

        impl Site for $site {
            type App = $app;
            type Context = Context;
            const NAME: &'static str = $name;

            async fn context(cx: &Arc<Context>) -> Result<Vec<u8>, LoadError> {
                Ok(cx.session.clone().into_bytes())
            }

            async fn load(cx: &Arc<Context>, route: &$route) -> Result<Option<Vec<u8>>, LoadError> {
                load(cx, &route.0).await.map(Some)
            }

            async fn dispatch(cx: &Arc<Context>, frame: &[u8]) -> Vec<u8> {
                dispatch(cx, frame).await
            }

            async fn dispatch_path(_cx: &Arc<Context>, path: &str, body: &[u8]) -> Reply {
                if path == "home/echo" {
                    Reply {
                        status: 200,
                        content_type: "application/json",
                        body: body.to_vec(),
                    }
                } else {
                    Reply::unknown_path(path)
                }
            }
        }
    };
}

namespace!(
    Public,
    PublicApp,
    PublicRoute,
    "public",
    "/",
    [
        "/",
        "/about",
        "/evil",
        "/large",
        "/missing",
        "/secret",
        "/moved",
        "/moved-badly",
        "/failed",
        "/slow",
        "/rather-slow",
        "/panic-in-load",
        "/panic-in-view",
        "/users/jane.doe",
    ]
);
namespace!(
    Admin,
    AdminApp,
    AdminRoute,
    "admin",
    "/admin",
    ["/admin", "/admin/about"]
);

async fn load(cx: &Arc<Context>, path: &str) -> Result<Vec<u8>, LoadError> {
    match path {
        "/evil" => Ok(EVIL.into()),
        "/large" => Ok("large ".repeat(5000).into()),
        "/missing" => Err(LoadError::NotFound),
        "/secret" => Err(LoadError::Forbidden),
        "/moved" => Err(LoadError::Redirect("/about".to_owned())),
        "/moved-badly" => Err(LoadError::Redirect("/a\r\nset-cookie: x=y".to_owned())),
        "/failed" => Err(LoadError::Failed(SECRET.to_owned())),
        "/panic-in-load" => panic!("{SECRET}"),
        "/slow" => {
            tokio::time::sleep(Duration::from_mins(10)).await;
            Ok(vec![])
        }
        "/rather-slow" => {
            cx.counts.begun.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(200)).await;
            Ok(b"patience".to_vec())
        }
        path => Ok(format!("data of {path}").into()),
    }
}

/// A frame of the tests is a command behind the first byte of its codec; all else is read as libero does.
async fn dispatch(cx: &Arc<Context>, frame: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(frame.strip_prefix(&[131]).unwrap_or(frame)).into_owned();
    let text = text.trim_matches('"');
    let (command, argument) = text.split_once(':').unwrap_or((text, ""));
    cx.counts.begun.fetch_add(1, Ordering::SeqCst);
    match command {
        "echo" => {}
        "session" => return [b"\"", cx.session.as_bytes(), b"\""].concat(),
        "panic" => panic!("{SECRET}"),
        "panic-later" => {
            tokio::task::yield_now().await;
            panic!("{SECRET}");
        }
        "sleep" => {
            let time = argument.parse().expect("milliseconds");
            tokio::time::sleep(Duration::from_millis(time)).await;
        }
        "large" => return vec![131; argument.parse().expect("bytes")],
        _ => {
            return match Call::open(frame) {
                Ok(call) => call.unknown_function().body,
                Err(reply) => reply.body,
            };
        }
    }
    cx.counts.done.fetch_add(1, Ordering::SeqCst);
    frame.to_vec()
}

/// A frame that the site understands.
pub(crate) fn frame(codec: Codec, command: &str) -> Vec<u8> {
    match codec {
        Codec::Etf => [&[131], command.as_bytes()].concat(),
        Codec::Json => format!("\"{command}\"").into_bytes(),
    }
}
