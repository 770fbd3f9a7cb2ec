use std::collections::BTreeMap;

use rally::db;
use warp_like::http;

mod warp_like {
    pub mod http {
        pub fn serve(_: &rusqlite::Connection) {}
    }
}

pub struct Team {
    pub name: String,
}

impl Team {
    pub fn get(&self, connection: &rusqlite::Connection) -> usize {
        connection.execute("select get", ()).unwrap_or(0)
    }

    pub fn remove(self, pool: &db::Pool) -> bool {
        let _ = pool;
        true
    }

    /// Asks for two things, not for one.
    pub fn insert(&self, into: &mut BTreeMap<u8, Self>) -> bool {
        http::serve(&rusqlite::Connection);
        into.is_empty()
    }

    pub fn new(connection: &rusqlite::Connection) -> Self {
        Self { name: connection.execute("select new", ()).map(|one| one.to_string()).unwrap_or_default() }
    }
}

pub struct Index(BTreeMap<u8, Team>);

impl Index {
    pub fn new() -> Self {
        Self(BTreeMap::new())
    }
}

pub fn view(mut index: Index, http: &str, db: usize) -> String {
    index.0.insert(1, Team { name: http.to_owned() });
    index.0.remove(&(db as u8));
    let names = index.0.get(&1).map(|team| team.name.clone());
    names.unwrap_or_else(|| Index::new().0.len().to_string())
}
