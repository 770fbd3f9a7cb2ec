//! All games, by team and page by page.

use rally::db::params;
use rally::prelude::*;

use crate::context::ServerContext;
use crate::generated::public::Route;
use crate::league::{Game, Team};
use crate::parts::game_list;
use crate::store;

const PER_PAGE: u32 = 18;

/// `/games?team=alder-bay&page=2`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// The games of one team.
    pub team: String,
    /// From 1, the oldest games first; without it, the page of the latest result.
    pub page: Option<u32>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub games: Vec<Game>,
    pub teams: Vec<Team>,
    pub team: String,
    pub page: u32,
    pub pages: u32,
}

pub enum Msg {
    Chosen(String),
}

pub async fn load(cx: &ServerContext, query: Query) -> Result<Model, LoadError> {
    let read = cx.db.read(move |c| {
        let (all, played) = c
            .one(
                "SELECT count(*), coalesce(sum(is_played), 0) FROM fixtures WHERE ?1 IN ('', home_slug, away_slug)",
                [&query.team],
                |row| Ok((row.get::<_, u32>(0)?, row.get::<_, u32>(1)?)),
            )?
            .unwrap_or_default();
        let pages = all.div_ceil(PER_PAGE).max(1);
        let page = query.page.unwrap_or(played.div_ceil(PER_PAGE)).clamp(1, pages);
        Ok(Model {
            games: c.many(
                "SELECT * FROM fixtures WHERE ?1 IN ('', home_slug, away_slug)
                 ORDER BY day, kick_off, id LIMIT ?2 OFFSET ?3",
                params![query.team, PER_PAGE, (page - 1) * PER_PAGE],
                store::game,
            )?,
            teams: c.many("SELECT * FROM teams ORDER BY name", [], store::team)?,
            team: query.team,
            page,
            pages,
        })
    });
    Ok(read.await?)
}

pub fn init_loaded(data: Model) -> Model {
    data
}

pub fn update(_model: &mut Model, msg: Msg) -> Effect<Msg> {
    let Msg::Chosen(team) = msg;
    effect::navigate(Route::Games {
        query: Query { team, page: None },
    })
}

pub fn title(model: &Model) -> String {
    format!("Games, page {} of {}", model.page, model.pages)
}

pub fn view(model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
    let Model {
        games,
        teams,
        team,
        page,
        pages,
    } = model.get_clone();
    let list = game_list(&games);
    let is_all = team.is_empty();
    let options: Vec<View> = teams
        .into_iter()
        .map(|Team { slug, name, .. }| {
            let is_chosen = slug == team;
            view! { option(value=slug, selected=is_chosen) { (name) } }
        })
        .collect();
    let to = |page: u32| Route::Games {
        query: Query {
            team: team.clone(),
            page: Some(page),
        },
    };
    let earlier = (page > 1).then(|| to(page - 1));
    let later = (page < pages).then(|| to(page + 1));
    view! {
        div(class="heading") {
            h1 { "Games" }
            // Without JavaScript it is sent as it is.
            form(method="get", class="filter", role="search") {
                label(r#for="team") { "Team" }
                select(id="team", name="team", on:change=ui::on_text(move |slug| send(Msg::Chosen(slug)))) {
                    option(value="", selected=is_all) { "All teams" }
                    (options)
                }
                button(class="button no-script") { "Show" }
            }
        }
        (list)
        nav(class="pager", aria-label="Pages") {
            (earlier.clone().map(|to| view! { a(rel="prev", href=to) { "← Earlier" } }))
            span { "Page " (page) " of " (pages) }
            (later.clone().map(|to| view! { a(rel="next", href=to) { "Later →" } }))
        }
    }
}
