//! A game and what happened in it.

use std::collections::BTreeMap;

use crate::words::Numbers;

/// A game and what happened in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NestedGame {
    /// Its number.
    pub id: i64,
    /// Who is at home.
    pub home: Team,
    /// Who came.
    pub away: Team,
    /// In the order of time.
    pub events: Vec<GameEvent>,
    /// The same, found by their code.
    pub events_by_code: BTreeMap<String, GameEvent>,
}

/// Who plays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Three letters.
    pub code: String,
    /// In full.
    pub name: String,
    /// Where they come from.
    pub city: String,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GameEvent {
    /// Its own name.
    pub code: String,
    /// When.
    pub minute: u32,
    /// Whose event it is.
    pub team: Team,
    /// What else is known.
    pub details: BTreeMap<String, String>,
}

/// A long evening.
pub fn nested_game() -> NestedGame {
    let mut numbers = Numbers::new(17);
    let home = team("MUN", "Isar Rovers", "München");
    let away = team("LIV", "Mersey Wanderers", "Liverpool");
    let events: Vec<GameEvent> = (0..52)
        .map(|index| {
            let team = if numbers.below(2) == 0 { &home } else { &away };
            event(index, team.clone(), &mut numbers)
        })
        .collect();
    NestedGame {
        id: 88_421,
        home,
        away,
        events_by_code: events
            .iter()
            .map(|event| (event.code.clone(), event.clone()))
            .collect(),
        events,
    }
}

fn team(code: &str, name: &str, city: &str) -> Team {
    Team {
        code: code.to_owned(),
        name: name.to_owned(),
        city: city.to_owned(),
    }
}

fn event(index: u32, team: Team, numbers: &mut Numbers) -> GameEvent {
    const KINDS: &[&str] = &[
        "corner",
        "free kick",
        "goal",
        "offside",
        "substitution",
        "foul",
    ];
    const PLAYERS: &[&str] = &[
        "Ødegaard",
        "Brandt",
        "Keita",
        "Silva",
        "Okafor",
        "Lindqvist",
    ];
    const ZONES: &[&str] = &["left wing", "centre", "right wing", "penalty area"];
    let details = [
        ("kind", numbers.pick(KINDS)),
        ("player", numbers.pick(PLAYERS)),
        ("zone", numbers.pick(ZONES)),
    ];
    GameEvent {
        code: format!("E{index:03}-{:04x}", numbers.below(0x1_0000)),
        minute: 2 * index + numbers.below(2),
        team,
        details: details
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into(),
    }
}
