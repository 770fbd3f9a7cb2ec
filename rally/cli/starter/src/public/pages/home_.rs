//! All notes, and a form for one more.

use rally::prelude::*;

use crate::context::ServerContext;
use crate::generated::public::Route;
use crate::notes::{self, Note};

pub struct Model {
    notes: Vec<Note>,
    form: Form<ServerAddNote>,
}

pub enum Msg {
    Form(form::Event<ServerAddNote>),
    Added(Result<Note, CallError<Vec<(String, String)>>>),
}

/// Runs on the server, before the page is shown.
pub async fn load(cx: &ServerContext) -> Result<Vec<Note>, LoadError> {
    let sql = "SELECT id, title, text FROM notes ORDER BY id DESC";
    Ok(cx.db.read(|c| c.many(sql, [], notes::read)).await?)
}

/// What the form sends.
#[derive(Clone, Default)]
pub struct ServerAddNote {
    pub title: String,
    pub text: String,
}

/// Runs on the server. Nothing in here gets into the browser.
pub async fn server_add_note(
    msg: ServerAddNote,
    cx: &ServerContext,
) -> Result<Note, Vec<(String, String)>> {
    let (title, text) = (msg.title.trim().to_owned(), msg.text.trim().to_owned());
    let mut problems = form::Problems::default();
    let is_short = (1..=60).contains(&title.chars().count());
    problems.check(is_short, "title", "From 1 to 60 letters.");
    problems.check(!text.is_empty(), "text", "What is to be kept?");
    problems.none()?;
    let mut note = Note { id: 0, title, text };
    let (title, text) = (note.title.clone(), note.text.clone());
    let sql = "INSERT INTO notes (title, text) VALUES (?1, ?2)";
    let added = cx.db.write(move |c| c.insert(sql, (title, text))).await;
    note.id = match added {
        Err(error) if error.is_taken("notes", "title") => {
            return Err(form::Problems::of("title", "There is a note of this title.").into());
        }
        added => added?,
    };
    Ok(note)
}

pub fn init_loaded(data: Vec<Note>) -> Model {
    Model {
        notes: data,
        form: Form::new(ServerAddNote::default()),
    }
}

pub fn update(model: &mut Model, msg: Msg) -> Effect<Msg> {
    match msg {
        Msg::Form(event) => return model.form.update(event, Msg::Added),
        Msg::Added(answer) => {
            if let Some(note) = model.form.answered(answer) {
                model.notes.insert(0, note);
                model.form.values = ServerAddNote::default();
            }
        }
    }
    effect::none()
}

pub fn title() -> &'static str {
    "Notes"
}

pub fn view(model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
    let notes = model.map(|model| model.notes.clone());
    let form = ui::Fields::new(model, |model| &model.form, send, Msg::Form);
    view! {
        h1 { "Notes" }
        form(class="card", autocomplete="off", ..form.form()) {
            (form.text("title", "Title", |note| &mut note.title))
            (form.area("text", "Text", |note| &mut note.text))
            (form.summary())
            button(class="button", disabled=form.is_sent()) { "Keep it" }
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
