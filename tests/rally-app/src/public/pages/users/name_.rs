//! A text in the address.

use rally::prelude::*;

pub fn title(name: String) -> String {
    name
}

pub fn view(name: String) -> View {
    view! { p { "Hello, " (name) } }
}
