//! A season to look at: 18 teams, each twice against each other, three quarters of it played.

use rally::db::{Db, Result, params};

/// Slug, name, short name, town, ground, year of foundation, and how good they are.
type Entry = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    u32,
    u32,
);

const TEAMS: [Entry; 18] = [
    (
        "alder-bay",
        "Alder Bay Mariners",
        "ALD",
        "Alder Bay",
        "The Breakwater",
        1897,
        62,
    ),
    (
        "brackwater",
        "Brackwater United",
        "BRA",
        "Brackwater",
        "Mill Road",
        1888,
        48,
    ),
    (
        "copperhill",
        "Copperhill Miners",
        "COP",
        "Copperhill",
        "Pithead Park",
        1903,
        41,
    ),
    (
        "dunmere",
        "Dunmere Town",
        "DUN",
        "Dunmere",
        "Sandbanks",
        1921,
        35,
    ),
    (
        "eastholm",
        "Eastholm City",
        "EAS",
        "Eastholm",
        "Lantern Arena",
        1899,
        70,
    ),
    (
        "fenwick",
        "Fenwick Herons",
        "FEN",
        "Fenwick",
        "Reed Lane",
        1934,
        44,
    ),
    (
        "greyport",
        "Greyport Gulls",
        "GRE",
        "Greyport",
        "Harbour Ground",
        1892,
        57,
    ),
    (
        "hollowell",
        "Hollowell Foxes",
        "HOL",
        "Hollowell",
        "The Den",
        1909,
        52,
    ),
    (
        "ironbridge",
        "Ironbridge Works",
        "IRO",
        "Ironbridge",
        "Foundry Field",
        1886,
        46,
    ),
    (
        "juniper-vale",
        "Juniper Vale",
        "JUN",
        "Juniper",
        "Orchard Ground",
        1948,
        33,
    ),
    (
        "kestrel-heath",
        "Kestrel Heath",
        "KES",
        "Kestrel Heath",
        "Windmill Hill",
        1926,
        50,
    ),
    (
        "larkfield",
        "Larkfield Rovers",
        "LAR",
        "Larkfield",
        "Meadow End",
        1911,
        38,
    ),
    (
        "millbrook",
        "Millbrook Athletic",
        "MIL",
        "Millbrook",
        "Weir Street",
        1895,
        55,
    ),
    (
        "northmoor",
        "Northmoor Wolves",
        "NOR",
        "Northmoor",
        "Stonegate",
        1901,
        66,
    ),
    (
        "oakhaven",
        "Oakhaven Rangers",
        "OAK",
        "Oakhaven",
        "King's Wood",
        1919,
        43,
    ),
    (
        "pinecrest",
        "Pinecrest Owls",
        "PIN",
        "Pinecrest",
        "Moonlight Park",
        1957,
        59,
    ),
    (
        "quarry-lane",
        "Quarry Lane",
        "QUA",
        "Slateford",
        "Quarry Lane",
        1930,
        36,
    ),
    (
        "redcliff",
        "Redcliff Stags",
        "RED",
        "Redcliff",
        "Clifftop",
        1890,
        47,
    ),
];

const PLAYED: u32 = 27;
const KICK_OFFS: [&str; 9] = [
    "20:30", "15:30", "15:30", "15:30", "15:30", "18:30", "13:30", "15:30", "17:30",
];

/// Fills a database, and says how many games it now holds. What has teams stays as it is.
pub async fn run(db: &Db) -> Result<usize> {
    db.transaction(|tx| {
        let teams = tx.one("SELECT count(*) FROM teams", [], |row| row.get::<_, u32>(0))?;
        if teams.unwrap_or_default() > 0 {
            return Ok(0);
        }
        tx.insert(
            "INSERT INTO seasons (league, years) VALUES ('Lantern League', '2025/26')",
            [],
        )?;
        for ((slug, name, short, town, ground, founded, _), tone) in
            TEAMS.iter().zip((0..9).cycle())
        {
            tx.insert(
                "INSERT INTO teams (slug, name, short, town, ground, founded, tone)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![slug, name, short, town, ground, founded, tone],
            )?;
        }
        let games = games();
        for game in &games {
            tx.insert(
                "INSERT INTO games (round, day, kick_off, home_id, away_id, home_goals, away_goals)
                 VALUES (?1, date('2025-08-16', ?2), ?3, ?4, ?5, ?6, ?7)",
                params![
                    game.round,
                    format!("{} days", game.day),
                    game.kick_off,
                    game.home + 1,
                    game.away + 1,
                    game.goals.map(|(home, _)| home),
                    game.goals.map(|(_, away)| away),
                ],
            )?;
        }
        Ok(games.len())
    })
    .await
}

struct Planned {
    round: u32,
    /// Days after the first Saturday of the season.
    day: i64,
    kick_off: &'static str,
    home: u32,
    away: u32,
    goals: Option<(u32, u32)>,
}

/// Everybody in a circle around one who stays: the whole circle moves on by one each round.
fn games() -> Vec<Planned> {
    const CIRCLE: u32 = 17;
    let mut chance = Chance(0x5EED_0F2A_11CE);
    let mut games = vec![];
    for round in 0..2 * CIRCLE {
        let turn = round % CIRCLE;
        // No games around the turn of the year.
        let week = if round < CIRCLE { round } else { round + 3 };
        for (number, kick_off) in (0..).zip(KICK_OFFS) {
            let one = if number == 0 {
                CIRCLE
            } else {
                (turn + number) % CIRCLE
            };
            let other = (turn + CIRCLE - number) % CIRCLE;
            // Home and away by turns: who moves on by one place comes to a number that is odd or even
            // when the last was not. The second half of the season is the other way round.
            let turns = if number == 0 { turn } else { number };
            let (home, away) = if (turns % 2 == 1) == (round < CIRCLE) {
                (other, one)
            } else {
                (one, other)
            };
            // The first game of a round is on its Friday, the last two on its Sunday.
            let of_week = match number {
                0 => -1,
                7.. => 1,
                _ => 0,
            };
            let strength = |team: u32| TEAMS[team as usize].6;
            games.push(Planned {
                round: round + 1,
                day: i64::from(week * 7) + of_week,
                kick_off,
                home,
                away,
                goals: (round < PLAYED).then(|| chance.score(strength(home) + 8, strength(away))),
            });
        }
    }
    games
}

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from(self.0 % u64::from(limit)).unwrap_or_default()
    }

    /// Nine chances each; who is better uses more of them.
    fn score(&mut self, home: u32, away: u32) -> (u32, u32) {
        let mut goals = |own: u32, other: u32| {
            let chances = 0..9;
            u32::try_from(
                chances
                    .filter(|_| self.below(3 * (own + other)) < own)
                    .count(),
            )
            .unwrap_or_default()
        };
        (goals(home, away), goals(away, home))
    }
}
