//! What pages are given.

pub struct ClientContext {
    pub user: Option<String>,
}

pub struct ServerContext {
    pub db: rally::db::Pool,
    pub pepper: String,
}

impl ServerContext {
    pub fn open() -> Self {
        Self { db: rally::db::Pool, pepper: rally::env::secret("PEPPER") }
    }
}
