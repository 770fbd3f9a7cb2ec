//! What stands around every public page.

use rally::prelude::*;

use super::client_context::ClientContext;
use super::pages::{games, search};
use crate::generated::public::Route;

/// The title of a document whose page says this of itself.
pub fn title(cx: &ClientContext, page: &str) -> String {
    format!("{page} · {}", cx.league)
}

/// The header, the page, the footer.
pub fn layout(cx: &ClientContext, route: ReadSignal<Route>, page: View) -> View {
    let (league, season) = (cx.league.clone(), cx.season.clone());
    let games = Route::Games {
        query: games::index::Query::default(),
    };
    let search = Route::Search {
        query: search::Query::default(),
    };
    let link = move |to: Route, section: &'static str, label: &'static str| {
        let current = move || {
            let is_here = route.with(|route| rally::route::Route::file(route).starts_with(section));
            is_here.then_some("page")
        };
        view! { a(href=to, aria-current=current) { (label) } }
    };
    view! {
        a(class="skip", href="#content") { "To the content" }
        header(class="top") {
            a(class="brand", href=Route::Home) { span(class="lantern", aria-hidden="true") {} (league) }
            nav(aria-label="Main") {
                (link(Route::Home, "home_", "Table"))
                (link(games.clone(), "games", "Games"))
                (link(Route::Teams, "teams", "Teams"))
                (link(search.clone(), "search", "Search"))
                (link(Route::About, "about", "About"))
            }
        }
        main(id="content") { (page) }
        footer {
            p { "Season " (season) ". Every team, game and goal is made up." }
            p { a(href=crate::generated::admin::Route::Home) { "League office" } }
        }
    }
}
