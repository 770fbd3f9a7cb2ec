//! Valid frames of every type, to be damaged.

use contract_schema::Contract;

use crate::cases::{Case, Encoded};
use crate::generate::Generator;
use crate::tape::Tape;

/// The greatest frame that is damaged, in bytes of ETF: enough for a few of every part.
const LARGEST: usize = 600;

/// Bytes that look random and are the same every time.
pub fn noise(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let step = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_be_bytes()[3]
    };
    std::iter::repeat_with(step).take(1200).collect()
}

/// The smallest value of a case, and the richest of some others that are not large.
pub fn frames(contract: &Contract, case: &Case) -> Vec<Encoded> {
    let generator = Generator::new(contract);
    let encoded = |tape: &[u8]| {
        let json = generator.value(&case.field_type(), &mut Tape::new(tape));
        let encoded = (case.from_json)(json.to_string().as_bytes());
        encoded.unwrap_or_else(|error| panic!("{} {json}: {error}", case.name))
    };
    let mut others: Vec<Encoded> = (0..24)
        .map(|seed| encoded(&noise(seed * 31 + 7)[..100 + 10 * usize::try_from(seed).unwrap_or(0)]))
        .filter(|encoded| encoded.etf.len() <= LARGEST)
        .collect();
    others.sort_by_key(|encoded| std::cmp::Reverse(encoded.etf.len()));
    others.truncate(1);
    let mut frames = vec![encoded(&[])];
    frames.extend(others);
    frames.dedup();
    frames
}
