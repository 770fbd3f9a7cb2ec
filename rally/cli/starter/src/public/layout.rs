//! What stands around every page.

use rally::prelude::*;

use crate::generated::public::Route;

/// What a document is called whose page says this.
pub fn title(page: &str) -> String {
    format!("{page} · APP_TITLE")
}

pub fn layout(page: View) -> View {
    view! {
        header(class="top") {
            a(class="brand", href=Route::Home) { "APP_TITLE" }
        }
        main { (page) }
        footer { "Made with rally. The first page is in " code { "src/public/pages/home_.rs" } }
    }
}
