//! A form for a game. What is wrong with it is found out by the server, and shown at its field.

use rally::prelude::*;

use crate::context::ServerContext;
use crate::generated::admin::Route;
use crate::league::Team;
use crate::store;

#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    pub teams: Vec<Team>,
    pub round: u32,
    pub day: String,
}

pub struct Model {
    teams: Vec<Team>,
    form: Form<ServerCreateGame>,
}

pub enum Msg {
    Form(form::Event<ServerCreateGame>),
    Created(Result<i64, CallError<Vec<(String, String)>>>),
}

pub async fn load(cx: &ServerContext) -> Result<Data, LoadError> {
    let read = cx.db.read(|c| {
        let teams = c.many("SELECT * FROM teams ORDER BY name", [], store::team)?;
        let last = c.one(
            "SELECT coalesce(max(round), 0), coalesce(date(max(day), '+7 days'), date()) FROM games",
            [],
            |row| Ok((row.get::<_, u32>(0)?, row.get(1)?)),
        )?;
        let (round, day) = last.unwrap_or_default();
        Ok(Data { teams, round: round + 1, day })
    });
    Ok(read.await?)
}

/// Adds a game, and answers its number. Fields are as they were typed.
#[derive(Clone)]
pub struct ServerCreateGame {
    pub home: String,
    pub away: String,
    pub round: String,
    pub day: String,
    pub kick_off: String,
}

pub async fn server_create_game(
    msg: ServerCreateGame,
    cx: &ServerContext,
) -> Result<i64, Vec<(String, String)>> {
    let round: u32 = msg.round.trim().parse().unwrap_or_default();
    let mut problems = form::Problems::default();
    problems.check(!msg.home.is_empty(), "home", "Choose a team.");
    problems.check(!msg.away.is_empty(), "away", "Choose a team.");
    let is_same = !msg.home.is_empty() && msg.home == msg.away;
    problems.check(!is_same, "away", "A team cannot play against itself.");
    problems.check((1..=99).contains(&round), "round", "A number from 1 to 99.");
    problems.check(is_time(&msg.kick_off), "kick_off", "A time, such as 15:30.");
    let outcome = cx.db.try_transaction(move |tx| {
        let is_day = tx.one("SELECT ?1 IS date(?1) AND ?1 <> ''", [&msg.day], |row| {
            row.get(0)
        })?;
        problems.check(is_day == Some(true), "day", "A day, such as 2026-05-16.");
        problems.none()?;
        let id = tx.insert(
            "INSERT INTO games (round, day, kick_off, home_id, away_id)
             SELECT ?1, ?2, ?3, home.id, away.id FROM teams AS home, teams AS away
             WHERE home.slug = ?4 AND away.slug = ?5",
            (round, &msg.day, &msg.kick_off, &msg.home, &msg.away),
        );
        match id {
            Err(error) if error.is_taken("games", "home_id") => Err(form::Problems::of(
                "away",
                "They play each other already, at the same ground.",
            )),
            Err(rally::db::Error::NothingInserted { .. }) => {
                Err(form::Problems::of("home", "One of the teams is gone."))
            }
            id => Ok(id?),
        }
    });
    Ok(outcome.await?)
}

fn is_time(text: &str) -> bool {
    let parts = text.split_once(':');
    let number = |text: &str| match text.as_bytes() {
        [b'0'..=b'9', b'0'..=b'9'] => text.parse::<u32>().unwrap_or(99),
        _ => 99,
    };
    parts.is_some_and(|(hour, minute)| number(hour) < 24 && number(minute) < 60)
}

pub fn init_loaded(data: Data) -> Model {
    let form = ServerCreateGame {
        home: String::new(),
        away: String::new(),
        round: data.round.to_string(),
        day: data.day,
        kick_off: "15:30".to_owned(),
    };
    Model {
        teams: data.teams,
        form: Form::new(form),
    }
}

pub fn update(model: &mut Model, msg: Msg) -> Effect<Msg> {
    match msg {
        Msg::Form(event) => model.form.update(event, Msg::Created),
        Msg::Created(answer) => match model.form.answered(answer) {
            Some(id) => effect::navigate(Route::GamesId { id }),
            None => effect::none(),
        },
    }
}

pub fn title() -> &'static str {
    "New game"
}

pub fn view(model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
    let form = ui::Fields::new(model, |model| &model.form, send, Msg::Form);
    let teams = model.with(|model| model.teams.clone());
    let choice = move |name, label, part: ui::Part<ServerCreateGame>| {
        let options: Vec<View> = teams
            .iter()
            .map(|team| {
                let Team { slug, name, .. } = team.clone();
                view! { option(value=slug) { (name) } }
            })
            .collect();
        form.field(name, label, part, |input| {
            view! { select(..input) { option(value="") { "Choose a team" } (options) } }
        })
    };
    let home = choice("home", "Home team", |game| &mut game.home);
    let away = choice("away", "Away team", |game| &mut game.away);
    let day = form.field(
        "day",
        "Day",
        |game| &mut game.day,
        |input| {
            view! { input(r#type="date", ..input) }
        },
    );
    let kick_off = form.field(
        "kick_off",
        "Kick-off",
        |game| &mut game.kick_off,
        |input| {
            view! { input(r#type="time", ..input) }
        },
    );
    view! {
        h1 { "New game" }
        form(class="sheet", ..form.form()) {
            (home)
            (away)
            (form.text("round", "Round", |game| &mut game.round))
            (day)
            (kick_off)
            (form.summary())
            button(class="button primary", disabled=form.is_sent()) { "Add the game" }
        }
    }
}
