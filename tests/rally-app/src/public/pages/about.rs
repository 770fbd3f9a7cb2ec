//! A page that includes a file, and has something for browsers without scripts.

use rally::prelude::*;

pub fn view() -> View {
    view! {
        p { (include_str!("about.txt").trim()) }
        noscript { NoHydrate { p { "Links and forms work." } } }
    }
}
