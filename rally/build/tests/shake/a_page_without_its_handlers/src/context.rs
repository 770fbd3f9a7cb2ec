//! What pages are given.

use rally::db::Pool;

/// In the browser and on the server.
pub struct ClientContext {
    pub user: Option<String>,
}

/// On the server alone.
pub struct ServerContext {
    pub db: Pool,
    pub api_key: String,
}

impl ServerContext {
    pub fn new(db: Pool) -> Self {
        Self { db, api_key: rally::env::secret("PAYMENT_API_KEY") }
    }
}
