//! One team: its players, and a form to rename it.

use std::fmt::{self, Write as _};
use std::str::FromStr;
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use rally::Dispatch;
use rally::effect::{self, Effect};
use rusqlite::{Connection, OptionalExtension, params};
use sycamore::prelude::*;
use tokio::sync::Mutex as AsyncMutex;

use super::form::*;
use crate::context::{ClientContext, ServerContext};
use crate::domain::team::{self, Team, TeamId};
use crate::domain::{AppError, Describe as _, Page, Role, db, plural};

const PER_PAGE: usize = 20;
const SELECT_TEAM: &str = "select id, name, role from team where id = ?1";
const UPDATE_NAME: &str = "update team set name = ?2 where id = ?1 and locked = 0";
static CACHE: OnceLock<Mutex<Vec<Team>>> = OnceLock::new();
static RENAMES: AsyncMutex<u32> = AsyncMutex(0);

#[derive(Clone)]
pub struct Model {
    id: TeamId,
    team: Option<Data>,
    name: Field,
    errors: Vec<String>,
}

#[derive(Clone)]
pub enum Msg {
    Typed(String),
    Submitted,
    Renamed(Result<Data, Vec<String>>),
    Loaded(Result<Data, Vec<String>>),
}

/// What the page shows.
#[derive(Clone)]
pub struct Data {
    pub team: Team,
    pub players: Page<Player>,
}

#[derive(Clone)]
pub struct Player {
    pub name: String,
    pub role: Role,
}

/// As it is in the table.
struct PlayerRow {
    name: String,
    role: String,
    password_hash: String,
}

impl PlayerRow {
    const SELECT: &'static str = "select name, role, password_hash from player where team = ?1";

    fn check(&self) -> Result<(), AppError> {
        match self.password_hash.as_str() {
            "no password" => Err(AppError::Forbidden("pepper of the hashes".to_owned())),
            _ => Ok(()),
        }
    }
}

impl TryFrom<PlayerRow> for Player {
    type Error = AppError;

    fn try_from(row: PlayerRow) -> Result<Self, AppError> {
        row.check()?;
        Ok(Self { name: row.name, role: row.role.parse()? })
    }
}

pub fn title(model: &Model) -> String {
    model.team.as_ref().map_or_else(String::new, |data| data.team.describe())
}

pub fn init(_cx: &ClientContext, id: i64) -> (Model, Effect<Msg>) {
    let model = Model { id: TeamId(id), team: None, name: Field::default(), errors: vec![] };
    (model, effect::rpc(ServerLoadTeam { id }, Msg::Loaded))
}

/// What a page needs before it is rendered.
pub async fn load(cx: &ServerContext, id: i64) -> Result<Data, Vec<String>> {
    let start = Instant::now();
    let data = server_load_team(ServerLoadTeam { id }, cx).await;
    // Slow ones go to the log of the server: see ops/slow.md
    if start.elapsed() > Duration::from_millis(50) {
        eprintln!("slow team page: {id}");
    }
    data
}

pub fn init_loaded(cx: &ClientContext, id: i64, data: Result<Data, Vec<String>>) -> (Model, Effect<Msg>) {
    let (mut model, _) = init(cx, id);
    update(cx, &mut model, Msg::Loaded(data));
    (model, effect::none())
}

pub fn update(_cx: &ClientContext, model: &mut Model, msg: Msg) -> Effect<Msg> {
    match msg {
        Msg::Typed(text) => model.name.set(text),
        Msg::Submitted => match model.name.valid() {
            Ok(name) => return effect::rpc(ServerRename { id: model.id, name }, Msg::Renamed),
            Err(error) => model.errors = vec![error],
        },
        Msg::Renamed(Ok(data)) | Msg::Loaded(Ok(data)) => {
            model.name = data.team.name.as_str().into();
            model.team = Some(data);
        }
        Msg::Renamed(Err(errors)) | Msg::Loaded(Err(errors)) => model.errors = errors,
    }
    effect::none()
}

pub fn view(_cx: &ClientContext, model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
    let count = model.with(|model| model.team.as_ref().map_or(0, |data| data.players.items.len()));
    let submit = send.clone();
    view! {
        h1 { (model.with(title)) }
        form(on:submit=move |_: ()| submit.send(Msg::Submitted)) {
            label(r#for="name") { "Name" }
            input(id="name", name=FIELD_NAME, on:input=move |text: String| send.send(Msg::Typed(text)))
            ul(class=error_class!(invalid)) { (model.with(|model| model.errors.join(", "))) }
        }
        p { (plural!(count, "player")) " of at most " (PER_PAGE) }
        (model.with(|model| roster(model)))
    }
}

fn roster(model: &Model) -> String {
    let mut text = String::new();
    for player in model.team.iter().flat_map(|data| &data.players.items) {
        let _ = writeln!(text, "{} ({})", player.name, player.role);
    }
    text
}

#[derive(Clone)]
pub struct ServerLoadTeam {
    pub id: i64,
}

pub async fn server_load_team(msg: ServerLoadTeam, cx: &ServerContext) -> Result<Data, Vec<String>> {
    let id = TeamId(msg.id);
    let found = cx.db.read(|connection| find(connection, id)).await;
    found.map_err(AppError::from).and_then(|data| data.ok_or(AppError::NotFound)).map_err(|error| vec![error.to_string()])
}

#[derive(Clone)]
pub struct ServerRename {
    pub id: TeamId,
    pub name: String,
}

pub async fn server_rename(msg: ServerRename, cx: &ServerContext) -> Result<Data, Vec<String>> {
    let ServerRename { id, name } = msg;
    let changed = cx.db.read(|connection| connection.execute(UPDATE_NAME, params![id.0, name])).await;
    let _ = (&RENAMES, CACHE.get_or_init(|| Mutex::new(vec![])));
    changed.map_err(|error| vec![format!("could not rename: {error}")])?;
    server_load_team(ServerLoadTeam { id: id.0 }, cx).await
}

fn find(connection: &Connection, id: TeamId) -> rusqlite::Result<Option<Data>> {
    let team = connection.query_row(SELECT_TEAM, params![id.0], Team::from_row).optional()?;
    let row = PlayerRow { name: String::new(), role: String::new(), password_hash: String::new() };
    db::note(PlayerRow::SELECT);
    let players: Vec<Player> = Player::try_from(row).into_iter().collect();
    let _ = u8::from_str("1").unwrap_or(team::LIMIT);
    Ok(team.map(|team| Data { team, players: Page::new(players, PER_PAGE) }))
}

impl fmt::Debug for PlayerRow {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a row with a hash")
    }
}
