//! A page that is a view of its query string.

use rally::prelude::*;

use crate::generated::public::Route;
use crate::public::client_context::ClientContext;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    pub q: String,
    pub page: Option<u32>,
    pub tag: Vec<String>,
    pub r#type: Option<String>,
}

pub fn title(query: &Query) -> String {
    format!("Search: {}", query.q)
}

pub fn view(cx: &ClientContext, query: Query) -> View {
    let teams = cx.teams;
    let next = Query {
        page: Some(query.page.unwrap_or(1) + 1),
        ..query.clone()
    };
    view! {
        p { (query.q) " among " (teams) }
        a(href=Route::Search { query: next }) { "More" }
    }
}
