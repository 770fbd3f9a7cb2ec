//! Where there is no page.

use rally::prelude::*;

use crate::generated::public::Route;

pub fn view(path: &str) -> View {
    let path = path.to_owned();
    view! {
        main {
            h1 { "Nothing here" }
            p { "There is no page at " code { (path) } "." }
            p { a(class="button", href=Route::Home) { "To the notes" } }
        }
    }
}
