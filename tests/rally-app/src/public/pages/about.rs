//! A page that includes a file.

use rally::prelude::*;

pub fn view() -> View {
    view! { p { (include_str!("about.txt").trim()) } }
}
