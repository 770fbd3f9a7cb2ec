//! Terms that a BEAM writes by itself: strings for lists of small integers, maps in any order, old
//! floats and atoms. Every end reads them as the same value.

use parity::cases::{CASES, Encoded};
use parity::end::Sent;
use parity::ends::ends;
use parity::files;
use parity::frames::noise;
use parity::generate::Generator;
use parity::tape::Tape;

use crate::round_trip::{equal, written_by_rust};

/// The ways in which `term_to_binary` is called.
const WAYS: [Sent; 2] = [Sent::Beam, Sent::OldBeam];

#[test]
fn a_term_written_by_the_beam_is_the_same_value_at_every_end() {
    let contract = files::contract();
    let generator = Generator::new(&contract);
    let mut failures = vec![];
    for (index, case) in CASES.iter().enumerate() {
        for round in 0..12 {
            let tape = noise(index as u64 * 1000 + round);
            let json = generator.value(&case.field_type(), &mut Tape::new(&tape));
            let outcome = written_by_rust(case, json.to_string().as_bytes())
                .and_then(|written| read_everywhere(case.name, &written));
            if let Err(reason) = outcome {
                failures.push(format!("{}: {reason}", case.name));
                break;
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
}

fn read_everywhere(name: &str, written: &Encoded) -> Result<(), String> {
    let mut ends = ends();
    for way in WAYS {
        let term = ends.erlang.exchange(way, name, &written.etf);
        let term = &term.map_err(|refused| refused.0)?[0];
        let rust = (parity::cases::case(name).from_etf)(term)
            .map_err(|error| format!("Rust refuses {}: {error}", term.escape_ascii()))?;
        equal(&format!("Rust, after {way:?}"), &rust.etf, &written.etf)?;
        for (who, end) in ends.all() {
            let found = end.exchange(Sent::Etf, name, term);
            let found = found
                .map_err(|refused| format!("{who} refuses {}: {refused}", term.escape_ascii()))?;
            equal(&format!("{who}, after {way:?}"), &found[0], &written.etf)?;
        }
    }
    Ok(())
}
