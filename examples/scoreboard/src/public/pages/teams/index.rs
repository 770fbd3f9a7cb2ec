//! All teams.

use rally::prelude::*;

use crate::context::ServerContext;
use crate::league::Standing;
use crate::parts::{form_marks, team_link};
use crate::store;

#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub teams: Vec<Standing>,
}

pub async fn load(cx: &ServerContext) -> Result<Model, LoadError> {
    let read = cx
        .db
        .read(|c| c.many("SELECT * FROM standings ORDER BY name", [], store::standing));
    Ok(Model { teams: read.await? })
}

pub fn init_loaded(data: Model) -> Model {
    data
}

pub fn title() -> &'static str {
    "Teams"
}

pub fn view(model: ReadSignal<Model>) -> View {
    let cards: Vec<View> = model.get_clone().teams.iter().map(card).collect();
    view! {
        h1 { "Teams" }
        ul(class="cards") { (cards) }
    }
}

fn card(line: &Standing) -> View {
    let (team, form) = (team_link(&line.team), form_marks(&line.form));
    let (place, points) = (line.place, line.points);
    view! {
        li(class="card") {
            (team)
            p { "Place " (place) " with " (points) " points" }
            (form)
        }
    }
}
