use std::env;
use std::fs;

pub struct Page {
    pub load: bool,
    pub query: String,
}

pub async fn load() -> String {
    fs::read_to_string(env::var("SECRET_FILE").unwrap_or_default()).unwrap_or_default()
}

pub async fn server_save(connection: &rusqlite::Connection) -> usize {
    query(connection)
}

fn query(connection: &rusqlite::Connection) -> usize {
    connection.execute("update the table", ()).unwrap_or(0)
}

fn rows(connection: &rusqlite::Connection) -> usize {
    connection.execute("count the rows", ()).unwrap_or(0)
}

pub fn view(load: bool, env: &str, query: impl Fn() -> usize) -> String {
    let fs = [env.len(), query()];
    let rows = fs.iter().map(|rows| rows + 1).sum::<usize>();
    let page = Page { load, query: format!("{rows}") };
    match Some(page.query.len()) {
        Some(load) if load > 0 => format!("{load}{env}"),
        _ => page.query,
    }
}
