pub trait Shout {
    fn shout(&self) -> String;
}

impl Shout for str {
    fn shout(&self) -> String {
        self.to_uppercase()
    }
}

pub trait Stars {
    const STAR: char = '*';

    fn stars(self) -> String;
}

impl Stars for usize {
    fn stars(self) -> String {
        (0..self).map(|_| Self::STAR).collect()
    }
}

pub trait Twice {
    fn twice(&self) -> String;
}

impl<T: Named> Twice for T {
    fn twice(&self) -> String {
        self.name().repeat(2)
    }
}

pub trait Named {
    fn name(&self) -> String;
}

pub struct Team;

impl Named for Team {
    fn name(&self) -> String {
        "team".to_owned()
    }
}

/// Only the server calls this `shout`.
pub trait Store {
    fn shout(&self, connection: &rusqlite::Connection) -> usize;
}

impl Store for Team {
    fn shout(&self, connection: &rusqlite::Connection) -> usize {
        connection.execute("insert into shouts", ()).unwrap_or(0)
    }
}

pub trait Unused {
    fn nobody_calls_this(&self) {}
}

impl Unused for Team {}
