//! What pages show and handlers answer with: teams, games, standings.

/// A team, as it stands in lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    /// What stands for it in addresses: `alder-bay`.
    pub slug: String,
    /// `Alder Bay Mariners`
    pub name: String,
    /// `ALD`
    pub short: String,
    /// Its colour, of those in the stylesheet.
    pub tone: u8,
}

/// A game that was played, or will be.
#[derive(Clone, Debug, PartialEq)]
pub struct Game {
    /// Its number.
    pub id: i64,
    /// The round of the season.
    pub round: u32,
    /// `2026-03-14`
    pub day: String,
    /// `15:30`
    pub kick_off: String,
    /// Who plays at home.
    pub home: Team,
    /// Who has come.
    pub away: Team,
    /// How it ended, once it has.
    pub score: Option<Score>,
}

/// How a game ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Goals of the team that played at home.
    pub home: u32,
    /// Goals of the other.
    pub away: u32,
}

/// A line of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// From 1.
    pub place: u32,
    /// Whose.
    pub team: Team,
    /// Games.
    pub played: u32,
    /// Games won.
    pub won: u32,
    /// Games drawn.
    pub drawn: u32,
    /// Games lost.
    pub lost: u32,
    /// Goals of the team.
    pub goals_for: u32,
    /// Goals of the others.
    pub goals_against: u32,
    /// Three for a win, one for a draw.
    pub points: u32,
    /// The last five games, the newest last.
    pub form: Vec<Outcome>,
}

/// How a game ended for one of its teams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With more goals than the other.
    Won,
    /// With as many.
    Drawn,
    /// With fewer.
    Lost,
}

impl Standing {
    /// `+12`, `0`, `−7`
    pub fn difference(&self) -> String {
        let difference = i64::from(self.goals_for) - i64::from(self.goals_against);
        match difference {
            0 => "0".to_owned(),
            1.. => format!("+{difference}"),
            _ => format!("−{}", difference.unsigned_abs()),
        }
    }
}

impl Outcome {
    /// One letter.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Won => "W",
            Self::Drawn => "D",
            Self::Lost => "L",
        }
    }

    /// One word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Won => "won",
            Self::Drawn => "drawn",
            Self::Lost => "lost",
        }
    }
}

/// `2026-03-14` as `Sat 14 Mar`. What is no day stays as it is.
pub fn day(iso: &str) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    const DAYS: [&str; 7] = ["Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri"];
    let parts: Vec<usize> = iso
        .split('-')
        .filter_map(|part| part.parse().ok())
        .collect();
    let &[year, month @ 1..=12, day] = parts.as_slice() else {
        return iso.to_owned();
    };
    // Zeller's congruence, in which a year begins with March.
    let (y, m) = if month < 3 {
        (year - 1, month + 12)
    } else {
        (year, month)
    };
    let weekday = (day + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400) % 7;
    format!("{} {day} {}", DAYS[weekday], MONTHS[month - 1])
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_written_for_people() {
        for (iso, shown) in [
            ("2026-03-14", "Sat 14 Mar"),
            ("2025-08-16", "Sat 16 Aug"),
            ("2024-02-29", "Thu 29 Feb"),
            ("2026-01-01", "Thu 1 Jan"),
            ("soon", "soon"),
            ("2026-13-01", "2026-13-01"),
        ] {
            assert_eq!(day(iso), shown);
        }
    }
}
