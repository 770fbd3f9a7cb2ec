//! What stands around every page.

use rally::prelude::*;

use crate::generated::public::Route;

pub fn layout(page: View) -> View {
    view! {
        header(class="top") {
            a(class="brand", href=Route::Home) { "APP_TITLE" }
        }
        main { (page) }
        footer { "Made with rally. The first page is in " code { "src/public/pages/home_.rs" } }
    }
}
