//! Where there is no page.

use rally::prelude::*;

use super::client_context::ClientContext;
use crate::generated::public::Route;

/// Says so, and where to go from here.
pub fn view(cx: &ClientContext, path: &str) -> View {
    let (league, path) = (cx.league.clone(), path.to_owned());
    view! {
        main(class="alone", id="content") {
            p(class="big", aria-hidden="true") { "404" }
            h1 { "Off the pitch" }
            p { "There is nothing at " code { (path) } "." }
            p { a(class="button", href=Route::Home) { "To the " (league) } }
        }
    }
}
