//! Where a page failed.

use rally::page::PageError;
use rally::prelude::*;

use super::client_context::ClientContext;

pub fn view(_cx: &ClientContext, error: &PageError) -> View {
    let status = error.status;
    view! { h1 { "Failed: " (status) } }
}
