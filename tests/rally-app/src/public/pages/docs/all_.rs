//! All that is left of a path.

use rally::prelude::*;

pub fn view(all: &[String]) -> View {
    let path = all.join(" / ");
    view! { p { (path) } }
}
