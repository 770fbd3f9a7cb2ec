//! Lines of JSON for `cargo xtask bench`.

use serde_json::{Map, Value};

use crate::turn::Turn;

/// A measurement: `unit` is `ratio`, `ms` or `bytes`.
pub struct Line<'a> {
    /// The row.
    pub goal: &'a str,
    /// The column.
    pub payload: &'a str,
    /// What the value is.
    pub unit: &'a str,
    /// What was measured.
    pub value: f64,
    /// What it should reach: `at_least` or `at_most`, and how much.
    pub limit: Option<(&'a str, f64)>,
    /// What else is to be known.
    pub note: Option<String>,
}

impl Line<'_> {
    /// Prints the line.
    pub fn print(self) {
        let mut line = Map::new();
        line.insert("goal".into(), self.goal.into());
        line.insert("payload".into(), self.payload.into());
        line.insert(self.unit.into(), self.value.into());
        if let Some((kind, value)) = self.limit {
            line.insert(kind.into(), value.into());
        }
        if let Some(note) = self.note {
            line.insert("note".into(), note.into());
        }
        println!("{}", Value::Object(line));
    }
}

/// How many times as good the first contender is as another one: the median of the rounds' ratios.
pub fn ratio(rounds: &[Vec<Turn>], peer: usize, of: impl Fn(&Turn, &Turn) -> f64) -> f64 {
    median(rounds.iter().map(|row| of(&row[0], &row[peer])).collect())
}

/// The median of what the rounds say of a contender.
pub fn middle(rounds: &[Vec<Turn>], index: usize, of: impl Fn(&Turn) -> f64) -> f64 {
    median(rounds.iter().map(|row| of(&row[index])).collect())
}

/// The middle one; of an even count, the mean of the middle two.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        count if count % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}
