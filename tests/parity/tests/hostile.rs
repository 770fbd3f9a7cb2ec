//! Every type of the corpus, its frames cut at every byte, bent in every bit, and with a bomb at
//! every place. Each input is refused with a place or is a value, nothing panics, and what is
//! allocated is a constant times the input.

#![allow(missing_docs)]

use std::alloc::System;

use libero_wire::DecodeError;
use libero_wire::error::DecodeErrorKind;
use parity::cases::{CASES, Encoded};
use parity::damage::{Input, bombed_terms, bombed_texts, cuts, flips, nested_claims};
use parity::files;
use parity::frames::frames;
use parity::place::Places;
use parity::tree;
use serde_json::Value;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Bytes that may be allocated for each byte of input: all of them together, also those that were
/// freed again, so that the peak is less.
const PER_BYTE: usize = 60;
/// Bytes that may be allocated for a small value, or for an error and its path.
const AT_LEAST: usize = 4096;

struct End<'a> {
    /// Whether an error is of the place of its path.
    is_at: &'a dyn Fn(&DecodeError, &Input) -> bool,
    reads: fn(&[u8]) -> Result<(), DecodeError>,
    /// Reads and writes in both codecs.
    again: fn(&[u8]) -> Result<Encoded, String>,
    /// The writing in the codec that was read.
    same: fn(Encoded) -> Vec<u8>,
}

/// What is wrong with how an input is read.
fn fault(end: &End<'_>, input: &Input, taken: &mut usize) -> Result<(), String> {
    let read = || {
        let region = Region::new(ALLOCATOR);
        let outcome = (end.reads)(&input.bytes);
        (outcome, region.change().bytes_allocated)
    };
    let bound = AT_LEAST + PER_BYTE * input.bytes.len();
    let (outcome, mut allocated) = read();
    if allocated > bound {
        // The table of texts that are kept for good grows now and then; not twice for one input.
        allocated = read().1;
    }
    if allocated > bound {
        return Err(format!("{allocated} bytes are allocated, over {bound}"));
    }
    match outcome {
        Ok(()) if input.is_refused => Err("is taken".to_owned()),
        Ok(()) => {
            *taken += 1;
            same_again(end, &input.bytes)
        }
        Err(error) if error.offset() > input.bytes.len() => Err(format!("{error:?} is outside")),
        Err(error) if !(end.is_at)(&error, input) => Err(format!("{error:?} is elsewhere")),
        Err(_) => Ok(()),
    }
}

/// Whether an error is of what was put into a text.
fn is_of_text(error: &DecodeError, input: &Input) -> bool {
    let (path, message) = (error.path(), error.message());
    let place = input.place.as_deref().unwrap_or("value");
    let last = place.rfind(['.', '[']).unwrap_or(place.len());
    let around = &place[..last];
    let is_around = path == around || Some(&*path) == around.strip_suffix(".fields");
    path.starts_with(place)
        // Some bombs begin with a value, or take the start of what is behind them.
        || is_around && message.starts_with("expected , or ")
        // Bytes have no parts.
        || is_around && place[last..] == *".data" && error.kind() == DecodeErrorKind::Length
        // That the whole is UTF-8 is asked before anything else.
        || path == "value" && message == "the input is not UTF-8"
}

/// What was taken is a value: what is written for it is read as the same.
fn same_again(end: &End<'_>, input: &[u8]) -> Result<(), String> {
    let again = |input: &[u8]| (end.again)(input).map(end.same);
    let first = again(input).map_err(|error| format!("cannot be written: {error}"))?;
    let second = again(&first).map_err(|error| format!("its own writing: {error}"))?;
    if first == second {
        return Ok(());
    }
    let (first, second) = (first.escape_ascii(), second.escape_ascii());
    Err(format!("is not the same again:\n  {first}\n  {second}"))
}

/// Keys in the opposite order: fields before the type that says which they are.
fn turned(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let entries = object.iter().rev();
            let entries = entries.map(|(key, value)| (key.clone(), turned(value)));
            Value::Object(entries.collect())
        }
        Value::Array(items) => items.iter().map(turned).collect(),
        other => other.clone(),
    }
}

/// One test, so that no other thread allocates while it counts.
#[test]
fn no_damage_to_a_frame_of_any_type_does_harm() {
    let contract = files::contract();
    let places = Places::new(&contract);
    let of_term = |error: &DecodeError, input: &Input| {
        {
            // `path()` leaves out the middle of a long one.
            let steps = error.segments().map(ToString::to_string);
            let path = format!("value{}", steps.collect::<String>());
            // Of the head of the constructor that is too deep, the offset is the end.
            let is_too_deep = error.message().starts_with("nested ");
            places.is_at(
                &path,
                &input.bytes,
                error.offset() - usize::from(is_too_deep),
            )
        }
    };
    // Fields before the type are skipped until that is known; what is wrong in them is said of it.
    let of_turned = |error: &DecodeError, input: &Input| {
        let place = input.place.as_deref().unwrap_or("value");
        is_of_text(error, input) || place.starts_with(&error.path())
    };
    let mut failures = vec![];
    let (mut count, mut taken) = (0_usize, 0_usize);
    for case in CASES {
        let terms = End {
            is_at: &of_term,
            reads: case.reads_etf,
            again: case.from_etf,
            same: |encoded| encoded.etf,
        };
        let mirror = case.mirror.map(|mirror| End {
            reads: mirror.reads,
            ..terms
        });
        let texts = End {
            is_at: &is_of_text,
            reads: case.reads_json,
            again: case.from_json,
            same: |encoded| encoded.json,
        };
        let turned_texts = End {
            is_at: &of_turned,
            ..texts
        };
        for frame in frames(&contract, case) {
            let sets = tree::sets(&contract, &case.field_type(), &frame.etf);
            let json = serde_json::from_slice(&frame.json).expect("JSON");
            let turned = turned(&json).to_string().into_bytes();
            let rows = [
                (&terms, cuts(&frame.etf)),
                (&terms, flips(&frame.etf)),
                (&terms, bombed_terms(&frame.etf, &sets)),
                (&terms, nested_claims(&frame.etf)),
                (&texts, cuts(&frame.json)),
                (&texts, flips(&frame.json)),
                (&texts, bombed_texts(&frame.json, true)),
                (&turned_texts, cuts(&turned)),
                (&turned_texts, bombed_texts(&turned, true)),
            ];
            let mirrored = mirror.iter().flat_map(|mirror| {
                let bombs = bombed_terms(&frame.etf, &sets);
                [
                    (mirror, cuts(&frame.etf)),
                    (mirror, flips(&frame.etf)),
                    (mirror, bombs),
                    (mirror, nested_claims(&frame.etf)),
                ]
            });
            for (end, inputs) in rows.into_iter().chain(mirrored) {
                for input in inputs {
                    count += 1;
                    if let Err(reason) = fault(end, &input, &mut taken) {
                        let start = &input.bytes[..input.bytes.len().min(400)];
                        let start = start.escape_ascii();
                        let name = case.name;
                        failures.push(format!("{name}: {}: {reason}\n  {start}", input.how));
                    }
                }
            }
        }
    }
    println!("{count} inputs, of which {taken} are values");
    assert!(taken > 0 && taken < count / 4);
    let shown: Vec<&String> = failures
        .iter()
        .step_by(1 + failures.len() / 60)
        .take(60)
        .collect();
    assert!(
        failures.is_empty(),
        "{} of them\n{shown:#?}",
        failures.len()
    );
}
