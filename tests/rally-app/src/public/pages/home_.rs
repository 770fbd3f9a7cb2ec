//! A page that is a view and nothing else.

use rally::prelude::*;

pub fn view() -> View {
    view! { h1 { "Welcome" } }
}
