//! The list of teams.

use rally::Dispatch;
use rally::effect::{self, Effect};

use sycamore::prelude::*;

use crate::context::{ClientContext,              };

/// One row.
#[derive(Clone)]
pub struct Team {
    pub name: String,
}

#[derive(Clone)]
pub struct Model {
    pub teams: Vec<Team>,
}

pub enum Msg {
    Reload,
    GotTeams(Result<Vec<Team>, Vec<String>>),
}

pub fn init(_cx: &ClientContext) -> (Model, Effect<Msg>) {
    (Model { teams: vec![] }, effect::rpc(ServerLoadTeams {}, Msg::GotTeams))
}






pub fn update(_cx: &ClientContext, model: &mut Model, msg: Msg) -> Effect<Msg> {
    match msg {
        Msg::Reload => effect::rpc(ServerLoadTeams {}, Msg::GotTeams),
        Msg::GotTeams(answer) => {
            model.teams = answer.unwrap_or_default(); // none if it failed
            effect::none()
        }
    }
}

pub fn view(cx: &ClientContext, model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
    let user = cx.user.clone().unwrap_or_default();
    view! {
        h1 { "Teams of " (user) }
        button(on:click=move |_: ()| send.send(Msg::Reload)) { "Reload" }
        p { (model.with(|model| model.teams.len())) }
    }
}

/// Asks for all teams.
pub struct ServerLoadTeams {}
