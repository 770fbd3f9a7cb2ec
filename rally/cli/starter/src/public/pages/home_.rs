//! All notes, and a form for one more.

use rally::prelude::*;

use crate::context::ServerContext;
use crate::generated::public::Route;
use crate::notes::{self, Note, Problems};

pub struct Model {
    notes: Vec<Note>,
    form: ServerAddNote,
    problems: Problems,
}

pub enum Msg {
    Title(String),
    Text(String),
    Sent,
    Added(Result<Note, CallError<Problems>>),
}

/// Runs on the server, before the page is shown.
pub async fn load(cx: &ServerContext) -> Result<Vec<Note>, LoadError> {
    let sql = "SELECT id, title, text FROM notes ORDER BY id DESC";
    Ok(cx.db.read(|c| c.many(sql, [], notes::read)).await?)
}

/// What the page sends: `effect::rpc(ServerAddNote { … }, Msg::Added)`.
#[derive(Clone, Default)]
pub struct ServerAddNote {
    pub title: String,
    pub text: String,
}

/// Runs on the server. Nothing in here gets into the browser.
pub async fn server_add_note(msg: ServerAddNote, cx: &ServerContext) -> Result<Note, Problems> {
    let (title, text) = (msg.title.trim().to_owned(), msg.text.trim().to_owned());
    let mut problems = Problems::default();
    if !(1..=60).contains(&title.chars().count()) {
        problems.title = "From 1 to 60 letters.".to_owned();
    }
    if text.is_empty() {
        problems.text = "What is to be kept?".to_owned();
    }
    if problems != Problems::default() {
        return Err(problems);
    }
    let mut note = Note { id: 0, title, text };
    let (title, text) = (note.title.clone(), note.text.clone());
    let sql = "INSERT INTO notes (title, text) VALUES (?1, ?2)";
    let added = cx.db.write(move |c| c.insert(sql, (title, text))).await;
    note.id = match added {
        Err(error) if error.is_taken("notes", "title") => {
            problems.title = "There is a note of this title.".to_owned();
            return Err(problems);
        }
        added => added?,
    };
    Ok(note)
}

pub fn init_loaded(data: Vec<Note>) -> Model {
    Model {
        notes: data,
        form: ServerAddNote::default(),
        problems: Problems::default(),
    }
}

pub fn update(model: &mut Model, msg: Msg) -> Effect<Msg> {
    match msg {
        Msg::Title(title) => model.form.title = title,
        Msg::Text(text) => model.form.text = text,
        Msg::Sent => return effect::rpc(model.form.clone(), Msg::Added),
        Msg::Added(Ok(note)) => {
            model.notes.insert(0, note);
            model.form = ServerAddNote::default();
            model.problems = Problems::default();
        }
        Msg::Added(Err(CallError::Refused(problems))) => model.problems = problems,
        Msg::Added(Err(CallError::Failed(failure))) => model.problems.form = failure.to_string(),
    }
    effect::none()
}

pub fn title() -> &'static str {
    "Notes"
}

pub fn view(model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
    let notes = model.map(|model| model.notes.clone());
    view! {
        h1 { "Notes" }
        form(class="card", novalidate=true, on:submit=ui::on_submit(move || send(Msg::Sent))) {
            label(r#for="title") { "Title" }
            input(
                id="title",
                name="title",
                autocomplete="off",
                ..ui::value(move || model.with(|model| model.form.title.clone())),
                on:input=ui::on_text(move |title| send(Msg::Title(title))),
            )
            p(class="problem") { (model.with(|model| model.problems.title.clone())) }
            label(r#for="text") { "Text" }
            textarea(
                id="text",
                name="text",
                rows="3",
                ..ui::text(move || model.with(|model| model.form.text.clone())),
                on:input=ui::on_text(move |text| send(Msg::Text(text))),
            ) {}
            p(class="problem") { (model.with(|model| model.problems.text.clone())) }
            p(class="problem", role="alert") { (model.with(|model| model.problems.form.clone())) }
            button(class="button") { "Keep it" }
        }
        ul(class="notes") {
            Keyed(list=notes, key=|note| note.id, view=|note| view! {
                li(class="card") {
                    h2 { a(href=Route::NotesId { id: note.id }) { (note.title.clone()) } }
                    p { (note.text.clone()) }
                }
            })
        }
    }
}
