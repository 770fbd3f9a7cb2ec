//! A name that a user cannot have without being asked twice.

use rally::prelude::*;

pub fn view() -> View {
    view! { p { "A new user" } }
}
