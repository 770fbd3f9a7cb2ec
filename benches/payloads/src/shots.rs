//! A long list of small records.

use std::collections::BTreeMap;

use crate::words::Numbers;

/// The shots of a season.
#[derive(Clone, Debug, PartialEq)]
pub struct LargeShots {
    /// In the order of time.
    pub shots: Vec<Shot>,
    /// How many each player took.
    pub counts: BTreeMap<i64, i64>,
}

/// A shot at the goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Shot {
    /// Who took it.
    pub player: i64,
    /// Seconds since the start of the game.
    pub second: i64,
    /// Metres from the left line.
    pub x: f64,
    /// Metres from the goal.
    pub y: f64,
    /// Whether it would have gone in.
    pub on_target: bool,
    /// What is said of it.
    pub tags: Vec<String>,
}

/// A thousand shots.
pub fn large_shots() -> LargeShots {
    const TAGS: &[&str] = &[
        "header",
        "volley",
        "long",
        "counter",
        "set piece",
        "left foot",
    ];
    let mut numbers = Numbers::new(71);
    let shots: Vec<Shot> = (0..1_000)
        .map(|_| {
            let count = numbers.below(4);
            Shot {
                player: i64::from(100 + numbers.below(400)),
                second: i64::from(numbers.below(5_700)),
                x: numbers.decimal(68),
                y: numbers.decimal(40),
                on_target: numbers.below(3) == 0,
                tags: numbers.tags(TAGS, count),
            }
        })
        .collect();
    let mut counts = BTreeMap::new();
    for shot in &shots {
        *counts.entry(shot.player).or_default() += 1;
    }
    LargeShots { shots, counts }
}
