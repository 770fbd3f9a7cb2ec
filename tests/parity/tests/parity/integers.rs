//! Every integer type at the edges of every width: in both codecs, at every end.

use contract_schema::{Contract, IntRepr};
use parity::cases::case;
use parity::edit;
use parity::end::Sent;
use parity::ends::ends;
use parity::files;
use parity::term::{big, int, list, record, whole};

const NAME: &str = "ints.Ints";

/// A sign and a magnitude of up to 136 bits, the least byte first.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Number {
    negative: bool,
    low: u128,
    high: u8,
}

impl Number {
    /// 2^power and its neighbours.
    fn around(power: u32) -> [Self; 3] {
        let negative = false;
        let at = |low, high| Self {
            negative,
            low,
            high,
        };
        match 1_u128.checked_shl(power) {
            Some(two) => [at(two - 1, 0), at(two, 0), at(two + 1, 0)],
            None => [at(u128::MAX, 0), at(0, 1), at(1, 1)],
        }
    }

    fn is_of(self, repr: IntRepr) -> bool {
        let bits = repr.bits() - u32::from(repr.is_signed());
        let last = u128::MAX >> (128 - bits);
        let is_zero = self.low == 0 && self.high == 0;
        match (self.negative && !is_zero, repr.is_signed()) {
            (false, _) => self.high == 0 && self.low <= last,
            (true, true) => self.high == 0 && self.low <= last + 1,
            (true, false) => false,
        }
    }

    fn digits(self) -> String {
        let digits = match (self.high, self.low) {
            (0, low) => low.to_string(),
            (1, 0) => "340282366920938463463374607431768211456".to_owned(),
            (1, 1) => "340282366920938463463374607431768211457".to_owned(),
            other => panic!("{other:?}"),
        };
        format!("{}{digits}", if self.negative { "-" } else { "" })
    }

    fn is_safe(self) -> bool {
        self.high == 0 && self.low < 1 << 53
    }

    fn json(self, repr: IntRepr) -> String {
        match self.digits() {
            digits if self.is_safe() || repr.bits() < 64 => digits,
            digits => format!("\"{digits}\""),
        }
    }

    /// In the form of large numbers, which every reader takes for small ones too.
    fn term(self) -> Vec<u8> {
        let magnitude = [&self.low.to_le_bytes()[..], &[self.high]].concat();
        let used = magnitude.iter().rposition(|byte| *byte != 0);
        let magnitude = &magnitude[..used.map_or(1, |last| last + 1)];
        big(u8::from(self.negative), magnitude)
    }
}

fn numbers() -> Vec<Number> {
    let powers = [0, 7, 8, 15, 16, 31, 32, 53, 63, 64, 127, 128];
    let positive = powers.into_iter().flat_map(Number::around);
    let both = positive.flat_map(|number| {
        let negative = true;
        [number, Number { negative, ..number }]
    });
    both.filter(|number| !number.negative || number.low != 0 || number.high != 0)
        .collect()
}

/// The fields of the type, zero but for one of them.
fn fields(contract: &Contract, repr: IntRepr, number: &[u8]) -> Vec<Vec<u8>> {
    let def = contract.types.iter().find(|def| def.full_name() == NAME);
    let labels = &def.expect("the type").variants[0].field_labels;
    let field = |label: &Option<String>| match label.as_deref() {
        Some("many") => record(contract, "ints.Many", &vec![list(&[]); 4]),
        Some(name) if name == repr.as_str() => number.to_vec(),
        _ => int(0),
    };
    let fields: Vec<Vec<u8>> = labels.iter().map(field).collect();
    assert!(fields.contains(&number.to_vec()), "no field of {repr:?}");
    fields
}

#[test]
fn every_width_takes_its_own_numbers_and_no_others_in_etf() {
    let contract = files::contract();
    let mut failures = vec![];
    let mut ends = ends();
    for repr in IntRepr::ALL {
        let path = format!("value.fields.{}: ", repr.as_str());
        for number in numbers() {
            let term = whole(&record(
                &contract,
                NAME,
                &fields(&contract, repr, &number.term()),
            ));
            let rust = (case(NAME).term)(&term);
            let what = format!("{} as {}", number.digits(), repr.as_str());
            match &rust {
                Ok(_) if number.is_of(repr) => {}
                Err(why) if !number.is_of(repr) && why.starts_with(&path) => {}
                other => failures.push(format!("{what}: {other:?}")),
            }
            for (who, end) in ends.all() {
                let found = end.exchange(Sent::Term, NAME, &term);
                match (found, &rust) {
                    (Ok(parts), Ok(rust)) if parts[0] == *rust => {}
                    (Err(why), Err(_)) if who != "Node" || why.0.starts_with(&path) => {}
                    (other, _) => failures.push(format!("{who}: {what}: {other:?}")),
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_width_takes_its_own_numbers_and_no_others_in_json() {
    let contract = files::contract();
    let case = case(NAME);
    let mut failures = vec![];
    let mut ends = ends();
    for repr in IntRepr::ALL {
        let path = format!("value.fields.{}: ", repr.as_str());
        for number in numbers() {
            let text = edit::with(&contract, case, repr.as_str(), &number.json(repr));
            let rust = (case.from_json)(text.as_bytes());
            let node = ends.node.exchange(Sent::Json, NAME, text.as_bytes());
            let what = format!("{} as {}", number.json(repr), repr.as_str());
            match (&rust, &node) {
                (Ok(rust), Ok(node)) if number.is_of(repr) => {
                    if [&rust.etf, &rust.json] != [&node[0], &node[1]] {
                        failures.push(format!("{what}: {rust:?}, {node:?}"));
                    }
                }
                (Err(rust), Err(node))
                    if !number.is_of(repr)
                        && rust.starts_with(&path)
                        && node.0.starts_with(&path) => {}
                other => failures.push(format!("{what}: {other:?}")),
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
