//! The score of a game, reported or corrected.

use rally::prelude::*;

use crate::context::ServerContext;
use crate::form::{Problems, field, summary};
use crate::generated::{admin, public};
use crate::league::{self, Game, Score};
use crate::parts::crest;
use crate::store;

pub struct Model {
    game: Game,
    home: String,
    away: String,
    problems: Problems,
    saved: bool,
}

pub enum Msg {
    Home(String),
    Away(String),
    Sent,
    Saved(Result<Option<Score>, CallError<Problems>>),
}

pub async fn load(cx: &ServerContext, id: i64) -> Result<Game, LoadError> {
    let read = cx
        .db
        .read(move |c| c.one("SELECT * FROM fixtures WHERE id = ?1", [id], store::game));
    read.await?.ok_or(LoadError::NotFound)
}

/// Sets the score of a game, as it was typed, and answers with what it is now. Both left empty: there is none yet.
pub struct ServerSaveScore {
    pub id: i64,
    pub home: String,
    pub away: String,
}

pub async fn server_save_score(
    msg: ServerSaveScore,
    cx: &ServerContext,
) -> Result<Option<Score>, Problems> {
    let ServerSaveScore { id, home, away } = msg;
    let mut problems = Problems::default();
    let mut goals = |text: &str, field| {
        let goals = text.trim().parse().ok().filter(|goals: &u32| *goals < 100);
        problems.check(goals.is_some(), field, "A number from 0 to 99.");
        goals
    };
    let is_open = home.trim().is_empty() && away.trim().is_empty();
    let score = if is_open {
        (None, None)
    } else {
        (goals(&home, "home"), goals(&away, "away"))
    };
    problems.none()?;
    let saved = cx.db.transaction(move |tx| {
        tx.execute(
            "UPDATE games SET home_goals = ?2, away_goals = ?3 WHERE id = ?1",
            (id, score.0, score.1),
        )?;
        tx.one("SELECT * FROM fixtures WHERE id = ?1", [id], store::game)
    });
    let game = saved
        .await?
        .ok_or_else(|| Problems::whole("This game is no longer there."))?;
    Ok(game.score)
}

pub fn init_loaded(data: Game) -> Model {
    let text = |goals: fn(Score) -> u32| {
        data.score
            .map(|score| goals(score).to_string())
            .unwrap_or_default()
    };
    Model {
        home: text(|score| score.home),
        away: text(|score| score.away),
        game: data,
        problems: Problems::default(),
        saved: false,
    }
}

pub fn update(model: &mut Model, msg: Msg) -> Effect<Msg> {
    model.saved = false;
    match msg {
        Msg::Home(text) => model.home = text,
        Msg::Away(text) => model.away = text,
        Msg::Sent => {
            let (home, away) = (model.home.clone(), model.away.clone());
            return effect::rpc(
                ServerSaveScore {
                    id: model.game.id,
                    home,
                    away,
                },
                Msg::Saved,
            );
        }
        Msg::Saved(Ok(score)) => {
            model.game.score = score;
            model.problems = Problems::default();
            model.saved = true;
        }
        Msg::Saved(Err(error)) => model.problems = error.into(),
    }
    effect::none()
}

pub fn title(model: &Model) -> String {
    format!("{} – {}", model.game.home.name, model.game.away.name)
}

pub fn view(model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
    let game = model.with(|model| model.game.clone());
    let problems = model.map(|model| model.problems.clone());
    let (home, away) = (crest(&game.home), crest(&game.away));
    let name = format!("{} – {}", game.home.name, game.away.name);
    let when = format!(
        "Round {}, {}, {}",
        game.round,
        league::day(&game.day),
        game.kick_off
    );
    let goals = move |name, label, msg: fn(String) -> Msg, value: fn(&Model) -> String| {
        let input = view! {
            input(
                id=name,
                name=name,
                inputmode="numeric",
                autocomplete="off",
                ..ui::value(move || model.with(value)),
                on:input=ui::on_text(move |text| send(msg(text))),
            )
        };
        field(name, label, problems, input)
    };
    view! {
        p { a(href=admin::Route::Home) { "← Scores" } }
        h1(class="office-game") { (home) (away) (name) }
        p(class="when") { (when) }
        form(class="sheet score-sheet", novalidate=true, on:submit=ui::on_submit(move || send(Msg::Sent))) {
            (goals("home", "Goals, home", Msg::Home, |model| model.home.clone()))
            (goals("away", "Goals, away", Msg::Away, |model| model.away.clone()))
            (summary(problems))
            button(class="button primary") { "Save the score" }
            p(class="saved", role="status") {
                (if model.with(|model| model.saved) { "Saved." } else { "" })
            }
        }
        p { a(href=public::Route::GamesId { id: game.id }) { "As everybody sees it" } }
    }
}
