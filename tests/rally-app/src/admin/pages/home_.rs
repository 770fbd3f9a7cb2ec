//! The same types in another namespace.

use rally::prelude::*;

use crate::context::ServerContext;
use crate::domain::{Form, Team};
use crate::generated::public;

pub struct Model {
    teams: Vec<Team>,
}

pub async fn load(cx: &ServerContext) -> Result<Vec<Team>, LoadError> {
    Ok(cx.read(|teams| teams.clone()))
}

/// The text `type` cannot be said in Rust without more ado.
pub async fn server_form(r#type: String, cx: &ServerContext) -> Result<Form<Team>, String> {
    let last = cx.read(|teams| teams.clone());
    if r#type == "none" {
        return Err(r#type);
    }
    let by_month = last.iter().map(|team| (team.name.clone(), team.clone()));
    let by_month = by_month.collect();
    Ok(Form { last, by_month })
}

pub fn init_loaded(teams: Vec<Team>) -> Model {
    Model { teams }
}

pub fn view(model: ReadSignal<Model>) -> View {
    let query = crate::public::pages::search::Query::default();
    view! {
        p { (model.with(|model| model.teams.len())) }
        a(href=public::Route::Search { query }) { "Search" }
    }
}
