//! Full-stack applications on libero: one file a page, client and server code together.
//!
//! | module | holds | runs |
//! |---|---|---|
//! | [`page`], [`app`] | what a page is, and the pages of a namespace as one application | on both sides |
//! | [`effect`], [`dispatch`] | what `update` asks for, and how messages come back | on both sides |
//! | [`form`] | what is filled in, and what the server says to it | on both sides |
//! | [`rpc`] | calls of handlers, typed by their requests | on both sides |
//! | [`protocol`] | the client's end of the connection, without sockets | on both sides |
//! | [`route`], [`head`] | addresses, and what stands in `<head>` | on both sides |
//! | [`ui`] | helpers for views | on both sides |
//! | [`db`], [`migrate`], [`test_db`] | `SQLite` | on the server |
//! | [`session`], [`mod@env`] | who asks, and where we are | on the server |
//! | `browser` | hydration, navigation, the socket | in the browser |

pub mod app;
pub mod dispatch;
pub mod effect;
mod fallback;
pub mod form;
pub mod head;
pub mod page;
pub mod prelude;
pub mod protocol;
pub mod route;
pub mod rpc;
pub mod ui;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
use browser::{perform, perform_soon};

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(not(target_arch = "wasm32"))]
pub use native::*;

#[doc(hidden)]
pub mod rt;
