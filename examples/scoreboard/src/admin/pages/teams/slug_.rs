//! What is known of a team, changed. The form shows what it will be before the server has said so.

use rally::prelude::*;

use crate::context::ServerContext;
use crate::generated::admin::Route;
use crate::league::Team;
use crate::parts::crest;
use crate::store;

/// What can be changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Details {
    pub team: Team,
    pub town: String,
    pub ground: String,
    pub founded: u32,
}

pub struct Model {
    team: Team,
    form: Form<ServerSaveTeam>,
}

pub enum Msg {
    Form(form::Event<ServerSaveTeam>),
    Saved(Result<Details, CallError<Vec<(String, String)>>>),
}

pub async fn load(cx: &ServerContext, slug: String) -> Result<Details, LoadError> {
    let read = cx
        .db
        .read(move |c| c.one("SELECT * FROM teams WHERE slug = ?1", [slug], details));
    read.await?.ok_or(LoadError::NotFound)
}

fn details(row: &rally::db::Row<'_>) -> rally::db::rusqlite::Result<Details> {
    Ok(Details {
        team: store::team(row)?,
        town: row.get("town")?,
        ground: row.get("ground")?,
        founded: row.get("founded")?,
    })
}

/// Changes a team, and answers with what is known of it now. Fields are as they were typed.
#[derive(Clone)]
pub struct ServerSaveTeam {
    pub slug: String,
    pub name: String,
    pub town: String,
    pub ground: String,
    pub founded: String,
}

pub async fn server_save_team(
    msg: ServerSaveTeam,
    cx: &ServerContext,
) -> Result<Details, Vec<(String, String)>> {
    let ServerSaveTeam {
        slug,
        name,
        town,
        ground,
        founded,
    } = msg;
    let (name, town, ground) = (
        name.trim().to_owned(),
        town.trim().to_owned(),
        ground.trim().to_owned(),
    );
    let founded: u32 = founded.trim().parse().unwrap_or_default();
    let mut problems = form::Problems::default();
    problems.check(
        (3..=40).contains(&name.chars().count()),
        "name",
        "From 3 to 40 letters.",
    );
    problems.check(!town.is_empty(), "town", "Where is it at home?");
    problems.check(!ground.is_empty(), "ground", "Where does it play?");
    problems.check(
        (1850..=2026).contains(&founded),
        "founded",
        "A year from 1850 to 2026.",
    );
    problems.none()?;
    let saved = cx.db.try_transaction(move |tx| {
        let changed = tx.execute(
            "UPDATE teams SET name = ?2, town = ?3, ground = ?4, founded = ?5 WHERE slug = ?1",
            (&slug, name, town, ground, founded),
        );
        match changed {
            Err(error) if error.is_taken("teams", "name") => {
                return Err(form::Problems::of("name", "Another team has this name."));
            }
            changed => changed?,
        };
        Ok(tx.one("SELECT * FROM teams WHERE slug = ?1", [slug], details)?)
    });
    let gone = || form::Problems::whole("This team is no longer there.");
    Ok(saved.await?.ok_or_else(gone)?)
}

pub fn init_loaded(data: Details) -> Model {
    let Details {
        team,
        town,
        ground,
        founded,
    } = data;
    let (slug, name, founded) = (team.slug.clone(), team.name.clone(), founded.to_string());
    let form = ServerSaveTeam {
        slug,
        name,
        town,
        ground,
        founded,
    };
    Model {
        team,
        form: Form::new(form),
    }
}

pub fn update(model: &mut Model, msg: Msg) -> Effect<Msg> {
    match msg {
        Msg::Form(event) => return model.form.update(event, Msg::Saved),
        Msg::Saved(answer) => {
            if let Some(details) = model.form.answered(answer) {
                model.team = details.team;
            }
        }
    }
    effect::none()
}

pub fn title(model: &Model) -> String {
    model.team.name.clone()
}

pub fn view(model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
    let crest = model.with(|model| model.team.clone());
    let crest = self::crest(&crest);
    let form = ui::Fields::new(model, |model| &model.form, send, Msg::Form);
    view! {
        p { a(href=Route::Teams) { "← Teams" } }
        h1(class="office-game") { (crest) (model.with(|model| model.form.values.name.clone())) }
        form(class="sheet", autocomplete="off", ..form.form()) {
            (form.text("name", "Name", |team| &mut team.name))
            (form.text("town", "Town", |team| &mut team.town))
            (form.text("ground", "Ground", |team| &mut team.ground))
            (form.text("founded", "Founded", |team| &mut team.founded))
            (form.summary())
            button(class="button primary", disabled=form.is_sent()) { "Save the team" }
            p(class="saved", role="status") { (if form.is_done() { "Saved." } else { "" }) }
        }
    }
}
