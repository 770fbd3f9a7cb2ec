//! Spike.
use rally::prelude::*;

use crate::context::ServerContext;

/// Data.
#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    /// t
    pub title: String,
    /// r
    pub rows: Vec<Row>,
}
/// Row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// id
    pub id: i64,
    /// n
    pub name: String,
}

/// Model.
pub struct Model {
    data: Option<Data>,
    count: i64,
    typed: String,
    error: Option<String>,
}
/// Msg.
pub enum Msg {
    /// a
    Add,
    /// t
    Typed(String),
    /// g
    Got(Result<Data, CallError<Vec<String>>>),
    /// r
    Reload,
}

/// Request.
pub struct ServerLoadData {
    /// c
    pub count: i64,
}

/// Handler.
pub async fn server_load_data(
    msg: ServerLoadData,
    cx: &ServerContext,
) -> Result<Data, Vec<String>> {
    let secret = "SELECT secret FROM vault";
    let _ = (secret, cx);
    Ok(data(msg.count))
}

/// Load.
pub async fn load(_cx: &ServerContext) -> Result<Data, LoadError> {
    Ok(data(3))
}

fn data(count: i64) -> Data {
    Data {
        title: format!("{count} rows <b>"),
        rows: (0..count)
            .map(|id| Row {
                id,
                name: format!("row {id}"),
            })
            .collect(),
    }
}

/// Init.
pub fn init_loaded(data: Data) -> (Model, Effect<Msg>) {
    (
        Model {
            data: Some(data),
            count: 0,
            typed: String::new(),
            error: None,
        },
        effect::none(),
    )
}

/// Update.
pub fn update(model: &mut Model, msg: Msg) -> Effect<Msg> {
    match msg {
        Msg::Add => {
            model.count += 1;
            effect::none()
        }
        Msg::Typed(text) => {
            model.typed = text;
            effect::none()
        }
        Msg::Got(Ok(data)) => {
            model.data = Some(data);
            effect::none()
        }
        Msg::Got(Err(error)) => {
            model.error = Some(format!("{error:?}"));
            effect::none()
        }
        Msg::Reload => effect::rpc(ServerLoadData { count: model.count }, Msg::Got),
    }
}

/// View.
pub fn view(model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
    let rows = model.map(|m| m.data.as_ref().map(|d| d.rows.clone()).unwrap_or_default());
    view! {
        h1 { (model.with(|m| m.data.as_ref().map(|d| d.title.clone()).unwrap_or_default())) }
        button(id="add", on:click=move |_| send(Msg::Add)) { "Add" }
        button(id="reload", on:click=move |_| send(Msg::Reload)) { "Reload" }
        p(id="count") { "count " (model.with(|m| m.count.to_string())) " and typed " (model.with(|m| m.typed.clone())) }
        ul { Keyed(list=rows, key=|row| row.id, view=|row| view! { li { span { (row.name.clone()) } } }) }
        (if model.with(|m| m.count > 2) { view! { p(id="many") { "many" } } } else { view! {} })
    }
}
