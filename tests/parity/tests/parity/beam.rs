//! Terms that a BEAM writes by itself: strings for lists of small integers, maps in any order, old
//! floats and atoms. Every end reads them as the same value. And the other way: what Rust writes is
//! read by the BEAM as from a stranger, to its last byte.

use parity::cases::{CASES, Case, case};
use parity::end::{Sent, Way};
use parity::ends::ends;
use parity::files;
use parity::frames::noise;
use parity::generate::Generator;
use parity::tape::Tape;
use parity::term::{binary, record, whole};

use crate::round_trip::{equal, written_by_rust};

/// Ways that are read.
const WAYS: [Way; 5] = [
    Way::Plain,
    Way::Minor0,
    Way::Minor1,
    Way::Minor2,
    Way::Deterministic,
];

/// What Rust writes for some values of every type; the first is the smallest.
fn values() -> impl Iterator<Item = (&'static Case, Vec<Vec<u8>>)> {
    let contract = files::contract();
    CASES.iter().enumerate().map(move |(index, case)| {
        let generator = Generator::new(&contract);
        let terms = (0..12).map(|round| {
            let tape = noise(index as u64 * 1000 + round);
            let tape = if round == 0 { &[][..] } else { &tape };
            let json = generator.value(&case.field_type(), &mut Tape::new(tape));
            let written = written_by_rust(case, json.to_string().as_bytes());
            written.expect("a value").etf
        });
        (case, terms.collect())
    })
}

fn each(terms: &[Vec<u8>]) -> impl Iterator<Item = &[u8]> + Clone {
    terms.iter().map(|term| &**term)
}

#[test]
fn a_term_written_by_the_beam_is_the_same_value_at_every_end() {
    let mut ends = ends();
    let mut ways_that_differ = vec![];
    for (case, terms) in values() {
        for way in WAYS {
            let written = ends
                .erlang
                .exchange_all(Sent::Beam(way), case.name, each(&terms));
            let written: Vec<Vec<u8>> = written
                .into_iter()
                .map(|found| found.expect("a term").remove(0))
                .collect();
            if written != terms && !ways_that_differ.contains(&way) {
                ways_that_differ.push(way);
            }
            for (term, ours) in written.iter().zip(&terms) {
                let found = (case.from_etf)(term);
                let found = found.unwrap_or_else(|why| {
                    panic!("{}: {way:?}: {why}\n  {}", case.name, term.escape_ascii())
                });
                equal(&format!("Rust, {way:?}"), &found.etf, ours).unwrap();
            }
            for (who, end) in ends.all() {
                let found = end.exchange_all(Sent::Etf, case.name, each(&written));
                for (found, ours) in found.into_iter().zip(&terms) {
                    let found = found.unwrap_or_else(|why| {
                        panic!("{}: {way:?}: {who} refuses: {why}", case.name)
                    });
                    equal(&format!("{who}, {way:?}"), &found[0], ours).unwrap();
                }
            }
        }
    }
    // Else nothing but our own bytes would have been read.
    for way in [Way::Plain, Way::Minor0] {
        assert!(ways_that_differ.contains(&way), "{ways_that_differ:?}");
    }
}

#[test]
fn what_rust_writes_is_safe_for_the_beam_and_nothing_is_left() {
    for (case, terms) in values() {
        let found = ends()
            .erlang
            .exchange_all(Sent::Safe, case.name, each(&terms));
        for (found, term) in found.into_iter().zip(&terms) {
            let shown = term.escape_ascii();
            let again = found.unwrap_or_else(|why| panic!("{}: {why}\n  {shown}", case.name));
            let again = (case.term)(&again[0]).expect("a value");
            equal("Rust, after the BEAM", &again, term).unwrap();
        }
    }
}

#[test]
fn a_term_that_the_beam_compressed_is_refused_by_all() {
    let contract = files::contract();
    let name = "pages/home.Item";
    let fields = [binary("a".repeat(3000)), vec![106], binary("")];
    let term = whole(&record(&contract, name, &fields));
    assert_eq!((case(name).term)(&term).as_ref(), Ok(&term));
    let mut ends = ends();
    let way = Sent::Beam(Way::Compressed);
    let compressed = ends.erlang.exchange(way, name, &term).expect("a term");
    let compressed = &compressed[0];
    assert_eq!(compressed[..2], [131, 80]);
    let why = (case(name).term)(compressed).unwrap_err();
    assert_eq!(why, "value: compressed terms are refused");
    for (who, end) in ends.all() {
        let found = end.exchange(Sent::Term, name, compressed);
        assert!(found.is_err(), "{who} takes it");
    }
}
