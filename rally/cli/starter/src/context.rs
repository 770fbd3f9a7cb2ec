//! What the server's functions work with.

use rally::db::Db;

/// What `load` and `server_…` get. Put here what else they need.
#[derive(Clone, Debug)]
pub struct ServerContext {
    pub db: Db,
}
