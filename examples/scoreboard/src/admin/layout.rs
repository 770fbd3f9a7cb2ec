//! What stands around every page of the office.

use rally::prelude::*;

use crate::generated::admin::Route;
use crate::generated::public;

/// The title of a document whose page says this of itself.
pub fn title(page: &str) -> String {
    format!("{page} · League office")
}

/// The header, the page, the footer.
pub fn layout(route: ReadSignal<Route>, page: View) -> View {
    let link = move |to: Route, section: &'static str, label: &'static str| {
        let current = move || {
            let is_here = route.with(|route| rally::route::Route::file(route).starts_with(section));
            is_here.then_some("page")
        };
        view! { a(href=to, aria-current=current) { (label) } }
    };
    view! {
        a(class="skip", href="#content") { "To the content" }
        header(class="top office") {
            a(class="brand", href=Route::Home) { span(class="lantern", aria-hidden="true") {} "League office" }
            nav(aria-label="Main") {
                (link(Route::Home, "home_", "Scores"))
                (link(Route::GamesNew, "games/new", "New game"))
                (link(Route::Teams, "teams", "Teams"))
            }
        }
        p(class="notice") { "Nobody signs in here yet: whoever finds this page may change the season." }
        main(id="content") { (page) }
        footer { p { a(href=public::Route::Home) { "To the public pages" } } }
    }
}
