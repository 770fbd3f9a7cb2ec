//! Statements, for the log of the server.

use super::*;
use rusqlite::ToSql;

pub fn note(statement: &str) {
    eprintln!("statement: {statement}");
}

impl ToSql for Role {
    fn to_sql(&self) -> rusqlite::Result<String> {
        Ok(self.to_string())
    }
}

impl team::TeamId {
    /// The key in the table of keys.
    pub fn key(&self) -> String {
        format!("team-key-{}", self.0)
    }
}
