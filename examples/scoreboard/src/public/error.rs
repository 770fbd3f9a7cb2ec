//! Where a page failed.

use rally::page::PageError;
use rally::prelude::*;

use crate::generated::public::Route;

/// Says so, and what to tell the people of the server.
pub fn view(error: &PageError) -> View {
    let PageError {
        status,
        trace_id,
        cause,
    } = error.clone();
    view! {
        main(class="alone", id="content") {
            p(class="big", aria-hidden="true") { (status) }
            h1 { "Play is interrupted" }
            p { "This page could not be shown. In the server's log it is " code { (trace_id) } "." }
            (cause.clone().map(|cause| view! { pre { (cause) } }))
            p { a(class="button", href=Route::Home) { "To the table" } }
        }
    }
}
