//! One note. The file's name says the address: `/notes/7`.

use rally::prelude::*;

use crate::context::ServerContext;
use crate::generated::public::Route;
use crate::notes::{self, Note};

pub struct Model {
    note: Note,
    problem: String,
}

pub enum Msg {
    Remove,
    Removed(Result<(), CallError<Vec<String>>>),
}

pub async fn load(cx: &ServerContext, id: i64) -> Result<Note, LoadError> {
    let sql = "SELECT id, title, text FROM notes WHERE id = ?1";
    let note = cx.db.read(move |c| c.one(sql, [id], notes::read)).await?;
    note.ok_or(LoadError::NotFound)
}

pub struct ServerRemoveNote {
    pub id: i64,
}

pub async fn server_remove_note(
    msg: ServerRemoveNote,
    cx: &ServerContext,
) -> Result<(), Vec<String>> {
    let sql = "DELETE FROM notes WHERE id = ?1";
    cx.db.write(move |c| c.execute(sql, [msg.id])).await?;
    Ok(())
}

pub fn init_loaded(data: Note) -> Model {
    Model {
        note: data,
        problem: String::new(),
    }
}

pub fn update(model: &mut Model, msg: Msg) -> Effect<Msg> {
    match msg {
        Msg::Remove => return effect::rpc(ServerRemoveNote { id: model.note.id }, Msg::Removed),
        Msg::Removed(Ok(())) => return effect::navigate(Route::Home),
        Msg::Removed(Err(CallError::Refused(problems))) => model.problem = problems.join(" "),
        Msg::Removed(Err(CallError::Failed(failure))) => model.problem = failure.to_string(),
    }
    effect::none()
}

pub fn title(model: &Model) -> String {
    model.note.title.clone()
}

pub fn view(model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
    view! {
        p { a(href=Route::Home) { "← All notes" } }
        article(class="card") {
            h1 { (model.with(|model| model.note.title.clone())) }
            p { (model.with(|model| model.note.text.clone())) }
            p(class="problem", role="alert") { (model.with(|model| model.problem.clone())) }
            button(class="button quiet", on:click=move |_| send(Msg::Remove)) { "Remove it" }
        }
    }
}
