//! Full-stack applications on libero: one file a page, client and server code together.
//!
//! | module | holds | runs |
//! |---|---|---|
//! | [`db`], [`migrate`], [`test_db`] | `SQLite` | on the server |
//! | [`session`], [`env`] | who asks, and where we are | on the server |

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(not(target_arch = "wasm32"))]
pub use native::*;
