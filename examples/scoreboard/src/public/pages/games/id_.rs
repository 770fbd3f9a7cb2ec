//! One game. Everybody may cheer.

use rally::prelude::*;

use crate::context::ServerContext;
use crate::league::{self, Game, Team};
use crate::parts::{crest, game_list, team_link};
use crate::store;

#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    pub game: Game,
    pub cheers: Cheers,
    /// Other games of the two teams against each other.
    pub others: Vec<Game>,
}

/// How often each team was cheered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cheers {
    pub home: u32,
    pub away: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Side {
    Home,
    Away,
}

pub struct Model {
    data: Data,
    problem: Option<String>,
}

pub enum Msg {
    Cheered(Side),
    Counted(Result<Cheers, CallError<Vec<String>>>),
}

pub async fn load(cx: &ServerContext, id: i64) -> Result<Data, LoadError> {
    let read = cx.db.read(move |c| {
        let Some(game) = c.one("SELECT * FROM fixtures WHERE id = ?1", [id], store::game)? else {
            return Ok(None);
        };
        let others = c.many(
            "SELECT * FROM fixtures WHERE id <> ?1 AND home_slug IN (?2, ?3) AND away_slug IN (?2, ?3)",
            (id, &game.home.slug, &game.away.slug),
            store::game,
        )?;
        let cheers = c.one("SELECT home_cheers, away_cheers FROM games WHERE id = ?1", [id], cheers)?;
        Ok(cheers.map(|cheers| Data { game, cheers, others }))
    });
    read.await?.ok_or(LoadError::NotFound)
}

fn cheers(row: &rally::db::Row<'_>) -> rally::db::rusqlite::Result<Cheers> {
    Ok(Cheers {
        home: row.get(0)?,
        away: row.get(1)?,
    })
}

/// Counts a cheer, and answers how many there are by now.
pub struct ServerCheer {
    pub game: i64,
    pub side: Side,
}

pub async fn server_cheer(msg: ServerCheer, cx: &ServerContext) -> Result<Cheers, Vec<String>> {
    let ServerCheer { game, side } = msg;
    let counted = cx.db.transaction(move |tx| {
        tx.execute(
            "UPDATE games SET home_cheers = home_cheers + ?2, away_cheers = away_cheers + ?3 WHERE id = ?1",
            (game, side == Side::Home, side == Side::Away),
        )?;
        tx.one("SELECT home_cheers, away_cheers FROM games WHERE id = ?1", [game], cheers)
    });
    counted
        .await?
        .ok_or_else(|| vec!["There is no such game.".to_owned()])
}

pub fn init_loaded(data: Data) -> Model {
    Model {
        data,
        problem: None,
    }
}

pub fn update(model: &mut Model, msg: Msg) -> Effect<Msg> {
    match msg {
        Msg::Cheered(side) => {
            let game = model.data.game.id;
            return effect::rpc(ServerCheer { game, side }, Msg::Counted);
        }
        Msg::Counted(Ok(cheers)) => {
            model.data.cheers = cheers;
            model.problem = None;
        }
        Msg::Counted(Err(CallError::Refused(texts))) => model.problem = Some(texts.join(" ")),
        Msg::Counted(Err(CallError::Failed(failure))) => model.problem = Some(failure.to_string()),
    }
    effect::none()
}

pub fn title(model: &Model) -> String {
    let Game { home, away, .. } = &model.data.game;
    format!("{} – {}", home.name, away.name)
}

pub fn view(model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
    let Game {
        round,
        day,
        kick_off,
        home,
        away,
        score,
        ..
    } = model.with(|model| model.data.game.clone());
    let others = model.with(|model| model.data.others.clone());
    let other_games = game_list(&others);
    let has_others = !others.is_empty();
    let when = league::day(&day);
    let result = score.map_or(kick_off.clone(), |score| {
        format!("{} : {}", score.home, score.away)
    });
    let cheers = |side: Side, team: Team| {
        let count = move || {
            let cheers = model.with(|model| model.data.cheers);
            if side == Side::Home {
                cheers.home
            } else {
                cheers.away
            }
        };
        let label = format!("Cheer for {}", team.name);
        view! {
            button(class="cheer", aria-label=label, on:click=move |_| send(Msg::Cheered(side))) {
        "Cheer "
                span(class="count") { (count()) }
            }
        }
    };
    let (home_crest, away_crest) = (crest(&home), crest(&away));
    let (home_link, away_link) = (team_link(&home), team_link(&away));
    let (home_cheers, away_cheers) = (cheers(Side::Home, home), cheers(Side::Away, away));
    view! {
        article(class="match") {
            p(class="when") { "Round " (round) " · " time(datetime=day) { (when) } ", " (kick_off) }
            h1(class="sides") {
                span(class="side") { (home_crest) (home_link) }
                strong(class="result") { (result) }
                span(class="side") { (away_crest) (away_link) }
            }
            div(class="cheers", aria-live="polite") { (home_cheers) (away_cheers) }
            (ui::show(
                move || model.with(|model| model.problem.is_some()),
                move || {
                    let text = model.with(|model| model.problem.clone().unwrap_or_default());
                    view! { p(class="problem", role="alert") { (text) } }
                },
            ))
        }
        if has_others {
            section { h2 { "The other game" } (other_games) }
        }
    }
}
