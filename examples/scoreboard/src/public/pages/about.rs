//! A page that never changes: a view is all it needs.

use rally::prelude::*;

use crate::generated::public::Route;

pub fn title() -> &'static str {
    "About"
}

pub fn view() -> View {
    view! {
        article(class="prose") {
            h1 { "About" }
            p {
                "The Lantern League has eighteen teams, each of which meets every other twice. A win is three \
                 points, a draw is one. After thirty-four rounds the first is champion, and the last two go down."
            }
            h2 { "How this is made" }
            p {
                "Each page is one Rust file, with what runs on the server and what runs in the browser. The first \
                 request is answered with complete HTML; from then on the browser asks for data alone, over one \
                 WebSocket, in types that both sides share."
            }
            p { "Without JavaScript the pages, the links and the search still work. " a(href=Route::Teams) { "Look at the teams." } }
        }
    }
}
