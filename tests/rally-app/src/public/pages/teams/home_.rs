//! A page with data, a query string, and an `init` of its own.

use rally::prelude::*;

use crate::context::ServerContext;
use crate::domain::{Page, Team};
use crate::generated::public::Route;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    pub from: u64,
}

pub struct Model {
    teams: Page<Team>,
}

pub enum Msg {
    More,
    Got(Result<Page<Team>, CallError<()>>),
}

/// A request of its own, which the page builds.
pub struct ServerMore {
    pub from: u64,
}

pub async fn server_more(msg: ServerMore, cx: &ServerContext) -> Result<Page<Team>, ()> {
    let secret = cx.secret();
    if secret.is_empty() {
        Err(())
    } else {
        Ok(page(cx, msg.from))
    }
}

/// It never fails, and says so.
pub async fn load(cx: &ServerContext, query: Query) -> Page<Team> {
    page(cx, query.from)
}

fn page(cx: &ServerContext, from: u64) -> Page<Team> {
    let skipped = usize::try_from(from).unwrap_or(usize::MAX);
    cx.read(|teams| Page {
        items: teams.iter().skip(skipped).take(2).cloned().collect(),
        next: (teams.len() > skipped.saturating_add(2)).then_some(from + 2),
    })
}

pub fn init() -> (Model, Effect<Msg>) {
    let teams = Page {
        items: vec![],
        next: None,
    };
    (
        Model { teams },
        effect::rpc(ServerMore { from: 0 }, Msg::Got),
    )
}

pub fn init_loaded(teams: Page<Team>) -> Model {
    Model { teams }
}

pub fn update(model: &mut Model, msg: Msg) -> Effect<Msg> {
    match msg {
        Msg::More => match model.teams.next {
            Some(from) => effect::rpc(ServerMore { from }, Msg::Got),
            None => effect::none(),
        },
        Msg::Got(Ok(more)) => {
            model.teams.next = more.next;
            model.teams.items.extend(more.items);
            effect::none()
        }
        Msg::Got(Err(_)) => effect::none(),
    }
}

pub fn view(model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
    let teams = model.map(|model| model.teams.items.clone());
    view! {
        ul {
            Keyed(
                list=teams,
                key=|team| team.id,
                view=|team| view! { li { a(href=Route::TeamsId { id: team.id }) { (team.name.clone()) } } },
            )
        }
        button(on:click=move |_| send(Msg::More)) { "More" }
    }
}
