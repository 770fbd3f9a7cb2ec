//! Where there is no page.

use rally::prelude::*;

pub fn view(path: &str) -> View {
    let path = path.to_owned();
    view! { h1 { "Nothing at " (path) } }
}
