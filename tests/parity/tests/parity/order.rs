//! Equal values are equal bytes: keys, entries and items of sets may come in any order, and every
//! end writes them in one.

use parity::cases::{CASES, Case, Encoded};
use parity::end::Sent;
use parity::ends::ends;
use parity::files;
use parity::frames::noise;
use parity::generate::Generator;
use parity::reorder::{Reorder, Shuffle};
use parity::tape::Tape;
use parity::tree::{self, Part};
use serde_json::Value;

use crate::round_trip::equal;

fn turned<T>(items: &mut [T]) {
    items.reverse();
}

fn rotated<T>(items: &mut [T]) {
    items.rotate_left(items.len() / 3 + usize::from(items.len() > 1));
}

/// Every second one first, those from the end.
fn dealt<T>(items: &mut Vec<T>) {
    let (mut odd, mut even) = (vec![], vec![]);
    for (index, item) in items.drain(..).enumerate() {
        if index % 2 == 0 { &mut even } else { &mut odd }.push(item);
    }
    items.extend(odd.into_iter().rev().chain(even));
}

const TERMS: [fn(&mut Vec<Vec<u8>>); 3] = [|items| turned(items), |items| rotated(items), dealt];
const TEXTS: [Shuffle; 3] = [|items| turned(items), |items| rotated(items), dealt];

fn check(
    case: &Case,
    written: &Encoded,
    terms: &[Vec<u8>],
    texts: &[Vec<u8>],
) -> Result<(), String> {
    let rust = |input: &[u8], read: fn(&[u8]) -> Result<Encoded, String>| {
        let found = read(input).map_err(|why| format!("Rust refuses: {why}"))?;
        equal("Rust ETF", &found.etf, &written.etf)?;
        equal("Rust JSON", &found.json, &written.json)
    };
    terms
        .iter()
        .try_for_each(|term| rust(term, case.from_etf))?;
    texts
        .iter()
        .try_for_each(|text| rust(text, case.from_json))?;
    let mut ends = ends();
    let terms = || terms.iter().map(|term| &**term);
    let texts = texts.iter().map(|text| &**text);
    let erlang = ends.erlang.exchange_all(Sent::Etf, case.name, terms());
    let mut node = ends.node.exchange_all(Sent::Etf, case.name, terms());
    node.extend(ends.node.exchange_all(Sent::Json, case.name, texts));
    for found in erlang {
        let found = found.map_err(|why| format!("Erlang refuses: {why}"))?;
        equal("Erlang", &found[0], &written.etf)?;
    }
    for found in node {
        let found = found.map_err(|why| format!("Node refuses: {why}"))?;
        equal("Node ETF", &found[0], &written.etf)?;
        equal("Node JSON", &found[1], &written.json)?;
    }
    Ok(())
}

#[test]
fn every_end_writes_equal_values_as_equal_bytes() {
    let contract = files::contract();
    let generator = Generator::new(&contract);
    let mut failures = vec![];
    let mut reordered = 0;
    for case in CASES {
        let ty = case.field_type();
        for seed in 0..12 {
            let json = generator.value(&ty, &mut Tape::new(&noise(seed * 17 + 3)));
            let written = (case.from_json)(json.to_string().as_bytes()).expect("a value");
            let sets = tree::sets(&contract, &ty, &written.etf);
            let part = Part::of(&written.etf);
            let mut terms: Vec<Vec<u8>> = TERMS
                .iter()
                .map(|shuffle| part.shuffled(&written.etf, &sets, &mut |items| shuffle(items)))
                .map(|term| parity::term::whole(&term))
                .collect();
            terms.dedup();
            reordered += usize::from(terms.iter().any(|term| *term != written.etf));
            let value: Value = serde_json::from_slice(&written.json).expect("JSON");
            let reorder = |shuffle| {
                let contract = &contract;
                let reordered = Reorder { contract, shuffle }.value(&ty, &value);
                reordered.to_string().into_bytes()
            };
            let texts = TEXTS.map(reorder);
            if let Err(reason) = check(case, &written, &terms, &texts) {
                failures.push(format!("{}: {reason}", case.name));
                break;
            }
        }
    }
    assert!(reordered > 50, "{reordered}");
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
}
