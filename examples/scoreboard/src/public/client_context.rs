//! What all public pages know.

use rally::prelude::*;

use crate::context::ServerContext;

/// The season that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientContext {
    /// `Lantern League`
    pub league: String,
    /// `2025/26`
    pub season: String,
}

/// The newest season.
pub async fn load(cx: &ServerContext) -> Result<ClientContext, LoadError> {
    let season = cx
        .db
        .read(|c| {
            c.one(
                "SELECT league, years FROM seasons ORDER BY id DESC LIMIT 1",
                [],
                |row| {
                    Ok(ClientContext {
                        league: row.get("league")?,
                        season: row.get("years")?,
                    })
                },
            )
        })
        .await?;
    season.ok_or_else(|| LoadError::Failed("there is no season: start with --seed".to_owned()))
}
