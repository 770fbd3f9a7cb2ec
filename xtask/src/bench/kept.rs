//! The tables that stand in `benches/README.md` have every goal: a subject that was left out of the last full run,
//! or a goal that nothing measures any more, would otherwise be missed by nobody.

use super::README;
use super::section::{LIBERO, RALLY, Section};
use crate::sh;

/// What is measured against whom, and what it should reach.
const OF_LIBERO: &[(&str, &str)] = &[
    ("rust-etf-encode/serde_json-plain", "≥ 5x"),
    ("rust-etf-encode/serde_json-tagged", "≥ 8x"),
    ("rust-etf-encode/postcard", "≥ 2x"),
    ("rust-etf-encode/bincode", "≥ 2x"),
    ("rust-etf-encode/prost", "≥ 2x"),
    ("rust-etf-encode/rmp-serde", "≥ 2x"),
    ("rust-etf-encode/eetf", "≥ 15x"),
    ("rust-etf-encode/term_to_binary", "≥ 7x"),
    ("rust-etf-decode/serde_json", "≥ 2x"),
    ("rust-etf-decode/sonic-rs", "≥ 1.7x"),
    ("rust-etf-decode/postcard", "≥ 1.1x"),
    ("rust-etf-decode/bincode", "≥ 1.1x"),
    ("rust-etf-decode/clone", "≤ 1.5x"),
    ("rust-etf-decode-borrowed/owned", "≥ 1.8x"),
    ("rust-json-encode/serde_json-tagged", "≥ 2x"),
    ("rust-json-decode/serde_json-tagged", "≥ 2.3x"),
    ("js-etf-decode/JSON.parse", "≥ 1.8x, ≥ 3x"),
    ("js-etf-decode/@bufbuild/protobuf", "≥ 1.5x"),
    ("js-etf-decode/msgpackr", "≥ 1.5x"),
    ("js-etf-decode/cbor-x", "≥ 1.5x"),
    ("js-etf-encode/JSON.stringify", "≥ 1.3x, ≥ 2.5x"),
    ("sdk-size/JSON over HTTP", "≤ 4000 B"),
    ("sdk-size/ETF and WebSocket", "≤ 8000 B"),
    (
        "sdk-size/one more call of the quickstart, JSON over HTTP",
        "≤ 300 B",
    ),
    (
        "sdk-size/one more call of the quickstart, ETF and WebSocket",
        "≤ 300 B",
    ),
    ("gen/syn-parse", "≤ 0.35x"),
    ("gen/unchanged", "≤ 30 ms"),
    ("gen --watch/save", "≤ 100 ms"),
];

/// The same of rally.
const OF_RALLY: &[(&str, &str)] = &[
    ("rpc, round trips a second/warp echo", "≥ 0.8x"),
    ("client of scoreboard, WebAssembly", "≤ 120000 B"),
    ("client of scoreboard, JavaScript", "≤ 10000 B"),
];

/// What is wrong with a table: goals without a row, rows without a value or a verdict, and rows with a goal
/// that is not among the known ones.
fn wrong(section: &Section, text: &str, goals: &[(&str, &str)]) -> Vec<String> {
    let inside = text
        .split_once(section.begin)
        .and_then(|(_, rest)| rest.split_once(section.end));
    let table = inside.map_or("", |(inside, _)| inside);
    let lines = table.lines().filter_map(|line| line.strip_prefix("| "));
    let rows: Vec<Vec<&str>> = lines
        .map(|line| {
            line.trim_end_matches('|')
                .split('|')
                .map(str::trim)
                .collect()
        })
        .filter(|row: &Vec<&str>| row.len() > 3)
        .collect();
    let mut wrong = vec![];
    for (name, goal) in goals {
        let Some(row) = rows.iter().find(|row| row[0] == *name) else {
            wrong.push(format!("{name}: there is no row"));
            continue;
        };
        let (verdict, values) = row[2..].split_last().unwrap_or((&"", &[]));
        if row[1] != *goal {
            wrong.push(format!("{name}: the goal is {goal}, not {}", row[1]));
        }
        if values.iter().all(|value| value.is_empty()) {
            wrong.push(format!("{name}: nothing was measured"));
        }
        if !["met", "missed"].contains(verdict) {
            wrong.push(format!("{name}: there is no verdict"));
        }
    }
    let strangers = rows.iter().skip(1).filter(|row| !row[1].is_empty());
    let strangers = strangers.filter(|row| goals.iter().all(|(name, _)| *name != row[0]));
    wrong.extend(strangers.map(|row| format!("{}: its goal is not known", row[0])));
    wrong
}

#[test]
fn the_tables_that_are_kept_have_every_goal() {
    let text = std::fs::read_to_string(sh::root().join(README)).expect("the page of benchmarks");
    for (section, goals) in [(&LIBERO, OF_LIBERO), (&RALLY, OF_RALLY)] {
        assert_eq!(wrong(section, &text, goals), Vec::<String>::new());
    }
}

#[test]
fn what_is_missing_in_a_table_is_found() {
    let goals = [("a/b", "\u{2265} 2x"), ("c", "\u{2264} 30 ms")];
    let table = |rows: &str| {
        let Section { begin, end, .. } = LIBERO;
        format!(
            "{begin}| what / against | goal | p | overall | verdict |\n|--|--|--|--|--|\n{rows}{end}"
        )
    };
    let good = "| a/b | \u{2265} 2x | 2.5x | | met |\n| c | \u{2264} 30 ms | | 31 ms \u{2717} | missed |\n";
    let cases = [
        (good, vec![]),
        ("", vec!["a/b: there is no row", "c: there is no row"]),
        (
            "| a/b | \u{2265} 3x | | | |\n| c | \u{2264} 30 ms | | 1 ms | met |\n| d | \u{2265} 1x | 1x | | met |\n",
            vec![
                "a/b: the goal is \u{2265} 2x, not \u{2265} 3x",
                "a/b: nothing was measured",
                "a/b: there is no verdict",
                "d: its goal is not known",
            ],
        ),
    ];
    for (rows, expected) in cases {
        assert_eq!(wrong(&LIBERO, &table(rows), &goals), expected, "{rows}");
    }
    // Without its markers there is no table.
    assert_eq!(wrong(&LIBERO, good, &goals).len(), 2);
}
