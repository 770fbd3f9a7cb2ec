//! Teams and grounds, found as one types.

use std::time::Duration;

use rally::prelude::*;

use crate::context::ServerContext;
use crate::generated::public::Route;
use crate::league::Team;
use crate::parts::team_link;
use crate::store;

/// `/search?q=owl`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    pub q: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub q: String,
    pub teams: Vec<Team>,
}

pub struct Model {
    typed: String,
    /// What was asked for last: an answer to anything else comes too late.
    asked: String,
    found: Found,
    problem: Option<String>,
}

pub enum Msg {
    Typed(String),
    Paused(String),
    Got(Result<Found, CallError<Vec<String>>>),
}

pub async fn load(cx: &ServerContext, query: Query) -> Result<Found, LoadError> {
    Ok(find(cx, query.q).await?)
}

pub struct ServerLoadFound {
    pub q: String,
}

pub async fn server_load_found(
    msg: ServerLoadFound,
    cx: &ServerContext,
) -> Result<Found, Vec<String>> {
    Ok(find(cx, msg.q).await?)
}

async fn find(cx: &ServerContext, q: String) -> rally::db::Result<Found> {
    let words = q.trim().to_owned();
    let found = cx.db.read(move |c| {
        c.many(
            "SELECT * FROM teams WHERE ?1 <> '' AND instr(lower(name || ' ' || town || ' ' || ground), lower(?1))
             ORDER BY name",
            [words],
            store::team,
        )
    });
    Ok(Found {
        teams: found.await?,
        q,
    })
}

pub fn init_loaded(data: Found) -> Model {
    Model {
        typed: data.q.clone(),
        asked: data.q.clone(),
        found: data,
        problem: None,
    }
}

pub fn update(model: &mut Model, msg: Msg) -> Effect<Msg> {
    match msg {
        Msg::Typed(text) => {
            model.typed.clone_from(&text);
            return effect::after(Duration::from_millis(200), || Msg::Paused(text));
        }
        Msg::Paused(q) if q == model.typed && q != model.asked => {
            model.asked.clone_from(&q);
            let address = effect::set_address(Route::Search {
                query: Query { q: q.clone() },
            });
            return address.and(effect::rpc(ServerLoadFound { q }, Msg::Got));
        }
        Msg::Got(Ok(found)) if found.q == model.asked => {
            model.found = found;
            model.problem = None;
        }
        // Somebody types on.
        Msg::Paused(_) | Msg::Got(Ok(_)) => {}
        Msg::Got(Err(CallError::Refused(texts))) => model.problem = Some(texts.join(" ")),
        Msg::Got(Err(CallError::Failed(failure))) => model.problem = Some(failure.to_string()),
    }
    effect::none()
}

pub fn title() -> &'static str {
    "Search"
}

pub fn view(model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
    let teams = model.map(|model| model.found.teams.clone());
    let said = move || {
        model.with(|model| match (&model.problem, model.found.teams.len()) {
            (Some(problem), _) => problem.clone(),
            (None, _) if model.found.q.trim().is_empty() => "Teams, towns and grounds.".to_owned(),
            (None, 0) => format!("Nothing is called “{}”.", model.found.q.trim()),
            (None, 1) => "One team".to_owned(),
            (None, count) => format!("{count} teams"),
        })
    };
    view! {
        h1 { "Search" }
        form(method="get", class="search", role="search") {
            label(r#for="q") { "Team, town or ground" }
            input(
                id="q",
                name="q",
                r#type="search",
                autocomplete="off",
                ..ui::value(move || model.with(|model| model.typed.clone())),
                on:input=ui::on_text(move |text| send(Msg::Typed(text))),
            )
            button(class="button") { "Search" }
        }
        p(class="said", aria-live="polite") { (said()) }
        ul(class="found") {
            Keyed(list=teams, key=|team| team.slug.clone(), view=|team| {
                let link = team_link(&team);
                view! { li { (link) } }
            })
        }
    }
}
