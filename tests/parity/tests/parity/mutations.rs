//! Damaged terms: whatever the damage, all ends agree on whether it is a value, and on which.

use parity::cases::{CASES, Case, ONLY_RUST_CHECKS};
use parity::end::Sent;
use parity::ends::ends;
use parity::files;
use parity::frames::noise;
use parity::generate::Generator;
use parity::tape::Tape;

const ROUNDS: u64 = 100;

/// Damages a term at one or two places: another byte, a byte less, a byte more.
pub(crate) fn damage(term: &mut Vec<u8>, noise: &[u8]) {
    let places = usize::from(noise[0] % 2) + 1;
    for bytes in noise[1..].chunks(4).take(places) {
        let place = usize::from(u16::from_be_bytes([bytes[0], bytes[1]])) % term.len();
        match bytes[2] % 8 {
            0 => drop(term.remove(place)),
            1 => term.insert(place, bytes[3]),
            2 => term[place] = term[place].wrapping_add(1),
            3 => term[place] ^= 1 << (bytes[3] % 8),
            _ => term[place] = bytes[3],
        }
        if term.is_empty() {
            return;
        }
    }
}

#[test]
fn all_ends_agree_on_a_damaged_term() {
    let contract = files::contract();
    let generator = Generator::new(&contract);
    let mut ends = ends();
    let mut failures = vec![];
    let strict = |case: &&Case| !ONLY_RUST_CHECKS.contains(&case.name);
    for (index, case) in CASES.iter().filter(strict).enumerate() {
        for round in 0..ROUNDS {
            let noise = noise((index as u64 + 1) * 7919 + round);
            let (seed, tape) = noise.split_at(16);
            let json = generator.value(&case.field_type(), &mut Tape::new(&tape[..200]));
            let written = (case.from_json)(json.to_string().as_bytes()).expect("a value");
            let mut term = written.etf;
            damage(&mut term, seed);
            let rust = (case.term)(&term);
            for (who, end) in ends.all() {
                let other = end.exchange(Sent::Term, case.name, &term);
                let other = other
                    .map(|mut parts| parts.remove(0))
                    .map_err(|refused| refused.0);
                let agree = match (&rust, &other) {
                    (Ok(rust), Ok(other)) => rust == other,
                    // The BEAM reads every sign but 0 as a minus.
                    (Err(why), Ok(_)) if who == "Erlang" && why.contains("a sign of 0") => true,
                    (rust, other) => rust.is_err() && other.is_err(),
                };
                if !agree {
                    let shown = |verdict: &Result<Vec<u8>, String>| match verdict {
                        Ok(term) => term.escape_ascii().to_string(),
                        Err(message) => message.clone(),
                    };
                    failures.push(format!(
                        "{}: {}\n  Rust:   {}\n  {who}: {}",
                        case.name,
                        term.escape_ascii(),
                        shown(&rust),
                        shown(&other)
                    ));
                }
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of them\n{}",
        failures.len(),
        failures.join("\n")
    );
}
