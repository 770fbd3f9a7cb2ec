//! The score of a game, reported or corrected.

use rally::prelude::*;

use crate::context::ServerContext;
use crate::generated::{admin, public};
use crate::league::{self, Game, Score};
use crate::parts::crest;
use crate::store;

pub struct Model {
    game: Game,
    form: Form<ServerSaveScore>,
}

pub enum Msg {
    Form(form::Event<ServerSaveScore>),
    Saved(Result<Option<Score>, CallError<Vec<(String, String)>>>),
}

pub async fn load(cx: &ServerContext, id: i64) -> Result<Game, LoadError> {
    let read = cx
        .db
        .read(move |c| c.one("SELECT * FROM fixtures WHERE id = ?1", [id], store::game));
    read.await?.ok_or(LoadError::NotFound)
}

/// Sets the score of a game, as it was typed, and answers with what it is now. Both left empty: there is none yet.
#[derive(Clone)]
pub struct ServerSaveScore {
    pub id: i64,
    pub home: String,
    pub away: String,
}

pub async fn server_save_score(
    msg: ServerSaveScore,
    cx: &ServerContext,
) -> Result<Option<Score>, Vec<(String, String)>> {
    let ServerSaveScore { id, home, away } = msg;
    let mut problems = form::Problems::default();
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
        .ok_or_else(|| form::Problems::whole("This game is no longer there."))?;
    Ok(game.score)
}

pub fn init_loaded(data: Game) -> Model {
    let text = |goals: fn(Score) -> u32| {
        data.score
            .map(|score| goals(score).to_string())
            .unwrap_or_default()
    };
    let form = ServerSaveScore {
        id: data.id,
        home: text(|score| score.home),
        away: text(|score| score.away),
    };
    Model {
        game: data,
        form: Form::new(form),
    }
}

pub fn update(model: &mut Model, msg: Msg) -> Effect<Msg> {
    match msg {
        Msg::Form(event) => return model.form.update(event, Msg::Saved),
        Msg::Saved(answer) => {
            if let Some(score) = model.form.answered(answer) {
                model.game.score = score;
            }
        }
    }
    effect::none()
}

pub fn title(model: &Model) -> String {
    format!("{} – {}", model.game.home.name, model.game.away.name)
}

pub fn view(model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
    let game = model.with(|model| model.game.clone());
    let form = ui::Fields::new(model, |model| &model.form, send, Msg::Form);
    let (home, away) = (crest(&game.home), crest(&game.away));
    let name = format!("{} – {}", game.home.name, game.away.name);
    let when = format!(
        "Round {}, {}, {}",
        game.round,
        league::day(&game.day),
        game.kick_off
    );
    let goals = move |name, label, part: ui::Part<ServerSaveScore>| {
        form.field(name, label, part, |input| {
            view! { input(inputmode="numeric", ..input) }
        })
    };
    view! {
        p { a(href=admin::Route::Home) { "← Scores" } }
        h1(class="office-game") { (home) (away) (name) }
        p(class="when") { (when) }
        form(class="sheet score-sheet", autocomplete="off", ..form.form()) {
            (goals("home", "Goals, home", |score| &mut score.home))
            (goals("away", "Goals, away", |score| &mut score.away))
            (form.summary())
            button(class="button primary", disabled=form.is_sent()) { "Save the score" }
            p(class="saved", role="status") { (if form.is_done() { "Saved." } else { "" }) }
        }
        p { a(href=public::Route::GamesId { id: game.id }) { "As everybody sees it" } }
    }
}
