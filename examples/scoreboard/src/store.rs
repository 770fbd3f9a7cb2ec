//! Rows of the database as what pages show.

use rally::db::Row;
use rally::db::rusqlite::Result;

use crate::league::{Game, Outcome, Score, Standing, Team};

/// A row with `slug`, `name`, `short` and `tone`.
pub fn team(row: &Row<'_>) -> Result<Team> {
    side(row, "")
}

/// A row of the view `fixtures`.
pub fn game(row: &Row<'_>) -> Result<Game> {
    let home: Option<u32> = row.get("home_goals")?;
    let away: Option<u32> = row.get("away_goals")?;
    Ok(Game {
        id: row.get("id")?,
        round: row.get("round")?,
        day: row.get("day")?,
        kick_off: row.get("kick_off")?,
        home: side(row, "home_")?,
        away: side(row, "away_")?,
        score: home.zip(away).map(|(home, away)| Score { home, away }),
    })
}

/// A row of the view `standings`.
pub fn standing(row: &Row<'_>) -> Result<Standing> {
    let outcomes: String = row.get("form")?;
    Ok(Standing {
        place: row.get("place")?,
        team: team(row)?,
        played: row.get("played")?,
        won: row.get("won")?,
        drawn: row.get("drawn")?,
        lost: row.get("lost")?,
        goals_for: row.get("goals_for")?,
        goals_against: row.get("goals_against")?,
        points: row.get("points")?,
        form: form(&outcomes),
    })
}

fn side(row: &Row<'_>, prefix: &str) -> Result<Team> {
    let column = |name: &str| format!("{prefix}{name}");
    Ok(Team {
        slug: row.get(&*column("slug"))?,
        name: row.get(&*column("name"))?,
        short: row.get(&*column("short"))?,
        tone: row.get(&*column("tone"))?,
    })
}

/// The last five of all outcomes of a season.
fn form(outcomes: &str) -> Vec<Outcome> {
    let from = outcomes.len().saturating_sub(5);
    let outcome = |letter| match letter {
        b'W' => Outcome::Won,
        b'D' => Outcome::Drawn,
        _ => Outcome::Lost,
    };
    outcomes.bytes().skip(from).map(outcome).collect()
}
