//! One team: its record and its games.

use rally::prelude::*;

use crate::context::ServerContext;
use crate::generated::public::Route;
use crate::league::{Game, Standing};
use crate::parts::{crest, form_marks, game_list};
use crate::public::pages::games;
use crate::store;

#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub standing: Standing,
    pub town: String,
    pub ground: String,
    pub founded: u32,
    pub latest: Vec<Game>,
    pub next: Vec<Game>,
}

pub async fn load(cx: &ServerContext, slug: String) -> Result<Model, LoadError> {
    let read = cx.db.read(move |c| {
        let standing = c.one("SELECT * FROM standings WHERE slug = ?1", [&slug], store::standing)?;
        let Some(standing) = standing else {
            return Ok(None);
        };
        let latest = c.many(
            "SELECT * FROM fixtures WHERE is_played AND ?1 IN (home_slug, away_slug) ORDER BY day DESC LIMIT 5",
            [&slug],
            store::game,
        )?;
        let next = c.many(
            "SELECT * FROM fixtures WHERE NOT is_played AND ?1 IN (home_slug, away_slug) ORDER BY day LIMIT 5",
            [&slug],
            store::game,
        )?;
        c.one("SELECT town, ground, founded FROM teams WHERE slug = ?1", [&slug], |row| {
            let (town, ground, founded) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Model { standing, town, ground, founded, latest, next })
        })
    });
    read.await?.ok_or(LoadError::NotFound)
}

pub fn init_loaded(data: Model) -> Model {
    data
}

pub fn head(model: &Model) -> Head {
    let Model {
        standing,
        town,
        ground,
        ..
    } = model;
    Head::title(standing.team.name.as_str()).description(format!(
        "{}, of {town}, at home at {ground}: results and next games.",
        standing.team.name
    ))
}

pub fn view(model: ReadSignal<Model>) -> View {
    let Model {
        standing,
        town,
        ground,
        founded,
        latest,
        next,
    } = model.get_clone();
    let (crest, form) = (crest(&standing.team), form_marks(&standing.form));
    let (latest, next) = (game_list(&latest), game_list(&next));
    let goals = format!("{}:{}", standing.goals_for, standing.goals_against);
    let Standing {
        place,
        won,
        drawn,
        lost,
        points,
        ..
    } = standing;
    let name = standing.team.name;
    let all = games::index::Query {
        team: standing.team.slug,
        page: None,
    };
    view! {
        header(class="team-head") {
            (crest)
            div {
                h1 { (name) }
                p { (town) " · " (ground) " · founded " (founded) }
            }
        }
        dl(class="facts") {
            div { dt { "Place" } dd { (place) } }
            div { dt { "Points" } dd { (points) } }
            div { dt { "Won" } dd { (won) } }
            div { dt { "Drawn" } dd { (drawn) } }
            div { dt { "Lost" } dd { (lost) } }
            div { dt { "Goals" } dd { (goals) } }
            div { dt { "Form" } dd { (form) } }
        }
        div(class="halves") {
            section(aria-labelledby="latest") { h2(id="latest") { "Latest results" } (latest) }
            section(aria-labelledby="next") { h2(id="next") { "Next games" } (next) }
        }
        p { a(href=Route::Games { query: all }) { "All games of the season" } }
    }
}
