//! The same bytes for the same value, and the same refusals in the same words.

use contract_schema::Contract;
use libero_values::{Model, Value, etf, typed_json};
use libero_wire::{Codec, DecodeError};
use parity::cases::{CASES, Case, Encoded, ONLY_RUST_CHECKS};
use parity::damage::{Input, bombed_terms, bombed_texts, cuts, flips};
use parity::files;
use parity::frames::{frames, noise};
use parity::generate::Generator;
use parity::tape::Tape;
use parity::tree;

const ROUNDS: u64 = 60;

fn model(contract: &Contract) -> Model {
    Model::new(contract).expect("a sound contract")
}

#[track_caller]
fn none(failures: &[String]) {
    let shown = failures[..failures.len().min(10)].join("\n");
    assert!(failures.is_empty(), "{} of them\n{shown}", failures.len());
}

fn same(model: &Model, case: &Case, written: &Encoded) -> Result<(), String> {
    let ty = case.field_type();
    let show = |error: &dyn std::fmt::Display| format!("{}: {error}", case.name);
    let from_json = typed_json::read(model, &ty, &written.json).map_err(|e| show(&e))?;
    let from_etf = etf::read(model, &ty, &written.etf).map_err(|e| show(&e))?;
    if from_json != from_etf {
        return Err(format!(
            "{}: {from_json:?} of JSON, {from_etf:?} of ETF",
            case.name
        ));
    }
    let etf = etf::write(model, &ty, &from_json).map_err(|e| show(&e))?;
    let json = typed_json::write(model, &ty, &from_json).map_err(|e| show(&e))?;
    if etf != written.etf || json != written.json {
        return Err(format!(
            "{}: other bytes\n  {}\n  {}",
            case.name,
            String::from_utf8_lossy(&json),
            String::from_utf8_lossy(&written.json)
        ));
    }
    Ok(())
}

#[test]
fn values_are_read_and_written_as_the_generated_codecs_do_it() {
    let contract = files::contract();
    let model = model(&contract);
    let generator = Generator::new(&contract);
    let mut failures = vec![];
    for (index, case) in CASES.iter().enumerate() {
        for round in 0..ROUNDS {
            let tape = noise((index as u64 + 1) * 4099 + round);
            let json = generator.value(&case.field_type(), &mut Tape::new(&tape));
            let written = (case.from_json)(json.to_string().as_bytes()).expect("a value");
            failures.extend(same(&model, case, &written).err());
        }
    }
    none(&failures);
}

/// What is made of an input: the value written again, or why there is none.
type Verdict = Result<Vec<u8>, DecodeError>;

fn generated(case: &Case, codec: Codec, input: &[u8]) -> Verdict {
    let written = (case.read)(codec, input)?;
    Ok(match codec {
        Codec::Etf => written.etf,
        Codec::Json => written.json,
    }
    .expect("what was read can be written"))
}

fn dynamic(model: &Model, case: &Case, codec: Codec, input: &[u8]) -> Verdict {
    let ty = case.field_type();
    let written = |value: Value| match codec {
        Codec::Etf => etf::write(model, &ty, &value),
        Codec::Json => typed_json::write(model, &ty, &value),
    };
    let value = match codec {
        Codec::Etf => etf::read(model, &ty, input),
        Codec::Json => typed_json::read(model, &ty, input),
    };
    Ok(written(value?).expect("what was read can be written"))
}

/// Whether both say the same; of refusals, whether it is in the same words about the same place. What
/// Rust types alone know is left to them.
fn agree(case: &Case, input: &Input, expected: &Verdict, found: &Verdict) -> bool {
    expected == found
        || ONLY_RUST_CHECKS.contains(&case.name) && !(input.is_refused && found.is_ok())
}

fn check(model: &Model, case: &Case, codec: Codec, inputs: &[Input], failures: &mut Vec<String>) {
    for input in inputs {
        let expected = generated(case, codec, &input.bytes);
        let found = dynamic(model, case, codec, &input.bytes);
        if agree(case, input, &expected, &found) {
            continue;
        }
        let start = &input.bytes[..input.bytes.len().min(600)];
        failures.push(format!(
            "{} {codec:?}: {}\n  {}\n  generated: {expected:?}\n  dynamic:   {found:?}",
            case.name,
            input.how,
            start.escape_ascii(),
        ));
    }
}

#[test]
fn what_is_damaged_is_refused_in_the_same_words() {
    let contract = files::contract();
    let model = model(&contract);
    let mut failures = vec![];
    for case in CASES {
        for frame in frames(&contract, case) {
            let sets = tree::sets(&contract, &case.field_type(), &frame.etf);
            let bombs = bombed_terms(&frame.etf, &sets);
            let terms = [cuts(&frame.etf), flips(&frame.etf), bombs].concat();
            check(&model, case, Codec::Etf, &terms, &mut failures);
            let bombs = bombed_texts(&frame.json, true);
            let texts = [cuts(&frame.json), flips(&frame.json), bombs].concat();
            check(&model, case, Codec::Json, &texts, &mut failures);
        }
    }
    none(&failures);
}
