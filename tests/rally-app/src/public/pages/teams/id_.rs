//! A page of one thing, which may not be there.

use rally::prelude::*;

use crate::context::ServerContext;
use crate::domain::{Refusal, Team};
use crate::public::client_context::ClientContext;

pub struct Model {
    team: Team,
    of: u32,
}

pub async fn load(cx: &ServerContext, id: i64) -> Result<Team, LoadError> {
    if id == 0 {
        return Err(LoadError::Redirect("/teams".to_owned()));
    }
    if id < 0 {
        return Err(LoadError::Failed(cx.secret().to_owned()));
    }
    cx.read(|teams| teams.iter().find(|team| team.id == id).cloned())
        .ok_or(LoadError::NotFound)
}

/// A handler that nobody calls but from elsewhere.
pub async fn server_rename(id: i64, name: String, cx: &ServerContext) -> Result<(), Refusal> {
    cx.read(|teams| match teams.iter_mut().find(|team| team.id == id) {
        Some(team) => {
            team.name = name;
            Ok(())
        }
        None => Err(Refusal::NoTeam),
    })
}

pub fn init_loaded(cx: &ClientContext, _id: i64, team: Team) -> Model {
    Model { team, of: cx.teams }
}

pub fn head(model: &Model) -> Head {
    Head::title(&model.team.name).description("A team")
}

pub fn view(model: ReadSignal<Model>) -> View {
    let of = model.map(|model| format!("{} of {}", model.team.id, model.of));
    view! {
        h1 { (model.with(|model| model.team.name.clone())) }
        p { (of.get_clone()) }
    }
}
