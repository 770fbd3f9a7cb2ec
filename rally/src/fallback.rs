//! The pages of a namespace that has none of its own for where there is no page, and for errors.

use sycamore::prelude::*;

use crate::page::PageError;

/// Where there is no page.
pub(crate) fn not_found(base: &'static str, path: &str) -> View {
    let path = path.to_owned();
    view! {
        main(class="rally-not-found") {
            h1 { "There is no such page" }
            p { "Nothing is to be found at " code { (path) } "." }
            p { a(href=base) { "To the start" } }
        }
    }
}

/// Where a page failed.
pub(crate) fn error(base: &'static str, error: &PageError) -> View {
    let text = match error.status {
        403 => "You may not see this page.",
        503 => "The server has too much to do. Try again in a moment.",
        504 => "The server took too long. Try again in a moment.",
        _ => "The server failed to show this page.",
    };
    let trace_id = error.trace_id.clone();
    let cause = error.cause.clone().unwrap_or_default();
    view! {
        main(class="rally-error") {
            h1 { "Something went wrong" }
            p { (text) }
            p { "It is in the server's log under " code { (trace_id) } "." }
            pre { (cause) }
            p { a(href=base) { "To the start" } }
        }
    }
}
