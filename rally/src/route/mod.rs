//! Addresses: what generated routes are made of.
//!
//! The generated `Route` says which segments a page has; splitting, decoding and writing are here.
//!
//! | module | holds |
//! |---|---|
//! | `path` | segments: what stands between slashes |
//! | `query` | what stands after the question mark |
//! | `percent` | text in addresses |

use std::fmt;

mod path;
mod percent;
mod query;

pub use path::{At, Href, Param, param, rest, split};
pub use query::{Pairs, Query, QueryField, QueryValue, Writer};

/// The pages of a namespace. Generated from the files of its `pages` folder.
pub trait Route: Clone + PartialEq + fmt::Debug + fmt::Display + Send + Sync + 'static {
    /// Where the namespace begins: `/`, or `/admin`.
    const BASE: &'static str;

    /// The page of a path and a query string, neither with its `?`. `None`: there is no such page.
    ///
    /// A path that ends in a slash is that of the page without it: see [`moved`].
    fn parse(path: &str, query: &str) -> Option<Self>;

    /// The address of the page: path and query string.
    fn href(&self) -> String;

    /// The page's file below `pages`, without `.rs`: `products/id_`.
    fn file(&self) -> &'static str;
}

/// Where a request for a page should go instead, because its path is not the page's own: one with a
/// slash at its end, or a number with zeros before it. The query string stays as it is.
pub fn moved<R: Route>(route: &R, path: &str, query: &str) -> Option<String> {
    let href = route.href();
    let own = href.split('?').next().unwrap_or_default();
    let same = |one: &str, other: &str| {
        one.ends_with('/') == other.ends_with('/') && split(R::BASE, one) == split(R::BASE, other)
    };
    // A path that is written in another way and means the same is left alone: who stands between
    // may write it so, and would be sent to and fro.
    if same(own, path) {
        return None;
    }
    let mut to = own.to_owned();
    if !query.is_empty() {
        to.push('?');
        to.push_str(query);
    }
    Some(to)
}
