//! `libero-values`, which knows a contract at run time alone, against the generated codecs; and what
//! it makes of a contract that means harm.

use std::sync::LazyLock;

use contract_schema::{Contract, FieldType};
use libero_values::sample::Sampler;
use libero_values::{Model, Value, etf, plain, typed_json};
use libero_wire::{Codec, DecodeError};
use parity::cases::{Case, ONLY_RUST_CHECKS, Written};
use parity::files;

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::new(&files::contract()).expect("the contract of the corpus"));

/// Values are read as the generated codecs read them, and refused in the same words.
pub(crate) fn same(
    case: &Case,
    codec: Codec,
    input: &[u8],
    generated: &Result<Written, DecodeError>,
) {
    let ty = case.field_type();
    let found = match codec {
        Codec::Etf => etf::read(&MODEL, &ty, input),
        Codec::Json => typed_json::read(&MODEL, &ty, input),
    };
    // What Rust types alone know is left to them.
    if ONLY_RUST_CHECKS.contains(&case.name) {
        return;
    }
    match (generated, found) {
        (Ok(written), Ok(value)) => written_alike(case, &ty, written, &value),
        (Err(expected), Err(found)) if *expected == found => {}
        // The frames of the two are not equally large, and a text for ever is one of Rust alone.
        (expected, found) if apart(expected.as_ref().err()) || apart(found.as_ref().err()) => {}
        (expected, found) => panic!("{}: {expected:?}, and {found:?} of values", case.name),
    }
}

fn apart(error: Option<&DecodeError>) -> bool {
    let known = ["for the stack", "&'static str"];
    error.is_some_and(|error| known.iter().any(|words| error.message().contains(words)))
}

fn written_alike(case: &Case, ty: &FieldType, written: &Written, value: &Value) {
    let again = [
        (&written.etf, etf::write(&MODEL, ty, value)),
        (&written.json, typed_json::write(&MODEL, ty, value)),
    ];
    for (expected, found) in again {
        if let (Ok(expected), Ok(found)) = (expected, &found) {
            assert_eq!(expected, found, "{}: {value:?}", case.name);
        }
    }
    // JSON for people holds what JSON does; what is too deep for it has no form.
    if let Ok(form) = plain::write(&MODEL, ty, value) {
        let again = plain::read(&MODEL, ty, &form).expect("its own form");
        assert_eq!(again, *value, "{}: {form}", case.name);
    }
}

/// A contract is refused or worked with, whatever is in it.
pub(crate) fn contract(contract: &Contract) {
    let Ok(model) = Model::new(contract) else {
        return;
    };
    let sampler = Sampler::new(&model);
    for endpoint in contract.endpoints.iter().take(4) {
        for ty in [&endpoint.request, &endpoint.ok, &endpoint.err] {
            let Ok(value) = sampler.plausible(ty, &endpoint.name, 1) else {
                continue;
            };
            if let Ok(term) = etf::write(&model, ty, &value) {
                assert_eq!(etf::read(&model, ty, &term).as_ref(), Ok(&value));
            }
        }
    }
}
