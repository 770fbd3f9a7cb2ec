//! What all pages know.

use crate::context::ServerContext;

#[derive(Clone, Debug, PartialEq)]
pub struct ClientContext {
    pub teams: u32,
}

pub async fn load(cx: &ServerContext) -> ClientContext {
    let teams = cx.read(|teams| teams.len());
    ClientContext {
        teams: u32::try_from(teams).unwrap_or(u32::MAX),
    }
}
