use crate::traits::{Shout, Store, Unused};

pub fn view() -> String {
    "quiet".shout()
}

pub fn server(team: &crate::traits::Team) {
    team.shout(&rusqlite::Connection);
    team.nobody_calls_this();
}
