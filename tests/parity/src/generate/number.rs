//! Numbers, edges first.

use contract_schema::{FloatRepr, IntRepr};
use serde_json::{Number, Value, json};

use crate::tape::Tape;

/// The largest integer that JavaScript tells from its neighbours.
const SAFE: i128 = (1 << 53) - 1;
const NANOSECONDS: u128 = 1_000_000_000;

/// An integer of a width, as JSON has it: a number where JavaScript can hold it, else a string.
pub(super) fn integer(repr: IntRepr, format: Option<&str>, tape: &mut Tape<'_>) -> Value {
    match (format, repr) {
        (Some("duration-ns"), IntRepr::U128) => {
            let largest = u128::from(u64::MAX) * NANOSECONDS + NANOSECONDS - 1;
            unsigned(tape.bits128() % (largest + 1))
        }
        // What chrono's milliseconds in 63 bits can hold is the least of all the durations.
        (Some("duration-ns"), _) => {
            let milliseconds = i128::from(tape.bits64().cast_signed());
            let milliseconds = milliseconds.max(-i128::from(i64::MAX));
            let rest = i128::from(tape.bits64() % 1_000_000) * milliseconds.signum();
            signed((milliseconds - milliseconds.signum()) * 1_000_000 + rest)
        }
        (Some("unix-time-ns"), _) => {
            let seconds = i128::from(tape.bits64().cast_signed() / 4);
            signed(seconds * 1_000_000_000 + i128::from(tape.bits64() % 1_000_000_000))
        }
        _ => plain(repr, tape),
    }
}

fn plain(repr: IntRepr, tape: &mut Tape<'_>) -> Value {
    let bits = repr.bits();
    if repr.is_signed() {
        let largest = i128::MAX >> (128 - bits);
        let edges = [
            0,
            1,
            -1,
            127,
            128,
            -128,
            255,
            256,
            largest,
            -largest - 1,
            largest - 1,
            SAFE,
            SAFE + 1,
            -SAFE,
            -SAFE - 1,
            1 << 31,
            (1 << 31) - 1,
            -(1 << 31),
            -(1 << 31) - 1,
            1 << 32,
            1 << 62,
            i128::from(i64::MAX),
            i128::from(i64::MIN),
        ];
        let number = if tape.one_in(2) {
            tape.bits128().cast_signed() >> tape.below(128)
        } else {
            *tape.pick(&edges)
        };
        signed(number.clamp(-largest - 1, largest))
    } else {
        let largest = u128::MAX >> (128 - bits);
        let safe = SAFE.cast_unsigned();
        let edges = [
            0,
            1,
            127,
            128,
            255,
            256,
            65_535,
            65_536,
            largest,
            largest - 1,
            largest >> 1,
            safe,
            safe + 1,
            1 << 31,
            (1 << 31) - 1,
            1 << 32,
            1 << 63,
            1 << 64,
            1 << 127,
        ];
        let number = if tape.one_in(2) {
            tape.bits128() >> tape.below(128)
        } else {
            *tape.pick(&edges)
        };
        unsigned(number.min(largest))
    }
}

fn signed(number: i128) -> Value {
    match i64::try_from(number) {
        Ok(small) if number.abs() <= SAFE => small.into(),
        _ => number.to_string().into(),
    }
}

fn unsigned(number: u128) -> Value {
    i128::try_from(number).map_or_else(|_| number.to_string().into(), signed)
}

const DOUBLES: [f64; 22] = [
    0.0,
    1.0,
    -0.0,
    0.1,
    -1.5,
    1e15,
    123_456_789_012_345_680.0,
    1e20,
    1e21,
    1e22,
    1e-6,
    1e-7,
    1.5e-7,
    1e300,
    f64::MAX,
    f64::MIN,
    f64::MIN_POSITIVE,
    5e-324,
    9_007_199_254_740_991.0,
    9_007_199_254_740_993.0,
    4_294_967_296.5,
    f64::EPSILON,
];

/// A finite float; a whole one now and then as a whole number.
pub(super) fn float(repr: FloatRepr, tape: &mut Tape<'_>) -> Value {
    let random = tape.one_in(2);
    let number = match repr {
        FloatRepr::F64 if random => f64::from_bits(tape.bits64()),
        FloatRepr::F64 => *tape.pick(&DOUBLES),
        #[allow(clippy::cast_possible_truncation)]
        FloatRepr::F32 => {
            let single = if random {
                f32::from_bits(tape.bits64() as u32)
            } else {
                *tape.pick(&DOUBLES) as f32
            };
            f64::from(single)
        }
    };
    let number = if number.is_finite() { number } else { 0.5 };
    let is_whole = number.abs() < 9e15 && number.to_bits() == number.trunc().to_bits();
    if is_whole && !is_negative_zero(number) && tape.one_in(2) {
        #[allow(clippy::cast_possible_truncation)]
        return json!(number as i64);
    }
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

fn is_negative_zero(number: f64) -> bool {
    number == 0.0 && number.is_sign_negative()
}
