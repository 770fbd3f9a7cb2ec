//! What stands around every page.

use rally::prelude::*;

use super::client_context::ClientContext;
use crate::generated::{admin, public::Route};

pub fn title(cx: &ClientContext, page: &str) -> String {
    format!("{page} · {} teams", cx.teams)
}

pub fn layout(cx: &ClientContext, route: ReadSignal<Route>, page: View) -> View {
    let teams = cx.teams;
    let is_home = move || route.with(|route| *route == Route::Home);
    let current = move || if is_home() { "page" } else { "false" };
    view! {
        nav {
            a(href=Route::Home, aria-current=current) { "Home" }
            a(href=Route::TeamsId { id: 1 }) { (teams) " teams" }
            a(href=admin::Route::Home) { "Office" }
        }
        main { (page) }
    }
}
