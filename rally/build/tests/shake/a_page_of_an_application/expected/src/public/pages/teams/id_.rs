//! One team: its players, and a form to rename it.

use std::fmt::{      Write as _};
use std::str::FromStr;



use rally::Dispatch;
use rally::effect::{self, Effect};

use sycamore::prelude::*;


use super::form::*;
use crate::context::{ClientContext,              };
use crate::domain::team::{      Team, TeamId};
use crate::domain::{          Describe as _, Page, Role,     plural};

const PER_PAGE: usize = 20;





#[derive(Clone)]
pub struct Model {
    id: TeamId,
    team: Option<Data>,
    name: Field,
    errors: Vec<String>,
}

#[derive(Clone)]
pub enum Msg {
    Typed(String),
    Submitted,
    Renamed(Result<Data, Vec<String>>),
    Loaded(Result<Data, Vec<String>>),
}

/// What the page shows.
#[derive(Clone)]
pub struct Data {
    pub team: Team,
    pub players: Page<Player>,
}

#[derive(Clone)]
pub struct Player {
    pub name: String,
    pub role: Role,
}




























pub fn title(model: &Model) -> String {
    model.team.as_ref().map_or_else(String::new, |data| data.team.describe())
}

pub fn init(_cx: &ClientContext, id: i64) -> (Model, Effect<Msg>) {
    let model = Model { id: TeamId(id), team: None, name: Field::default(), errors: vec![] };
    (model, effect::rpc(ServerLoadTeam { id }, Msg::Loaded))
}












pub fn init_loaded(cx: &ClientContext, id: i64, data: Result<Data, Vec<String>>) -> (Model, Effect<Msg>) {
    let (mut model, _) = init(cx, id);
    update(cx, &mut model, Msg::Loaded(data));
    (model, effect::none())
}

pub fn update(_cx: &ClientContext, model: &mut Model, msg: Msg) -> Effect<Msg> {
    match msg {
        Msg::Typed(text) => model.name.set(text),
        Msg::Submitted => match model.name.valid() {
            Ok(name) => return effect::rpc(ServerRename { id: model.id, name }, Msg::Renamed),
            Err(error) => model.errors = vec![error],
        },
        Msg::Renamed(Ok(data)) | Msg::Loaded(Ok(data)) => {
            model.name = data.team.name.as_str().into();
            model.team = Some(data);
        }
        Msg::Renamed(Err(errors)) | Msg::Loaded(Err(errors)) => model.errors = errors,
    }
    effect::none()
}

pub fn view(_cx: &ClientContext, model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
    let count = model.with(|model| model.team.as_ref().map_or(0, |data| data.players.items.len()));
    let submit = send.clone();
    view! {
        h1 { (model.with(title)) }
        form(on:submit=move |_: ()| submit.send(Msg::Submitted)) {
            label(r#for="name") { "Name" }
            input(id="name", name=FIELD_NAME, on:input=move |text: String| send.send(Msg::Typed(text)))
            ul(class=error_class!(invalid)) { (model.with(|model| model.errors.join(", "))) }
        }
        p { (plural!(count, "player")) " of at most " (PER_PAGE) }
        (model.with(|model| roster(model)))
    }
}

fn roster(model: &Model) -> String {
    let mut text = String::new();
    for player in model.team.iter().flat_map(|data| &data.players.items) {
        let _ = writeln!(text, "{} ({})", player.name, player.role);
    }
    text
}

#[derive(Clone)]
pub struct ServerLoadTeam {
    pub id: i64,
}







#[derive(Clone)]
pub struct ServerRename {
    pub id: TeamId,
    pub name: String,
}
