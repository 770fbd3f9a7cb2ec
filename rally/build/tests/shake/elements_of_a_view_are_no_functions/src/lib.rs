use sycamore::prelude::*;

fn select(connection: &rusqlite::Connection) -> usize {
    connection.execute("select from view", ()).unwrap_or(0)
}

fn form(connection: &rusqlite::Connection) -> usize {
    select(connection)
}

fn label(connection: &rusqlite::Connection) -> usize {
    form(connection)
}

fn shown() -> &'static str {
    "shown"
}

fn attribute() -> &'static str {
    "attribute"
}

pub fn view() -> View {
    view! {
        form(label="x") {
            select(class=attribute()) { option { "one" } }
            label { "text" (shown()) }
        }
    }
}

pub fn server() -> usize {
    label(&rusqlite::Connection)
}
