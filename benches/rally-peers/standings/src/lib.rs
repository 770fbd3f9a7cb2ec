//! What the page of each contender shows: a table of a hundred teams.

/// The rows of the table.
pub const ROWS: u32 = 100;
/// The title of the page.
pub const TITLE: &str = "Standings";
/// The entries of the menu, which is part of the layout: where they lead, and what they are called.
pub const MENU: [(&str, &str); 4] = [
    ("/", "Standings"),
    ("/games", "Games"),
    ("/teams", "Teams"),
    ("/about", "About"),
];
/// The line at the bottom of the layout.
pub const FOOTER: &str = "Three points for a win, one for a draw.";

/// A row as it comes out of a database: made for each request anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// The place.
    pub rank: u32,
    /// The name, which has something to escape.
    pub name: String,
    /// Games that were won.
    pub won: u32,
    /// Games without a winner.
    pub drawn: u32,
    /// Games that were lost.
    pub lost: u32,
    /// Points.
    pub points: u32,
}

/// All rows.
pub fn standings() -> Vec<Team> {
    (1..=ROWS).map(team).collect()
}

fn team(rank: u32) -> Team {
    let (won, drawn) = (ROWS - rank, rank % 7);
    Team {
        rank,
        name: format!("Rovers & Sons {rank}"),
        won,
        drawn,
        lost: rank,
        points: won * 3 + drawn,
    }
}
