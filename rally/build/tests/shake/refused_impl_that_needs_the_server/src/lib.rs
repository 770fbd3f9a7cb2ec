use std::fmt;
use rusqlite::Connection;

pub struct Team;

impl fmt::Display for Team {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = Connection.execute("select", ()).unwrap_or(0);
        write!(formatter, "{count}")
    }
}

impl Team {
    pub fn count(&self) -> usize {
        Connection.execute("select", ()).unwrap_or(0)
    }
}

pub fn view(team: &Team) -> usize {
    team.count()
}
