//! What pages are given.



/// In the browser and on the server.
pub struct ClientContext {
    pub user: Option<String>,
}
