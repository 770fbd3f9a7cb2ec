//! What handlers work with.

use rally::db::Db;

/// What handlers and `load` work with. One is made for each request, and for each open page.
#[derive(Clone, Debug)]
pub struct ServerContext {
    /// The league.
    pub db: Db,
}
