//! The table, the latest results, and what comes next.

use rally::prelude::*;

use crate::context::ServerContext;
use crate::league::{Game, Standing};
use crate::parts::{game_list, standings_table};
use crate::store;

#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub standings: Vec<Standing>,
    pub latest: Vec<Game>,
    pub next: Vec<Game>,
}

pub async fn load(cx: &ServerContext) -> Result<Model, LoadError> {
    let read = cx.db.read(|c| {
        Ok(Model {
            standings: c.many("SELECT * FROM standings ORDER BY place", [], store::standing)?,
            latest: c.many(
                "SELECT * FROM fixtures WHERE is_played ORDER BY day DESC, kick_off DESC, id LIMIT 9",
                [],
                store::game,
            )?,
            next: c.many(
                "SELECT * FROM fixtures WHERE NOT is_played ORDER BY day, kick_off, id LIMIT 9",
                [],
                store::game,
            )?,
        })
    });
    Ok(read.await?)
}

pub fn init_loaded(data: Model) -> Model {
    data
}

pub fn title() -> &'static str {
    "Table"
}

pub fn view(model: ReadSignal<Model>) -> View {
    let Model {
        standings,
        latest,
        next,
    } = model.get_clone();
    let (table, latest, next) = (
        standings_table(&standings),
        game_list(&latest),
        game_list(&next),
    );
    view! {
        div(class="columns") {
            section(aria-labelledby="table") {
                h1(id="table") { "Table" }
                (table)
                p(class="legend") {
                    span(class="key champion") { "Champion" }
                    span(class="key relegated") { "Relegated" }
                }
            }
            div(class="side-column") {
                section(aria-labelledby="latest") { h2(id="latest") { "Latest results" } (latest) }
                section(aria-labelledby="next") { h2(id="next") { "Next games" } (next) }
            }
        }
    }
}
