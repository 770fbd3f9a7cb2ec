//! Every cut, bent bit and bomb of `parity::damage` at every end: all agree on what is a value, and
//! on which; JavaScript refuses with an error of its own kind and a place.

use parity::cases::{CASES, Case, ONLY_RUST_CHECKS};
use parity::damage::{Input, bombed_terms, bombed_texts, cuts, flips};
use parity::end::{Outcome, Sent};
use parity::ends::ends;
use parity::files;
use parity::frames::frames;
use parity::tree;

type Verdict = Result<Vec<u8>, String>;

/// Whether the differences of two ends are those that are known.
type Known = fn(rust: &Verdict) -> bool;

fn differences(
    who: &str,
    case: &Case,
    inputs: &[Input],
    rust: &[Verdict],
    found: Vec<Outcome>,
    known: Known,
) -> Vec<String> {
    let strict = !ONLY_RUST_CHECKS.contains(&case.name);
    let mut differences = vec![];
    for ((input, rust), found) in inputs.iter().zip(rust).zip(found) {
        let found: Verdict = match found {
            Ok(mut parts) => Ok(parts.pop().expect("a part")),
            Err(refused) => Err(refused.0),
        };
        let agree = match (rust, &found) {
            (Ok(rust), Ok(found)) => rust == found || !strict,
            (Err(_), Ok(_)) if input.is_refused => false,
            (Err(_), Ok(_)) | (Ok(_), Err(_)) => !strict,
            (Err(_), Err(why)) => who != "Node" || why.starts_with("value"),
        };
        if !agree && !known(rust) {
            let shown = |verdict: &Verdict| match verdict {
                Ok(bytes) => bytes.escape_ascii().to_string(),
                Err(message) => message.clone(),
            };
            let start = &input.bytes[..input.bytes.len().min(1000)];
            differences.push(format!(
                "{}: {}\n  {}\n  Rust:   {}\n  {who}: {}",
                case.name,
                input.how,
                start.escape_ascii(),
                shown(rust),
                shown(&found)
            ));
        }
    }
    differences
}

fn bytes(inputs: &[Input]) -> impl Iterator<Item = &[u8]> + Clone {
    inputs.iter().map(|input| &*input.bytes)
}

#[track_caller]
fn none(failures: &[String]) {
    let shown = failures[..failures.len().min(10)].join("\n");
    assert!(failures.is_empty(), "{} of them\n{shown}", failures.len());
}

#[test]
fn all_ends_agree_on_every_damage_to_a_term() {
    let contract = files::contract();
    let mut ends = ends();
    let mut failures = vec![];
    for case in CASES {
        for frame in frames(&contract, case) {
            let sets = tree::sets(&contract, &case.field_type(), &frame.etf);
            let bombs = bombed_terms(&frame.etf, &sets);
            let inputs = [cuts(&frame.etf), flips(&frame.etf), bombs].concat();
            let rust: Vec<Verdict> = bytes(&inputs).map(case.term).collect();
            for (who, end) in ends.all() {
                let found = end.exchange_all(Sent::Term, case.name, bytes(&inputs));
                // The BEAM reads every sign but 0 as a minus.
                let known: Known = match who {
                    "Erlang" => |rust| matches!(rust, Err(why) if why.contains("a sign of 0")),
                    _ => |_| false,
                };
                failures.extend(differences(who, case, &inputs, &rust, found, known));
            }
        }
    }
    none(&failures);
}

/// What JSON.parse hides: that a key was there twice, and how a number was written.
fn hidden(rust: &Verdict) -> bool {
    let hidden = ["there twice", "expected Int, got Float"];
    matches!(rust, Err(why) if hidden.iter().any(|words| why.contains(words)))
}

#[test]
fn rust_and_javascript_agree_on_every_damage_to_json() {
    let contract = files::contract();
    let mut failures = vec![];
    for case in CASES {
        for frame in frames(&contract, case) {
            let bombs = bombed_texts(&frame.json, false);
            let inputs = [cuts(&frame.json), flips(&frame.json), bombs].concat();
            let rust = |input| (case.from_json)(input).map(|encoded| encoded.json);
            let rust: Vec<Verdict> = bytes(&inputs).map(rust).collect();
            let found = ends()
                .node
                .exchange_all(Sent::Json, case.name, bytes(&inputs));
            failures.extend(differences("Node", case, &inputs, &rust, found, hidden));
        }
    }
    none(&failures);
}
