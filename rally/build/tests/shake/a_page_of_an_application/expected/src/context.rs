//! What pages are given.

pub struct ClientContext {
    pub user: Option<String>,
}
