//! What runs in the browser: the document that the server rendered is taken over, links are followed
//! without loading documents, and one socket carries all calls.
//!
//! | file | holds |
//! |---|---|
//! | `start` | adopting the document, or rendering it anew |
//! | `life` | what ends with the program |
//! | `link` | the connection's socket, requests over HTTP, clock and timer |
//! | `contract` | the contract of a server of another version |
//! | `navigate` | addresses, links, history |
//! | `scroll` | where each entry of the history was scrolled to |
//! | `prefetch` | data that was asked for before its page |
//! | `perform` | effects |
//! | `document` | `<head>`, flags, the bar of progress |
//! | `hooks` | what the prelude and development tools offer |

mod contract;
mod document;
mod hooks;
mod life;
mod link;
mod navigate;
mod perform;
mod prefetch;
mod scroll;
mod start;

pub(crate) use perform::{perform, perform_soon};
pub use start::start;

/// The next number of a counter.
fn next(counter: &std::cell::Cell<u32>) -> u32 {
    counter.set(counter.get().wrapping_add(1));
    counter.get()
}
