use rusqlite::Row;

use super::Named;

pub const LIMIT: u8 = 11;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TeamId(pub i64);

#[derive(Clone)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
}

impl Team {
    pub fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { id: TeamId(row.get(0)?), name: row.get(1)? })
    }
}

impl Named for Team {
    fn name(&self) -> &str {
        &self.name
    }
}
