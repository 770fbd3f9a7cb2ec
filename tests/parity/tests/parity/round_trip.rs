//! Values from the contract: each end reads what another wrote and writes the same bytes.

use parity::cases::{CASES, Case, Encoded};
use parity::end::Sent;
use parity::ends::{Ends, ends};
use parity::files;
use parity::generate::Generator;
use parity::oracle::Oracle;
use parity::tape::Tape;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, TestError, TestRunner};

const VALUES_A_TYPE: u32 = 48;

#[test]
fn every_end_writes_the_same_bytes_for_a_value() {
    let contract = files::contract();
    let generator = Generator::new(&contract);
    let oracle = Oracle::new(&contract);
    let mut failures = vec![];
    for case in CASES {
        let ty = case.field_type();
        let outcome = run(|tape| {
            let json = generator.value(&ty, &mut Tape::new(tape)).to_string();
            let written = written_by_rust(case, json.as_bytes())?;
            oracle.agree(&ty, &written.json, &written.etf)?;
            same_at_every_end(case, &written, &mut ends())
        });
        if let Err(TestError::Fail(reason, tape)) = outcome {
            let json = generator.value(&ty, &mut Tape::new(&tape));
            failures.push(format!("{}: {reason}\n  from {json}", case.name));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
}

fn run(check: impl Fn(&[u8]) -> Result<(), String>) -> Result<(), TestError<Vec<u8>>> {
    let config = Config {
        cases: VALUES_A_TYPE,
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..Config::default()
    };
    TestRunner::new(config).run(&vec(any::<u8>(), 0..1500), |tape| {
        check(&tape).map_err(proptest::test_runner::TestCaseError::fail)
    })
}

/// What Rust writes for a value, once it is seen to read its own writing.
pub(crate) fn written_by_rust(case: &Case, json: &[u8]) -> Result<Encoded, String> {
    let written = (case.from_json)(json).map_err(|error| format!("Rust refuses it: {error}"))?;
    for (codec, again) in [
        ("ETF", (case.from_etf)(&written.etf)),
        ("JSON", (case.from_json)(&written.json)),
    ] {
        let again = again.map_err(|error| format!("Rust refuses its own {codec}: {error}"))?;
        equal(
            &format!("Rust after {codec}: ETF"),
            &again.etf,
            &written.etf,
        )?;
        equal(
            &format!("Rust after {codec}: JSON"),
            &again.json,
            &written.json,
        )?;
    }
    Ok(written)
}

/// Whether Node and Erlang read what Rust wrote, and write the same.
pub(crate) fn same_at_every_end(
    case: &Case,
    written: &Encoded,
    ends: &mut Ends,
) -> Result<(), String> {
    let erlang = ends.erlang.exchange(Sent::Etf, case.name, &written.etf);
    let erlang = erlang.map_err(|refused| format!("Erlang refuses ETF: {refused}"))?;
    equal("Erlang ETF", &erlang[0], &written.etf)?;
    for (sent, bytes) in [(Sent::Etf, &written.etf), (Sent::Json, &written.json)] {
        let node = ends.node.exchange(sent, case.name, bytes);
        let node = node.map_err(|refused| format!("Node refuses {sent:?}: {refused}"))?;
        equal(&format!("Node ETF, from {sent:?}"), &node[0], &written.etf)?;
        equal(
            &format!("Node JSON, from {sent:?}"),
            &node[1],
            &written.json,
        )?;
    }
    Ok(())
}

/// An error that shows both, where two byte strings differ.
pub(crate) fn equal(what: &str, found: &[u8], expected: &[u8]) -> Result<(), String> {
    if found == expected {
        return Ok(());
    }
    let shown = |bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) if bytes.first() != Some(&131) => text.to_owned(),
        _ => format!("{}", bytes.escape_ascii()),
    };
    Err(format!(
        "{what} differs\n  found:    {}\n  expected: {}",
        shown(found),
        shown(expected)
    ))
}
