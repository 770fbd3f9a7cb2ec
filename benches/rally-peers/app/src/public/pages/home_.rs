//! A table of a hundred teams, and a call.

use rally::prelude::*;
use standings::TITLE;

use crate::context::ServerContext;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    /// The rows.
    pub teams: Vec<Team>,
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    /// The place.
    pub rank: u32,
    /// The name.
    pub name: String,
    /// Games that were won.
    pub won: u32,
    /// Games without a winner.
    pub drawn: u32,
    /// Games that were lost.
    pub lost: u32,
    /// Points.
    pub points: u32,
}

/// The state of the page.
pub struct Model {
    teams: Vec<Team>,
    answer: Option<Echo>,
}

/// What happens to it.
pub enum Msg {
    /// Somebody wants to hear an echo.
    Called,
    /// There it is.
    Heard(Result<Echo, CallError<String>>),
}

/// What is called, and comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct Echo {
    /// Some text.
    pub text: String,
    /// A number.
    pub count: i64,
}

/// A call that gets its own words back.
pub struct ServerEcho {
    /// The words.
    pub echo: Echo,
}

/// Answers with what was said.
pub async fn server_echo(msg: ServerEcho, _cx: &ServerContext) -> Result<Echo, String> {
    Ok(msg.echo)
}

/// Makes the rows, as a database would.
pub async fn load(_cx: &ServerContext) -> Result<Data, LoadError> {
    let teams = standings::standings().into_iter().map(Team::from).collect();
    Ok(Data { teams })
}

impl From<standings::Team> for Team {
    fn from(team: standings::Team) -> Self {
        let standings::Team {
            rank,
            name,
            won,
            drawn,
            lost,
            points,
        } = team;
        Self {
            rank,
            name,
            won,
            drawn,
            lost,
            points,
        }
    }
}

/// The page as it begins.
pub fn init_loaded(data: Data) -> (Model, Effect<Msg>) {
    let model = Model {
        teams: data.teams,
        answer: None,
    };
    (model, effect::none())
}

/// Calls, and keeps the answer.
pub fn update(model: &mut Model, msg: Msg) -> Effect<Msg> {
    match msg {
        Msg::Called => {
            let echo = Echo {
                text: "hello".to_owned(),
                count: 1,
            };
            return effect::rpc(ServerEcho { echo }, Msg::Heard);
        }
        Msg::Heard(answer) => model.answer = answer.ok(),
    }
    effect::none()
}

/// The title.
pub fn title() -> String {
    TITLE.to_owned()
}

/// The table.
pub fn view(model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
    let teams = model.map(|model| model.teams.clone());
    view! {
        h1(on:click=move |_| send(Msg::Called)) { (TITLE) }
        table {
            thead {
                tr {
                    th { "Place" }
                    th { "Team" }
                    th { "Won" }
                    th { "Drawn" }
                    th { "Lost" }
                    th { "Points" }
                }
            }
            tbody { Keyed(list=teams, key=|team| team.rank, view=row) }
        }
    }
}

fn row(team: Team) -> View {
    view! {
        tr(class="team") {
            td { (team.rank) }
            td { (team.name.clone()) }
            td { (team.won) }
            td { (team.drawn) }
            td { (team.lost) }
            td { (team.points) }
        }
    }
}
