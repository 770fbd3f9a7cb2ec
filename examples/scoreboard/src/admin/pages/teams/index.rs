//! The teams, to choose one to change.

use rally::prelude::*;

use crate::context::ServerContext;
use crate::generated::admin::Route;
use crate::league::Team;
use crate::parts::crest;
use crate::store;

#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub teams: Vec<Team>,
}

pub async fn load(cx: &ServerContext) -> Result<Model, LoadError> {
    let read = cx
        .db
        .read(|c| c.many("SELECT * FROM teams ORDER BY name", [], store::team));
    Ok(Model { teams: read.await? })
}

pub fn init_loaded(data: Model) -> Model {
    data
}

pub fn title() -> &'static str {
    "Teams"
}

pub fn view(model: ReadSignal<Model>) -> View {
    let rows: Vec<View> = model
        .get_clone()
        .teams
        .into_iter()
        .map(|team| {
            let crest = crest(&team);
            let label = format!("Change {}", team.name);
            let Team { slug, name, .. } = team;
            view! {
                li {
                    (crest)
                    span(class="what") { strong { (name) } }
                    a(class="button", aria-label=label, href=Route::TeamsSlug { slug }) { "Change" }
                }
            }
        })
        .collect();
    view! {
        h1 { "Teams" }
        ul(class="tasks") { (rows) }
    }
}
