//! What stands around the page.

use rally::prelude::*;
use standings::{FOOTER, MENU};

/// A menu above, a line below.
pub fn layout(page: View) -> View {
    let menu: Vec<View> = MENU
        .into_iter()
        .map(|(href, name)| view! { a(href=href) { (name) } })
        .collect();
    view! {
        header { nav { (menu) } }
        main { (page) }
        footer { p { (FOOTER) } }
    }
}
