//! What is to be done: games that wait for their score.

use rally::prelude::*;

use crate::context::ServerContext;
use crate::generated::admin::Route;
use crate::league::{self, Game};
use crate::parts::crest;
use crate::store;

#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub teams: u32,
    pub games: u32,
    pub played: u32,
    pub goals: u32,
    /// Without a score, the oldest first.
    pub open: Vec<Game>,
    /// With one, the newest first.
    pub done: Vec<Game>,
}

pub async fn load(cx: &ServerContext) -> Result<Model, LoadError> {
    let read = cx.db.read(|c| {
        let open = c.many(
            "SELECT * FROM fixtures WHERE NOT is_played ORDER BY day, kick_off, id LIMIT 9",
            [],
            store::game,
        )?;
        let done = c.many(
            "SELECT * FROM fixtures WHERE is_played ORDER BY day DESC, kick_off DESC, id LIMIT 5",
            [],
            store::game,
        )?;
        c.one(
            "SELECT (SELECT count(*) FROM teams) AS teams, count(*) AS games, count(home_goals) AS played,
                coalesce(sum(home_goals + away_goals), 0) AS goals FROM games",
            [],
            |row| {
                let (teams, games) = (row.get("teams")?, row.get("games")?);
                let (played, goals) = (row.get("played")?, row.get("goals")?);
                Ok(Model { teams, games, played, goals, open, done })
            },
        )
    });
    read.await?.ok_or(LoadError::NotFound)
}

pub fn init_loaded(data: Model) -> Model {
    data
}

pub fn title() -> &'static str {
    "Scores"
}

pub fn view(model: ReadSignal<Model>) -> View {
    let Model {
        teams,
        games,
        played,
        goals,
        open,
        done,
    } = model.get_clone();
    let (open, done) = (list(&open, "Report"), list(&done, "Correct"));
    view! {
        h1 { "Scores" }
        dl(class="facts") {
            div { dt { "Teams" } dd { (teams) } }
            div { dt { "Games" } dd { (games) } }
            div { dt { "Played" } dd { (played) } }
            div { dt { "Goals" } dd { (goals) } }
        }
        div(class="halves") {
            section(aria-labelledby="open") { h2(id="open") { "Waiting for a score" } (open) }
            section(aria-labelledby="done") { h2(id="done") { "Reported last" } (done) }
        }
    }
}

fn list(games: &[Game], verb: &'static str) -> View {
    let rows: Vec<View> = games
        .iter()
        .map(|game| {
            let (home, away) = (crest(&game.home), crest(&game.away));
            let (id, day) = (game.id, league::day(&game.day));
            let score = game
                .score
                .map(|score| format!(" {}:{}", score.home, score.away));
            let name = format!(
                "{} – {}{}",
                game.home.name,
                game.away.name,
                score.unwrap_or_default()
            );
            let label = format!("{verb} {name}");
            view! {
                li {
                    (home) (away)
                    span(class="what") { strong { (name) } small { (day) } }
                    a(class="button", aria-label=label, href=Route::GamesId { id }) { (verb) }
                }
            }
        })
        .collect();
    view! { ul(class="tasks") { (rows) } }
}
