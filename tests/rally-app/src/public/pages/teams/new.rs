//! A static page beside a dynamic one; handlers with plain parameters.

use rally::prelude::*;

use crate::context::ServerContext;
use crate::domain::{Refusal, Team};
use crate::generated::public::Route;
use crate::generated::public::libero::requests::public::pages::teams::new::{
    ServerCreate, ServerHow,
};

#[derive(Default)]
pub struct Model {
    name: String,
    wrong: String,
    teams: u32,
}

pub enum Msg {
    Typed(String),
    Save,
    Saved(Result<i64, CallError<Refusal>>),
    Counted(Result<u32, CallError<()>>),
}

pub async fn server_create(name: String, cx: &ServerContext) -> Result<i64, Refusal> {
    if name.len() > 20 {
        return Err(Refusal::TooLong(20));
    }
    cx.read(|teams| {
        if let Some(team) = teams.iter().find(|team| team.name == name) {
            return Err(Refusal::Taken { by: team.id });
        }
        let id = 1 + teams.iter().map(|team| team.id).max().unwrap_or_default();
        teams.push(Team::new(id, &name));
        Ok(id)
    })
}

/// It never fails, and waits for nothing.
pub fn server_how(cx: &ServerContext) -> u32 {
    cx.read(|teams| u32::try_from(teams.len()).unwrap_or(u32::MAX))
}

pub fn init() -> (Model, Effect<Msg>) {
    (Model::default(), effect::rpc(ServerHow, Msg::Counted))
}

pub fn update(model: &mut Model, msg: Msg) -> Effect<Msg> {
    match msg {
        Msg::Typed(name) => model.name = name,
        Msg::Save => {
            let name = model.name.clone();
            return effect::rpc(ServerCreate { name }, Msg::Saved);
        }
        Msg::Saved(Ok(id)) => return effect::navigate(Route::TeamsId { id }),
        Msg::Saved(Err(error)) => model.wrong = error.to_string(),
        Msg::Counted(teams) => model.teams = teams.unwrap_or_default(),
    }
    effect::none()
}

pub fn view(model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
    view! {
        p(role="alert") { (model.with(|model| model.wrong.clone())) }
        p { (model.with(|model| model.teams)) " teams" }
        button(on:click=move |_| send(Msg::Save)) { "Save" }
        button(on:click=move |_| send(Msg::Typed(String::new()))) { "Clear" }
    }
}
