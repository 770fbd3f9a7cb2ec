//! Each payload is written and read once where an instruction counter looks. `cargo xtask test
//! instructions` runs this under Valgrind; without it nothing is counted.
//!
//! On standard output there is one line for each counted call, in the order of the calls.

use std::hint::black_box;

use libero_wire::v1::{etf as wire_etf, json as wire_json};
use payloads::{Wire, etf, json};

/// Collecting is on inside of this function alone, and its counts are written when it returns.
#[inline(never)]
fn counted(run: &mut dyn FnMut()) {
    run();
}

/// Counts the last of some calls, when what is cached is warm. What a call gives is dropped outside.
fn count<T>(name: &str, payload: &str, mut call: impl FnMut() -> T) {
    for _ in 0..3 {
        black_box(call());
    }
    let mut result = None;
    counted(&mut || result = Some(call()));
    black_box(result);
    println!("{name} {payload}");
}

fn count_all<T>(payload: &str, value: &T)
where
    T: wire_etf::Encode<Wire> + wire_etf::Decode<Wire>,
    T: wire_json::Encode<Wire> + wire_json::Decode<Wire>,
{
    let term = etf::to_vec(value).expect("a term");
    let text = json::to_vec(value).expect("a text");
    count("etf-encode", payload, || etf::to_vec(black_box(value)));
    count("etf-decode", payload, || {
        etf::from_slice::<T>(black_box(&term)).expect("a value")
    });
    count("json-encode", payload, || json::to_vec(black_box(value)));
    count("json-decode", payload, || {
        json::from_slice::<T>(black_box(&text)).expect("a value")
    });
}

fn main() {
    count_all("small_admin", &payloads::small_admin());
    count_all("type_matrix", &payloads::type_matrix());
    count_all("repeated_records", &payloads::repeated_records());
    count_all("nested_game", &payloads::nested_game());
    count_all("large_shots", &payloads::large_shots());
}
