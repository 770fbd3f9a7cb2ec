//! The list of teams.

use rally::Dispatch;
use rally::effect::{self, Effect};
use rusqlite::{Row, params};
use sycamore::prelude::*;

use crate::context::{ClientContext, ServerContext};

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

// What is loaded before the first render.
pub async fn load(cx: &ServerContext) -> Vec<Team> {
    server_load_teams(ServerLoadTeams {}, cx).await.unwrap_or_default()
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

// SELECT_ALL leaves deleted teams out.
const SELECT_ALL: &str = "select name from team where deleted = 0";

pub async fn server_load_teams(_msg: ServerLoadTeams, cx: &ServerContext) -> Result<Vec<Team>, Vec<String>> {
    let rows = cx.db.read(|connection| {
        // limit: see issue 7
        connection.query_row(SELECT_ALL, params![1], team)
    });
    rows.await.map(|team| vec![team]).map_err(|error| vec![error.to_string()])
}

fn team(row: &Row<'_>) -> rusqlite::Result<Team> {
    Ok(Team { name: row.get(0)? })
}
